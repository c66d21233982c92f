"""Keeps rows, rejects, scores and states. The only SQL of our own; SQLite and PostgreSQL."""
