"""An invented office: its tree, its people and their habits, the same for the same seed."""

import zlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from data.simulate.absences import absences_of
from data.simulate.hours import workdays
from data.simulate.moves import with_moves
from data.simulate.people import desks_of, people_of
from data.simulate.plans import targets_of
from data.simulate.story import Sign, signs_of
from data.simulate.units import unit_tree
from scoring.calendar import Calendar

MONTHS = 13


@dataclass(frozen=True)
class Office:
    """An office on the day ``today``: everything before that day has happened.

    Frames have the columns of scoring.shapes and, beside them, habits (``hidden`` columns) that
    are never written to a file.
    """

    seed: int
    today: date
    calendar: Calendar
    units: pd.DataFrame
    people: pd.DataFrame
    absences: pd.DataFrame
    targets: pd.DataFrame
    signs: tuple[Sign, ...]

    def whom(self, kind: str) -> list[str]:
        """Everybody and everything that shows a sign of this kind (data.simulate.story)."""
        return [sign.subject_id for sign in self.signs if sign.kind == kind]

    @cached_property
    def desks(self) -> dict[str, list[str]]:
        """Per unit, who handles its complaints."""
        return desks_of(self.people)

    def rng(self, *part: str | int) -> np.random.Generator:
        """A generator of its own for each part, so that parts can be made in any order."""
        return generator(self.seed, *part)

    @property
    def cutoff(self) -> pd.Timestamp:
        """The moment (UTC) up to which the history is known: the beginning of ``today``."""
        return (
            pd.Timestamp(self.today).tz_localize(self.calendar.zone).tz_convert("UTC").as_unit("us")
        )

    @property
    def months(self) -> tuple[pd.Timestamp, ...]:
        """First days of the months of the history, newest first."""
        return months_before(self.calendar, self.today)


def months_before(calendar: Calendar, today: date) -> tuple[pd.Timestamp, ...]:
    """First days of MONTHS months, newest first: the newest has a working day before ``today``."""
    day = pd.Timestamp(today)
    worked = workdays(calendar, day - pd.Timedelta(days=60), day).iloc[-1]
    newest = pd.Timestamp(worked).replace(day=1).as_unit("us")
    return tuple(newest - pd.DateOffset(months=n) for n in range(MONTHS))


def generator(seed: int, *part: str | int) -> np.random.Generator:
    """A random generator for one part of the office."""
    words = [p if isinstance(p, int) else zlib.crc32(p.encode()) for p in part]
    return np.random.default_rng([seed, *words])


def build(
    calendar: Calendar, seed: int, today: date, people: int = 400, *, branches: bool = False
) -> Office:
    """An office of about ``people`` civil servants, deterministic for (seed, today).

    ``branches``: with one in each regency and city of Aceh, as on the map.
    """
    months, day = months_before(calendar, today), pd.Timestamp(today)
    units = unit_tree(generator(seed, "units"), branches=branches)
    staff = people_of(units, people, months[-1], day, generator(seed, "people"))
    staff = with_moves(staff, units, months, generator(seed, "moves"))
    signs = signs_of(units, staff, today)
    near = [sign.subject_id for sign in signs if sign.kind == "near_threshold"]
    days = workdays(calendar, months[-1], day)
    return Office(
        seed=seed,
        today=today,
        calendar=calendar,
        units=units,
        people=staff,
        absences=absences_of(staff, days, near, generator(seed, "absences")),
        targets=targets_of(staff, day, generator(seed, "targets")),
        signs=signs,
    )
