"""The periods scores are kept for: weeks, months, quarters, years, or all time as one."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import pandas as pd

PeriodKind = Literal["week", "month", "quarter", "year", "all"]
_FREQUENCY = {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
_BEGINNING = pd.Timestamp("2004-01-01")


@dataclass(frozen=True)
class Period:
    """``start`` (included) to ``end`` (excluded): naive midnights of the office's days."""

    name: str
    start: pd.Timestamp
    end: pd.Timestamp


def period_of(kind: PeriodKind, day: pd.Timestamp) -> Period:
    """The period that ``day`` (naive) lies in."""
    if kind == "all":
        return Period("all", _BEGINNING, day.normalize() + pd.Timedelta(days=1))
    found = pd.Period(day, freq=_FREQUENCY[kind])
    return Period(_name(kind, found), found.start_time, (found + 1).start_time)


def last_periods(kind: PeriodKind, day: pd.Timestamp, count: int) -> tuple[Period, ...]:
    """The ``count`` periods up to and including the one of ``day``, newest first."""
    periods = [period_of(kind, day)]
    while kind != "all" and len(periods) < count:
        periods.append(period_of(kind, periods[-1].start - pd.Timedelta(days=1)))
    return tuple(periods)


def _name(kind: PeriodKind, found: pd.Period) -> str:
    names = {
        "week": f"{found.start_time:%G-W%V}",
        "month": f"{found:%Y-%m}",
        "quarter": f"{found.year}-Q{found.quarter}",
    }
    return names.get(kind, str(found.year))


def bounds(name: str) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """First day and day after the last of a period of this name; None if it is no period."""
    try:
        found = pd.Period(name.strip().replace("-Q", "Q"))
        return found.start_time, (found + 1).start_time
    except (ValueError, AttributeError):  # no period, or a missing one, which has no start
        return None


@lru_cache(maxsize=512)
def last_day(name: str) -> pd.Timestamp:
    """The last day (naive) of the period of this name; of ``all`` the last there is."""
    if name == "all":
        return pd.Timestamp.max.floor("D")
    if "W" in name:
        monday = pd.to_datetime(f"{name}-1", format="%G-W%V-%u")
        return pd.Timestamp(monday) + pd.Timedelta(days=6)
    return pd.Period(name.replace("-Q", "Q")).end_time.normalize()
