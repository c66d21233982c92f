"""The web server: gunicorn, one app per process; streams on its event loop, pages in threads."""

from collections.abc import Callable, Mapping
from typing import Any

from gunicorn.app.base import BaseApplication
from starlette.applications import Starlette

from dashboard.app import create_app
from dashboard.cli.wiring import services_of
from dashboard.stream import door
from data.refresh import Refresh


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn, configured from settings instead of a command line."""

    def __init__(self, make: Callable[[], Starlette], options: Mapping[str, Any]) -> None:
        self._make = make
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand the options to gunicorn."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Starlette:
        """Make the app, in each process of its own."""
        return self._make()


def serve(refresh: Refresh, secret: str) -> None:
    """Serve until stopped."""
    web = refresh.settings.web

    def make() -> Starlette:
        refresh.engine.dispose(close=False)
        services = services_of(refresh)
        app = create_app(services, secret=secret, https=web.https, session=web.session)
        return door(app.server, app.current, services.news, services.build, web.threads)

    options = {
        "bind": f"{web.host}:{web.port}",
        "workers": web.processes,
        "worker_class": "asgi",
        "worker_connections": 4000,
        "keepalive": 75,
        "timeout": 60,
        "graceful_timeout": 3,
        "max_requests": 20_000,
        "max_requests_jitter": 2_000,
        "proc_name": "pantau-web",
        "control_socket_disable": True,
    }
    Server(make, options).run()
