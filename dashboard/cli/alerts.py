"""``pantau alerts``: what fires now, and what was."""

from collections.abc import Hashable, Mapping
from typing import Annotated, Any

import pandas as pd
import typer
from rich.console import Console
from rich.table import Table

from dashboard.cli.alerting import AlertDesk
from dashboard.cli.app import CONFIG, OUT, ConfigOption, app, refresh_of, stop
from data.store import offices
from scoring.scope import EVERYTHING

MOST = 10_000
WIDE = Console(highlight=False, width=160)
"""Lists are as wide as this in a file or a pipe too, so that no identifier is cut off."""


@app.command()
def alerts(
    config: ConfigOption = CONFIG,
    unit: Annotated[str | None, typer.Option(help="Only of this unit, and those below.")] = None,
    ended: Annotated[bool, typer.Option("--ended", help="Those that are over.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many are listed.")] = 100,
) -> None:
    """List what fires now, the most urgent first. Those not fired yet are `pending`."""
    refresh = refresh_of(config)
    with refresh.engine.connect() as connection:
        known = offices.parents(connection)
    if unit is not None and unit not in known:
        stop(f"--unit {unit}: is no unit; write the identifier of one, as pantau scores shows them")
    found = AlertDesk(refresh).alerts(
        EVERYTHING, unit=unit, state="ended" if ended else "open", limit=MOST
    )
    if found.empty:
        OUT.print("no alerts")
        return
    WIDE.print(_table(found.head(limit), refresh.settings.office.zone))
    if len(found) > limit:
        OUT.print(f"and {len(found) - limit} more; --limit shows them")


def _table(found: pd.DataFrame, zone: str) -> Table:
    table = Table("alert", "rule", "subject", "unit", "state", "since", "told", "note", box=None)
    for row in found.to_dict("records"):
        since = row["fired_at"] if pd.notna(row["fired_at"]) else row["pending_since"]
        table.add_row(
            str(row["alert_id"]), row["rule"], _said(row["subject_name"], row["subject_id"]),
            _said(row["unit"]), row["state"], f"{since.tz_convert(zone):%Y-%m-%d %H:%M}",
            _said(row["level"]), _note(row),
        )  # fmt: skip
    return table


def _note(row: Mapping[Hashable, Any]) -> str:
    """What keeps it from being told."""
    notes = {
        "explained by another": row["inhibited"] is True,
        "acknowledged": pd.notna(row["acknowledged_by"]),
        "silenced": pd.notna(row["silenced_until"]),
    }
    return ", ".join(note for note, holds in notes.items() if holds)


def _said(*values: Any) -> str:
    """The first that is told."""
    return next((str(value) for value in values if pd.notna(value)), "")
