"""What revisions are about, and whom: what answers are kept by (dashboard.answers)."""

from dashboard.services import News
from data.store import concerning, queries, state
from data.store.engine import Engine


def news(engine: Engine, revision: int) -> News:
    """What the revisions after ``revision`` concern."""
    with engine.connect() as connection:
        found = concerning.since(connection, revision, state.live(connection)[0])
    return News(found.units, found.topics)


def placed(engine: Engine, units: frozenset[str]) -> frozenset[str]:
    """The persons of these units, units below not counted."""
    with engine.connect() as connection:
        return queries.placed(connection, units)
