"""What rules of alerts look at, read for the offices concerned and no more."""

from collections.abc import Collection, Iterable

import pandas as pd
from sqlalchemy import Connection, and_, func, or_, select

from data.store.bearing import bears
from data.store.convert import frame_of
from data.store.kept import Kept
from data.store.lists import among
from data.store.parts import Part
from data.store.rows import read
from data.store.signals import JUDGED
from data.store.tables import (
    FRAMES,
    OFFICES,
    REJECTS,
    SCORE_KINDS,
    SCORES,
    SIGNAL_KINDS,
    SIGNALS,
    SOURCES,
)

SCORE_COLUMNS = [*SCORE_KINDS]


def scores(connection: Connection, offices: Collection[str], period: str) -> pd.DataFrame:
    """SCORES of one period: of these offices, and of all units, which are compared."""
    here = or_(among(connection, SCORES.c.office, offices), SCORES.c.subject_kind == "unit")
    query = select(*(SCORES.c[name] for name in SCORE_COLUMNS)).where(
        SCORES.c.period == period, here
    )
    return frame_of(connection.execute(query).all(), SCORE_COLUMNS, SCORE_KINDS)


def scored(connection: Connection) -> dict[str, str]:
    """How often each office has been scored, as a text."""
    rows = connection.execute(select(OFFICES.c.office, OFFICES.c.times))
    return {office: str(times) for office, times in rows}


def signals(connection: Connection, offices: Collection[str]) -> pd.DataFrame:
    """SIGNALS of these offices."""
    query = select(*(SIGNALS.c[name] for name in JUDGED)).where(
        among(connection, SIGNALS.c.office, offices)
    )
    return frame_of(connection.execute(query).all(), JUDGED, SIGNAL_KINDS)


def people(connection: Connection, offices: Iterable[str]) -> pd.DataFrame:
    """Everybody placed in one of these offices."""
    units = {unit for office in offices for unit in Kept(connection).under(office)}
    return read(connection, "people", among(connection, FRAMES["people"].c.unit, units))


def units(connection: Connection) -> pd.DataFrame:
    """The whole tree."""
    return read(connection, "units")


def cases(
    connection: Connection, now: pd.Timestamp, also: Collection[str]
) -> dict[str, pd.DataFrame]:
    """Complaints that are open, and ``also`` these; assignments of them."""
    table, held = FRAMES["complaints"], FRAMES["assignments"]
    wanted = or_(bears(table, now), among(connection, table.c.complaint_id, also))
    found = read(connection, "complaints", wanted)
    hands = read(
        connection, "assignments", among(connection, held.c.complaint, found["complaint_id"])
    )
    return {"complaints": found, "assignments": hands}


def service(part: Part, first: pd.Timestamp) -> dict[str, pd.DataFrame]:
    """Who serves where, and is away: units, people, placements, absences of ``part``."""
    return {name: part.rows(name, first) for name in ("units", "people", "placements", "absences")}


def active(connection: Connection, part: Part, first: pd.Timestamp) -> pd.DataFrame:
    """person, newest: the last day since ``first`` for which each has recorded something."""
    done = FRAMES["activities"].c
    query = select(done.person, func.max(done.day)).group_by(done.person)
    rows = connection.execute(query.where(part.activities(), done.day >= str(first.date()))).all()
    return frame_of(rows, ["person", "newest"], {"newest": "day"})


def pending(connection: Connection, part: Part, first: pd.Timestamp) -> pd.DataFrame:
    """person, unit, day, recorded_at: activities since ``first`` that wait for verification."""
    done = FRAMES["activities"].c
    waits = and_(done.status == "pending", done.status_tracked.is_not(False))
    query = select(done.person, done.unit, done.day, done.recorded_at).where(
        part.activities(), done.day >= str(first.date()), waits
    )
    names = ["person", "unit", "day", "recorded_at"]
    rows = connection.execute(query).all()
    return frame_of(rows, names, {"day": "day", "recorded_at": "moment"})


def rejects(connection: Connection) -> pd.DataFrame:
    """source, rejected, read: rows that stand rejected, and all that are known, of each source."""
    standing = (
        select(REJECTS.c.source, func.count(func.distinct(REJECTS.c.label)).label("rejected"))
        .group_by(REJECTS.c.source)
        .subquery()
    )
    rejected = func.coalesce(standing.c.rejected, 0)
    query = select(SOURCES.c.source, rejected, SOURCES.c.new + rejected).join(
        standing, standing.c.source == SOURCES.c.source, isouter=True
    )
    names = ["source", "rejected", "read"]
    rows = connection.execute(query).all()
    return frame_of(rows, names, {"rejected": "whole", "read": "whole"})
