"""The ``calendar`` and ``calendars`` of config.yaml: when the office works, and who else when."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from data.settings.values import WEEKDAYS, Cited, Section, Weekday, Window

Hours = Mapping[Weekday, list[Window]]


def _office_hours() -> Any:
    return {day: ["08:00-16:00"] for day in WEEKDAYS[:5]}


class DateSpan(Section):
    """Hours that differ between two days, both included, as in Ramadan."""

    first: date
    last: date
    hours: Hours
    name: str = ""


class WorkCalendar(Section):
    """Working hours and days; ``source`` says where they were read.

    ``works_holidays``: holidays are worked, as in a hospital.
    """

    country: str | None = "ID"
    hours: Annotated[Hours, Field(default_factory=_office_hours, validate_default=True)]
    periods: tuple[DateSpan, ...] = ()
    holidays: Mapping[date, str] = {}
    extra_workdays: Mapping[date, str] = {}
    works_holidays: bool = False
    source: Cited = Cited()


class UnitCalendar(Section):
    """The calendar of ``units`` and those below; what it does not say is as in ``calendar``."""

    units: Annotated[tuple[str, ...], Field(min_length=1)]
    country: str | None = None
    hours: Hours = Field(default_factory=dict)
    periods: tuple[DateSpan, ...] = ()
    holidays: Mapping[date, str] = {}
    extra_workdays: Mapping[date, str] = {}
    works_holidays: bool = False
    source: Cited = Cited()

    def over(self, usual: WorkCalendar) -> WorkCalendar:
        """``usual`` with what this one says in its place."""
        said = {name: getattr(self, name) for name in self.model_fields_set - {"units"}}
        return usual.model_copy(update=said)
