"""The unit tree as offices, and the frames one office is scored from."""

from collections.abc import Mapping

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, and_, delete, or_, select

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
    """The office (root of its tree) of every unit; of units in a circle the first of them."""
    query = select(ANCESTORS.c.unit, ANCESTORS.c.ancestor).order_by(ANCESTORS.c.distance)
    steps = connection.execute(query).all()
    farthest = dict(steps)
    ends = set(farthest.values())
    first = dict(sorted((step for step in steps if step[0] in ends), reverse=True))
    return {unit: first[end] for unit, end in farthest.items()}


def moved(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """Offices that have lost or won units, or the rows without a unit."""
    units = {unit for unit in {*before, *after} if before.get(unit) != after.get(unit)}
    found = {of.get(unit) for of in (before, after) for unit in units}
    mains = {main_office(before), main_office(after)}
    return {office for office in (*found, *(mains if len(mains) > 1 else ())) if office}


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

    That is what stands against its units and what its people do, wherever that is. ``main``: rows
    with neither unit nor person belong to it too.
    """
    placed = FRAMES["people"].c.unit.in_(under(office))
    persons = select(FRAMES["people"].c.person_id).where(placed)
    activities, complaints = (
        _here(FRAMES[name].c.unit, FRAMES[name].c[person], office, persons, main=main)
        for name, person in (("activities", "person"), ("complaints", "officer"))
    )
    recent = FRAMES["activities"].c.day >= str(first_day.date())
    return {
        "units": read(connection, "units", FRAMES["units"].c.unit_id.in_(under(office))),
        "people": read(connection, "people", placed),
        "absences": read(connection, "absences", FRAMES["absences"].c.person.in_(persons)),
        "activities": read(connection, "activities", activities, recent),
        "complaints": read(connection, "complaints", complaints),
    }


def _here(
    unit: ColumnElement[str], person: ColumnElement[str], office: str,
    persons: Select[tuple[str]], *, main: bool,
) -> ColumnElement[bool]:  # fmt: skip
    here = or_(unit.in_(under(office)), person.in_(persons))
    return or_(here, and_(unit.is_(None), person.is_(None))) if main else here
