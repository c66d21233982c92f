"""What config.yaml says of how things are measured, beside calendars and limits."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal

import pandas as pd
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from data.settings.values import Cited, Days, Said, Section, Share
from scoring.predicate import ORGANISATION_WORDS, named

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
EXACT = 1 / 9
"""The weight of one of nine elements, without rounding."""
Count = Annotated[int, Field(ge=1)]
GiverRole = Literal["leader", "peer", "subordinate", "stakeholder", "self"]


def _named(found: Mapping[str, "ProgrammeSetting"]) -> Mapping[str, "ProgrammeSetting"]:
    for name in found:
        if not _ID.fullmatch(name):
            raise ValueError(
                f"{name!r} is not an identifier; write letters, digits, '-', '_' and '.' only"
            )
    return found


def _weight(found: object) -> object:
    return EXACT if found == "exact" else found


class Bounds(Section):
    """The lowest index of the categories C, B and A of the satisfaction survey."""

    c: float = 65.0
    b: float = 76.61
    a: float = 88.31

    @model_validator(mode="after")
    def _rising(self) -> "Bounds":
        if not 25 <= self.c < self.b < self.a <= 100:
            raise ValueError("do not rise from c to b to a between 25 and 100; write them so")
        return self


class Satisfaction(Section):
    """How the satisfaction index (IKM) is worked out.

    ``weight`` of each of the nine elements: exact (1/9), or the number that is printed (0.11).
    ``population``: how many people each unit served, for the smallest sample.
    """

    weight: Annotated[float, BeforeValidator(_weight), Field(gt=0, le=1)] = EXACT
    bounds: Bounds = Bounds()
    population: Mapping[str, Count] = {}
    source: Cited = Cited()


class Behaviour(Section):
    """Feedback on behaviour. ``unheard``: roles of givers that are not counted."""

    unheard: tuple[GiverRole, ...] = ("self",)


class Discipline(Section):
    """Absence without valid reason, in working days of a calendar year.

    ``steps``: days from which each step is reached, by its code; none: nothing is indicated.
    ``in_a_row``: so many working days on end are the last step. ``near``: days at which it is said
    that a step is near. ``day_minutes``: minutes late or left early that make a day.
    """

    steps: Mapping[str, Annotated[float, Field(gt=0)]] = {}
    in_a_row: Count = 10
    near: tuple[Count, ...] = (2, 6, 10, 20, 27)
    day_minutes: Annotated[float, Field(gt=0)] = 450.0
    source: Cited = Cited()

    @model_validator(mode="after")
    def _one_step_a_day(self) -> "Discipline":
        if len({*self.steps.values()}) < len(self.steps):
            raise ValueError("steps: two begin on the same day; write a day of its own for each")
        return self


class ProgrammeSetting(Section):
    """A programme: surveys of these services, complaints of these categories, of these units.

    ``name``: one text, or one per language. Without ``units``: of all units.
    """

    name: Said | Annotated[Mapping[Literal["id", "en"], Said], Field(min_length=1)]
    services: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def called(self, language: str) -> str:
        """Its name in ``language``, or in the first there is."""
        if isinstance(self.name, str):
            return self.name
        names = {str(known): name for known, name in self.name.items()}
        return names.get(language) or next(iter(names.values()))


class Plan(Section):
    """How items of a performance plan (SKP) are put together.

    ``main``, ``additional``: weight of each kind of work, shared by its items. ``cap``: the most
    that one item can bring.
    """

    main: Annotated[float, Field(ge=0)] = 0.8
    additional: Annotated[float, Field(ge=0)] = 0.2
    cap: Annotated[float, Field(gt=0)] = 1.2
    source: Cited = Cited()


class Suspicion(Section):
    """What looks like gaming and is shown, never a verdict.

    ``closed`` complaints by one officer, or ``recorded`` activities of days more than ``days_late``
    working days back by one person, within ``minutes``.
    """

    closed: Annotated[int, Field(ge=2)] = 10
    recorded: Annotated[int, Field(ge=2)] = 10
    minutes: Annotated[float, Field(gt=0)] = 10.0
    days_late: Days = 3.0


class Alarms(Section):
    """``budget``: how many alarms without a cause are put up with, per person and week."""

    budget: Annotated[float, Field(gt=0, le=1)] = 0.01


class Predicate(Section):
    """From which share of the weighted goals results are as expected (``meets``) and ``above``."""

    meets: Share = 0.75
    above: Share = 0.95
    source: Cited = Cited()

    @model_validator(mode="after")
    def _rising(self) -> "Predicate":
        if self.meets >= self.above:
            raise ValueError(f"meets {self.meets} is not below above {self.above}; write it lower")
        return self


def _organisation(found: object) -> object:
    code = named(pd.Series([str(found)]), ORGANISATION_WORDS)[0]
    if pd.isna(code):
        words = "Istimewa, Baik, Butuh Perbaikan, Kurang or Sangat Kurang"
        raise ValueError(f"{found} is no predicate of an organisation; write {words}")
    return code


class OrganisationPredicate(Section):
    """The official predicate of a ``unit`` for a ``period``, set by the leader one level above.

    ``period``: as the ratings of its people name it.
    """

    unit: Said
    period: Annotated[Said, BeforeValidator(str)]
    predicate: Annotated[str, BeforeValidator(_organisation)]
    source: Cited = Cited()


class Composite(Section):
    """The weighted score. ``min_evidence``: share of the weight that must have had evidence."""

    min_evidence: Share = 0.5


Programmes = Annotated[Mapping[str, ProgrammeSetting], AfterValidator(_named)]
