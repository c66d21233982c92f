"""The indicators: each one function, and one entry here that says what its number is."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from scoring.facts import Facts, sparing
from scoring.indicators import (
    activity,
    backlog,
    behaviour,
    complaints,
    gaming,
    satisfaction,
    targets,
)
from scoring.look import Look
from scoring.shrinkage import Family

Aspect = Literal["results", "process", "behaviour"]
Unit = Literal["share", "hours", "count", "rate", "index"]
Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True)
class Indicator:
    """How to measure: ``facts`` says what is seen in each record, and what is made of it.

    ``family``: how peers are compared: beta (shares of cases), gamma (rates), normal (means); None:
    not at all. ``rules``: the rules of the office it goes by, such as ``limits.answer``.
    ``stock``: what is left of earlier periods is in it, so that each week repeats the one before.
    """

    id: str
    aspect: Aspect
    unit: Unit
    better: Better
    frame: str
    facts: Callable[[Look], Facts]
    family: Family | None
    rules: tuple[str, ...]
    stock: bool

    @property
    def definition(self) -> str:
        """The first line of the docstring: what an auditor would sign."""
        return (self.facts.__doc__ or "").strip().splitlines()[0]


def _of(
    frame: str, facts: Callable[[Look], Facts], aspect: Aspect, unit: Unit, better: Better,
    family: Family | None = None, rules: str = "", *, stock: bool = False,
) -> tuple[str, Indicator]:  # fmt: skip
    name = facts.__name__
    spared, known = sparing(facts, frame), tuple(rules.split())
    return name, Indicator(name, aspect, unit, better, frame, spared, family, known, stock)


_HANDS = "limits.pauses in_hand"
_PLAN = "plan.main plan.additional plan.cap"
_ABSENCE = "discipline.steps discipline.in_a_row discipline.day_minutes"
_BULK = "suspicion.recorded suspicion.minutes suspicion.days_late"
# fmt: off
_TABLE = (
    _of("complaints", complaints.forwarded_in_time, "process", "share", "higher", "beta",
        f"limits.forward {_HANDS}"),
    _of("complaints", complaints.answered_in_time, "process", "share", "higher", "beta",
        f"limits.answer {_HANDS}"),
    _of("complaints", complaints.resolved_in_time, "results", "share", "higher", "beta",
        f"limits.finish limits.use_due {_HANDS}"),
    _of("complaints", complaints.answer_time_median, "process", "hours", "lower"),
    _of("complaints", complaints.answer_time_p90, "process", "hours", "lower"),
    _of("complaints", complaints.resolution_time_median, "results", "hours", "lower"),
    _of("complaints", complaints.resolution_time_p90, "results", "hours", "lower"),
    _of("complaints", complaints.reporter_rating, "results", "index", "higher", "normal"),
    _of("complaints", complaints.complaints_received, "process", "count", "neither"),
    _of("complaints", backlog.complaints_open, "process", "count", "neither", stock=True),
    _of("complaints", backlog.complaints_overdue, "process", "count", "lower", None,
        f"limits.finish {_HANDS}", stock=True),
    _of("complaints", backlog.complaints_due_soon, "process", "count", "neither", None,
        "limits.finish limits.pauses soon", stock=True),
    _of("complaints", backlog.backlog_age_median, "process", "hours", "lower", stock=True),
    _of("complaints", complaints.complaints_archived, "process", "count", "neither"),
    _of("complaints", complaints.complaints_invalid, "process", "count", "neither"),
    _of("complaints", gaming.reopened_share, "results", "share", "lower", "beta"),
    _of("complaints", gaming.unanswered_closed_share, "process", "share", "lower", "beta"),
    _of("complaints", gaming.mass_closed_share, "process", "share", "lower", "beta",
        "suspicion.closed suspicion.minutes"),
    _of("activities", activity.approved_minutes_share, "results", "share", "higher", "normal"),
    _of("activities", activity.reported_minutes_share, "process", "share", "neither", "normal"),
    _of("activities", activity.pending_share, "process", "share", "neither"),
    _of("activities", activity.refused_share, "results", "share", "lower", "beta"),
    _of("activities", activity.recorded_in_time, "process", "share", "higher", "beta",
        "limits.record"),
    _of("activities", activity.verified_in_time, "process", "share", "higher", "beta",
        "limits.verify"),
    _of("activities", activity.activities_recorded, "process", "count", "neither"),
    _of("activities", activity.activities_invalid, "process", "count", "neither"),
    _of("activities", activity.activities_overlapping, "process", "count", "neither"),
    _of("activities", activity.activities_per_day, "process", "rate", "neither", "gamma"),
    _of("targets", targets.target_achievement, "results", "share", "higher", "normal", _PLAN,
        stock=True),
    _of("targets", targets.target_pace, "results", "share", "higher", "normal", _PLAN, stock=True),
    _of("outcomes", targets.outcome_achievement, "results", "share", "higher", "normal",
        "plan.cap", stock=True),
    _of("surveys", satisfaction.satisfaction_index, "results", "index", "higher", "normal",
        "survey.weight survey.bounds"),
    _of("surveys", satisfaction.survey_answers_invalid, "process", "count", "neither"),
    *(
        _of("surveys", element, "results", "index", "higher", "normal")
        for element in satisfaction.elements
    ),
    _of("feedback", behaviour.behaviour_meets, "behaviour", "share", "higher", "beta", "unheard"),
    _of("feedback", behaviour.behaviour_above, "behaviour", "share", "neither", "beta",
        "unheard"),
    _of("feedback", behaviour.feedback_received, "behaviour", "count", "neither", None,
        "unheard"),
    _of("absences", behaviour.unexcused_days, "behaviour", "count", "lower", None, _ABSENCE,
        stock=True),
    _of("activities", gaming.bulk_recorded_share, "process", "share", "lower", "beta", _BULK),
)
# fmt: on
INDICATORS: Mapping[str, Indicator] = MappingProxyType(dict(_TABLE))
"""All indicators by id. A new one on known rows: a function, and a line in the table above."""

EVERYWHERE = ("units", "people", "placements")
"""Frames that any indicator may read beside its own: who is where."""

BESIDE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"complaints": ("assignments",), "activities": ("absences",), "targets": ("absences",)}
)
"""Frames that the indicators of a frame read beside it, as a test finds out."""


def concerned(frames: Collection[str]) -> tuple[str, ...]:
    """The indicators whose values may change with rows of these frames; of none: all of them."""
    changed = set(frames)
    if not changed or changed & set(EVERYWHERE):
        return tuple(INDICATORS)
    return tuple(i.id for i in INDICATORS.values() if changed & {i.frame, *BESIDE.get(i.frame, ())})


def read_by(indicators: Collection[str]) -> frozenset[str]:
    """The frames that these indicators read."""
    own = {INDICATORS[name].frame for name in indicators}
    beside = {frame for name in own for frame in BESIDE.get(name, ())}
    return frozenset({*own, *beside, *EVERYWHERE})
