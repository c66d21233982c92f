"""``pantau explain``: why a person or unit has its score."""

import difflib
import json
import sys
from datetime import datetime, timedelta
from typing import Annotated, Literal

import pandas as pd
import typer

from dashboard.cli.app import CONFIG, CONFIG_WRONG, ConfigOption, app, now, refresh_of, stop
from dashboard.cli.around import ALL
from dashboard.cli.explaining import Asked, Explaining
from dashboard.questions import SubjectKind
from dashboard.telling.report import as_data, as_text
from dashboard.texts import Texts
from data.refresh import Refresh
from data.store import queries
from scoring.periods import bounds
from scoring.scope import EVERYTHING

Form = Literal["text", "json"]
RECORDS = 25


@app.command()
def explain(
    subject: Annotated[
        str, typer.Argument(metavar="PERSON|UNIT", help="Identifier (NIP, unit) or exact name.")
    ],
    config: ConfigOption = CONFIG,
    goal: Annotated[str | None, typer.Option(help="Only this goal of config.yaml.")] = None,
    period: Annotated[
        str | None, typer.Option(help="Such as 2026-11, 2026-Q4, 2026; the one of the day else.")
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As at the end of this day.")
    ] = None,
    known_then: Annotated[
        bool,
        typer.Option("--known-then", help="With --as-of: from rows as they were kept by then."),
    ] = False,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="What changed since the end of this day."),
    ] = None,
    lang: Annotated[Literal["id", "en"] | None, typer.Option(help="Language.")] = None,
    records: Annotated[
        int, typer.Option(min=0, help="How many records of each goal are listed; 0: all.")
    ] = RECORDS,
    form: Annotated[Form, typer.Option("--format", help="How to print.")] = "text",
) -> None:
    """Explain a score: contributions, rules, records with file and line, what would move it.

    The score is the dashboard's indication and no official predicate. Status 2 where there is no
    such person, unit, goal or period.
    """
    if known_then and as_of is None:
        stop("--known-then: names no day; write --as-of and the day beside it", CONFIG_WRONG)
    refresh = refresh_of(config)
    explaining = Explaining(refresh)
    _demand_goal(explaining, goal)
    kind, name = _subject(refresh, subject)
    at = _end_of(refresh, as_of)
    asked = Asked(
        at=at,
        known_at=at if known_then else None,
        since=None if since is None else pd.Timestamp(since),
    )
    wanted = _period(refresh, period, at or now())
    why = explaining.explain(EVERYTHING, kind, name, wanted, goal=goal, asked=asked)
    if why is None:
        stop(f"{subject}: is not kept any more; see pantau scores", CONFIG_WRONG)
    texts = Texts(lang or refresh.settings.office.language, refresh.settings.office.zone)
    if form == "json":
        sys.stdout.write(json.dumps(as_data(why, texts), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(as_text(why, records, texts))


Subject = tuple[SubjectKind, str]


def _subject(refresh: Refresh, wanted: str) -> Subject:
    """Kind and identifier of what was asked for, by its identifier or its exact name."""
    known = _known(refresh)
    found = [s for s in known if s[1] == wanted] or [
        subject for subject, name in known.items() if name.casefold() == wanted.casefold()
    ]
    if not found:
        stop(f"{wanted}: is neither a person nor a unit; {_hint(known, wanted)}", CONFIG_WRONG)
    if len(found) > 1:
        several = ", ".join(identifier for _, identifier in found)
        stop(f"{wanted}: is the name of several; write one of {several}", CONFIG_WRONG)
    return found[0]


def _known(refresh: Refresh) -> dict[Subject, str]:
    """The name of every unit and person."""
    with refresh.engine.connect() as connection:
        units = queries.units(connection, EVERYTHING)
        people = queries.people(connection, EVERYTHING, limit=ALL)
    named: dict[Subject, str] = {
        ("unit", key): name for key, name in zip(units["unit_id"], units["name"], strict=True)
    }
    pairs = zip(people["person_id"], people["name"], strict=True)
    return named | {("person", key): name for key, name in pairs}


def _hint(known: dict[Subject, str], wanted: str) -> str:
    names = [*known.values(), *(identifier for _, identifier in known)]
    near = difflib.get_close_matches(wanted, names, n=3)
    return f"perhaps {', '.join(near)}" if near else "write the identifier of a person or a unit"


def _demand_goal(explaining: Explaining, goal: str | None) -> None:
    if goal is not None and goal not in explaining.goals:
        known = ", ".join(explaining.goals) or "none: config.yaml has no goals"
        stop(f"--goal {goal}: is not a goal; write one of {known}", CONFIG_WRONG)


def _period(refresh: Refresh, period: str | None, at: datetime) -> str:
    if period is None:
        return refresh.newest(at)[0].name
    if period != "all" and bounds(period) is None:
        stop(f"--period {period}: is not a period; write 2026-11, 2026-Q4 or 2026", CONFIG_WRONG)
    return period


def _end_of(refresh: Refresh, day: datetime | None) -> datetime | None:
    if day is None:
        return None
    return (day + timedelta(days=1)).replace(tzinfo=refresh.settings.zone)
