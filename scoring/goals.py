"""What is expected: goals with effective dates, and the band a value falls into."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import pandas as pd

from scoring.indicators import INDICATORS
from scoring.periods import last_day

Band = Literal["met", "at_risk", "missed", "thin", "none", "unavailable"]
ON = ("period", "indicator", "subject_kind")
TOLD = ["goal", "target", "at_risk", "floor", "min_n", "weight"]
NOTHING = (np.nan,) * len(TOLD)
SLACK = 1e-9
"""What sums of fractions may be off: 0.85 is 0.05 short of 0.9, whatever binary numbers say."""


@dataclass(frozen=True)
class Goal:
    """``target`` of one indicator; ``at_risk`` is how far past it a value is still only at risk.

    Fewer than ``min_n`` cases are too few to judge. ``subjects``: whom it is expected of. ``since``
    and ``until``: days (both included) it is in force; a period is judged by the goal in force on
    its last day. ``floor``: the value that earns no point at all; a value at the target earns all.
    """

    indicator: str
    target: float
    at_risk: float = 0.0
    min_n: int = 5
    weight: float = 1.0
    subjects: tuple[str, ...] = ("unit", "person")
    since: date | None = None
    until: date | None = None
    floor: float | None = None

    def in_force(self, day: pd.Timestamp) -> bool:
        """Whether it is in force on ``day`` (naive)."""
        begun = self.since is None or pd.Timestamp(self.since) <= day
        return begun and (self.until is None or day <= pd.Timestamp(self.until))

    @property
    def worth_nothing(self) -> float:
        """The value that earns no point: ``floor``, else 0, or twice the target if less is better.

        Where that is no distance at all, three times ``at_risk`` past the target.
        """
        lower = INDICATORS[self.indicator].better == "lower"
        found = self.floor if self.floor is not None else (2 * self.target if lower else 0.0)
        past = (3 * self.at_risk or 1.0) * (1 if lower else -1)
        return found if found != self.target else self.target + past


def expected(
    scores: pd.DataFrame, goals: Mapping[str, Goal], today: pd.Timestamp | None = None
) -> pd.DataFrame:
    """For each score (same index) the goal in force: goal, target, at_risk, floor, min_n, weight.

    ``today``: the last day (naive) of a period without an end. Missing where nothing is expected.
    """
    wanted = _wanted(scores["period"].unique(), goals, today)
    lines = zip(*(scores[name].tolist() for name in ON), strict=True)
    found = [wanted.get(line, NOTHING) for line in lines]
    told = pd.DataFrame(found, columns=TOLD, index=scores.index)
    return told.astype({"goal": object} | dict.fromkeys(TOLD[1:], float))


def _wanted(
    periods: Iterable[str], goals: Mapping[str, Goal], today: pd.Timestamp | None
) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """What is expected in each period by each indicator of each kind of subject."""
    found: list[tuple[tuple[str, ...], tuple[Any, ...]]] = [
        ((period, g.indicator, kind), (name, *_told(g)))
        for period in periods
        for name, g in goals.items()
        if g.in_force(_judged_on(period, today))
        for kind in g.subjects
    ]
    if len(wanted := dict(found)) < len(found):
        raise ValueError("goals: two of them are for one figure and not unique; keep one")
    return wanted


def _told(goal: Goal) -> tuple[float, ...]:
    return goal.target, goal.at_risk, goal.worth_nothing, goal.min_n, goal.weight


def _judged_on(period: str, today: pd.Timestamp | None) -> pd.Timestamp:
    """The day whose goals a period is judged by: its last, of all time the last there has been."""
    return today if period == "all" and today is not None else last_day(period)


def judged(
    scores: pd.DataFrame, goals: Mapping[str, Goal], today: pd.Timestamp | None = None
) -> pd.DataFrame:
    """``scores`` with ``goal``, ``target`` and ``band``. ``today``: see ``expected``.

    unavailable: the source cannot tell. thin: too few cases, never good or bad. none: no goal.
    met / at_risk / missed: by the indicator's own direction; a wait of which it is only known that
    it is longer than the target is judged by what is known, so that leaving cases open is no way
    out.
    """
    return judged_by(scores, expected(scores, goals, today))


def judged_by(scores: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """The same, by the goals that were ``found`` for them (expected)."""
    value = value_known(scores, found["target"])
    short = (found["target"] - value) * np.where(is_lower(scores["indicator"]), -1.0, 1.0)
    conditions: dict[Band, pd.Series] = {
        "unavailable": ~scores["available"].astype(bool),
        "none": found["target"].isna(),
        "thin": value.isna() | (scores["n"].astype("float64") < found["min_n"]),
        "met": short <= SLACK,
        "at_risk": short <= found["at_risk"] + SLACK,
    }
    band = np.select(list(conditions.values()), list(conditions), "missed")
    return scores.assign(goal=found["goal"], target=found["target"], band=band)


def value_known(scores: pd.DataFrame, target: pd.Series) -> pd.Series:
    """The values; of a wait not reached yet the time it exceeds, if that is past the target."""
    if "low" not in scores:
        return scores["value"]
    past = is_lower(scores["indicator"]) & (scores["low"] > target)
    return scores["value"].fillna(scores["low"].where(past))


def is_lower(indicators: pd.Series) -> pd.Series:
    """Whether less is better of each indicator."""
    return indicators.isin([i.id for i in INDICATORS.values() if i.better == "lower"])
