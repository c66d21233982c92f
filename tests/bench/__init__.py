"""Benchmarks: every figure is a ratio or a rate measured side by side in one run."""
