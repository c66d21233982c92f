"""Looks at offices: their rows, calendars and rules, in the periods that are kept."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from data.reach import reach
from data.rules import calendar_of, own_calendars, rules_of
from data.settings import Settings
from data.store import objections, offices, state
from data.store.engine import Connection, Engine
from data.store.parts import Subject
from scoring.calendar import Calendar
from scoring.calendars import Calendars, resolved
from scoring.indicators import INDICATORS
from scoring.look import Look
from scoring.periods import Period, last_periods
from scoring.rules import Rules
from scoring.shapes import SCORES, SHAPES
from scoring.snapshot import take

EVERY_DAY = (state.Days(),)


@dataclass(frozen=True)
class Looker:
    """Looks at the offices of one installation. ``base``: folder that relative paths start at.

    ``now`` is asked once per decision and gives zone-aware time.
    """

    settings: Settings
    engine: Engine
    base: Path
    now: Callable[[], datetime]

    @cached_property
    def calendar(self) -> Calendar:
        """The usual working calendar."""
        return calendar_of(self.settings)

    @cached_property
    def own_calendars(self) -> Mapping[str, Calendar]:
        """The calendars of units that have one of their own."""
        return own_calendars(self.settings)

    @cached_property
    def rules(self) -> Rules:
        """The rules of measuring."""
        return rules_of(self.settings)

    def calendars(self, connection: Connection, known_at: datetime | None = None) -> Calendars:
        """The calendar of every unit, by the tree as it is, or was kept before ``known_at``."""
        if not self.own_calendars:
            return Calendars(self.calendar)
        parents = offices.parents(connection, known_at)
        return Calendars(self.calendar, resolved(parents, self.own_calendars))

    def looks(
        self, connection: Connection, office: str, now: datetime, days: tuple[state.Days, ...] = (),
        **how: Any,
    ) -> list[Look]:  # fmt: skip
        """Looks at ``office``: in the newest period, and in all others that ``days`` reach into.

        Without ``days``: in every kept period. Periods between two that are reached are looked at
        as well. ``how``: known_at, only, provenance, as of ``offices.frames``.
        """
        periods = [self.newest(now), self.reached(now, days or EVERY_DAY)]
        return [self.look(connection, office, now, p, **how) for p in periods if p]

    def computed(
        self, at: datetime, *, known_at: datetime | None = None, newest: bool = False
    ) -> pd.DataFrame:
        """All scores as of ``at``, from rows as they are or were kept before ``known_at``.

        ``newest``: of the newest period alone. Nothing is kept.
        """
        spans = [self.newest(at), () if newest else self.reached(at, EVERY_DAY)]
        with self.engine.connect() as connection:
            roots = offices.roots(connection, known_at)
            parts = [
                measured(
                    self.look(connection, office, at, periods, known_at=known_at),
                    shared(office, roots),
                )
                for office in sorted(set(roots.values()))
                for periods in spans
                if periods
            ]
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(SCORES))

    def look(
        self, connection: Connection, office: str, now: datetime, periods: tuple[Period, ...],
        *, known_at: datetime | None = None, only: Subject | None = None, provenance: bool = False,
        names: Collection[str] = SHAPES,
    ) -> Look:  # fmt: skip
        """A look at ``office`` in ``periods``, which follow one another, newest first.

        ``names``: the frames that are read.
        """
        roots = offices.roots(connection, known_at)
        every_calendar = (self.calendar, *self.own_calendars.values())
        frames = offices.frames(
            connection, office, periods[-1].start,
            main=office == offices.main_office(roots), alone=len(set(roots.values())) == 1,
            known_at=known_at, only=only, provenance=provenance,
            cases_since=reach(periods[-1], every_calendar, self.rules), names=names,
        )  # fmt: skip
        calendars = self.calendars(connection, known_at)
        excluded = objections.excluded(connection, known_at)
        at = pd.Timestamp(now).tz_convert("UTC")
        return Look(frames, calendars, self.rules, periods, at, excluded)

    def newest(self, now: datetime) -> tuple[Period, ...]:
        """The period of the present, alone."""
        return self._periods(now)[:1]

    def reached(self, now: datetime, days: tuple[state.Days, ...]) -> tuple[Period, ...]:
        """Periods before the newest from the first to the last that ``days`` reach into."""
        older = self._periods(now)[1:]
        reached = [n for n, p in enumerate(older) if any(d.meet(p.start, p.end) for d in days)]
        return older[reached[0] : reached[-1] + 1] if reached else ()

    def _periods(self, now: datetime) -> tuple[Period, ...]:
        return last_periods(self.settings.period, self.today(now), self.settings.history)

    def midnight(self, now: datetime) -> datetime:
        """When the office's day of ``now`` began."""
        began: datetime = self.calendar.start_of(pd.Series([self.today(now)])).iloc[0]
        return began

    def today(self, now: datetime) -> pd.Timestamp:
        """The office's day of ``now``, naive."""
        at = pd.Timestamp(now).tz_convert(self.settings.office.zone)
        return at.tz_localize(None).normalize()


def shared(office: str, roots: Mapping[str, str]) -> str | None:
    """The office, where there are others that may have the same programmes; else None."""
    return office if len(set(roots.values())) > 1 else None


def measured(
    look: Look, office: str | None = None, only: Collection[str] = INDICATORS
) -> pd.DataFrame:
    """The scores of one look; those of a person only in the office of their own unit.

    ``only``: of these indicators.
    ``office``: where there are several, for a programme is then each office's own
    (`office/programme`).
    """
    found = take(look, only)
    people, units = look.frames["people"], look.frames["units"]
    placed = people.loc[people["unit"].isin(units["unit_id"]), "person_id"]
    kept = (found["subject_kind"] != "person") | found["subject_id"].isin(placed)
    own = found[kept].reset_index(drop=True)
    programmes = own["subject_kind"] == "programme"
    if office is not None and programmes.any():
        named = f"{office}/" + own["subject_id"]
        own = own.assign(subject_id=own["subject_id"].mask(programmes, named))
    return own
