"""Which sources should have brought something by now: what config.yaml expects, and what came."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pandas as pd

from data.looks import Looker
from data.store import state
from data.store.engine import Connection
from scoring.age import aged, silent, stale_since

KEPT = timedelta(seconds=10)


def source_table(looker: Looker, connection: Connection, now: datetime) -> pd.DataFrame:
    """Every source of config.yaml: frame, kind, rhythm, what is kept of it, and its silence.

    Columns: source, frame, kind, rhythm (timedelta), those of state.source_states, and expected_by
    (UTC) and silent of scoring.age.silent.
    """
    return judged(looker, state.source_states(connection), now)


def judged(looker: Looker, known: pd.DataFrame, now: datetime) -> pd.DataFrame:
    """Every source with what is ``known`` of it (source, newest and more), and its silence."""
    declared = pd.DataFrame(
        [(name, s.frame, s.kind, s.rhythm) for name, s in looker.settings.sources.items()],
        columns=["source", "frame", "kind", "rhythm"],
    ).astype({"rhythm": "timedelta64[us]"})
    found = declared.merge(known, on="source", how="left")
    quiet = silent(found, looker.calendar, pd.Timestamp(now).tz_convert("UTC"))
    return found.assign(expected_by=quiet["expected_by"], silent=quiet["silent"])


class Ages:
    """How old the data of every frame are, worked out once for a revision and a few seconds."""

    def __init__(self, looker: Looker) -> None:
        self.looker = looker
        self._known: tuple[int, datetime, pd.DataFrame, Mapping[str, pd.Timestamp]] | None = None

    def sources(self, connection: Connection) -> pd.DataFrame:
        """Every source and its silence, as ``source_table``."""
        return self._looked(connection)[0]

    def aged(self, connection: Connection, scores: pd.DataFrame) -> pd.DataFrame:
        """Judged ``scores``, those of the newest period by how old their data are as well."""
        stale = self._looked(connection)[1]
        return aged(scores, stale, self.looker.newest(self.looker.now())[0].name)

    def _looked(self, connection: Connection) -> tuple[pd.DataFrame, Mapping[str, pd.Timestamp]]:
        now, revision = self.looker.now(), state.live(connection)[0]
        known = self._known
        if known is None or known[0] != revision or now - known[1] > KEPT:
            table = source_table(self.looker, connection, now)
            self._known = known = (revision, now, table, stale_since(table))
        return known[2], known[3]
