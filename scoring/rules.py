"""The rules an office measures by, as config.yaml states them: limits, surveys, programmes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Limits:
    """Time limits, in working days, for what came in from ``since`` on (None: from the beginning).

    ``forward``, ``answer`` and ``finish`` of complaints are per kind; a kind may have none, and
    ``default`` holds for kinds without an entry. ``record`` and ``verify`` are of activities: from
    the day it was done to its record, and from its record to its verification.
    ``use_due``: a finish limit given by the source counts before the one of the kind.
    ``pauses``: days spent waiting for the reporter are not counted.
    """

    forward: Mapping[str, float | None] = field(default_factory=dict)
    answer: Mapping[str, float | None] = field(default_factory=dict)
    finish: Mapping[str, float | None] = field(default_factory=dict)
    record: float = 1.0
    verify: float = 3.0
    use_due: bool = True
    pauses: bool = True
    since: date | None = None

    @staticmethod
    def of(kinds: pd.Series, limits: Mapping[str, float | None]) -> pd.Series:
        """The limit of each kind, in working days; missing where there is none."""
        codes, names = pd.factorize(kinds)  # a missing kind has the code -1, the last place
        days = [limits.get(str(kind), limits.get("default")) for kind in names]
        return pd.Series(np.array([*days, None], dtype=np.float64)[codes], index=kinds.index)


def in_force(limits: tuple[Limits, ...], days: pd.Series) -> list[tuple[Limits, pd.Series]]:
    """Each version of the limits with the rows whose day (naive) lies in its time."""
    always, place = pd.Series(data=True, index=days.index), pd.Series(-1, index=days.index)
    for number, version in enumerate(limits):
        begun = always if version.since is None else days >= pd.Timestamp(version.since)
        place = place.mask(begun, number)
    return [(version, place == number) for number, version in enumerate(limits)]


def limit_on(limits: tuple[Limits, ...], days: pd.Series, name: str) -> pd.Series:
    """The limit ``name`` (record or verify) in force on each day, in working days."""
    found = pd.Series(float("nan"), index=days.index)
    for version, holds in in_force(limits, days):
        found = found.mask(holds, getattr(version, name))
    return found


@dataclass(frozen=True)
class Programme:
    """What belongs to a programme: surveys of these services, complaints of these categories.

    ``units``: only of these units (and those below); none: of all.
    """

    services: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Survey:
    """How the index of satisfaction (IKM) is worked out. Source: PermenPANRB 14/2017.

    ``weight`` of each element: 1/9, or the 0.11 that the guideline prints. ``bounds``: lowest index
    of categories C, B and A. ``population``: people served per unit, for the smallest sample.
    """

    weight: float = 1 / 9
    bounds: tuple[float, float, float] = (65.0, 76.61, 88.31)
    population: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """How items of a performance plan (SKP) are put together: examples, no rule.

    ``main``, ``additional``: weight of each kind of work, shared by its items. ``cap``: the most
    that one item can bring, so that none hides another.
    """

    main: float = 0.8
    additional: float = 0.2
    cap: float = 1.2


@dataclass(frozen=True)
class Suspicion:
    """What looks like gaming and is shown: never a verdict.

    ``closed``: so many complaints closed by one officer within ``minutes`` are mass closing.
    ``recorded``: so many activities of days more than ``days_late`` working days back recorded by
    one person within ``minutes`` are a bulk record.
    """

    closed: int = 10
    recorded: int = 10
    minutes: float = 10.0
    days_late: float = 3.0


@dataclass(frozen=True)
class Discipline:
    """Absence without valid reason, in working days of a calendar year. Source: PP 94/2021.

    ``steps``: days from which each step is reached, with its code. ``in_a_row``: so many working
    days on end are the last step. ``near``: days at which it is said that a step is near.
    ``day_minutes``: minutes late or left early that make a day (Peraturan BKN 6/2022).
    """

    steps: tuple[tuple[float, str], ...] = ()
    in_a_row: int = 10
    near: tuple[int, ...] = (2, 6, 10, 20, 27)
    day_minutes: float = 450.0


@dataclass(frozen=True)
class Rules:
    """All rules of an office. ``limits``: by the day they begin, the first one first.

    ``soon``: working days before its limit a complaint is about to be late. ``in_hand``: share of
    the time of a missed limit a case must have been in somebody's hands to count for them.
    ``unheard``: roles whose feedback on behaviour is not counted.
    """

    limits: tuple[Limits, ...] = (Limits(),)
    soon: float = 1.0
    in_hand: float = 0.5
    survey: Survey = Survey()
    plan: Plan = Plan()
    suspicion: Suspicion = Suspicion()
    discipline: Discipline = Discipline()
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    unheard: tuple[str, ...] = ("self",)


def stated(rules: Rules, name: str, today: pd.Timestamp) -> Any:
    """The value of a rule such as ``limits.answer``, as in force on ``today`` (naive).

    Of limits to come nobody is told yet.
    """
    found: Any = rules
    for step in name.split("."):
        found = getattr(found, step)
        if step == "limits":
            begun = [v for v in found if v.since is None or pd.Timestamp(v.since) <= today]
            found = (begun or found[:1])[-1]
    return found
