"""What each canonical frame looks like, column by column, with units and time zone.

Every row that is kept or scored has one of these shapes. Times (``moment``) are zone-aware
and in UTC; days are calendar days of the office; identifiers are always text.
``docs/frames.md`` is written from this module.
"""

from collections.abc import Mapping
from types import MappingProxyType

from scoring.columns import Column, Shape, text
from scoring.shapes.codes import SUBJECT_KINDS
from scoring.shapes.public import ASSIGNMENTS, COMPLAINTS, OUTCOMES, SURVEYS
from scoring.shapes.staff import (
    ABSENCES,
    ACTIVITIES,
    FEEDBACK,
    PEOPLE,
    PLACEMENTS,
    RATINGS,
    TARGETS,
    UNITS,
)

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        shape.name: shape
        for shape in (
            UNITS,
            PEOPLE,
            PLACEMENTS,
            ABSENCES,
            TARGETS,
            ACTIVITIES,
            COMPLAINTS,
            ASSIGNMENTS,
            SURVEYS,
            FEEDBACK,
            OUTCOMES,
            RATINGS,
        )
    }
)
"""All shapes, each after the ones it refers to."""

SCORES: Mapping[str, Column] = MappingProxyType(
    {
        "indicator": text("identifier of the indicator", required=True),
        "subject_kind": Column("category", "what is measured", values=SUBJECT_KINDS, required=True),
        "subject_id": text(
            "the unit, person, service (`unit/service`) or programme", required=True
        ),
        "period": text("such as 2026-11, 2026-Q4, 2026 or all", required=True),
        "value": Column("number", "empty: nothing to measure"),
        "n": Column("whole", "how many cases the value rests on", required=True, low=0),
        "low": Column("number", "lower end of the 95 % interval"),
        "high": Column("number", "upper end of the 95 % interval"),
        "expected": Column(
            "number", "share to be expected of cases of the same kinds, as the whole office fares"
        ),
        "available": Column("flag", "false: no source of this subject can tell", required=True),
    }
)
"""The only output frame. Shares are 0-1; times are hours; ``n`` travels with every value."""

SIGNALS: Mapping[str, Column] = MappingProxyType(
    {
        "indicator": text("identifier of the indicator", required=True),
        "subject_kind": Column("category", "unit or person", values=SUBJECT_KINDS, required=True),
        "subject_id": text("the unit or person", required=True),
        "as_of": text("the last week looked at, such as 2026-W47", required=True),
        "method": text("xmr, exact (few cases), or thin"),
        "variation": text("improving, worsening, neutral, common_cause or thin"),
        "rule": text("the rule of the chart that fired"),
        "assurance": text("consistently_met, consistently_missed, hit_or_miss, thin or none"),
        "centre": Column("number", "centre of the subject's own limits"),
        "lower": Column("number", "lower limit"),
        "upper": Column("number", "upper limit"),
        "last": Column("number", "the newest point"),
        "last_period": text("its week"),
        "points": Column("whole", "weeks with a value"),
        "signal": text("improving or worsening, within the budget of alarms; else empty"),
        "concern": Column("flag", "worsening, within the budget of alarms"),
        "since": text("the week the run began"),
        "raised": text("the week it was noticed"),
        "evidence": Column("number", "evidence of the run"),
        "line": Column("number", "evidence that makes a signal"),
        "baseline": Column("number", "the subject's own earlier figure"),
        "baseline_n": Column("number", "cases it rests on"),
        "recent": Column("number", "the figure of the run"),
        "recent_n": Column("number", "cases it rests on"),
        "expected_false": Column("number", "false concerns to be expected of this line at a look"),
        "weeks": text("its points, as weekly.read reads them; only where they are asked for"),
    }
)
"""What the weeks of a subject say: whether it changes, apart from whether the target is met."""

SIGNAL_KEY = ("subject_kind", "subject_id", "indicator")
SCORE_KEY = ("indicator", "subject_kind", "subject_id", "period")
