"""What was known of each source at moments of the past: how new its rows were, and its faults."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import pandas as pd

from data.looks import Looker
from data.newest import dated, latest
from data.silence import judged
from data.store import arrivals
from data.store.engine import Connection
from scoring.columns import DTYPES


@dataclass(frozen=True)
class Arrivals:
    """When the rows of every source came.

    Before its first rows were kept here, each row is taken to have come at the times it tells.
    ``known_then``: nothing is, for nothing was known.
    """

    looker: Looker
    known_then: bool = False
    _read: list[pd.DataFrame] = field(default_factory=list, compare=False)

    def sources(self, connection: Connection, at: datetime) -> pd.DataFrame:
        """Every source as ``silence.source_table`` would have shown it, without counts."""
        told = self._by_arrival(connection, at)
        if not self.known_then:
            early = self._by_their_times(connection, at)
            begun = early["source"].map(self.begun(connection)).astype(DTYPES["moment"])
            told = pd.concat([early[~(begun < pd.Timestamp(at))], told])
        return judged(self.looker, told.drop_duplicates("source"), at)

    def rejects(self, connection: Connection, at: datetime) -> pd.DataFrame:
        """source, rejected, read of what had come: of rejected rows those that still are."""
        batches = self._before(connection, at)
        kept = batches.groupby("source")["new"].sum()
        faults = arrivals.rejected(connection, at).set_index("source")["rejected"]
        sources = kept.index.union(faults.index)
        rejected = faults.reindex(sources, fill_value=0).astype(DTYPES["whole"])
        read = kept.reindex(sources, fill_value=0).astype(DTYPES["whole"]) + rejected
        return (
            pd.DataFrame({"rejected": rejected, "read": read}).rename_axis("source").reset_index()
        )

    def begun(self, connection: Connection) -> dict[str, pd.Timestamp]:
        """Since when it is kept of each source when its rows came (UTC)."""
        noted = self._batches(connection).dropna(subset="kept_at")
        return dict(noted.groupby("source")["kept_at"].min())

    @cached_property
    def frames(self) -> Mapping[str, Collection[str]]:
        """The sources of each frame."""
        sources = self.looker.settings.sources.items()
        return {
            frame: [name for name, source in sources if source.frame == frame]
            for frame in sorted({source.frame for _, source in sources})
        }

    def _by_arrival(self, connection: Connection, at: datetime) -> pd.DataFrame:
        """source, newest: by what had come before ``at``."""
        batches = self._before(connection, at)
        found = batches.groupby("source", as_index=False).agg(newest=("newest", "max"))
        end = pd.Timestamp(at).tz_convert("UTC")
        return found.assign(newest=found["newest"].where(~(found["newest"] > end), end))

    def _by_their_times(self, connection: Connection, at: datetime) -> pd.DataFrame:
        """source, newest: by the times that rows as they are tell, up to ``at``."""
        today, zone = self.looker.today(pd.Timestamp(at)), self.looker.settings.zone
        parts = [
            told[["source"]].assign(newest=latest(told[list(columns)], zone))
            for frame in self.frames
            if (columns := dated(frame))
            for told in [arrivals.told_by(connection, frame, columns, at, today)]
        ]
        return pd.concat(parts, ignore_index=True).dropna()

    def _before(self, connection: Connection, at: datetime) -> pd.DataFrame:
        """Batches that had come before ``at``."""
        batches = self._batches(connection)
        came: pd.DataFrame = batches[~(batches["kept_at"] >= pd.Timestamp(at))]
        return came

    def _batches(self, connection: Connection) -> pd.DataFrame:
        """source, kept_at, new, newest: of all batches; read once."""
        if not self._read:
            parts = [self._of_frame(connection, frame) for frame in self.frames]
            self._read.append(pd.concat(parts, ignore_index=True))
        return self._read[0]

    def _of_frame(self, connection: Connection, frame: str) -> pd.DataFrame:
        columns = list(dated(frame))
        found = arrivals.came(connection, frame, columns)
        came = found["kept_at"]
        told = latest(found[columns], self.looker.settings.zone) if columns else came
        newest = told.where(~(told > came), came)
        return found[["source", "kept_at", "new"]].assign(newest=newest)
