"""What stands around an explanation: rows behind its records, service, absence, plan."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pandas as pd

from data.store import offices, queries
from data.store.engine import Connection
from scoring.cases import cases_of
from scoring.composite import FULL
from scoring.explain import Explanation, Part
from scoring.look import Look
from scoring.periods import Period
from scoring.plans import FIRST, LAST, forecasts, items_of, outcomes_of
from scoring.scope import EVERYTHING, Scope
from scoring.service import excused_days, service_of, unit_on

PERSONAL = ("activities", "targets", "feedback", "absences")
"""Frames whose single rows are of single persons."""
ALL = 1_000_000
OTHERS_WORK = "verified_in_time"
"""Counts for a supervisor; its records are other people's."""


def visible_name(connection: Connection, scope: Scope, kind: str, subject: str) -> str | None:
    """The name of a unit or person, if the scope lets it be seen; asked for in the query."""
    if kind == "unit":
        units = queries.units(connection, scope)
        found = units.loc[units["unit_id"] == subject, "name"]
    else:
        people = queries.people(connection, scope, search=subject, limit=ALL)
        found = people.loc[people["person_id"] == subject, "name"]
    return None if found.empty else str(found.iloc[0])


def office_of(connection: Connection, subject: tuple[str, str], known_at: datetime | None) -> str:
    """The root of the tree that a unit, or the unit of a person, lies in."""
    kind, name = subject
    roots = offices.roots(connection, known_at)
    if kind == "person":
        people = queries.people(connection, EVERYTHING, search=name, limit=ALL)
        name = str(people.loc[people["person_id"] == name, "unit"].iloc[0])
    return roots.get(name, name)


def peer_groups(connection: Connection, kind: str) -> dict[str, str]:
    """Per subject what its peers have in common: the level of a unit, the office of a person."""
    if kind == "unit":
        units = queries.units(connection, EVERYTHING)
        return dict(zip(units["unit_id"], units["level"].fillna(""), strict=True))
    if kind != "person":
        return {}
    people, roots = queries.people(connection, EVERYTHING, limit=ALL), offices.roots(connection)
    return dict(zip(people["person_id"], people["unit"].map(roots).fillna(""), strict=True))


def rows_behind(
    look: Look, scope: Scope, subject: tuple[str, str], found: Explanation
) -> dict[str, pd.DataFrame]:
    """The rows behind the records, by frame and key; personal ones only of visible persons."""
    made: dict[str, tuple[Callable[[], pd.DataFrame], str]] = {
        "complaints": (lambda: look.once(cases_of), "complaint_id"),
        "activities": (lambda: look.rows("activities"), "activity_id"),
        "targets": (lambda: look.once(items_of), "target_id"),
        "outcomes": (lambda: outcomes_of(look), "outcome_id"),
        "surveys": (lambda: look.rows("surveys"), "survey_id"),
        "feedback": (lambda: look.rows("feedback"), "feedback_id"),
        "absences": (lambda: look.rows("absences"), "absence_id"),
    }
    wanted = {part.indicator.frame for part in found.parts}
    if subject[0] != "person" and not scope.persons:
        wanted -= set(PERSONAL)
    keys = {
        key for part in found.parts for rows in (part.records, part.coming) for key in rows["key"]
    }
    frames = {name: make().set_index(key) for name, (make, key) in made.items() if name in wanted}
    return {
        name: rows[rows.index.isin(keys) & ~rows.index.duplicated()]
        for name, rows in frames.items()
    }


def spared(found: Explanation, scope: Scope, look: Look) -> Explanation:
    """Without the records of others, where the viewer may not see single persons."""
    if scope.persons:
        return found
    done = look.rows("activities")
    own = done.loc[done["person"] == found.subject_id, "activity_id"]
    parts = tuple(
        replace(part, records=part.records[part.records["key"].isin(own)])
        if part.indicator.id == OTHERS_WORK
        else part
        for part in found.parts
    )
    return replace(found, parts=parts)


def with_share(found: Explanation, parts: pd.DataFrame) -> Explanation:
    """An explanation of goals, with what hangs on the whole office by the kept ``parts``.

    That is the share it has among all goals, what is usual for cases of its kinds, and whether
    any source can tell.
    """
    kept = parts.set_index("goal")[["share", "expected", "available"]].to_dict("index")

    def shared(part: Part) -> Part:
        known = kept.get(str(part.goal), {"share": 0.0})
        score = {**part.score, **{str(name): value for name, value in known.items()}}
        points, share = score.get("points", float("nan")), float(known["share"])
        earned = 0.0 if pd.isna(points) else float(points) * share
        missed = 0.0 if pd.isna(points) else (FULL - float(points)) * share
        whole = {"contribution": earned, "lost": missed} if "contribution" in score else {}
        return replace(part, score=score | whole)

    return replace(found, parts=tuple(shared(part) for part in found.parts))


def expected_time(look: Look, person: str) -> pd.DataFrame:
    """unit, unit_name, days, minutes: expected of the person in each place of service."""
    lines = look.once(service_of)
    mine = lines[(lines["person"] == person) & (lines["day"] == look.periods[0].start)]
    names = look.rows("units").set_index("unit_id")["name"]
    return mine.assign(unit_name=mine["unit"].map(names)).reset_index(drop=True)


def time_away(look: Look, person: str) -> pd.DataFrame:
    """kind, days: working days of the period so far that are not expected of the person."""
    period = look.periods[0]
    absences = look.rows("absences")
    away = look.once(excused_days)
    away = away[away["person"] == person]
    away = away[(away["day"] >= period.start) & (away["day"] < look.days_end(period))]
    after = away["day"] + pd.Timedelta(days=1)
    days = look.calendars.workdays_in(
        unit_on(look, away["person"], away["day"]), away["day"], after
    )
    kinds = away["absence_id"].map(absences.set_index("absence_id")["kind"])
    counted = days.groupby(kinds).sum()
    return counted[counted > 0].rename_axis("kind").rename("days").reset_index()


def plan_items(look: Look, person: str, period: Period) -> pd.DataFrame:
    """Items of the person whose own period meets ``period``, with their forecast.

    ``look``: from when the items begin, as what they may end with rests on all of their weeks.
    """
    items = look.once(items_of)
    mine = (items["person"] == person) & (items[FIRST] < period.end) & (items[LAST] > period.start)
    told = items.join(forecasts(look))
    return told[mine].sort_values(["main", "target_id"], ascending=[False, True])
