"""One look at one office: what indicators compute from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

import pandas as pd

from scoring.calendars import Calendars
from scoring.columns import DTYPES
from scoring.objections import excluded_keys, nothing_excluded
from scoring.periods import Period
from scoring.records import NOWHERE, Records, records_of
from scoring.rules import Rules
from scoring.shapes import SHAPES
from scoring.tree import ancestors_of

Part = TypeVar("Part")


@dataclass(frozen=True)
class Look:
    """Frames of one office (shapes.py), its calendars and rules, periods, and ``now`` (UTC).

    ``periods`` follow one another, newest first. Whatever happened after ``now`` has not happened
    yet, so that any past day can be looked at. A frame that is not there is empty. ``excluded``:
    records that an objection has taken out of every figure (objections.EXCLUDED).
    """

    frames: Mapping[str, pd.DataFrame]
    calendars: Calendars
    rules: Rules
    periods: tuple[Period, ...]
    now: pd.Timestamp
    excluded: pd.DataFrame = field(default_factory=nothing_excluded, repr=False)
    _parts: dict[Callable[..., Any], Any] = field(default_factory=dict, init=False, repr=False)
    _rows: dict[str, pd.DataFrame] = field(default_factory=dict, init=False, repr=False)

    def once(self, part: "Callable[[Look], Part]") -> Part:
        """``part(self)``, worked out once however many indicators need it."""
        if part not in self._parts:
            self._parts[part] = part(self)
        return cast("Part", self._parts[part])

    def rows(self, name: str) -> pd.DataFrame:
        """Frame ``name``, empty where the office has none; categories of pandas read as texts."""
        if name not in self._rows:
            self._rows[name] = self._read(name)
        return self._rows[name]

    def _read(self, name: str) -> pd.DataFrame:
        rows = self.frames[name] if name in self.frames else SHAPES[name].empty()
        categories = rows.columns[rows.dtypes == "category"]
        return rows.astype(dict.fromkeys(categories, DTYPES["text"])) if len(categories) else rows

    def has(self, name: str) -> bool:
        """Whether the office has rows of frame ``name``, or their sums by day."""
        ready = self.frames.get("activity_days") if name == "activities" else None
        return not (self.rows(name) if ready is None else ready).empty

    def struck(self, name: str) -> frozenset[str]:
        """Keys of records of frame ``name`` that are left out of every figure by now."""
        return excluded_keys(self.excluded, name, self.now)

    @cached_property
    def zone(self) -> str:
        """The office's time zone."""
        return self.calendars.default.zone

    @cached_property
    def today(self) -> pd.Timestamp:
        """The office's calendar day at ``now``, naive."""
        return self.now.tz_convert(self.zone).tz_localize(None).normalize()

    @cached_property
    def ancestors(self) -> pd.DataFrame:
        """unit, ancestor: every unit with itself and all units above it."""
        return ancestors_of(self.rows("units"))

    @cached_property
    def root(self) -> str | None:
        """The unit that what belongs to no unit is counted for: the first without a parent."""
        units = self.rows("units")
        tops = units.loc[~units["parent"].isin(units["unit_id"]), "unit_id"]
        first = tops if not tops.empty else units["unit_id"]
        return None if first.empty else str(min(first))

    def end(self, period: Period) -> pd.Timestamp:
        """The end of the period or ``now``, whichever comes first (UTC)."""
        return min(self.moment(period.end), self.now)

    def days_end(self, period: Period) -> pd.Timestamp:
        """The first day (naive) after the complete days of the period: today is not over."""
        return max(min(period.end, self.today), period.start)

    def days(self, moments: pd.Series) -> pd.Series:
        """The office's day (naive) of each moment that has come; missing for those to come."""
        return self.calendars.default.local_day(moments.mask(moments >= self.now))

    def units(self, told: pd.Series) -> pd.Series:
        """Units, the root where none is told."""
        if self.root is None or told.notna().all():
            return told
        return told.astype(object).fillna(self.root)

    def records(self, frame: str, key: pd.Series, **belongs: pd.Series) -> Records:
        """Records of ``frame``, each of a ``unit``, ``person``, ``service`` or ``programme``."""
        current = 0 if self.today < self.periods[0].end else NOWHERE
        return records_of(frame, key, belongs, self.ancestors, self.periods, current)

    def moment(self, day: pd.Timestamp) -> pd.Timestamp:
        """The moment (UTC) at which a day (naive) of the office begins."""
        begins: pd.Timestamp = self.calendars.start_of(pd.Series([day]))[0]
        return begins
