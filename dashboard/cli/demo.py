"""The command that shows a simulated office: its own folder, people, log-ins, and life."""

import os
import secrets
import shutil
import threading
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
import yaml

from dashboard.cli.app import CONFIG, OUT, ConfigOption, app, now, refresh_of, settings_of
from dashboard.cli.processes import together
from dashboard.cli.serving import POLITE, demand_free
from data.refresh import Refresh
from data.rules import calendar_of
from data.simulate import Office, build, history_is_there, write_history, write_references
from data.simulate import run as live
from data.store import accounts
from data.store.engine import writing


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
    branches: Annotated[
        bool,
        typer.Option("--branches", help="With a branch in each regency and city, as on the map."),
    ] = False,
) -> None:
    """Show a simulated Aceh office that lives: twelve months of history, and news as you watch."""
    own = _demo_config(config, folder, port)
    refresh = refresh_of(own)
    demand_free(refresh)
    office = build(calendar_of(refresh.settings), seed, _today(refresh), people, branches=branches)
    refresh = _fresh(refresh, office, own)
    password = os.environ.get("PANTAU_DEMO_PASSWORD") or secrets.token_urlsafe(9)
    token = _demo_accounts(refresh, office, password)
    host, address = refresh.settings.web.host, refresh.settings.web.port
    OUT.print("\nPantau, data simulasi (simulated data)", style="bold")
    OUT.print(f"  address   http://{host}:{address}")
    OUT.print(
        f"  log in    pimpinan | atasan | pegawai | admin    password {password}", markup=False
    )
    for wall in refresh.settings.walls:
        link = f"http://{host}:{address}/masuk?token={token}&next=/dinding/{wall}"
        OUT.print(f"  wall      {link}", markup=False)
    OUT.print("  stop      Ctrl-C\n")
    inbox = own.parent / "var" / "inbox"

    write_references(office, inbox)

    def living(stopped: threading.Event) -> None:
        os.nice(2 * POLITE)
        write_history(office, inbox)
        live(office, inbox, speed, now, stopped.wait, stopped.is_set)

    raise typer.Exit(together(own, living))


def _today(refresh: Refresh) -> date:
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


def _demo_accounts(refresh: Refresh, office: Office, password: str) -> str | None:
    """Keep the cast; the token of the wall display."""
    root, division, person = _cast(office)
    cast = (
        accounts.Kept("pimpinan", "Pimpinan (demo)", "leader", root, None),
        accounts.Kept("atasan", "Atasan (demo)", "manager", division, None),
        accounts.Kept("pegawai", "Pegawai (demo)", "staff", division, person),
        accounts.Kept("admin", "Admin (demo)", "admin", None, None),
        *_heads(office, root, division),
    )
    with writing(refresh.engine) as connection:
        for account in cast:
            accounts.add(connection, account, password)
        display = accounts.Kept("layar", "Layar dinding (demo)", "wall", root, None)
        return accounts.add(connection, display, None)


def _heads(office: Office, root: str, but: str) -> list[accounts.Kept]:
    """A head for every other division: without one its alerts all come to the leader."""
    units = office.units
    divisions = units.loc[(units["parent"] == root) & (units["unit_id"] != but)]
    return [
        accounts.Kept(f"kepala-{unit.lower()}", f"Kepala {name} (demo)", "manager", unit, None)
        for unit, name in zip(divisions["unit_id"], divisions["name"], strict=True)
    ]


def _cast(office: Office) -> tuple[str, str, str]:
    """The root, one of its divisions, and one who handles complaints there."""
    units = office.units
    root = units.loc[units["parent"].isna() | (units["parent"] == ""), "unit_id"].iloc[0]
    division = units.loc[units["parent"] == root, "unit_id"].iloc[1]
    busiest = units[units["parent"] == division].sort_values("load")["unit_id"].iloc[-1]
    return str(root), str(division), office.desks[str(busiest)][0]
