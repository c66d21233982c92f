"""How old the data behind an explanation are, now or at a moment of the past."""

from datetime import datetime

from dashboard.why import Age
from data.alerting.arrivals import Arrivals
from data.silence import Ages
from data.store.engine import Connection
from scoring.age import ages


def ages_of(
    kept: Ages, connection: Connection, period: str, at: datetime | None, known_at: datetime | None
) -> dict[str, Age]:
    """The age of each frame ``at`` a moment (None: now); none of a period that was over by then.

    ``known_at``: by what had been kept by then.
    """
    looker = kept.looker
    if period != looker.newest(at or looker.now())[0].name:
        return {}
    if at is None:
        sources = kept.sources(connection)
    else:
        sources = Arrivals(looker, known_then=known_at is not None).sources(connection, at)
    rows = ages(sources).set_index("frame").astype(object)
    told = rows.where(rows.notna(), None).to_dict("index")
    return {str(frame): Age(row["newest"], row["stale_since"]) for frame, row in told.items()}
