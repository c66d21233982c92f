"""Who comes to the overview, and since when they have not: a visit is kept as it begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from data.looks import Looker
from data.store import visits
from data.store.engine import writing
from data.store.visits import Kept

RHYTHM = timedelta(minutes=1)
"""An account that stays is written down so often."""


@dataclass(frozen=True)
class Visits:
    """The visits of one installation."""

    looker: Looker

    def arrive(self, account: str, shown: Mapping[str, str]) -> Kept | None:
        """``account`` sees ``shown`` (band by goal) now; its visit, None if it is the first.

        Who was away for longer than ``overview.visit_gap`` begins a new one.
        """
        now, gap = pd.Timestamp(self.looker.now()), self.looker.settings.overview.visit_gap
        with self.looker.engine.connect() as connection:
            kept = visits.of(connection, account)
        visit = begun(kept, now, shown, gap)
        if kept is None or now - kept.seen_at > RHYTHM:
            with writing(self.looker.engine) as connection:
                visits.put(connection, account, visit)
        return None if visit.since is None else visit


def begun(kept: Kept | None, now: pd.Timestamp, shown: Mapping[str, str], gap: timedelta) -> Kept:
    """The visit that goes on or begins ``now``."""
    if kept is None:
        return Kept(now, shown, None, None)
    if now - kept.seen_at > gap:
        return Kept(now, shown, kept.seen_at, kept.shown)
    return Kept(now, shown, kept.since, kept.before)
