"""Working days and working minutes of an office, for whole columns at once.

Conventions, kept everywhere:

* a limit of N working days runs out at the end (midnight) of the N-th working day after the day
  of receipt, which is not counted itself;
* a budget of working minutes that is used up exactly at closing time runs out at that closing
  time, not at the next opening;
* a local time that a clock change skips is read as the first moment after it; one that occurs
  twice is read as the first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

import numpy as np
import numpy.typing as npt
import pandas as pd

Windows = tuple[tuple[time, time], ...]
Ints = npt.NDArray[np.int64]
MINUTE = 60_000_000
DAY = 24 * 60 * MINUTE
_NAT = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Season:
    """Hours that hold from ``first`` to ``last``, both included, instead of the usual ones."""

    first: date
    last: date
    hours: Mapping[int, Windows]


@dataclass(frozen=True)
class Calendar:
    """When an office works.

    ``hours``: windows per weekday (Monday is 0). ``holidays``: days off. ``extra_workdays``: days
    worked although weekend or holiday, with the hours of that weekday, else of Monday.
    Moments are pandas Series or indexes of zone-aware times; results keep the input's index.
    """

    zone: str
    hours: Mapping[int, Windows]
    holidays: frozenset[date] = frozenset()
    extra_workdays: frozenset[date] = frozenset()
    seasons: tuple[Season, ...] = ()
    first: date = date(2004, 1, 1)
    last: date = date(2041, 12, 31)
    _opens: Ints = field(init=False, repr=False, compare=False)
    _closes: Ints = field(init=False, repr=False, compare=False)
    _used: Ints = field(init=False, repr=False, compare=False)
    _workdays: Ints = field(init=False, repr=False, compare=False)
    _day_minutes: Ints = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        days = pd.date_range(self.first, self.last, freq="D")
        windows = [self._windows(day.date()) for day in days]
        minutes = np.array([sum(_span(w) for w in day) for day in windows], dtype=np.int64)
        opens = self._utc(days, windows, 0)
        closes = self._utc(days, windows, 1)
        _set(self, "_opens", opens)
        _set(self, "_closes", closes)
        _set(self, "_used", np.concatenate([[0], np.cumsum(closes - opens)]))
        _set(self, "_workdays", np.concatenate([[0], np.cumsum(minutes > 0)]))
        _set(self, "_day_minutes", np.concatenate([[0], np.cumsum(minutes)]))

    def _windows(self, day: date) -> Windows:
        hours = next((s.hours for s in self.seasons if s.first <= day <= s.last), self.hours)
        if day in self.extra_workdays:
            return hours.get(day.weekday()) or hours.get(0, ())
        return () if day in self.holidays else hours.get(day.weekday(), ())

    def _utc(self, days: pd.DatetimeIndex, windows: list[Windows], side: int) -> Ints:
        naive = [
            pd.Timestamp.combine(d.date(), w[side])
            for d, ws in zip(days, windows, strict=True)
            for w in ws
        ]
        local = pd.DatetimeIndex(naive, dtype="datetime64[us]").tz_localize(
            self.zone, nonexistent="shift_forward", ambiguous=np.ones(len(naive), dtype=bool)
        )
        return _micros(local)

    def local_day(self, moments: pd.Series) -> pd.Series:
        """The office's calendar day (naive midnight) of each moment; missing stays missing."""
        days: pd.Series = moments.dt.tz_convert(self.zone).dt.tz_localize(None).dt.normalize()
        return days

    def start_of(self, days: pd.Series) -> pd.Series:
        """The moment (UTC) at which each calendar day begins in the office's zone."""
        first = np.ones(len(days), dtype=bool)
        local = days.dt.tz_localize(self.zone, nonexistent="shift_forward", ambiguous=first)
        moments: pd.Series = local.dt.tz_convert("UTC")
        return moments

    def workdays_between(self, start: pd.Series, end: pd.Series) -> pd.Series:
        """Working days after day ``start`` up to and including day ``end`` (negative backwards)."""
        counted = (
            self._workdays[self._position(end) + 1] - self._workdays[self._position(start) + 1]
        )
        return pd.Series(counted, index=start.index, dtype="float64").mask(
            start.isna() | end.isna()
        )

    def workdays_in(self, start: pd.Series, end: pd.Series) -> pd.Series:
        """Working days from day ``start`` (included) to day ``end`` (excluded), never negative."""
        return self._sum(self._workdays, start, end)

    def minutes_in(self, start: pd.Series, end: pd.Series) -> pd.Series:
        """Working minutes of the days from ``start`` (included) to ``end`` (excluded)."""
        return self._sum(self._day_minutes, start, end)

    def _sum(self, running: Ints, start: pd.Series, end: pd.Series) -> pd.Series:
        summed = running[self._position(end)] - running[self._position(start)]
        return pd.Series(np.maximum(summed, 0), index=start.index, dtype="float64")

    def after_workdays(self, start: pd.Series, workdays: pd.Series) -> pd.Series:
        """The moment (UTC) at which a limit of ``workdays`` after ``start`` runs out."""
        reached = (
            self._workdays[self._position(self.local_day(start)) + 1]
            + workdays.fillna(0).to_numpy()
        )
        day = np.searchsorted(self._workdays[1:], reached, side="left")
        missing = start.isna() | workdays.isna() | (day >= len(self._workdays) - 1)
        days = pd.Series(self._first_day() + day * DAY, index=start.index).astype("datetime64[us]")
        return (self.start_of(days + pd.Timedelta(days=1)) - pd.Timedelta(microseconds=1)).mask(
            missing
        )

    def minutes_between(self, start: pd.Series, end: pd.Series) -> pd.Series:
        """Working minutes from ``start`` to ``end``; negative when ``end`` comes first."""
        used = (self._elapsed(end) - self._elapsed(start)) / MINUTE
        return pd.Series(used, index=start.index).mask(start.isna() | end.isna())

    def after_minutes(self, start: pd.Series, minutes: pd.Series) -> pd.Series:
        """The moment (UTC) at which ``minutes`` of working time after ``start`` are used up."""
        reached = self._elapsed(start) + (minutes.fillna(0) * MINUTE).round().to_numpy().astype(
            np.int64
        )
        window = np.clip(
            np.searchsorted(self._used[1:], reached, side="left"), 0, len(self._opens) - 1
        )
        ends = self._opens[window] + reached - self._used[window]
        moments = pd.Series(ends, index=start.index).astype("datetime64[us]").dt.tz_localize("UTC")
        return moments.mask(start.isna() | minutes.isna())

    def _elapsed(self, moments: pd.Series) -> Ints:
        """Working microseconds from the calendar's beginning to each moment."""
        at = _micros(moments)
        window = np.searchsorted(self._opens, at, side="right") - 1
        inside = np.clip(at - self._opens[window], 0, (self._closes - self._opens)[window])
        return np.where(window < 0, 0, self._used[window] + inside)

    def _first_day(self) -> int:
        return int(np.datetime64(self.first, "us").astype(np.int64))

    def _position(self, days: pd.Series) -> Ints:
        at = days.to_numpy().astype("datetime64[us]").astype(np.int64)
        position = (np.where(at == _NAT, self._first_day(), at) - self._first_day()) // DAY
        return np.asarray(np.clip(position, 0, len(self._workdays) - 2), dtype=np.int64)


def _span(window: tuple[time, time]) -> int:
    opening, closing = window
    return (closing.hour - opening.hour) * 60 + closing.minute - opening.minute


def _micros(moments: "pd.Series | pd.DatetimeIndex") -> Ints:
    index = pd.DatetimeIndex(moments)
    naive = index.tz_convert("UTC").tz_localize(None) if index.tz is not None else index
    return np.asarray(naive.to_numpy().astype("datetime64[us]").astype(np.int64))


def _set(calendar: Calendar, name: str, value: object) -> None:
    object.__setattr__(calendar, name, value)
