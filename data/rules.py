"""What config.yaml expects, as scoring takes it: calendars, rules and goals."""

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.metadata import version

import holidays

from data.settings import WEEKDAYS, Deadlines, Hours, Settings, WorkCalendar
from scoring.calendar import Calendar, Season, Windows
from scoring.calendars import Calendars, resolved
from scoring.goals import Goal
from scoring.indicators import INDICATORS
from scoring.rules import Discipline, Limits, Plan, Programme, Rules, Survey, Suspicion

FIRST, LAST = date(2004, 1, 1), date(2041, 12, 31)


def calendar_of(settings: Settings) -> Calendar:
    """The office's working calendar: national holidays of its country, and its own."""
    return _calendar(settings.calendar, settings.office.zone)


def own_calendars(settings: Settings) -> dict[str, Calendar]:
    """The calendar of each unit that config.yaml names one for; units below follow it."""
    made = {
        name: _calendar(own.over(settings.calendar), settings.office.zone)
        for name, own in settings.calendars.items()
    }
    return {unit: made[name] for name, own in settings.calendars.items() for unit in own.units}


def calendars_of(settings: Settings, parents: Mapping[str, str | None]) -> Calendars:
    """The calendars of all units. ``parents``: the unit above each unit."""
    return Calendars(calendar_of(settings), resolved(parents, own_calendars(settings)))


def rules_of(settings: Settings) -> Rules:
    """The rules of measuring."""
    return Rules(
        limits=tuple(_limits(version) for version in settings.limits.versions),
        soon=settings.soon,
        in_hand=settings.in_hand,
        survey=_survey(settings),
        plan=Plan(settings.plan.main, settings.plan.additional, settings.plan.cap),
        suspicion=Suspicion(**dict(settings.suspicion)),
        discipline=_discipline(settings),
        programmes={
            name: Programme(p.services, p.categories, p.units)
            for name, p in settings.programmes.items()
        },
        unheard=settings.behaviour.unheard,
    )


def goals_of(settings: Settings) -> dict[str, Goal]:
    """What is expected of each indicator."""
    return {
        name: Goal(
            g.indicator, g.target, g.at_risk, g.min_n, g.weight, tuple(g.subjects),
            since=g.since, until=g.until, floor=g.floor,
        )
        for name, g in settings.goals.items()
    }  # fmt: skip


def fingerprint(settings: Settings) -> str:
    """A text that changes whenever scores would, though no row does.

    Calendars with their national holidays, rules, periods, indicators, and the program itself.
    Goals are not among it: they are applied when scores are read.
    """
    calendars = {"": calendar_of(settings), **own_calendars(settings)}
    parts = [
        version("pantau"),
        list(INDICATORS),
        settings.period,
        settings.history,
        rules_of(settings),
        sorted((unit, _told(calendar)) for unit, calendar in calendars.items()),
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _told(calendar: Calendar) -> str:
    """A calendar as a text, the same for the same calendar in every process."""
    days = (sorted(calendar.holidays), sorted(calendar.extra_workdays))
    hours = [sorted(h.items()) for h in (calendar.hours, *(s.hours for s in calendar.seasons))]
    seasons = [(s.first, s.last) for s in calendar.seasons]
    return repr((calendar.zone, days, hours, seasons, calendar.works_holidays))


def _calendar(work: WorkCalendar, zone: str) -> Calendar:
    national = _national(work.country) if work.country else frozenset()
    return Calendar(
        zone=zone,
        hours=_hours(work.hours),
        holidays=(national | frozenset(work.holidays)) - frozenset(work.extra_workdays),
        extra_workdays=frozenset(work.extra_workdays),
        seasons=tuple(Season(s.first, s.last, _hours(s.hours)) for s in work.periods),
        first=FIRST,
        last=LAST,
        works_holidays=work.works_holidays,
    )


def _limits(found: Deadlines) -> Limits:
    return Limits(**{name: value for name, value in dict(found).items() if name != "source"})


def _survey(settings: Settings) -> Survey:
    found = settings.satisfaction
    bounds = (found.bounds.c, found.bounds.b, found.bounds.a)
    return Survey(found.weight, bounds, dict(found.population))


def _discipline(settings: Settings) -> Discipline:
    found = settings.discipline
    steps = sorted((days, code) for code, days in found.steps.items())
    return Discipline(tuple(steps), found.in_a_row, found.near, found.day_minutes)


def _hours(found: Hours) -> dict[int, Windows]:
    return {WEEKDAYS.index(day): tuple(windows) for day, windows in found.items()}


@lru_cache
def _national(country: str) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=range(FIRST.year, LAST.year + 1)))
