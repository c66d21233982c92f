"""Who records what, and who is away: asked of many people at once, each by an index."""

from collections.abc import Collection
from datetime import date, datetime

import pandas as pd
from sqlalchemy import Connection, and_, case, func, or_, select

from data.store.alert_tables import ALERT_TABLE
from data.store.convert import frame_of, moment_text
from data.store.lists import among
from data.store.seen import is_seen, seen_persons
from data.store.tables import FRAMES
from scoring.scope import Scope

DONE, AWAY, PEOPLE = (FRAMES[name] for name in ("activities", "absences", "people"))
OVER = ("pending", "ended")
"""States in which an alert does not fire."""


def minutes_by_day(
    connection: Connection, scope: Scope, persons: Collection[str], first: date
) -> pd.DataFrame:
    """person, day, approved (minutes, as reported) of visible ``persons`` since ``first``."""
    approved = case((DONE.c.status == "approved", DONE.c.minutes), else_=0.0)
    query = select(DONE.c.person, DONE.c.day, func.sum(approved)).where(
        among(connection, DONE.c.person, persons),
        is_seen(DONE.c.person, scope),
        DONE.c.day >= str(first),
    )
    rows = connection.execute(query.group_by(DONE.c.person, DONE.c.day)).all()
    return frame_of(rows, ["person", "day", "approved"], {"day": "day", "approved": "number"})


def absent(connection: Connection, scope: Scope, day: date) -> frozenset[str]:
    """Visible persons who are away on ``day``."""
    query = select(AWAY.c.person).where(
        AWAY.c.first_day <= str(day), AWAY.c.last_day >= str(day), AWAY.c.kind != "late",
        is_seen(AWAY.c.person, scope),
    )  # fmt: skip
    return frozenset(connection.execute(query).scalars())


def silent(connection: Connection, scope: Scope, since: date, until: date) -> frozenset[str]:
    """Visible persons in service who recorded nothing from ``since`` to ``until``.

    Who was away on any of these days is not silent.
    """
    spoke = select(DONE.c.person).where(
        DONE.c.person == PEOPLE.c.person_id, DONE.c.day >= str(since), DONE.c.day <= str(until)
    )
    gone = select(AWAY.c.person).where(
        AWAY.c.person == PEOPLE.c.person_id, AWAY.c.first_day <= str(until),
        AWAY.c.last_day >= str(since), AWAY.c.kind.not_in(["late", "unexcused"]),
    )  # fmt: skip
    serves = and_(
        or_(PEOPLE.c.active_from.is_(None), PEOPLE.c.active_from <= str(since)),
        or_(PEOPLE.c.active_to.is_(None), PEOPLE.c.active_to >= str(until)),
    )
    query = select(PEOPLE.c.person_id).where(
        PEOPLE.c.person_id.in_(seen_persons(scope)), serves, ~spoke.exists(), ~gone.exists()
    )
    return frozenset(connection.execute(query).scalars())


def alerted(connection: Connection, scope: Scope, now: datetime) -> frozenset[str]:
    """Visible persons whom an alert that fires is about."""
    at = moment_text(now)
    alerts = ALERT_TABLE.c
    query = select(alerts.subject_id).where(
        alerts.subject_kind == "person", alerts.state.not_in(OVER), alerts.fired_at <= at,
        is_seen(alerts.subject_id, scope),
    )  # fmt: skip
    return frozenset(connection.execute(query).scalars())
