"""Tests of taking in and keeping."""
