"""The web server: gunicorn, one app per process; streams on its event loop, pages in threads."""

import gc
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from starlette.applications import Starlette

from dashboard.app import create_app
from dashboard.cli.processes import settle
from dashboard.cli.wiring import services_of
from dashboard.shared import Alone, Folder
from dashboard.stream import Hub, door
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


TURN = 0.001
"""Seconds a thread keeps the interpreter while others wait for it: with Python's usual five, an
answer that changes hands between threads waits that long each time a page is being worked out."""


SELDOM = (700, 10, 100)
"""Garbage is looked for thoroughly when it is calm (stream.py), else ten times more seldom than
usual: of pages worked out every third or so was kept waiting by it for 0.1 s."""


def common(folder: Path) -> Path:
    """An empty folder that only this account may look into."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    return folder


def serve(refresh: Refresh, secret: str) -> None:
    """Serve until stopped."""
    web = refresh.settings.web
    folder = common(refresh.base / "var" / f"pages-{web.port}")
    share = Folder(folder, lambda: refresh.now().timestamp()) if web.processes > 1 else Alone()

    def make() -> Starlette:
        refresh.engine.dispose(close=False)
        services = services_of(refresh)
        app = create_app(services, secret=secret, https=web.https, session=web.session, share=share)
        settle()
        gc.set_threshold(*SELDOM)
        sys.setswitchinterval(TURN)
        hub = Hub(app.current, services.news, services.build, app.ahead, gc.collect)
        return door(app.server, hub, web.threads)

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
        "on_exit": lambda _: shutil.rmtree(folder, ignore_errors=True),
    }
    Server(make, options).run()
