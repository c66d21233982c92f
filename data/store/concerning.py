"""Whom each revision concerns: the units whose figures or rows changed, with all above them."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, select

from data.store.tables import ANCESTORS, NEWS

EVERYBODY = ""
MOST = 60
"""More units than these are simply everybody."""

KEPT = 500
"""Revisions of which it is known whom they concern."""


def note(connection: Connection, revision: int, units: Collection[str] | None) -> None:
    """Note that ``revision`` concerns ``units`` and those above; None: everybody."""
    few = units is not None and len(units) <= MOST
    concerned = _with_above(connection, units or ()) if few else {EVERYBODY}
    if concerned:
        lines = [{"revision": revision, "unit": unit} for unit in sorted(concerned)]
        connection.execute(NEWS.insert(), lines)
    connection.execute(delete(NEWS).where(NEWS.c.revision <= revision - KEPT))


def since(connection: Connection, revision: int, now: int) -> frozenset[str] | None:
    """The units that the revisions after ``revision`` up to ``now`` concern; None: everybody."""
    if not now - KEPT < revision <= now:
        return None
    later = NEWS.c.revision.between(revision + 1, now)
    found = frozenset(connection.execute(select(NEWS.c.unit).distinct().where(later)).scalars())
    return None if EVERYBODY in found else found


def _with_above(connection: Connection, units: Collection[str]) -> set[str]:
    above = select(ANCESTORS.c.ancestor).distinct()
    named = above.where(ANCESTORS.c.unit.in_(units))
    return {*units, *connection.execute(named).scalars()} - {EVERYBODY}
