"""Commands about accounts: pantau user add | list | remove."""

from typing import Annotated

import typer
from rich.table import Table

from dashboard.account import Role
from dashboard.cli.app import CONFIG, OUT, ConfigOption, app, refresh_of, stop
from dashboard.walls import PATH
from data.store import accounts
from data.store.engine import writing

LEAST_PASSWORD = 10

users = typer.Typer(help="Who may log in.", no_args_is_help=True)
app.add_typer(users, name="user")


@users.command()
def add(
    account: Annotated[str, typer.Argument(help="Log-in name.")],
    role: Annotated[
        Role,
        typer.Option(help="leader (pimpinan), manager (atasan), staff (pegawai), admin, or wall."),
    ],
    config: ConfigOption = CONFIG,
    name: Annotated[
        str | None, typer.Option(help="Name as shown; the log-in name without it.")
    ] = None,
    unit: Annotated[
        str | None, typer.Option(help="Root of what may be seen; the whole tree without it.")
    ] = None,
    person: Annotated[
        str | None, typer.Option(help="NIP of the civil servant; a must for staff.")
    ] = None,
    password: Annotated[
        str | None,
        typer.Option(envvar="PANTAU_PASSWORD", help="Asked for when not in the environment."),
    ] = None,
) -> None:
    """Add an account, or replace it. A wall display gets a token, shown this once."""
    if role == "staff" and not person:
        stop("--person: is missing; a staff account stands for one civil servant, write their NIP")
    if role in ("manager", "wall") and not unit:
        stop(
            f"--unit: is missing; a {role} sees one unit and what is under it, write its identifier"
        )
    if role != "wall" and password is None:
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    if password is not None and len(password) < LEAST_PASSWORD:
        stop(f"password: is too short; at least {LEAST_PASSWORD} characters")
    refresh = refresh_of(config)
    kept = accounts.Kept(account, name or account, role, unit, person)
    with writing(refresh.engine) as connection:
        token = accounts.add(connection, kept, None if role == "wall" else password)
    OUT.print(f"{account}: {role} added")
    if token:
        for wall in refresh.settings.walls or ("",):
            end = f"&next={PATH}/{wall}" if wall else ""
            OUT.print(f"open once on the display: /masuk?token={token}{end}", markup=False)


@users.command(name="list")
def list_(config: ConfigOption = CONFIG) -> None:
    """List all accounts."""
    refresh = refresh_of(config)
    table = Table("account", "name", "role", "unit", "person", box=None)
    with refresh.engine.connect() as connection:
        for kept in accounts.everyone(connection):
            table.add_row(kept.account_id, kept.name, kept.role, kept.unit or "", kept.person or "")
    OUT.print(table)


@users.command()
def remove(
    account: Annotated[str, typer.Argument(help="Log-in name.")], config: ConfigOption = CONFIG
) -> None:
    """Remove an account; its sessions end at their next request."""
    refresh = refresh_of(config)
    with writing(refresh.engine) as connection:
        if not accounts.remove(connection, account):
            stop(f"{account}: is no account; see pantau user list")
    OUT.print(f"{account}: removed")
