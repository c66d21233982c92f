"""Which calendar each unit follows: six-day offices, hospitals and guard posts beside the usual."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from scoring.calendar import Calendar
from scoring.pauses import Pauses
from scoring.timeline import Ints

Plain = Callable[[Calendar, pd.Series, pd.Series], pd.Series]
Paused = Callable[[Pauses, Calendar, pd.Series, pd.Series], pd.Series]
Ask = Callable[[Calendar, pd.Series, pd.Series, Pauses | None], pd.Series]


@dataclass(frozen=True)
class Calendars:
    """The calendars of one installation, all in one time zone.

    ``by_unit``: of every unit that does not follow ``default`` (see ``resolved``). Columns are as
    in calendar.py, with the unit of each row beside them; a missing or unknown unit follows the
    default. ``pauses``: of the same rows in the same order, as in pauses.py.
    """

    default: Calendar
    by_unit: Mapping[str, Calendar] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for unit, calendar in self.by_unit.items():
            if calendar.zone != self.zone:
                raise ValueError(
                    f"calendar of unit {unit}: is in {calendar.zone}, the usual one in {self.zone}"
                    "; all calendars of an installation are in one time zone"
                )

    @property
    def zone(self) -> str:
        """The time zone of all of them."""
        return self.default.zone

    def of(self, unit: str | None) -> Calendar:
        """The calendar of one unit."""
        return self.default if unit is None else self.by_unit.get(unit, self.default)

    def local_day(self, moments: pd.Series) -> pd.Series:
        """The calendar day (naive midnight) of each moment, the same in every unit."""
        return self.default.local_day(moments)

    def start_of(self, days: pd.Series) -> pd.Series:
        """The moment (UTC) at which each calendar day begins, the same in every unit."""
        return self.default.start_of(days)

    def workdays_in(self, units: pd.Series, start: pd.Series, end: pd.Series) -> pd.Series:
        """Working days from day ``start`` (included) to day ``end`` (excluded), never negative."""
        return self._each(_asking(Calendar.workdays_in), units, start, end)

    def minutes_in(self, units: pd.Series, start: pd.Series, end: pd.Series) -> pd.Series:
        """Working minutes of the days from ``start`` (included) to ``end`` (excluded)."""
        return self._each(_asking(Calendar.minutes_in), units, start, end)

    def workdays_between(
        self, units: pd.Series, start: pd.Series, end: pd.Series, pauses: Pauses | None = None
    ) -> pd.Series:
        """Working days after day ``start`` up to and including day ``end`` (negative backwards)."""
        return self._each(
            _asking(Calendar.workdays_between, Pauses.workdays_between), units, start, end, pauses
        )

    def minutes_between(
        self, units: pd.Series, start: pd.Series, end: pd.Series, pauses: Pauses | None = None
    ) -> pd.Series:
        """Working minutes from ``start`` to ``end``; negative when ``end`` comes first."""
        return self._each(
            _asking(Calendar.minutes_between, Pauses.minutes_between), units, start, end, pauses
        )

    def after_workdays(
        self, units: pd.Series, start: pd.Series, workdays: pd.Series, pauses: Pauses | None = None
    ) -> pd.Series:
        """The moment (UTC) at which a limit of ``workdays`` after ``start`` runs out."""
        return self._each(
            _asking(Calendar.after_workdays, Pauses.after_workdays), units, start, workdays, pauses
        )

    def after_minutes(
        self, units: pd.Series, start: pd.Series, minutes: pd.Series, pauses: Pauses | None = None
    ) -> pd.Series:
        """The moment (UTC) at which ``minutes`` of working time after ``start`` are used up."""
        return self._each(
            _asking(Calendar.after_minutes, Pauses.after_minutes), units, start, minutes, pauses
        )

    def _each(
        self, ask: Ask, units: pd.Series, one: pd.Series, other: pd.Series,
        pauses: Pauses | None = None,
    ) -> pd.Series:  # fmt: skip
        """``ask`` of all rows, each by its unit's calendar, in the order of the rows."""
        if len(self._distinct) == 1:
            return ask(self.default, one, other, pauses)
        number = self._numbers(units)
        rows = [np.flatnonzero(number == place) for place in range(len(self._distinct))]
        parts = [
            ask(calendar, one.iloc[those], other.iloc[those], pauses and pauses.only(those))
            for calendar, those in zip(self._distinct, rows, strict=True)
        ]
        return pd.concat(parts).iloc[np.argsort(np.concatenate(rows))]

    @cached_property
    def _distinct(self) -> list[Calendar]:
        """Each calendar once, the default first."""
        found = [self.default]
        for calendar in self.by_unit.values():
            if calendar not in found:
                found.append(calendar)
        return found

    @cached_property
    def _places(self) -> dict[str, int]:
        """Where in ``_distinct`` the calendar of each unit is."""
        return {unit: self._distinct.index(calendar) for unit, calendar in self.by_unit.items()}

    def _numbers(self, units: pd.Series) -> Ints:
        codes, names = pd.factorize(units)  # a missing unit has the code -1, the last place
        return np.array([*(self._places.get(name, 0) for name in names), 0], dtype=np.int64)[codes]


def resolved(parents: Mapping[str, str | None], own: Mapping[str, Calendar]) -> dict[str, Calendar]:
    """The calendar of each unit: its own, or that of the nearest unit above that has one.

    ``parents``: the unit above each unit. Units without a calendar above them are left out; so
    are those in a circle in which none has one.
    """
    found = {unit: _owner(unit, parents, own) for unit in {**parents, **own}}
    return {unit: own[owner] for unit, owner in found.items() if owner is not None}


def _owner(
    unit: str | None, parents: Mapping[str, str | None], own: Mapping[str, Calendar]
) -> str | None:
    passed: set[str] = set()
    while unit is not None and unit not in own:
        passed.add(unit)
        above = parents.get(unit)
        unit = None if above in passed else above
    return unit


def _asking(plain: Plain, paused: Paused | None = None) -> Ask:
    """Ask the calendar alone, or the pauses where there are some."""

    def ask(
        calendar: Calendar, one: pd.Series, other: pd.Series, pauses: Pauses | None
    ) -> pd.Series:
        if pauses is None or paused is None:
            return plain(calendar, one, other)
        return paused(pauses, calendar, one, other)

    return ask
