"""The ``pantau`` command. The only place that reads the clock and touches ``data``."""

from dashboard.cli.app import app

__all__ = ["app"]
