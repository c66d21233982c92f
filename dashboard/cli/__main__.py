"""``python -m dashboard.cli`` is ``pantau``."""

from dashboard.cli import app

app()
