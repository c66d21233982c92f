"""What the weeks say of invented subjects: one goal worsens, one is steady, one is new."""

from functools import cache

import numpy as np
import pandas as pd

from scoring.baseline import points_of
from scoring.trend import trends
from scoring.weekly import written

WEEKS = tuple(f"{d:%G-W%V}" for d in pd.date_range("2025-11-24", periods=52, freq="7D"))
TARGETS = {"answered_in_time": 0.9, "recorded_in_time": 0.95, "approved_minutes_share": 0.8}


def signals(kind: str, subjects: list[str]) -> pd.DataFrame:
    """Signals of ``subjects``, each time a frame of one's own."""
    return _signals(kind, tuple(subjects)).copy()


@cache
def _signals(kind: str, subjects: tuple[str, ...]) -> pd.DataFrame:
    """Signals of ``subjects`` up to the week 2026-W47; the first one falls in the last weeks."""
    rows = [
        (indicator, kind, subject, week, *point)
        for number, subject in enumerate(subjects)
        for indicator, points in _points(falls=number == 0).items()
        for week, point in zip(WEEKS, points, strict=True)
    ]
    columns = ["indicator", "subject_kind", "subject_id", "period", "value", "n", "hits"]
    series = pd.DataFrame(rows, columns=columns)
    units = dict.fromkeys(TARGETS, "share")
    found = trends(series, units, dict.fromkeys(TARGETS, "higher"), TARGETS)
    return found.assign(as_of=WEEKS[-1], weeks=written(points_of(series)))


def _points(*, falls: bool) -> dict[str, list[tuple[float, float, float]]]:
    good = [19.0, 18.0, 20.0, 19.0] * 13
    worse = [*good[:48], 12.0, 11.0, 12.0, 10.0] if falls else good
    steady = [0.78 + 0.04 * np.sin(week) for week in range(52)]
    return {
        "answered_in_time": [(hits / 20, 20.0, hits) for hits in worse],
        "approved_minutes_share": [(share, 40.0, np.nan) for share in steady],
        "recorded_in_time": [(np.nan, 0.0, np.nan)] * 47 + [(1.0, 5.0, 5.0)] * 5,
    }
