"""The unit tree as offices, and the frames one office is scored from."""

from collections.abc import Mapping

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, delete, or_, select

from data.store.convert import records
from data.store.rows import read
from data.store.tables import ANCESTORS, FRAMES
from scoring.subjects import ancestors_of


def rebuild(connection: Connection) -> None:
    """Write down anew which units lie under which, after the tree has changed."""
    ancestors = ancestors_of(read(connection, "units"))
    connection.execute(delete(ANCESTORS))
    if not ancestors.empty:
        connection.execute(ANCESTORS.insert(), records(ancestors))


def roots(connection: Connection) -> dict[str, str]:
    """The office (root of its tree) of every unit."""
    query = select(ANCESTORS.c.unit, ANCESTORS.c.ancestor).order_by(ANCESTORS.c.distance)
    return dict(connection.execute(query).tuples().all())


def main_office(offices: Mapping[str, str]) -> str | None:
    """The office that rows without a unit belong to: the first by identifier."""
    return min(offices.values(), default=None)


def under(unit: str) -> Select[tuple[str]]:
    """A query for the units at and under ``unit``."""
    return select(ANCESTORS.c.unit).where(ANCESTORS.c.ancestor == unit)


def frames(
    connection: Connection, office: str, first_day: pd.Timestamp, *, main: bool
) -> dict[str, pd.DataFrame]:
    """What ``office`` is scored from: everything but activities before ``first_day``.

    ``main``: rows without a unit belong to it too.
    """
    here = {name: _of(name, office, main=main) for name in ("activities", "complaints", "people")}
    persons = select(FRAMES["people"].c.person_id).where(here["people"])
    recent = FRAMES["activities"].c.day >= str(first_day.date())
    return {
        "units": read(connection, "units", FRAMES["units"].c.unit_id.in_(under(office))),
        "people": read(connection, "people", here["people"]),
        "absences": read(connection, "absences", FRAMES["absences"].c.person.in_(persons)),
        "activities": read(connection, "activities", here["activities"], recent),
        "complaints": read(connection, "complaints", here["complaints"]),
    }


def _of(name: str, office: str, *, main: bool) -> ColumnElement[bool]:
    unit = FRAMES[name].c.unit
    inside = unit.in_(under(office))
    return or_(inside, unit.is_(None)) if main else inside
