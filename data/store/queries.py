"""What pages ask for. Every query is limited to the viewer's scope, here, in the query itself."""

from collections.abc import Iterable
from datetime import date

import pandas as pd
from sqlalchemy import (
    Connection,
    and_,
    func,
    or_,
    select,
    true,
)

from data.store.convert import frame_of
from data.store.lists import among
from data.store.offices import under
from data.store.rows import read
from data.store.seen import cases, is_seen, person_seen, subject_seen, subject_under, unit_seen
from data.store.signals import COLUMNS, JUDGED
from data.store.tables import (
    ANCESTORS,
    FRAMES,
    SCORE_KINDS,
    SCORES,
    SIGNAL_KINDS,
    SIGNALS,
)
from scoring import shapes
from scoring.columns import DTYPES
from scoring.scope import Scope

PEOPLE, UNITS = FRAMES["people"], FRAMES["units"]
SCORE_COLUMNS = list(shapes.SCORES)


def units(connection: Connection, scope: Scope) -> pd.DataFrame:
    """The visible tree, parents first: unit_id, name, parent, level, depth, people.

    ``people``: how many are placed in it or below.
    """
    tree = read(connection, "units", unit_seen(UNITS.c.unit_id, scope))
    inside = select(ANCESTORS.c.ancestor, func.count()).join(
        PEOPLE, PEOPLE.c.unit == ANCESTORS.c.unit
    )
    placed = connection.execute(inside.group_by(ANCESTORS.c.ancestor))
    above = connection.execute(
        select(ANCESTORS.c.unit, func.max(ANCESTORS.c.distance)).group_by(ANCESTORS.c.unit)
    )
    depth: dict[str, int] = dict(above.all())
    people: dict[str, int] = dict(placed.all())
    tree = tree.assign(
        depth=tree["unit_id"].map(depth).fillna(0).astype(int),
        people=tree["unit_id"].map(people).fillna(0).astype(int),
    )
    columns = ["unit_id", "name", "parent", "level", "depth", "people"]
    return tree[columns].sort_values(["depth", "unit_id"]).reset_index(drop=True)


def scores(
    connection: Connection, scope: Scope, subject_kind: str, period: str | None = None,
    unit: str | None = None, subjects: tuple[str, ...] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Scores of visible subjects, of one period or of all."""
    may = subject_seen(SCORES, subject_kind, scope, few=subjects is not None)
    where = [SCORES.c.subject_kind == subject_kind, may]
    if period is not None:
        where.append(SCORES.c.period == period)
    if subjects is not None:
        where.append(SCORES.c.subject_id.in_(subjects))
    if unit is not None:
        where.append(subject_under(SCORES, subject_kind, unit))
    query = select(*(SCORES.c[name] for name in SCORE_COLUMNS)).where(*where)
    ordered = query.order_by(SCORES.c.subject_id, SCORES.c.period, SCORES.c.indicator)
    return frame_of(connection.execute(ordered).all(), SCORE_COLUMNS, SCORE_KINDS)


def signals(
    connection: Connection, scope: Scope, subject_kind: str, unit: str | None = None,
    subjects: tuple[str, ...] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """What the weeks say of visible subjects: those at or under ``unit``, or ``subjects`` alone.

    Of ``subjects`` with the weeks themselves.
    """
    subject = SIGNALS.c.subject_id
    may = subject_seen(SIGNALS, subject_kind, scope, few=subjects is not None)
    where = [SIGNALS.c.subject_kind == subject_kind, may]
    if subjects is not None:
        where.append(subject.in_(subjects))
    if unit is not None:
        where.append(subject_under(SIGNALS, subject_kind, unit))
    names = JUDGED if subjects is None else COLUMNS
    query = select(*(SIGNALS.c[name] for name in names)).where(*where)
    ordered = query.order_by(subject, SIGNALS.c.indicator)
    return frame_of(connection.execute(ordered).all(), names, SIGNAL_KINDS)


def ratings(connection: Connection, scope: Scope, unit: str) -> pd.DataFrame:
    """Official ratings of all people at or under ``unit``, if that is visible.

    Columns: person, period, predicate, rated_on, rating_id; a line without rating for who has none.
    """
    rated = FRAMES["ratings"].c
    names = ["period", "predicate", "rated_on", "rating_id"]
    query = select(PEOPLE.c.person_id, *(rated[name] for name in names)).select_from(
        PEOPLE.outerjoin(FRAMES["ratings"], rated.person == PEOPLE.c.person_id)
    )
    found = connection.execute(
        query.where(PEOPLE.c.unit.in_(under(unit)), unit_seen(PEOPLE.c.unit, scope))
    ).all()
    kinds = {name: shapes.SHAPES["ratings"].columns[name].kind for name in names}
    return frame_of(found, ["person", *names], kinds)


def periods(connection: Connection) -> tuple[str, ...]:
    """Periods with scores, newest first."""
    found = select(SCORES.c.period).distinct().order_by(SCORES.c.period.desc())
    return tuple(connection.execute(found).scalars())


def people(
    connection: Connection, scope: Scope, unit: str | None = None, search: str = "",
    limit: int = 50, only: Iterable[str] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Visible persons by name: person_id, name, position, unit, unit_name, kind.

    ``only``: none but these.
    """
    columns = ["person_id", "name", "position", "unit", "unit_name", "kind"]
    here = true() if unit is None else PEOPLE.c.unit.in_(under(unit))
    wanted = and_(
        *(
            or_(
                PEOPLE.c.name.icontains(word, autoescape=True),
                PEOPLE.c.person_id.contains(word, autoescape=True),
            )
            for word in search.split()
        )
    ) if search.split() else true()  # fmt: skip
    named = [UNITS.c.name.label("unit_name") if c == "unit_name" else PEOPLE.c[c] for c in columns]
    joined = select(*named).join_from(PEOPLE, UNITS, PEOPLE.c.unit == UNITS.c.unit_id, isouter=True)
    some = true() if only is None else among(connection, PEOPLE.c.person_id, only)
    query = joined.where(person_seen(scope), here, wanted, some).order_by(
        PEOPLE.c.name, PEOPLE.c.person_id
    )
    return frame_of(connection.execute(query.limit(limit)).all(), columns, {})


def named(connection: Connection, persons: Iterable[str]) -> pd.DataFrame:
    """person_id, name, unit_name of ``persons``, whom the one who asks may see."""
    columns = ["person_id", "name", "unit_name"]
    query = select(PEOPLE.c.person_id, PEOPLE.c.name, UNITS.c.name).join_from(
        PEOPLE, UNITS, PEOPLE.c.unit == UNITS.c.unit_id, isouter=True
    )
    rows = connection.execute(query.where(among(connection, PEOPLE.c.person_id, persons))).all()
    return frame_of(rows, columns, {})


def homes(connection: Connection, subjects: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The units among ``subjects`` (kind, identifier), and those its persons are placed in."""
    found = list(subjects)
    persons = [subject for kind, subject in found if kind == "person"]
    query = select(PEOPLE.c.unit).where(among(connection, PEOPLE.c.person_id, persons)).distinct()
    units = {subject for kind, subject in found if kind == "unit"}
    return frozenset(units | {str(unit) for (unit,) in connection.execute(query) if unit})


def placed(connection: Connection, units: Iterable[str]) -> frozenset[str]:
    """The persons whose own unit is one of these."""
    here = select(PEOPLE.c.person_id).where(among(connection, PEOPLE.c.unit, units))
    return frozenset(connection.execute(here).scalars())


def complaints(
    connection: Connection, scope: Scope, unit: str | None = None, person: str | None = None,
    *, unfinished: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Visible complaints with their provenance, unit_name and officer_name.

    ``unfinished``: leave out those that were finished and never reopened. Officers are named
    only where the viewer may see the person.
    """
    where = cases(scope, unit, person, unfinished=unfinished)
    found = read(connection, "complaints", *where, provenance=True)
    names = dict(connection.execute(select(UNITS.c.unit_id, UNITS.c.name)).all())
    seen = select(PEOPLE.c.person_id, PEOPLE.c.name).where(person_seen(scope))
    officers = dict(connection.execute(seen).all())
    return found.assign(
        unit_name=found["unit"].map(names).astype(DTYPES["text"]),
        officer_name=found["officer"].map(officers).astype(DTYPES["text"]),
        officer=found["officer"].where(found["officer"].isin(list(officers))),
    )


def activities(
    connection: Connection, scope: Scope, person: str, first: date, last: date
) -> pd.DataFrame:
    """Activities of a visible person, newest first, with their provenance."""
    table = FRAMES["activities"]
    found = read(
        connection, "activities", table.c.person == person, is_seen(table.c.person, scope),
        table.c.day >= str(first), table.c.day <= str(last), provenance=True,
    )  # fmt: skip
    return found.sort_values(["day", "start"], ascending=False).reset_index(drop=True)
