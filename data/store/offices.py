"""The unit tree as offices, and the frames one office is scored from."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, delete, func, select, union_all

from data.store.convert import frame_of, records
from data.store.kept import Kept, under
from data.store.lists import among
from data.store.parts import Part, Subject
from data.store.rows import read
from data.store.tables import ANCESTORS, FRAMES
from scoring.shapes import SHAPES
from scoring.tree import ancestors_of

__all__ = [
    "frames",
    "hands",
    "main_office",
    "moved",
    "parents",
    "rebuild",
    "roots",
    "served",
    "under",
]


def rebuild(connection: Connection) -> None:
    """Write down anew which units lie under which, after the tree has changed."""
    ancestors = ancestors_of(read(connection, "units"))
    connection.execute(delete(ANCESTORS))
    if not ancestors.empty:
        connection.execute(ANCESTORS.insert(), records(ancestors))


def roots(connection: Connection, known_at: datetime | None = None) -> dict[str, str]:
    """The office (root of its tree) of every unit; of units in a circle the first of them.

    ``known_at``: by the tree as it was kept before that moment.
    """
    steps = Kept(connection, known_at).steps
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


def parents(connection: Connection, known_at: datetime | None = None) -> dict[str, str | None]:
    """The unit above each unit."""
    return Kept(connection, known_at).parents


def served(connection: Connection) -> pd.DataFrame:
    """person, unit: every unit that a person has been placed in beside their own."""
    placed = FRAMES["placements"].c
    rows = connection.execute(select(placed.person, placed.unit).distinct()).all()
    return frame_of(rows, ["person", "unit"], {})


def hands(connection: Connection, complaints: Iterable[str]) -> pd.DataFrame:
    """complaint, received, unit, officer: where each complaint is, and where it has been.

    One line for the complaint itself, whose unit is empty where none is told, and one for each of
    its assignments.
    """
    cases, held = FRAMES["complaints"], FRAMES["assignments"]
    named = among(connection, cases.c.complaint_id, complaints)
    unit = func.coalesce(cases.c.unit, "")
    own = select(cases.c.complaint_id, cases.c.received, unit, cases.c.officer).where(named)
    joined = held.join(cases, held.c.complaint == cases.c.complaint_id)
    others = select(held.c.complaint, cases.c.received, held.c.unit, held.c.officer)
    rows = connection.execute(union_all(own, others.select_from(joined).where(named))).all()
    return frame_of(rows, ["complaint", "received", "unit", "officer"], {"received": "moment"})


def frames(
    connection: Connection, office: str, first_day: pd.Timestamp, *, main: bool,
    alone: bool = False, known_at: datetime | None = None, only: Subject | None = None,
    provenance: bool = False, cases_since: pd.Timestamp | None = None,
    names: Collection[str] = SHAPES,
) -> dict[str, pd.DataFrame]:  # fmt: skip
    """What ``office`` is scored from; of what happens on a day, only from ``first_day`` on.

    That is what stands against its units and what its people do, wherever that is; its people are
    those placed in it now or at any time. ``main``: rows with neither unit nor person belong to it
    too. ``alone``: there is no other office, so that every row is its own. ``known_at``: rows as
    they were kept before that moment. ``only``: what concerns one unit (and those below) or one
    person; the tree stays whole. ``cases_since``: without complaints that no longer bear on that
    day or later. ``names``: only these frames.
    """
    kept, subject = Kept(connection, known_at, provenance), only or ("unit", office)
    part = Part(kept, office, subject, main, alone, cases_since)
    return {name: part.rows(name, first_day) for name in SHAPES if name in names}
