"""Fetches, checks and keeps rows, has them scored, and keeps the scores. The only writer."""
