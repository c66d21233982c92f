"""Who may be seen: conditions that every query for a viewer has, and what they let through."""

from collections.abc import Collection

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    false,
    func,
    or_,
    select,
    true,
)

from data.store.lists import among
from data.store.offices import under
from data.store.tables import ANCESTORS, FRAMES, SCORES
from scoring.scope import Scope

PEOPLE = FRAMES["people"]


def unit_seen(unit: ColumnElement[str], scope: Scope) -> ColumnElement[bool]:
    """Whether what belongs to ``unit`` may be seen."""
    return true() if scope.under is None else unit.in_(under(scope.under))


def person_seen(scope: Scope) -> ColumnElement[bool]:
    """Whether a line of the people table may be seen."""
    others = unit_seen(PEOPLE.c.unit, scope) if scope.persons else false()
    own = PEOPLE.c.person_id == scope.self_id if scope.self_id is not None else false()
    return or_(others, own)


def seen_persons(scope: Scope) -> Select[tuple[str]]:
    """A query for the persons that may be seen."""
    return select(PEOPLE.c.person_id).where(person_seen(scope))


def is_seen(person: ColumnElement[str], scope: Scope) -> ColumnElement[bool]:
    """Whether ``person`` may be seen: asked of each row by the key, so for few rows only."""
    return seen_persons(scope).where(PEOPLE.c.person_id == person).exists()


def persons_seen(connection: Connection, scope: Scope) -> frozenset[str]:
    """The persons that may be seen."""
    return frozenset(row.person_id for row in connection.execute(seen_persons(scope)))


def case_seen(scope: Scope) -> ColumnElement[bool]:
    """Whether a complaint may be seen: by its unit, or because it is one's own."""
    table = FRAMES["complaints"]
    own = table.c.officer == scope.self_id if scope.self_id is not None else false()
    return or_(unit_seen(table.c.unit, scope), own)


def cases(
    scope: Scope, unit: str | None, person: str | None, *, unfinished: bool
) -> list[ColumnElement[bool]]:
    """Conditions of visible complaints."""
    table = FRAMES["complaints"].c
    where = [case_seen(scope)]
    if unit is not None:
        where.append(table.unit.in_(under(unit)))
    if person is not None:
        where.append(table.officer == person)
    if unfinished:
        untimed = and_(table.resolved.is_(None), table.closed.is_(None))
        where.append(or_(untimed, table.reopened.is_not(None)))
    return where


def cases_seen(
    connection: Connection, scope: Scope, unit: str | None = None, person: str | None = None
) -> frozenset[str]:
    """The visible complaints that were not finished, or came back."""
    table = FRAMES["complaints"].c
    query = select(table.complaint_id).where(*cases(scope, unit, person, unfinished=True))
    return frozenset(connection.execute(query).scalars())


def subject_seen(
    table: Table, kind: str, scope: Scope, *, few: bool = False
) -> ColumnElement[bool]:
    """Whether a score may be seen; a programme's by whoever sees the whole of its office.

    ``few``: only of some subjects, so that all persons need not be looked up first.
    """
    if kind != "person":
        return true() if scope.under is None else subject_under(table, kind, scope.under)
    if scope.under is None and scope.persons:
        return true()
    of = table.c.subject_id
    return is_seen(of, scope) if few else of.in_(seen_persons(scope))


def subject_under(table: Table, kind: str, unit: str) -> ColumnElement[bool]:
    """Whether a score belongs to ``unit``; a service is `unit/service`."""
    below = under(unit)
    if kind == "unit":
        return table.c.subject_id.in_(below)
    if kind == "programme":
        return table.c.office.in_(below)
    if kind == "service":
        start = func.substr(table.c.subject_id, 1, func.length(ANCESTORS.c.unit) + 1)
        return below.where(start == ANCESTORS.c.unit + "/").exists()
    return table.c.subject_id.in_(select(PEOPLE.c.person_id).where(PEOPLE.c.unit.in_(below)))


def subjects_seen(
    connection: Connection, scope: Scope, subject_kind: str, subjects: Collection[str]
) -> frozenset[str]:
    """Those of ``subjects`` that have scores and may be seen."""
    if scope.under is None and scope.persons:
        return frozenset(subjects)
    query = select(SCORES.c.subject_id).distinct().where(
        SCORES.c.subject_kind == subject_kind, among(connection, SCORES.c.subject_id, subjects),
        subject_seen(SCORES, subject_kind, scope, few=True),
    )  # fmt: skip
    return frozenset(row.subject_id for row in connection.execute(query))
