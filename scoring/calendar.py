"""Working days and working minutes of an office, for whole columns at once.

Conventions, kept everywhere:

* a limit of N working days runs out at the end (midnight) of the N-th working day after the day
  of receipt, which is not counted itself;
* a budget of working minutes that is used up exactly at closing time runs out at that closing
  time, not at the next opening; a budget of nothing runs out at once;
* hours past midnight belong to the day they begin on, and a working day is a day on which hours
  begin: a night shift makes one working day, not two;
* hours that overlap or touch, within a day or across midnight, count once; minutes are those
  that pass, so a night in which the clocks change is an hour longer or shorter;
* a local time that a clock change skips is read as the first moment after it; one that occurs
  twice is read as the first;
* before ``first`` and after ``last`` nothing is worked: a limit that would run out there is
  missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

import numpy as np
import pandas as pd

from scoring.timeline import (
    DAY,
    DAY_MINUTES,
    MINUTE,
    NAT,
    Days,
    Flags,
    Floats,
    Ints,
    Timeline,
    budget,
    micros_of,
    missing,
    moments_of,
    timeline_of,
    utc_of,
    whole_days,
)

Window = tuple[time, time] | tuple[int, int]
"""Opening and closing, as times or as minutes from midnight (24:00 is 1440, 06:00 of the next day
1800). A closing that is not later than the opening is one of the next day."""
Windows = tuple[Window, ...]


@dataclass(frozen=True)
class Season:
    """Hours that hold from ``first`` to ``last``, both included, instead of the usual ones."""

    first: date
    last: date
    hours: Mapping[int, Windows]


@dataclass(frozen=True)
class Calendar:
    """When an office works.

    ``hours``: windows per weekday (Monday is 0). ``holidays``: days off, unless
    ``works_holidays`` (a hospital, a guard post). ``extra_workdays``: days worked although weekend
    or holiday, with the hours of that weekday, else of Monday.
    Moments are pandas Series of zone-aware times; results keep the input's index, and what is
    missing stays missing.
    """

    zone: str
    hours: Mapping[int, Windows]
    holidays: frozenset[date] = frozenset()
    extra_workdays: frozenset[date] = frozenset()
    seasons: tuple[Season, ...] = ()
    first: date = date(2004, 1, 1)
    last: date = date(2041, 12, 31)
    works_holidays: bool = False
    timeline: Timeline = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        days = np.arange(np.datetime64(self.first, "D"), np.datetime64(self.last, "D") + 1)
        table = _table([self.hours, *(season.hours for season in self.seasons)])
        hours = table[self._rows(days, table)]
        object.__setattr__(self, "timeline", timeline_of(days, hours, self.zone))

    def _rows(self, days: Days, table: Ints) -> Ints:
        """Which row of ``table`` each day follows."""
        season = np.zeros(len(days), dtype=np.int64)
        for number, span in reversed(list(enumerate(self.seasons, start=1))):
            first, last = np.datetime64(span.first), np.datetime64(span.last)
            season[(days >= first) & (days <= last)] = number
        monday = season * 7
        usual = monday + (days.astype(np.int64) + 3) % 7  # 1 January 1970 was a Thursday
        extra = _among(days, self.extra_workdays)
        idle = table[usual, :, 0].max(axis=1) < 0
        off = _among(days, self.holidays) & ~extra & (not self.works_holidays)
        return np.where(off, len(table) - 1, np.where(extra & idle, monday, usual))

    def local_day(self, moments: pd.Series) -> pd.Series:
        """The office's calendar day (naive midnight) of each moment; missing stays missing."""
        local = moments.array.tz_convert(self.zone).tz_localize(None).normalize()
        return pd.Series(local, index=moments.index)

    def start_of(self, days: pd.Series) -> pd.Series:
        """The moment (UTC) at which each calendar day begins in the office's zone."""
        return moments_of(utc_of(micros_of(days), self.zone), days.index)

    def day_number(self, days: pd.Series) -> Ints:
        """Calendar days as the timeline numbers them."""
        return micros_of(days) // DAY - int(np.datetime64(self.first, "D").astype(np.int64))

    def workdays_between(self, start: pd.Series, end: pd.Series) -> pd.Series:
        """Working days after day ``start`` up to and including day ``end`` (negative backwards)."""
        after, through = self.day_number(start) + 1, self.day_number(end) + 1
        counted = self.timeline.before(through) - self.timeline.before(after)
        return pd.Series(counted, index=start.index, dtype="float64").mask(missing(start, end))

    def workdays_in(self, start: pd.Series, end: pd.Series) -> pd.Series:
        """Working days from day ``start`` (included) to day ``end`` (excluded), never negative."""
        return self._sum(self.timeline.workdays, start, end)

    def minutes_in(self, start: pd.Series, end: pd.Series) -> pd.Series:
        """Working minutes of the days from ``start`` (included) to ``end`` (excluded)."""
        return self._sum(self.timeline.minutes, start, end)

    def _sum(self, before: Ints | Floats, start: pd.Series, end: pd.Series) -> pd.Series:
        last = len(before) - 1
        from_, to = (np.clip(self.day_number(days), 0, last) for days in (start, end))
        summed = np.maximum(before[to] - before[from_], 0)
        return pd.Series(summed, index=start.index, dtype="float64").mask(missing(start, end))

    def after_workdays(self, start: pd.Series, workdays: pd.Series) -> pd.Series:
        """The moment (UTC) at which a limit of ``workdays`` after ``start`` runs out."""
        since, line = self.day_number(self.local_day(start)) + 1, self.timeline
        ends = line.eve(line.day_by(line.before(since) + whole_days(workdays), since))
        return moments_of(np.where(missing(start, workdays), NAT, ends), start.index)

    def minutes_between(self, start: pd.Series, end: pd.Series) -> pd.Series:
        """Working minutes from ``start`` to ``end``; negative when ``end`` comes first."""
        worked = self.timeline.worked
        used = (worked(micros_of(end)) - worked(micros_of(start))) / MINUTE
        return pd.Series(used, index=start.index).mask(missing(start, end))

    def after_minutes(self, start: pd.Series, minutes: pd.Series) -> pd.Series:
        """The moment (UTC) at which ``minutes`` of working time after ``start`` are used up."""
        at, line = micros_of(start), self.timeline
        ends = line.when(line.worked(at) + budget(minutes), at)
        return moments_of(np.where(missing(start, minutes), NAT, ends), start.index)


def _among(days: Days, some: frozenset[date]) -> Flags:
    return np.isin(days, np.array(sorted(some), dtype="datetime64[D]"))


def _table(seasons: list[Mapping[int, Windows]]) -> Ints:
    """Row, window, (opening, closing): seven weekdays per season, then a day off; -1: no window."""
    rows = [sorted(map(_minutes, hours.get(day, ()))) for hours in seasons for day in range(7)]
    table = np.full((len(rows) + 1, max(1, *map(len, rows)), 2), -1, dtype=np.int64)
    for row, windows in enumerate(rows):
        table[row, : len(windows)] = np.reshape(windows, (-1, 2))
    return table


def _minutes(window: Window) -> tuple[int, int]:
    opening, closing = (t.hour * 60 + t.minute if isinstance(t, time) else t for t in window)
    closing += DAY_MINUTES * (closing <= opening)
    if not 0 <= opening < DAY_MINUTES or closing - opening > DAY_MINUTES:
        raise ValueError(
            f"calendar, window {window}: begins on another day or is longer than 24 hours; "
            "write an opening from 0 to 1439 and a closing at most 1440 minutes later"
        )
    return opening, closing
