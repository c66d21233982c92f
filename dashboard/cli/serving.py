"""Commands that stay: worker, web, run."""

import os
import secrets
import socket

import typer

from dashboard.cli.apart import Apart, watch_weeks
from dashboard.cli.app import CONFIG, ConfigOption, app, log_to_stderr, refresh_of, stop
from dashboard.cli.processes import attend, settle, together
from data.refresh import Refresh
from data.scheduler import Worker

POLITE = 5
"""How far the worker steps back for the pages, as ``nice`` counts."""


@app.command()
def worker(config: ConfigOption = CONFIG) -> None:
    """Ask every source in its rhythm and score what changes. One works at a time; others wait."""
    log_to_stderr()
    os.nice(POLITE)
    refresh = refresh_of(config)
    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    weeks = Apart(config, watch_weeks)
    working = Worker(refresh, holder, weeks)

    def stop() -> None:
        working.stop()
        weeks.end()

    settle()
    attend(working.run, stop)


@app.command()
def web(config: ConfigOption = CONFIG) -> None:
    """Serve the pages. Any number may run, on any number of machines."""
    from dashboard.cli.server import serve

    log_to_stderr()
    refresh = refresh_of(config)
    demand_free(refresh)
    serve(refresh, secret_of(refresh))


@app.command()
def run(config: ConfigOption = CONFIG) -> None:
    """Run worker and web together on one machine; ends both when it is stopped."""
    demand_free(refresh_of(config))
    raise typer.Exit(together(config, lambda stopped: stopped.wait()))


def secret_of(refresh: Refresh) -> str:
    """What signs sessions: from config.yaml, else made once and kept beside the database."""
    if refresh.settings.web.secret:
        return refresh.settings.web.secret
    path = refresh.base / "var" / "secret.key"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


def demand_free(refresh: Refresh) -> None:
    """Stop at once where somebody else already listens."""
    web = refresh.settings.web
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((web.host, web.port))
        except OSError as error:
            stop(
                f"{web.host}:{web.port}: {error.strerror}; stop what is there, or take another port"
            )
