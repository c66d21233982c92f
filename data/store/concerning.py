"""What each revision is about: the units it concerns, with all above them, and what has changed."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, Table, delete, select

from data.store.tables import ANCESTORS, NEWS, TOPICS

ANY = ""
MOST = 60
"""More units than these are simply everybody."""

KEPT = 500
"""Revisions of which it is known whom they concern."""

ALERTS, WEEKS = "alerts", "weeks"
"""What may change beside rows, which are named by their frame, and the scores made of them."""


@dataclass(frozen=True)
class Concern:
    """``units``: whom news concern; None: everybody. ``topics``: what has changed; None: anything.

    Topics are the frames whose rows changed (and with them scores), ALERTS and WEEKS.
    """

    units: frozenset[str] | None = None
    topics: frozenset[str] | None = None


def note(
    connection: Connection, revision: int, units: Collection[str] | None,
    topics: Collection[str] | None,
) -> None:  # fmt: skip
    """Note that ``revision`` concerns ``units`` and those above, and is about ``topics``."""
    few = units is not None and len(units) <= MOST
    concerned = _with_above(connection, units or ()) if few else {ANY}
    _write(connection, NEWS, revision, unit=concerned)
    _write(connection, TOPICS, revision, topic={ANY} if topics is None else set(topics))


def since(connection: Connection, revision: int, now: int) -> Concern:
    """What the revisions after ``revision`` up to ``now`` concern."""
    if not now - KEPT < revision <= now:
        return Concern()
    return Concern(*(_read(connection, table, revision, now) for table in (NEWS, TOPICS)))


def _write(connection: Connection, table: Table, revision: int, **told: Collection[str]) -> None:
    [(name, values)] = told.items()
    if values:
        lines = [{"revision": revision, name: value} for value in sorted(values)]
        connection.execute(table.insert(), lines)
    connection.execute(delete(table).where(table.c.revision <= revision - KEPT))


def _read(connection: Connection, table: Table, revision: int, now: int) -> frozenset[str] | None:
    told = table.c[table.columns.keys()[1]]
    later = table.c.revision.between(revision + 1, now)
    found = frozenset(connection.execute(select(told).distinct().where(later)).scalars())
    return None if ANY in found else found


def _with_above(connection: Connection, units: Collection[str]) -> set[str]:
    above = select(ANCESTORS.c.ancestor).distinct()
    named = above.where(ANCESTORS.c.unit.in_(units))
    return {*units, *connection.execute(named).scalars()} - {ANY}
