"""The points of a chart of weeks as short text: the first week, and a value for each from it."""

import json
from datetime import date, timedelta

import numpy as np

from scoring.baseline import Points, Texts, first_day

DIGITS = 5
"""Significant digits that are kept: far more than a drawing shows."""
WEEK = timedelta(weeks=1)


def written(points: Points) -> Texts:
    """The points of each subject, periods of which are weeks; None without points."""
    told = np.full(len(points.count), None, dtype=object)
    for row, count in enumerate(points.count.tolist()):
        if count:
            weeks = [points.labels[place] for place in points.period[row, :count]]
            told[row] = _written(weeks, points.value[row, :count].tolist())
    return told


def read(told: str | None) -> list[tuple[date, float]]:
    """Monday and value of each point, oldest first."""
    if not told:
        return []
    known = json.loads(told)
    first = date.fromisoformat(known["from"])
    return [(first + n * WEEK, v) for n, v in enumerate(known["values"]) if v is not None]


def _written(weeks: list[str], values: list[float]) -> str:
    days = [first_day(week) for week in weeks]
    cells: list[float | None] = [None] * ((days[-1] - days[0]) // WEEK + 1)
    for day, value in zip(days, values, strict=True):
        cells[(day - days[0]) // WEEK] = float(f"{value:.{DIGITS}g}")
    return json.dumps({"from": days[0].isoformat(), "values": cells}, separators=(",", ":"))
