"""Measures and judges performance. Pure: frames, goals and ``now`` in, frames out."""
