"""Telling: what is due goes out through its channel, and what became of it is kept."""
