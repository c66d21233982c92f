"""``pantau whatif``: whom changed targets or weights would move. Nothing is written."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import pandas as pd
import typer

from dashboard.cli.app import CONFIG, ERR, ConfigOption, app, settings_of, stop
from data.rules import goals_of
from data.settings import Settings
from data.store import queries
from data.store.engine import Connection, open_engine
from scoring.composite import moved
from scoring.scope import EVERYTHING

COLUMNS = [
    "subject_kind", "subject_id", "name", "period", "score_before", "score_after", "change",
    "bands",
]  # fmt: skip
WEIGHED = ("goals", "composite")
"""Parts of config.yaml that are applied when scores are read."""
BESIDE = ("store", "web", "office", "sources", "alarms")


@app.command()
def whatif(
    changed: Annotated[
        Path, typer.Argument(help="A copy of config.yaml with other targets or weights.")
    ],
    config: ConfigOption = CONFIG,
    period: Annotated[str | None, typer.Option(help="Such as 2026-11; the newest else.")] = None,
    form: Annotated[
        Literal["table", "csv", "json"], typer.Option("--format", help="How to print.")
    ] = "table",
) -> None:
    """List whom other targets or weights would move: score before and after, bands that change.

    From the scores that are kept. Nothing is written, neither here nor there.
    """
    now_is, would_be = settings_of(config), settings_of(changed)
    base = config.resolve().parent
    if not is_there(now_is.store.url, base):
        stop(f"{now_is.store.url}: is not there yet; take something in first: pantau ingest")
    engine = open_engine(now_is.store.url, base)
    with engine.connect() as connection:
        found = _moved(connection, now_is, would_be, period)
    _warn(now_is, would_be)
    _print(found[COLUMNS], form)


def is_there(url: str, base: Path) -> bool:
    """Whether a database is there, which must not be made by asking; a server tells itself."""
    path = url.removeprefix("sqlite:///")
    return not url.startswith("sqlite:///") or (base / path).exists()


def _moved(
    connection: Connection, now_is: Settings, would_be: Settings, period: str | None
) -> pd.DataFrame:
    wanted = period or next(iter(queries.periods(connection)), None)
    kinds = ("unit", "person", "programme")
    parts = (
        [queries.scores(connection, EVERYTHING, kind, wanted) for kind in kinds] if wanted else []
    )
    scores = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    if scores.empty:
        stop("no scores of that period are kept; see pantau scores --all-periods")
    least = would_be.composite.min_evidence
    found = moved(scores, goals_of(now_is), goals_of(would_be), least)
    return found.assign(name=found["subject_id"].map(_names(connection)))


def _names(connection: Connection) -> dict[str, str]:
    units = queries.units(connection, EVERYTHING)
    people = queries.people(connection, EVERYTHING, limit=1_000_000)
    keys = (*units["unit_id"], *people["person_id"])
    return dict(zip(keys, (*units["name"], *people["name"]), strict=True))


def _warn(now_is: Settings, would_be: Settings) -> None:
    """Say which other parts differ: they change what is measured, which is not redone here."""
    others = [
        name
        for name in type(now_is).model_fields
        if name not in (*WEIGHED, *BESIDE) and getattr(now_is, name) != getattr(would_be, name)
    ]
    if others:
        ERR.print(
            f"not weighed here, for it changes what is measured: {', '.join(others)}",
            style="yellow",
        )


def _print(found: pd.DataFrame, form: Literal["table", "csv", "json"]) -> None:
    if form == "csv":
        found.to_csv(sys.stdout, index=False)
    elif form == "json":
        found.to_json(sys.stdout, orient="records", force_ascii=False, double_precision=15)
        sys.stdout.write("\n")
    elif found.empty:
        sys.stdout.write("nobody would move\n")
    else:
        shown = found.assign(**{c: found[c].round(1) for c in found.columns if "score" in c})
        shown = shown.assign(change=shown["change"].round(1))
        text = shown.astype(object).where(shown.notna(), "")
        sys.stdout.write(text.to_string(index=False) + "\n")
