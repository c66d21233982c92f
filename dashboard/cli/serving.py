"""Commands that stay: worker, web, run, demo."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from dashboard.cli.app import (
    CONFIG,
    ERR,
    OUT,
    ConfigOption,
    app,
    log_to_stderr,
    now,
    refresh_of,
    settings_of,
    stop,
)
from data.refresh import Refresh
from data.rules import calendar_of
from data.scheduler import Worker
from data.simulate.history import history_is_there, write_history, write_references
from data.simulate.office import Office, build
from data.simulate.run import run as live
from data.store import accounts
from data.store.engine import writing

POLITE = 5
"""How far the worker steps back for the pages, as ``nice`` counts."""
GRACE = 10.0
HEALTHY = 30.0
MOST_RESTARTS = 5


@app.command()
def worker(config: ConfigOption = CONFIG) -> None:
    """Ask every source in its rhythm and score what changes. One works at a time; others wait."""
    log_to_stderr()
    os.nice(POLITE)
    refresh = refresh_of(config)
    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    working = Worker(refresh, holder)
    _attend(working.run, working.stop)


@app.command()
def web(config: ConfigOption = CONFIG) -> None:
    """Serve the pages. Any number may run, on any number of machines."""
    from dashboard.cli.server import serve

    log_to_stderr()
    refresh = refresh_of(config)
    _free(refresh)
    serve(refresh, secret_of(refresh))


@app.command()
def run(config: ConfigOption = CONFIG) -> None:
    """Run worker and web together on one machine; ends both when it is stopped."""
    _free(refresh_of(config))
    raise typer.Exit(_together(config, lambda stopped: stopped.wait()))


@app.command()
def demo(
    config: ConfigOption = CONFIG,
    folder: Annotated[Path, typer.Option(help="Where the demo keeps everything.")] = Path(
        "var/demo"
    ),
    speed: Annotated[
        float, typer.Option(min=0, help="1 is as in a real office, 60 is sixty times as busy.")
    ] = 60,
    people: Annotated[
        int, typer.Option(min=50, max=5000, help="How many civil servants to invent.")
    ] = 400,
    port: Annotated[int | None, typer.Option(help="Instead of the port in config.yaml.")] = None,
    seed: Annotated[int, typer.Option(help="Another seed is another office.")] = 11,
) -> None:
    """Show a simulated Aceh office that lives: twelve months of history, and news as you watch."""
    own = _demo_config(config, folder, port)
    refresh = refresh_of(own)
    _free(refresh)
    office = build(calendar_of(refresh.settings), seed, _today(refresh), people)
    refresh = _fresh(refresh, office, own)
    password = os.environ.get("PANTAU_DEMO_PASSWORD") or secrets.token_urlsafe(9)
    _demo_accounts(refresh, office, password)
    host, address = refresh.settings.web.host, refresh.settings.web.port
    OUT.print("\nPantau, data simulasi (simulated data)", style="bold")
    OUT.print(f"  address   http://{host}:{address}")
    OUT.print(
        f"  log in    pimpinan | atasan | pegawai | admin    password {password}", markup=False
    )
    OUT.print("  stop      Ctrl-C\n")
    inbox = own.parent / "var" / "inbox"

    write_references(office, inbox)

    def living(stopped: threading.Event) -> None:
        os.nice(2 * POLITE)
        write_history(office, inbox)
        live(office, inbox, speed, now, stopped.wait, stopped.is_set)

    raise typer.Exit(_together(own, living))


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


def _free(refresh: Refresh) -> None:
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


def _today(refresh: Refresh) -> Any:
    return now().astimezone(refresh.settings.zone).date()


def _demo_config(config: Path, folder: Path, port: int | None) -> Path:
    """The demo's own config.yaml: the given one, marked as simulated."""
    settings_of(config)
    found = yaml.safe_load(config.read_text(encoding="utf-8"))
    found["office"]["simulated"] = True
    if port is not None:
        found.setdefault("web", {})["port"] = port
    folder.mkdir(parents=True, exist_ok=True)
    own = folder / "config.yaml"
    note = f"# Written by `pantau demo` from {config.name}; changes are lost.\n"
    own.write_text(
        note + yaml.safe_dump(found, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    return own


def _fresh(refresh: Refresh, office: Office, own: Path) -> Refresh:
    """A new day is a new demo: what an older history left is removed."""
    kept = own.parent / "var"
    if history_is_there(office, kept / "inbox"):
        return refresh
    refresh.engine.dispose()
    shutil.rmtree(kept)
    return refresh_of(own)


def _demo_accounts(refresh: Refresh, office: Office, password: str) -> None:
    root, division, person = _cast(office)
    cast = (
        accounts.Kept("pimpinan", "Pimpinan (demo)", "leader", root, None),
        accounts.Kept("atasan", "Atasan (demo)", "manager", division, None),
        accounts.Kept("pegawai", "Pegawai (demo)", "staff", division, person),
        accounts.Kept("admin", "Admin (demo)", "admin", None, None),
    )
    with writing(refresh.engine) as connection:
        for account in cast:
            accounts.add(connection, account, password)


def _cast(office: Office) -> tuple[str, str, str]:
    """The root, one division with a public counter, and one civil servant of it."""
    units, people = office.units, office.people
    root = units.loc[units["parent"].isna() | (units["parent"] == ""), "unit_id"].iloc[0]
    division = units.loc[units["parent"] == root, "unit_id"].iloc[1]
    under = units.loc[units["parent"] == division, "unit_id"]
    person = people.loc[people["unit"].isin(under), "person_id"].iloc[-1]
    return str(root), str(division), str(person)


def _attend(work: Callable[[], object], stop: Callable[[], object]) -> None:
    """Do ``work`` until it ends by itself or a signal asks for it.

    It is done in another thread, and the handler only takes a note: an Event that is set inside a
    handler can wait for ever for the very wait that it interrupts.
    """
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: asked.append(number))
    with ThreadPoolExecutor(1) as threads:
        working = threads.submit(work)
        while not asked and not working.done():
            time.sleep(0.1)
        stop()
        working.result()


def _together(config: Path, meanwhile: Callable[[threading.Event], object]) -> int:
    """Worker and web as processes of their own, restarted when they fall; ``meanwhile`` here."""
    stopped, given_up = threading.Event(), list[str]()
    guards = [
        threading.Thread(target=_guard, args=(command, config, stopped, given_up), daemon=True)
        for command in ("web", "worker")
    ]
    for guard in guards:
        guard.start()
    _attend(lambda: meanwhile(stopped), stopped.set)
    for guard in guards:
        guard.join(GRACE + 1)
    return int(bool(given_up))


def _guard(command: str, config: Path, stopped: threading.Event, given_up: list[str]) -> None:
    """Keep one process running; gives up, and stops all, after several quick falls in a row."""
    falls = 0
    while not stopped.is_set() and falls < MOST_RESTARTS:
        began = time.monotonic()
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "dashboard.cli", command, "-c", str(config)]
        )
        while process.poll() is None and not stopped.wait(0.2):
            continue
        if stopped.is_set():
            return _end(process)
        falls = falls + 1 if time.monotonic() - began < HEALTHY else 1
        ERR.print(
            f"{command} ended with status {process.returncode}; it is started again", style="yellow"
        )
        stopped.wait(min(2**falls, 30))
    if not stopped.is_set():
        ERR.print(f"{command} keeps falling; stopping", style="red")
        given_up.append(command)
        stopped.set()
    return None


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
