"""What config.yaml expects, as scoring takes it: calendar, limits and goals."""

from collections.abc import Mapping
from datetime import date, time
from functools import lru_cache

import holidays

from data.settings import WEEKDAYS, Settings, Weekday
from scoring.calendar import Calendar, Season, Windows
from scoring.goals import Goal
from scoring.look import Limits

FIRST, LAST = date(2004, 1, 1), date(2041, 12, 31)


def calendar_of(settings: Settings) -> Calendar:
    """The office's working calendar: national holidays of its country, and its own."""
    work = settings.calendar
    national = _national(work.country) if work.country else frozenset()
    return Calendar(
        zone=settings.office.zone,
        hours=_hours(work.hours),
        holidays=(national | frozenset(work.holidays)) - frozenset(work.extra_workdays),
        extra_workdays=frozenset(work.extra_workdays),
        seasons=tuple(Season(s.first, s.last, _hours(s.hours)) for s in work.periods),
        first=FIRST,
        last=LAST,
    )


def limits_of(settings: Settings) -> Limits:
    """Time limits of complaints."""
    limits = settings.limits
    return Limits(answer=limits.answer, finish=limits.finish, use_due=limits.use_due)


def goals_of(settings: Settings) -> dict[str, Goal]:
    """What is expected of each indicator."""
    return {
        name: Goal(g.indicator, g.target, g.at_risk, g.min_n, g.weight, tuple(g.subjects))
        for name, g in settings.goals.items()
    }


def _hours(found: Mapping[Weekday, list[tuple[time, time]]]) -> dict[int, Windows]:
    return {WEEKDAYS.index(day): tuple(windows) for day, windows in found.items()}


@lru_cache
def _national(country: str) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=range(FIRST.year, LAST.year + 1)))
