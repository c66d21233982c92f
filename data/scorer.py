"""Scores offices: those whose rows changed, and those for which a time has come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

import pandas as pd

from data.rules import calendar_of, limits_of
from data.settings import Settings
from data.store import offices, scores, state
from data.store.engine import Connection, Engine, writing
from scoring.calendar import Calendar
from scoring.cases import cases_of
from scoring.look import Limits, Look
from scoring.periods import Period, last_periods
from scoring.snapshot import take

DATED = (
    *(("complaints", c) for c in ("received", "first_answer", "resolved", "closed", "reopened")),
    ("activities", "recorded_at"),
)
"""Times that count once they have come."""

Waiting = tuple[state.Stale, list[Look]]


@dataclass(frozen=True)
class Scorer:
    """Scores the offices of one installation. ``base``: folder that relative paths start at.

    ``now`` is asked once per decision and gives zone-aware time.
    """

    settings: Settings
    engine: Engine
    base: Path
    now: Callable[[], datetime]

    @cached_property
    def calendar(self) -> Calendar:
        """The office's working calendar."""
        return calendar_of(self.settings)

    @cached_property
    def limits(self) -> Limits:
        """Time limits of complaints."""
        return limits_of(self.settings)

    def score(self) -> int:
        """Score every office whose rows changed or whose time has come; returns the revision.

        The newest period comes first and is shown at once, however many others wait.
        """
        now = self.now()
        with self.engine.connect() as connection:
            there = set(offices.roots(connection).values())
            stale = state.stale(connection, now)
            waiting = [
                (w, self.looks(connection, w.office, now, w.days))
                for w in stale
                if w.office in there
            ]
        newest = {w.office: measured(looks[0]) for w, looks in waiting}
        if any(len(looks) > 1 for _, looks in waiting):
            self._show_newest(waiting, newest, now)
        taken = [
            (w, looks, [newest[w.office], *(measured(look) for look in looks[1:])])
            for w, looks in waiting
        ]
        with writing(self.engine) as connection:
            news = [self._drop(connection, w.office) for w in stale if w.office not in there]
            news += [self._save(connection, w, looks, found, now) for w, looks, found in taken]
            return state.looked(connection, now, news=any(news))

    def _show_newest(
        self, waiting: list[Waiting], newest: dict[str, pd.DataFrame], now: datetime
    ) -> None:
        """Keep the newest period's scores; the offices still wait for all the others."""
        with writing(self.engine) as connection:
            news = [
                scores.save(connection, w.office, looks[0].period.name, newest[w.office])
                for w, looks in waiting
                if state.is_latest(connection, w)
            ]
            if any(news):
                state.looked(connection, now, news=True)

    def _drop(self, connection: Connection, office: str) -> bool:
        """Forget an office whose unit has come under another, unless it is one again."""
        if office in offices.roots(connection).values():
            return False
        state.unscored(connection, office)
        return scores.drop(connection, office)

    def _save(
        self, connection: Connection, waiting: state.Stale, looks: list[Look],
        found: list[pd.DataFrame], now: datetime,
    ) -> bool:  # fmt: skip
        """Keep the scores of one office, unless it has been scored meanwhile by somebody else."""
        if not state.scored(connection, waiting, now, next_due(looks[0])):
            return False
        changed = [
            scores.save(connection, waiting.office, look.period.name, part)
            for look, part in zip(looks, found, strict=True)
        ]
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


def measured(look: Look) -> pd.DataFrame:
    """All scores of one look; those of a person only in the office where they are placed."""
    found = take(look)
    placed = found["subject_id"].isin(look.frames["people"]["person_id"])
    return found[placed | (found["subject_kind"] == "unit")].reset_index(drop=True)


def next_due(look: Look) -> datetime:
    """When the scores of ``look`` change without a new row.

    A limit runs out, a day begins, or a time comes that a row already tells.
    """
    cases = look.once(cases_of)
    waiting = [
        cases["answer_limit"][cases["answered"].isna()],
        cases["finish_limit"][cases["is_open"]],
        *(look.frames[frame][name] for frame, name in DATED),
        look.calendar.start_of(pd.Series([look.today + pd.Timedelta(days=1)])),
    ]
    ahead = pd.concat(waiting).dropna()
    due: datetime = ahead[ahead >= look.now].min().to_pydatetime()
    return due
