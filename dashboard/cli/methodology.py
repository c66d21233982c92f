"""How everything is measured and judged, out of config.yaml: for Metodologi."""

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

import holidays

from dashboard.method import Almanac, Method, Named, Rebasing
from dashboard.texts import LANGUAGES
from data.rules import calendar_of, calendars_of, goals_of, rules_of
from data.settings import Cited, Settings, WorkCalendar
from scoring import discipline, ikm, predicate
from scoring.indication import Thresholds
from scoring.indicators import INDICATORS

SPOKEN = {"id": "id", "en": "en_US"}
MARK = "[?]"
CLOSING = ("not seen", "[unverified]", MARK)
"""What a docstring says of something that was not verified."""


def method_of(settings: Settings, units: Mapping[str, str], now: datetime) -> Method:
    """Everything that Metodologi shows. ``units``: their names."""
    year = now.astimezone(settings.zone).year
    return Method(
        goals=goals_of(settings),
        rules=rules_of(settings),
        almanacs=tuple(_almanacs(settings, units, year)),
        min_evidence=settings.composite.min_evidence,
        thresholds=thresholds_of(settings),
        budget=settings.alarms.budget,
        programmes={
            name: {language: p.called(language) for language in LANGUAGES}
            for name, p in settings.programmes.items()
        },
        sources=_sources(settings),
        unverified=(*_marked(settings), *_not_seen()),
        rebasings=tuple(
            Rebasing(r.date, r.reason, r.author, r.unit or r.person, r.indicator)
            for r in settings.baselines
        ),
    )


def thresholds_of(settings: Settings) -> Thresholds:
    """From where a level of a rating is suggested, as far as config.yaml says."""
    said = settings.predicate
    names = [field.name for field in fields(Thresholds) if hasattr(said, field.name)]
    return Thresholds(**{name: getattr(said, name) for name in names})


def _almanacs(settings: Settings, units: Mapping[str, str], year: int) -> Iterator[Almanac]:
    """The usual calendar, then each of its own with the units that follow it."""
    yield _almanac(settings.calendar, calendar_of(settings), (), year)
    for own in settings.calendars.values():
        made = calendars_of(settings, dict.fromkeys(own.units)).of(own.units[0])
        names = tuple(units.get(unit, unit) for unit in own.units)
        yield _almanac(own.over(settings.calendar), made, names, year)


def _almanac(said: WorkCalendar, calendar: Any, units: tuple[str, ...], year: int) -> Almanac:
    own: dict[date, Named] = {
        day: dict.fromkeys(LANGUAGES, name)
        for day, name in said.holidays.items()
        if day.year == year
    }
    off = _national(said.country, year) | own
    return Almanac(
        calendar=calendar,
        year=year,
        units=units,
        holidays={day: names for day, names in off.items() if day not in said.extra_workdays},
        extra_workdays={d: name for d, name in said.extra_workdays.items() if d.year == year},
        seasons=tuple(span.name for span in said.periods),
        source=said.source.model_dump(),
    )


def _national(country: str | None, year: int) -> dict[date, Named]:
    """Holidays of a country by their name in each language."""
    if country is None:
        return {}
    known = holidays.country_holidays(country, years=year)
    spoken = {
        language: holidays.country_holidays(country, years=year, language=code)
        if code in known.supported_languages
        else known
        for language, code in SPOKEN.items()
    }
    return {
        day: {language: str(found.get(day)) for language, found in spoken.items()} for day in known
    }


def _sources(settings: Settings) -> dict[str, Named]:
    """Where each part was read, by its place."""
    parts = ("satisfaction", "discipline", "plan", "predicate")
    found = {name: getattr(settings, name).source for name in parts}
    found |= {f"goals.{name}": goal.source for name, goal in settings.goals.items()}
    versions = enumerate(settings.limits.versions)
    found |= {f"limits.{number}": version.source for number, version in versions}
    return {place: source.model_dump() for place, source in found.items() if source != Cited()}


def _marked(settings: Settings) -> Iterator[tuple[str, Named]]:
    """Every text of config.yaml that is marked as not verified, with its place."""
    said = settings.model_dump(exclude={"sources", "web", "store"})
    for place, text in _texts(said, "config.yaml"):
        if any(MARK in words for words in text.values()):
            yield place, text


def _texts(found: Any, place: str) -> Iterator[tuple[str, Named]]:
    """All texts below ``place``; what is said in each language is one of them."""
    if isinstance(found, str):
        yield place, dict.fromkeys(LANGUAGES, " ".join(found.split()))
    elif isinstance(found, Mapping) and found.keys() == set(LANGUAGES):
        yield place, {language: " ".join(said.split()) for language, said in found.items()}
    elif isinstance(found, Mapping):
        for key, value in found.items():
            yield from _texts(value, f"{place}: {key}" if ":" not in place else f"{place}.{key}")
    elif isinstance(found, list | tuple):
        for number, value in enumerate(found):
            yield from _texts(value, f"{place}.{number}")


def _not_seen() -> Iterator[tuple[str, Named]]:
    """What the code itself says of rules whose text was not seen."""
    told: dict[str, object] = {m.__name__: m for m in (discipline, predicate, ikm)}
    told |= {f"scoring.indicators.{i.id}": i.facts for i in INDICATORS.values()}
    told["scoring.predicate.suggested_behaviour"] = predicate.suggested_behaviour
    for place, thing in told.items():
        text = " ".join(inspect.cleandoc(thing.__doc__ or "").split())
        for sentence in text.split(". "):
            if any(mark in sentence for mark in CLOSING):
                yield place, dict.fromkeys(LANGUAGES, sentence.rstrip(".") + ".")
