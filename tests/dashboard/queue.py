"""Invented complaints placed in the queue, and an invented funnel."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from dashboard.overview import Funnel
from scoring.comparison import limits
from scoring.indicators import INDICATORS
from scoring.standing import compared, ordinary

DAY = 450


def placed(complaints: pd.DataFrame) -> pd.DataFrame:
    """With step (by status) and due (by the minutes left; a working day is today)."""
    left = complaints["minutes_left"].astype(float)
    known = [left < 0, left < DAY, left < 3 * DAY, left.notna()]
    due = np.select(known, ["overdue", "today", "near", "later"], "none")
    step = np.where(complaints["status"] == "received", "answer", "work")
    return complaints.assign(step=step, due=due)


def funnel(
    scores: pd.DataFrame, indicator: str, units: pd.DataFrame, seen: Collection[str]
) -> Funnel | None:
    """Units of one level by size; None with fewer than five."""
    usual = ordinary(scores, INDICATORS[indicator]) if len(scores) >= 5 else None
    if usual is None:
        return None
    sizes = np.array([1.0, 10.0, 100.0, 500.0])
    curves = {at: limits(usual, sizes, at) for at in (0.95, 0.998)}
    names = dict(zip(units["unit_id"], units["name"], strict=True))
    found = compared(scores)
    found = found[found["subject_id"].isin(list(seen))]
    named = found.assign(name=found["subject_id"].map(names))
    told = {at: (tuple(low), tuple(high)) for at, (low, high) in curves.items()}
    return Funnel(usual, named, tuple(sizes), told)
