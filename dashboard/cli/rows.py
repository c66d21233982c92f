"""Commands about rows: check, ingest, scores, rejects."""

import json
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import sleep
from typing import Annotated, Literal

import pandas as pd
import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from dashboard.cli.app import (
    CONFIG,
    ERR,
    OUT,
    ConfigOption,
    app,
    now,
    refresh_of,
    settings_of,
    stop,
)
from data.refresh import Outcome, Refresh
from data.rules import goals_of
from data.settings import Files, Push, suggestion
from data.sources.finding import SETTLE, Place, patiently
from data.sources.kinds import reader_for
from data.store import offices, state
from data.store.rejects import listed
from scoring.goals import judged
from scoring.indicators import INDICATORS
from scoring.shapes import SCORE_KEY, SCORES

Format = Literal["table", "csv", "json"]
SCORE_COLUMNS = [
    *("subject_kind", "subject_id", "indicator", "period", "value", "unit"),
    *(name for name in SCORES if name not in (*SCORE_KEY, "value", "available")),
    "band",
]


@app.command()
def check(config: ConfigOption = CONFIG) -> None:
    """Check config.yaml alone; status 2 and a line per problem where it is wrong."""
    settings = settings_of(config)
    OUT.print(
        f"{config}: good. {settings.office.name}: {len(settings.sources)} sources, "
        f"{len(settings.goals)} goals, kept in {settings.store.url.rpartition('@')[2]}"
    )


@app.command()
def ingest(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Only these files; else every source.")
    ] = None,
    config: ConfigOption = CONFIG,
    once: Annotated[
        bool, typer.Option("--once", help="Look once and stop (also the default).")
    ] = False,
    source: Annotated[str | None, typer.Option(help="The source that FILES belong to.")] = None,
) -> None:
    """Take in what is new: from every source, or from FILES; then score what changed.

    Prints per source how many rows were read, new, corrected, unchanged and rejected, by reason.
    Status 1 if a source failed (the others are still taken in), 2 if config.yaml is wrong.
    """
    del once
    refresh = replace(refresh_of(config), is_complete=patiently(SETTLE, now, sleep))
    with _progress() as progress:
        outcomes = _of_files(refresh, files, source) if files else _of_sources(refresh, progress)
        progress.add_task("scoring")
        revision = refresh.score()
    _print_outcomes(outcomes)
    OUT.print(f"revision {revision}")
    if any(outcome.error for outcome in outcomes):
        raise typer.Exit(1)


@app.command()
def rejects(
    config: ConfigOption = CONFIG,
    source: Annotated[str | None, typer.Option(help="Only this source.")] = None,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = "table",
) -> None:
    """List rejected rows: where each stands, which column, why, and what was found there."""
    refresh = refresh_of(config)
    with refresh.engine.connect() as connection:
        found = listed(connection, source)
    _print(found.assign(seen_at=found["seen_at"].dt.strftime("%Y-%m-%dT%H:%M:%SZ")), form)


@app.command()
def scores(
    config: ConfigOption = CONFIG,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As at the end of this day.")
    ] = None,
    known_then: Annotated[
        bool,
        typer.Option("--known-then", help="With --as-of: from rows as they were kept by then."),
    ] = False,
    subject: Annotated[
        Literal["unit", "person", "service", "programme"] | None,
        typer.Option(help="Only units, persons, services or programmes."),
    ] = None,
    indicator: Annotated[str | None, typer.Option(help="Only this indicator.")] = None,
    every_period: Annotated[
        bool, typer.Option("--all-periods", help="Also the periods before.")
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = "table",
) -> None:
    """Compute and print the scores of every subject, so that anybody can recompute them.

    Shares are 0-1, times are hours; an empty value means that there was nothing to measure, and
    the band says why: thin (too few cases) or unavailable (no source can tell). With --as-of what
    had happened by then is measured, from rows as they are known today, corrections and all; with
    --known-then from rows as they were known that day. Each period is judged by the goals in force
    on its last day.
    """
    if indicator is not None and indicator not in INDICATORS:
        stop(f"--indicator {indicator}: is not an indicator; {suggestion(indicator, INDICATORS)}")
    if known_then and as_of is None:
        stop("--known-then: names no day; write --as-of and the day beside it")
    refresh = refresh_of(config)
    at = _moment(refresh, as_of)
    found = _scores(refresh, at, at if known_then else None, every_period=every_period)
    if subject:
        found = found[found["subject_kind"] == subject]
    if indicator:
        found = found[found["indicator"] == indicator]
    _print(found[SCORE_COLUMNS], form)


def _moment(refresh: Refresh, as_of: datetime | None) -> datetime:
    if as_of is None:
        return now()
    return (as_of + timedelta(days=1)).replace(tzinfo=refresh.settings.zone)


def _scores(
    refresh: Refresh, at: datetime, known_at: datetime | None, *, every_period: bool
) -> pd.DataFrame:
    with refresh.engine.connect() as connection:
        if not offices.roots(connection, known_at):
            stop("no units are kept yet; take in a source whose frame is units: pantau ingest")
    computed = refresh.computed(at, known_at=known_at, newest=not every_period)
    found = judged(computed, goals_of(refresh.settings))
    return found.assign(unit=found["indicator"].map({i.id: i.unit for i in INDICATORS.values()}))


def _of_sources(refresh: Refresh, progress: Progress) -> list[Outcome]:
    """Look at every source that can be asked, and again where rejected rows may have come right."""
    asked = [name for name, source in refresh.sources.items() if not isinstance(source, Push)]
    outcomes = [_shown(refresh, name, progress) for name in asked]
    waiting = {name for outcome in outcomes for name in outcome.again}
    return outcomes + [
        _shown(refresh, name, progress) for name in refresh.sources if name in waiting
    ]


def _shown(refresh: Refresh, name: str, progress: Progress) -> Outcome:
    task = progress.add_task(name)
    outcome = refresh.take_in(name)
    progress.update(task, visible=False)
    return outcome


def _of_files(refresh: Refresh, files: list[Path], source: str | None) -> list[Outcome]:
    return [
        refresh.take_in(
            name,
            reader_for(_only(refresh, name, path), name, refresh.base, now, lambda _: True).fetch(
                {}
            ),
        )
        for path in files
        for name in ([source] if source else _takers(refresh, path))
    ]


def _only(refresh: Refresh, name: str, path: Path) -> Files:
    found = refresh.sources.get(name)
    if not isinstance(found, Files):
        stop(
            f"--source {name}: is not a source of files; write one of {', '.join(refresh.sources)}"
        )
    return found.model_copy(update={"path": str(path.resolve())})


def _takers(refresh: Refresh, path: Path) -> list[str]:
    files = {name: s for name, s in refresh.sources.items() if isinstance(s, Files)}
    takers = [name for name, s in files.items() if Place.at(s.path, refresh.base).takes(path)]
    if not takers:
        stop(f"{path}: no source reads it; name one with --source ({', '.join(files)})")
    return takers


def _print_outcomes(outcomes: list[Outcome]) -> None:
    table = Table("source", *(f"{name}" for name in state.COUNTS), "reasons", box=None)
    for outcome in outcomes:
        reasons = ", ".join(
            f"{reason} {count}" for reason, count in sorted(outcome.reasons.items())
        )
        table.add_row(
            outcome.source, *(str(getattr(outcome, name)) for name in state.COUNTS), reasons
        )
    OUT.print(table)
    for outcome in outcomes:
        if outcome.error:
            ERR.print(f"{outcome.source} failed: {outcome.error}", style="red", markup=False)


def _progress() -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    return Progress(*columns, console=ERR, transient=True)


def _print(found: pd.DataFrame, form: Format) -> None:
    if form == "csv":
        found.to_csv(sys.stdout, index=False)
    elif form == "json":
        plain = found.astype(object).where(found.notna(), None)
        sys.stdout.write(
            json.dumps(plain.to_dict("records"), ensure_ascii=False, separators=(",", ":"))
        )
        sys.stdout.write("\n")
    elif found.empty:
        sys.stdout.write("no rows\n")
    else:
        text = found.astype(object).where(found.notna(), "")
        sys.stdout.write(text.to_string(index=False, float_format="{:.4g}".format) + "\n")
