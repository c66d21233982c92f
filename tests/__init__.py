"""Tests: names are sentences of the specification."""
