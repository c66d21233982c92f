"""The indicators: each one function, and one entry here that says what its number is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import pandas as pd

from scoring.indicators import activity, complaints
from scoring.look import Look

Aspect = Literal["results", "process", "behaviour"]
Unit = Literal["share", "hours", "count", "index"]
Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True)
class Indicator:
    """How to measure. ``compute`` gives value, n, low, high, available per subject."""

    id: str
    aspect: Aspect
    unit: Unit
    better: Better
    frame: str
    compute: Callable[[Look], pd.DataFrame]

    @property
    def definition(self) -> str:
        """The first line of the docstring: what an auditor would sign."""
        return (self.compute.__doc__ or "").strip().splitlines()[0]


def _of(
    compute: Callable[[Look], pd.DataFrame], aspect: Aspect, unit: Unit, better: Better
) -> tuple[str, Indicator]:
    frame = "activities" if compute.__module__ == activity.__name__ else "complaints"
    name = compute.__name__
    return name, Indicator(name, aspect, unit, better, frame, compute)


INDICATORS: Mapping[str, Indicator] = MappingProxyType(
    dict(
        (
            _of(complaints.answered_in_time, "process", "share", "higher"),
            _of(complaints.resolved_in_time, "results", "share", "higher"),
            _of(complaints.answer_time_median, "process", "hours", "lower"),
            _of(complaints.answer_time_p90, "process", "hours", "lower"),
            _of(complaints.resolution_time_median, "results", "hours", "lower"),
            _of(complaints.resolution_time_p90, "results", "hours", "lower"),
            _of(complaints.complaints_received, "process", "count", "neither"),
            _of(complaints.complaints_open, "process", "count", "neither"),
            _of(complaints.complaints_overdue, "process", "count", "lower"),
            _of(complaints.complaints_archived, "process", "count", "neither"),
            _of(complaints.complaints_invalid, "process", "count", "neither"),
            _of(activity.approved_minutes_share, "results", "share", "higher"),
            _of(activity.recorded_in_time, "process", "share", "higher"),
            _of(activity.activities_recorded, "process", "count", "neither"),
            _of(activity.activities_invalid, "process", "count", "neither"),
        )
    )
)
