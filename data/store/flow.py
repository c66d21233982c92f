"""How many complaints came in and were finished since a moment."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from data.store.convert import moment_text
from data.store.offices import under
from data.store.seen import case_seen
from data.store.tables import FRAMES
from scoring.scope import Scope


def counts(
    connection: Connection, scope: Scope, unit: str | None, since: datetime
) -> tuple[int, int]:
    """Received and finished, of visible complaints; ``unit``: of units at or under it."""
    table, begin = FRAMES["complaints"].c, moment_text(since)
    ended = func.coalesce(table.resolved, table.closed)
    where = [case_seen(scope)]
    if unit is not None:
        where.append(table.unit.in_(under(unit)))
    query = select(
        func.count().filter(table.received >= begin), func.count().filter(ended >= begin)
    )
    received, finished = connection.execute(query.where(*where)).one()
    return int(received), int(finished)
