"""A calendar spread out in time: all windows of all days, in microseconds UTC."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]
DAY_MINUTES = 24 * 60
MINUTE = 60_000_000
DAY = DAY_MINUTES * MINUTE
NAT = int(np.iinfo(np.int64).min)
"""A missing moment among moments in microseconds."""
_LONGEST = 1e9


@dataclass(frozen=True)
class Timeline:
    """A calendar spread out. Days are numbered from its first; moments are microseconds UTC.

    ``eves``: the last microsecond before each day, and after all of them NAT. ``opens``,
    ``closes``: of each window, none overlapping. ``used``: what had been worked (microseconds)
    before each window. ``workdays``, ``minutes``: how many had gone before each day.
    """

    eves: Ints
    opens: Ints
    closes: Ints
    used: Ints
    workdays: Ints
    minutes: Floats

    def worked(self, at: Ints) -> Ints:
        """Working microseconds from the beginning to each moment."""
        window = np.searchsorted(self.opens, at, side="right") - 1
        lasts = (self.closes - self.opens)[window]
        inside: Ints = np.clip(at - self.opens[window], 0, lasts)
        return self.used[window] + inside

    def when(self, worked: Ints, since: Ints) -> Ints:
        """The first moment from ``since`` by which so much was worked; NAT where that is never."""
        window = np.searchsorted(self.used[1:], worked, side="left")
        there = np.minimum(window, len(self.opens) - 1)
        moments = np.maximum(self.opens[there] + worked - self.used[there], since)
        return np.where(window == there, moments, NAT)

    def before(self, day: Ints) -> Ints:
        """Working days before each day."""
        return self.workdays[np.clip(day, 0, len(self.workdays) - 1)]

    def day_by(self, workdays: Ints, since: Ints) -> Ints:
        """The first day from ``since`` before which so many working days had gone."""
        return np.maximum(np.searchsorted(self.workdays, workdays, side="left"), since)

    def eve(self, day: Ints) -> Ints:
        """The last microsecond before each day; NAT beyond the last day."""
        return self.eves[np.clip(day, 0, len(self.eves) - 1)]


def timeline_of(days: Days, hours: Ints, zone: str) -> Timeline:
    """``hours``: day, window, (opening, closing) in minutes from midnight."""
    walls = np.append(days, days[-1] + 1).astype("datetime64[us]").astype(np.int64)
    midnights, (day, window) = utc_of(walls, zone), np.nonzero(hours[:, :, 0] >= 0)
    windows = walls[day] + hours[day, window].T * MINUTE
    opens, closes = utc_of(windows.ravel(), zone).reshape(2, -1)
    free = np.append(NAT, np.maximum.accumulate(closes))  # when all earlier windows have closed
    opens = np.append(NAT, np.maximum(opens, free[:-1]))
    closes = np.maximum(np.append(NAT, closes), opens)
    lasted = closes - opens
    return Timeline(
        np.append(midnights - 1, NAT), opens, closes,
        used=np.append(0, np.cumsum(lasted)),
        workdays=np.append(0, np.cumsum((hours[:, :, 0] >= 0).any(axis=1))),
        minutes=np.append(0.0, np.cumsum(np.bincount(day, lasted[1:], len(days)) / MINUTE)),
    )  # fmt: skip


def utc_of(wall: Ints, zone: str) -> Ints:
    """Moments at which clocks of ``zone`` first show ``wall`` (microseconds), or first go past it.

    pandas' own ``shift_forward`` is wrong where clocks move by half an hour (Lord Howe Island).
    """
    moments, wall = _shown(wall, zone), wall.copy()
    skipped = np.flatnonzero((moments == NAT) & (wall != NAT))
    while skipped.size:
        wall[skipped] += MINUTE
        moments[skipped] = _shown(wall[skipped], zone)
        skipped = skipped[moments[skipped] == NAT]
    return moments


def _shown(wall: Ints, zone: str) -> Ints:
    naive, first = pd.DatetimeIndex(wall.view("datetime64[us]")), np.ones(len(wall), dtype=bool)
    return micros_of(naive.tz_localize(zone, nonexistent="NaT", ambiguous=first))


def whole_days(found: pd.Series) -> Ints:
    """Limits in working days: a part of a day is the whole day; missing and negative are none."""
    return np.ceil(_amounts(found)).astype(np.int64)


def budget(minutes: pd.Series) -> Ints:
    """Budgets in microseconds; missing and negative are none."""
    return np.rint(_amounts(minutes) * MINUTE).astype(np.int64)


def micros_of(moments: "pd.Series | pd.DatetimeIndex") -> Ints:
    """Moments as microseconds UTC, naive days as their own; missing is NAT."""
    index = pd.DatetimeIndex(moments)
    naive = index.tz_convert(None) if index.tz is not None else index
    return naive.to_numpy().astype("datetime64[us]").astype(np.int64)


def moments_of(micros: Ints, index: pd.Index) -> pd.Series:
    """Microseconds UTC as moments; NAT is missing."""
    return pd.Series(micros.view("datetime64[us]"), index=index).dt.tz_localize("UTC")


def missing(one: pd.Series, other: pd.Series) -> Flags:
    """Whether either is missing."""
    return one.isna().to_numpy() | other.isna().to_numpy()


def _amounts(found: pd.Series) -> Floats:
    amounts: Floats = found.to_numpy(dtype="float64", na_value=0.0)
    return amounts.clip(0.0, _LONGEST)
