"""An invented office: its tree, its people and their habits, the same for the same seed."""

import zlib
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.simulate.hours import workdays
from data.simulate.people import people_of
from data.simulate.plans import absences_of, targets_of
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


def build(calendar: Calendar, seed: int, today: date, people: int = 400) -> Office:
    """An office of about ``people`` civil servants, deterministic for (seed, today)."""
    first = months_before(calendar, today)[-1]
    units = unit_tree(generator(seed, "units"))
    staff = people_of(units, people, first, pd.Timestamp(today), generator(seed, "people"))
    return Office(
        seed=seed,
        today=today,
        calendar=calendar,
        units=units,
        people=staff,
        absences=absences_of(staff, first, pd.Timestamp(today), generator(seed, "absences")),
        targets=targets_of(staff, pd.Timestamp(today), generator(seed, "targets")),
    )
