"""One look at a source: fetch, check, keep, and note what has to be scored anew."""

import logging
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from data.concerned import hands_of, placed, units_of, upset
from data.effective import effective
from data.intake import Known, Taken, conform
from data.known import known_rows
from data.newest import newest_of
from data.rejected import rejected_of, standing
from data.scorer import Scorer
from data.settings import AnySource, Source
from data.sources import Batch, SourceError
from data.sources.kinds import reader_for
from data.store import decisions, offices, rejects, rows, state
from data.store.engine import Connection, writing
from data.touched import Belonging, touched
from scoring.indicators import EVERYWHERE
from scoring.shapes import SHAPES

LOG = logging.getLogger("pantau.refresh")
FIRST_RETRY = timedelta(seconds=10)
LAST_RETRY = timedelta(minutes=15)


def retry_after(failures: int) -> timedelta:
    """How long to wait after so many failures in a row: doubled each time, up to 15 minutes."""
    doubled: timedelta = FIRST_RETRY * (1 << min(failures - 1, 20))
    return min(doubled, LAST_RETRY)


@dataclass
class Outcome:
    """What one look at a source brought: counts of rows, rejected ones by reason, and its error.

    ``again``: sources to look at again, for rows they had rejected may be right now.
    ``retry_at``: when to look again after a failure.
    """

    source: str
    read: int = 0
    new: int = 0
    corrected: int = 0
    unchanged: int = 0
    rejected: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    error: str | None = None
    again: set[str] = field(default_factory=set)
    retry_at: datetime | None = None

    @property
    def news(self) -> bool:
        """Whether anything kept has changed."""
        return bool(self.new or self.corrected)


@dataclass(frozen=True)
class Refresh(Scorer):
    """Looks at sources, and scores offices.

    ``is_complete``: whether a file may be read; without it, one that has rested.
    """

    is_complete: Callable[[Path], bool] | None = None

    @cached_property
    def sources(self) -> dict[str, AnySource]:
        """Every source as it is used, those that others refer to first."""
        order = list(SHAPES)
        found = {name: effective(self.settings, name) for name in self.settings.sources}
        return dict(
            sorted(found.items(), key=lambda item: (order.index(item[1].frame), item[1].partial))
        )

    def take_in(
        self,
        name: str,
        batches: Iterable[Batch] | None = None,
        on_kept: Callable[[], None] = lambda: None,
    ) -> Outcome:
        """Look at source ``name`` once: every batch is kept in one transaction, or not at all.

        A source that fails keeps what it had; the failure is noted and told in the outcome, even
        one that nobody expected: it must not stop the others.
        ``batches``: rows handed in instead of asked for. ``on_kept`` is called after each.
        """
        outcome = Outcome(name)
        source = self.sources[name]
        began = self.now()
        try:
            for batch in self._batches(name, source) if batches is None else batches:
                self._keep(name, source, batch, outcome)
                on_kept()
        except SourceError as error:
            outcome.error = str(error)
        except Exception as error:
            outcome.error = _unexpected(name, error)
        self._note(outcome, began)
        return outcome

    def _batches(self, name: str, source: AnySource) -> Iterable[Batch]:
        with self.engine.connect() as connection:
            seen = rejects.marks(connection, name)
        return reader_for(source, name, self.base, self.now, self.is_complete).fetch(seen)

    def _keep(self, name: str, source: Source, batch: Batch, outcome: Outcome) -> None:
        now = pd.Timestamp(self.now())
        read = len(batch.rows) + len(batch.unreadable)
        if not read and not batch.whole:
            self._renew(name, batch)
            return
        with self.engine.connect() as connection:
            version, known = rejects.references(connection), known_rows(connection)
            waiting = rejects.waiting(connection, name, batch.marks)
        if waiting is not None:
            batch = replace(batch, rows=batch.rows[batch.rows.index.isin(waiting)])
            read = len(batch.rows) + len(batch.unreadable)
        taken = self._conform(batch, source, known, now)
        with writing(self.engine) as connection:
            if rejects.references(connection) != version:
                known = known_rows(connection)
                taken = self._conform(batch, source, known, now)
            good = decisions.upheld(connection, source.shape, taken.good, now)
            put = rows.put(connection, source.shape, good, name, now, partial=source.partial)
            rejected = rejected_of(batch, taken, put)
            stood = rejects.count(connection, name)
            rejects.come_right(connection, name, taken.good[source.shape.key])
            rejects.replace_rejects(connection, name, standing(rejected, taken), batch.whole, now)
            righted = stood != rejects.count(connection, name)
            rejects.remember(connection, name, batch.marks)
            self._note_newest(connection, name, source, put, now)
            counts = {"new": put.new, "corrected": put.corrected, "unchanged": put.unchanged}
            state.count_up(connection, name, read=read, **counts)
            stale = self.follow(connection, source, put, known, outcome)
            if not stale and (put.new or put.corrected or righted or not rejected.empty):
                state.looked(connection, now, news=True)
        outcome.read += read
        outcome.new += put.new
        outcome.corrected += put.corrected
        outcome.unchanged += put.unchanged
        outcome.rejected += rejected["label"].nunique()
        outcome.reasons.update(rejected["reason"])

    def _renew(self, name: str, batch: Batch) -> None:
        """A batch without rows only says that a file is still the same."""
        with writing(self.engine) as connection:
            rejects.renew(connection, name, batch.marks)

    def _conform(self, batch: Batch, source: Source, known: Known, now: pd.Timestamp) -> Taken:
        return conform(batch.rows, source, self.settings.office.zone, known, now)

    def follow(
        self, connection: Connection, source: Source, put: rows.Put, known: Known,
        outcome: Outcome | None = None,
    ) -> bool:  # fmt: skip
        """What else a kept batch changes: the tree, waiting rejects; True if scores are stale."""
        changed = bool(put.new or put.corrected)
        if changed and source.frame in rejects.REFERENCES:
            rejects.references_changed(connection)
        before = offices.roots(connection)
        if changed and source.frame == "units":
            offices.rebuild(connection)
        if changed and outcome is not None:
            partial = [n for n, s in self.sources.items() if s.partial and s.frame == source.frame]
            outcome.again |= rejects.reread(connection, source.frame, partial)
        roots = offices.roots(connection) if source.frame == "units" else before
        units = {**known.unit_of, **placed(put.added, source.frame)}
        hands = hands_of(connection, source.frame, put) if changed else None
        concerned = self._touched(connection, source, put, roots, units, hands) if changed else {}
        if changed and source.frame == "units":
            moved = upset(before, roots, own_calendars=bool(self.own_calendars))
            concerned |= dict.fromkeys(moved, state.Days())
        alone = None if source.frame in EVERYWHERE else source.frame
        told = None if alone is None else units_of(put, known, hands)
        state.mark_stale(connection, concerned, alone, told)
        return bool(concerned)

    def _touched(
        self, connection: Connection, source: Source, put: rows.Put, roots: Mapping[str, str],
        units: Mapping[str, str], hands: pd.DataFrame | None,
    ) -> dict[str, state.Days]:  # fmt: skip
        """Offices that a kept batch concerns, with the days."""
        belonging = Belonging(roots, units, offices.served(connection), offices.main_office(roots))
        return touched(source.shape, put, belonging, hands)

    def _note_newest(
        self, connection: Connection, name: str, source: Source, put: rows.Put, now: pd.Timestamp
    ) -> None:  # fmt: skip
        """Note how new the rows of a source are."""
        kept = state.newest(connection, name)
        newest = newest_of(put, source.frame, self.settings.zone, now)
        if newest is not None and (kept is None or newest > kept):
            state.source_state(connection, name, newest=newest.to_pydatetime())

    def _note(self, outcome: Outcome, began: datetime) -> None:
        with writing(self.engine) as connection:
            changes: dict[str, Any] = {"last_attempt": began, "error": outcome.error}
            if outcome.error is None:
                changes |= {"last_success": self.now(), "failures": 0, "next_attempt": None}
            else:
                failures = state.failures(connection, outcome.source) + 1
                outcome.retry_at = self.now() + retry_after(failures)
                changes |= {"failures": failures, "next_attempt": outcome.retry_at}
            changes["rejected"] = rejects.count(connection, outcome.source)
            state.source_state(connection, outcome.source, **changes)


def _unexpected(name: str, error: Exception) -> str:
    """What is told and logged of a fault of ours: where it happened, and nothing of the rows."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}"
    LOG.error("source %s: unexpected %s", name, place)
    return f"{name}: unexpected {place}; report it, the other sources go on"
