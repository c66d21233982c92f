"""``pantau replay``: what the rules would have done, before they are switched on."""

from datetime import datetime
from typing import Annotated

import pandas as pd
import typer
from rich.table import Table

from dashboard.cli.alerts import WIDE
from dashboard.cli.app import CONFIG, CONFIG_WRONG, OUT, ConfigOption, app, now, refresh_of, stop
from data.alerting.desk import subject_of
from data.alerting.past import Past
from data.alerting.people import People
from data.newest import dated
from scoring.alerts.machine import ACTIVE

FIRST = typer.Option("--from", formats=["%Y-%m-%d"], help="First day.")
ABOUT_SOURCES = ("silent_source", "data_faults")
AS_TOLD = "until rows began to be kept, each is taken to have come at the times it tells"
UNKNOWN = "until rows began to be kept, nothing is known"
STILL_WRONG = "counts rows that are still rejected; those that have come right since are not kept"
LAST = typer.Option("--to", formats=["%Y-%m-%d"], help="Last day.")


@app.command()
def replay(
    first: Annotated[datetime, FIRST],
    last: Annotated[datetime, LAST],
    config: ConfigOption = CONFIG,
    rule: Annotated[str | None, typer.Option(help="Only this rule.")] = None,
    known_then: Annotated[
        bool, typer.Option("--known-then", help="From rows as they were kept by then.")
    ] = False,
    limit: Annotated[int, typer.Option(min=0, help="How many lines are listed; 0: all.")] = 200,
) -> None:
    """Run the rules over the past, and print what would have fired, when, and to whom.

    Looks at the end of each working day; rules that are off are run too. Nobody acts, so that
    everything goes as far up as it can. Nothing is kept, nothing is told.
    """
    refresh = refresh_of(config)
    if last < first:
        stop("--to: is before --from; write a later day", CONFIG_WRONG)
    past = Past(refresh.settings, refresh.engine, refresh.base, now, known_then=known_then)
    if rule is not None and rule not in past.alert_rules:
        known = ", ".join(past.alert_rules) or "none: config.yaml has no rules of alerts"
        stop(f"--rule {rule}: is no rule; write one of {known}", CONFIG_WRONG)
    found = past.replayed(first.date(), last.date())
    found = found if rule is None else found[found["rule"] == rule]
    with refresh.engine.connect() as connection:
        people = past.people(connection)
    OUT.print(_summary(found, list(past.alert_rules)))
    told = _events(found)
    zone = refresh.settings.office.zone
    WIDE.print(_table(told.head(limit or len(told)), people, zone))
    if limit and len(told) > limit:
        OUT.print(f"and {len(told) - limit} more; --limit shows them")
    for note in _notes(past, rule, first.replace(tzinfo=refresh.settings.zone)):
        OUT.print(note, soft_wrap=True)


def _events(found: pd.DataFrame) -> pd.DataFrame:
    """What is worth a line: it fires, is over after that, or somebody is told."""
    fires = (found["after"] == "firing") & (found["before"] != "recovering")
    over = (found["after"] == "ended") & found["before"].isin(ACTIVE)
    return found[found["level"].notna() | fires | over].sort_values("at", kind="stable")


def _summary(found: pd.DataFrame, rules: list[str]) -> Table:
    """Per rule: how often it fired, was over again, and went to each level."""
    table = Table("rule", "fired", "over", "officer", "supervisor", "head", box=None)
    for rule in rules:
        mine = found[found["rule"] == rule]
        flips = _events(mine[mine["level"].isna()])
        levels = mine["level"].value_counts()
        counts = [(flips["after"] == state).sum() for state in ("firing", "ended")]
        counts += [levels.get(level, 0) for level in ("officer", "supervisor", "head")]
        table.add_row(rule, *(str(int(count)) for count in counts))
    return table


def _notes(past: Past, rule: str | None, first: datetime) -> list[str]:
    """What of rules about sources cannot be known of the time before they were looked at here."""
    kinds = {name: r.kind for name, r in past.alert_rules.items() if rule in (None, name)}
    with past.engine.connect() as connection:
        begun = past.arrivals.begun(connection)
    named = {kind: ", ".join(n for n, k in kinds.items() if k == kind) for kind in ABOUT_SOURCES}
    told = _arrivals(past, {name: at for name, at in begun.items() if at > first})
    lines = [f"{named['silent_source']}: {line}" for line in told if named["silent_source"]]
    return lines + ([f"{named['data_faults']}: {STILL_WRONG}"] if named["data_faults"] else [])


def _arrivals(past: Past, late: dict[str, pd.Timestamp]) -> list[str]:
    """What is taken of sources whose rows began to be kept only within the time, or after it."""
    zone, sources = past.settings.office.zone, past.settings.sources
    expected = [n for n, source in sources.items() if n in late and source.rhythm is not None]
    parts: dict[bool, list[str]] = {True: [], False: []}
    for name in sorted(expected):
        guessed = not past.known_then and bool(dated(sources[name].frame))
        parts[guessed].append(f"{name} ({late[name].tz_convert(zone):%Y-%m-%d %H:%M})")
    words = {True: AS_TOLD, False: UNKNOWN}
    return [f"{words[guessed]}: {', '.join(found)}" for guessed, found in parts.items() if found]


def _table(events: pd.DataFrame, people: People, zone: str) -> Table:
    table = Table("when", "rule", "subject", "indicator", "unit", "what", "to", box=None)
    for row in events.to_dict("records"):
        what, to = ("recovered" if row["after"] == "ended" else "fires"), ""
        if pd.notna(row["level"]):
            owners = people.owners(subject_of(row), row["level"])
            what, to = f"told: {owners.level}", ", ".join(owners.accounts)
        table.add_row(
            f"{row['at'].tz_convert(zone):%Y-%m-%d %H:%M}", row["rule"], row["subject_id"],
            row["indicator"], "" if pd.isna(row["unit"]) else row["unit"], what, to,
        )  # fmt: skip
    return table
