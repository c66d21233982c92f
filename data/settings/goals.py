"""The ``goals`` of config.yaml, and days from which somebody's own history begins anew."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, model_validator

from data.settings.values import Cited, IndicatorId, Said, Section

SubjectKind = Literal["unit", "person", "service", "programme"]


class GoalSetting(Section):
    """What is expected of one indicator; direction belongs to the indicator itself.

    ``from`` and ``until``: days it is in force, both included; a period is judged by the goal in
    force on its last day. ``floor``: the value that earns nothing in the weighted score.
    """

    indicator: IndicatorId
    target: float
    at_risk: Annotated[float, Field(ge=0)] = 0.0
    min_n: Annotated[int, Field(ge=1)] = 5
    weight: Annotated[float, Field(ge=0)] = 1.0
    subjects: Annotated[tuple[SubjectKind, ...], Field(min_length=1)] = ("unit", "person")
    since: Annotated[dt.date | None, Field(alias="from")] = None
    until: dt.date | None = None
    floor: float | None = None
    source: Cited = Cited()


class Rebase(Section):
    """A day from which a history is compared with itself anew, who decided so, and why.

    Of one unit (those below included) or one person, else of all; of one indicator, else of all.
    """

    date: dt.date
    reason: Said
    author: Said
    unit: str | None = None
    person: str | None = None
    indicator: IndicatorId | None = None

    @model_validator(mode="after")
    def _one_subject(self) -> "Rebase":
        if self.unit is not None and self.person is not None:
            raise ValueError("names both a unit and a person; write one of them")
        return self
