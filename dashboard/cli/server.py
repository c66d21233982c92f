"""The web server: gunicorn with threads, one app per process."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from dashboard.app import create_app
from dashboard.cli.wiring import services_of
from data.refresh import Refresh


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn, configured from settings instead of a command line."""

    def __init__(self, make: Callable[[], Flask], options: Mapping[str, Any]) -> None:
        self._make = make
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand the options to gunicorn."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the app, in each process of its own."""
        return self._make()


def serve(refresh: Refresh, secret: str) -> None:
    """Serve until stopped."""
    web = refresh.settings.web

    def make() -> Flask:
        refresh.engine.dispose(close=False)
        app = create_app(services_of(refresh), secret=secret, https=web.https, session=web.session)
        server: Flask = app.server
        return server

    options = {
        "bind": f"{web.host}:{web.port}",
        "workers": web.processes,
        "worker_class": "gthread",
        "threads": web.threads,
        "keepalive": 75,
        "timeout": 60,
        "graceful_timeout": 5,
        "max_requests": 20_000,
        "max_requests_jitter": 2_000,
        "proc_name": "pantau-web",
    }
    Server(make, options).run()
