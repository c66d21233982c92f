"""How everything is measured and judged, as the page Metodologi is told it from config.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from scoring.calendar import Calendar
from scoring.goals import Goal
from scoring.indication import Thresholds
from scoring.rules import Rules

Named = Mapping[str, str]
"""A name or text per language."""


@dataclass(frozen=True)
class Almanac:
    """A calendar with the names that config.yaml and the country give its days.

    ``units``: names of the units that follow it (and those below); none: all others.
    ``holidays``, ``extra_workdays``: of ``year``. ``seasons``: names, as in the calendar.
    """

    calendar: Calendar
    year: int
    units: tuple[str, ...] = ()
    holidays: Mapping[date, Named] = field(default_factory=dict)
    extra_workdays: Mapping[date, str] = field(default_factory=dict)
    seasons: tuple[str, ...] = ()
    source: Named = field(default_factory=dict)


@dataclass(frozen=True)
class Rebasing:
    """A day from which a history is compared with itself anew, why, and who decided so."""

    day: date
    reason: str
    author: str
    whom: str | None
    indicator: str | None


@dataclass(frozen=True)
class Method:
    """Everything that Metodologi shows beside the catalogue of indicators.

    ``sources``: where a part was read, by its place in config.yaml, such as ``discipline``,
    ``goals.answered`` or ``limits.2`` (the number of the version). ``unverified``: place and text
    of everything that is marked as not verified. ``thresholds``: from where levels of a rating are
    suggested. ``min_evidence``: share of the weight
    without which there is no score. ``budget``: false alarms per person and week.
    """

    goals: Mapping[str, Goal]
    rules: Rules
    almanacs: tuple[Almanac, ...]
    min_evidence: float
    thresholds: Thresholds
    budget: float
    programmes: Mapping[str, Named] = field(default_factory=dict)
    sources: Mapping[str, Named] = field(default_factory=dict)
    unverified: tuple[tuple[str, Named], ...] = ()
    rebasings: tuple[Rebasing, ...] = ()
