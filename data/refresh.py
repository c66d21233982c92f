"""One look: fetch, check, keep, score what changed, save, and count the revision up."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from data.effective import effective
from data.intake import Known, Taken, conform, folded
from data.rules import calendar_of, limits_of
from data.settings import AnySource, Settings, Source
from data.sources import Batch, SourceError
from data.sources.kinds import reader_for
from data.store import offices, rows, scores, state
from data.store.engine import Connection, Engine, writing
from data.touched import touched
from scoring.calendar import Calendar
from scoring.cases import cases_of
from scoring.look import Limits, Look
from scoring.periods import Period, last_periods
from scoring.shapes import SHAPES
from scoring.snapshot import take


@dataclass
class Outcome:
    """What one look at a source brought: counts of rows, rejected ones by reason, and its error."""

    source: str
    read: int = 0
    new: int = 0
    corrected: int = 0
    unchanged: int = 0
    rejected: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    error: str | None = None

    @property
    def news(self) -> bool:
        """Whether anything kept has changed."""
        return bool(self.new or self.corrected)


@dataclass(frozen=True)
class Refresh:
    """Looks at sources and scores offices. ``base``: folder that relative paths start at.

    ``now`` is asked once per decision and gives zone-aware time. ``is_complete``: whether a file
    may be read; without it, one that has rested.
    """

    settings: Settings
    engine: Engine
    base: Path
    now: Callable[[], datetime]
    is_complete: Callable[[Path], bool] | None = None

    @cached_property
    def calendar(self) -> Calendar:
        """The office's working calendar."""
        return calendar_of(self.settings)

    @cached_property
    def limits(self) -> Limits:
        """Time limits of complaints."""
        return limits_of(self.settings)

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

        A source that fails keeps what it had; the failure is noted and told in the outcome.
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
        self._note(outcome, began)
        return outcome

    def _batches(self, name: str, source: AnySource) -> Iterable[Batch]:
        with self.engine.connect() as connection:
            seen = state.marks(connection, name)
        return reader_for(source, name, self.base, self.now, self.is_complete).fetch(seen)

    def _keep(self, name: str, source: Source, batch: Batch, outcome: Outcome) -> None:
        now = pd.Timestamp(self.now())
        with self.engine.connect() as connection:
            known = known_rows(connection)
        taken = conform(batch.rows, source, self.settings.office.zone, known, now)
        read = len(batch.rows) + len(batch.unreadable)
        with writing(self.engine) as connection:
            put = rows.put(connection, source.shape, taken.good, name, partial=source.partial)
            rejected = _rejected(batch, taken, put)
            state.replace_rejects(connection, name, rejected, batch.whole, now)
            state.come_right(connection, name, taken.good[source.shape.key])
            state.remember(connection, name, batch.marks)
            self._note_newest(connection, name, source, put)
            counts = {"new": put.new, "corrected": put.corrected, "unchanged": put.unchanged}
            state.count_up(connection, name, read=read, **counts)
            scored_later = self._follow(connection, source, put, known)
            if read and not scored_later:
                state.looked(connection, now, news=True)
        outcome.read += read
        outcome.new += put.new
        outcome.corrected += put.corrected
        outcome.unchanged += put.unchanged
        outcome.rejected += rejected["label"].nunique()
        outcome.reasons.update(rejected["reason"])

    def _follow(self, connection: Connection, source: Source, put: rows.Put, known: Known) -> bool:
        """What else a kept batch changes: the tree, waiting rejects; True if scores are stale."""
        if source.frame == "units" and (put.new or put.corrected):
            offices.rebuild(connection)
        if put.new:
            state.reread(connection, source.frame)
        roots = offices.roots(connection)
        units = {**known.unit_of, **_placed(put.added, source)}
        concerned = touched(source.shape, put, units, roots, offices.main_office(roots))
        state.mark_stale(connection, concerned)
        return bool(concerned)

    def _note_newest(
        self, connection: Connection, name: str, source: Source, put: rows.Put
    ) -> None:
        since = source.shape.since
        seen = [part[since].max() for part in (put.added, put.after) if since in part]
        times = [
            t.tz_localize(self.settings.zone) if t.tz is None else t
            for t in seen
            if t is not pd.NaT
        ]
        kept = state.newest(connection, name)
        if times and (kept is None or max(times) > kept):
            state.source_state(connection, name, newest=max(times).to_pydatetime())

    def _note(self, outcome: Outcome, began: datetime) -> None:
        with writing(self.engine) as connection:
            changes: dict[str, Any] = {"last_attempt": began, "error": outcome.error}
            if outcome.error is None:
                changes |= {"last_success": self.now(), "failures": 0}
            else:
                changes |= {"failures": state.failures(connection, outcome.source) + 1}
            changes["rejected"] = state.rejected_count(connection, outcome.source)
            state.source_state(connection, outcome.source, **changes)

    def score(self) -> int:
        """Score every office whose rows changed or whose time has come; returns the revision."""
        now = self.now()
        with self.engine.connect() as connection:
            waiting = [
                (w, self.looks(connection, w.office, now, w.days))
                for w in state.stale(connection, now)
            ]
        taken = [
            (w, looks, [(look.period.name, take(look)) for look in looks]) for w, looks in waiting
        ]
        with writing(self.engine) as connection:
            news = [self._save(connection, w, looks, found, now) for w, looks, found in taken]
            return state.looked(connection, now, news=any(news))

    def _save(
        self, connection: Connection, waiting: state.Stale, looks: list[Look],
        found: list[tuple[str, pd.DataFrame]], now: datetime,
    ) -> bool:  # fmt: skip
        """Keep the scores of one office, unless it has been scored meanwhile by somebody else."""
        if not state.scored(connection, waiting, now, next_due(looks[0])):
            return False
        changed = [scores.save(connection, waiting.office, name, part) for name, part in found]
        return any(changed) or waiting.noted > 0

    def looks(
        self, connection: Connection, office: str, now: datetime, days: tuple[state.Days, ...] = ()
    ) -> list[Look]:
        """Looks at ``office`` in the newest period and all that ``days`` reach into, newest first.

        Without ``days``: in every kept period.
        """
        at = pd.Timestamp(now).tz_convert("UTC")
        today = at.tz_convert(self.settings.office.zone).tz_localize(None)
        periods = last_periods(self.settings.period, today, self.settings.history)
        reached = [p for p in periods if not days or any(d.meet(p.start, p.end) for d in days)]
        wanted = reached if periods[0] in reached else [periods[0], *reached]
        roots = offices.roots(connection)
        main = office == offices.main_office(roots)
        frames = offices.frames(connection, office, wanted[-1].start, main=main)
        return [self._look(frames, period, at) for period in wanted]

    def _look(self, frames: dict[str, pd.DataFrame], period: Period, now: pd.Timestamp) -> Look:
        return Look(frames, self.calendar, self.limits, period, now)


def next_due(look: Look) -> datetime:
    """When the scores of ``look`` change without a new row: a limit runs out, or a day begins."""
    cases = look.once(cases_of)
    waiting = [
        cases["answer_limit"][cases["answered"].isna() & cases["is_open"]],
        cases["finish_limit"][cases["is_open"]],
        look.calendar.start_of(pd.Series([look.today + pd.Timedelta(days=1)])),
    ]
    ahead = pd.concat(waiting).dropna()
    due: datetime = ahead[ahead > look.now].min().to_pydatetime()
    return due


def known_rows(connection: Connection) -> Known:
    """What rows may refer to: all units and persons kept."""
    units, people = rows.read(connection, "units"), rows.read(connection, "people")
    aliases = units.assign(name=units["aliases"].str.split("|")).explode("name")
    named = pd.concat([units[["unit_id", "name"]], aliases[["unit_id", "name"]]]).dropna()
    return Known(
        units=frozenset(units["unit_id"]),
        people=frozenset(people["person_id"]),
        unit_names=_unambiguous(named["name"], named["unit_id"]),
        people_names=_unambiguous(people["name"], people["person_id"]),
        unit_of=dict(zip(people["person_id"], people["unit"], strict=True)),
    )


def _unambiguous(names: pd.Series, identifiers: pd.Series) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for name, identifier in zip(names.map(folded), identifiers, strict=True):
        found[name] = identifier if found.get(name, identifier) == identifier else None
    return found


def _placed(added: pd.DataFrame, source: Source) -> dict[str, str]:
    if source.frame != "people" or added.empty:
        return {}
    return dict(zip(added["person_id"], added["unit"], strict=True))


def _rejected(batch: Batch, taken: Taken, put: rows.Put) -> pd.DataFrame:
    """All rows of the batch that were not kept, with the key of each as far as it is known."""
    strangers = pd.DataFrame(
        {
            "label": put.strangers,
            "column": taken.keys.name,
            "reason": "unknown_key",
            "value": put.strangers.index,
        }
    )
    found = pd.concat([batch.unreadable, taken.rejected, strangers], ignore_index=True)
    keys = taken.keys[~taken.keys.index.duplicated()]
    return found.assign(row_key=found["label"].map(keys))
