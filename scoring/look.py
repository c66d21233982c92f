"""One look at one office in one period: what indicators compute from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

import pandas as pd

from scoring.calendar import Calendar
from scoring.periods import Period
from scoring.subjects import ancestors_of

Part = TypeVar("Part")


@dataclass(frozen=True)
class Limits:
    """Time limits of complaints per kind, in working days; a kind may have none.

    ``default`` holds for kinds without an entry. ``use_due``: a limit given by the source
    counts before the one of the kind.
    """

    answer: Mapping[str, float | None] = field(default_factory=dict)
    finish: Mapping[str, float | None] = field(default_factory=dict)
    use_due: bool = True

    @staticmethod
    def of(kinds: pd.Series, limits: Mapping[str, float | None]) -> pd.Series:
        """The limit of each kind, in working days; missing where there is none."""
        otherwise = limits.get("default")
        days = {kind: limits.get(kind, otherwise) for kind in kinds.dropna().unique()}
        return kinds.map(days).astype("float64")


@dataclass(frozen=True)
class Look:
    """Frames of one office (shapes.py), its calendar and limits, a period, and ``now`` (UTC).

    Whatever happened after ``now`` has not happened yet, so that any past day can be looked at.
    """

    frames: Mapping[str, pd.DataFrame]
    calendar: Calendar
    limits: Limits
    period: Period
    now: pd.Timestamp
    _parts: dict[Callable[..., Any], Any] = field(default_factory=dict, init=False, repr=False)

    def once(self, part: "Callable[[Look], Part]") -> Part:
        """``part(self)``, worked out once however many indicators need it."""
        if part not in self._parts:
            self._parts[part] = part(self)
        return cast("Part", self._parts[part])

    @cached_property
    def today(self) -> pd.Timestamp:
        """The office's calendar day at ``now``, naive."""
        return self.now.tz_convert(self.calendar.zone).tz_localize(None).normalize()

    @cached_property
    def start(self) -> pd.Timestamp:
        """The moment (UTC) at which the period begins."""
        return self._moment(self.period.start)

    @cached_property
    def end(self) -> pd.Timestamp:
        """The end of the period or ``now``, whichever comes first (UTC)."""
        return min(self._moment(self.period.end), self.now)

    @cached_property
    def days_end(self) -> pd.Timestamp:
        """The first day (naive) after the complete days of the period: today is not over."""
        return max(min(self.period.end, self.today), self.period.start)

    @cached_property
    def ancestors(self) -> pd.DataFrame:
        """unit, ancestor: every unit with itself and all units above it."""
        return ancestors_of(self.frames["units"])

    @cached_property
    def root(self) -> str | None:
        """The unit that what belongs to no unit is counted for: the first without a parent."""
        units = self.frames["units"]
        tops = units.loc[~units["parent"].isin(units["unit_id"]), "unit_id"]
        first = tops if not tops.empty else units["unit_id"]
        return None if first.empty else str(first.min())

    def during(self, moments: pd.Series) -> pd.Series:
        """Whether each moment lies in the period and is not after ``now``."""
        return (moments >= self.start) & (moments < self.end)

    def _moment(self, day: pd.Timestamp) -> pd.Timestamp:
        return day.tz_localize(
            self.calendar.zone, nonexistent="shift_forward", ambiguous=True
        ).tz_convert("UTC")
