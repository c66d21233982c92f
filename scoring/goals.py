"""What is expected: a goal, and the band a value falls into."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from scoring.indicators import INDICATORS

Band = Literal["met", "at_risk", "missed", "thin", "none", "unavailable"]


@dataclass(frozen=True)
class Goal:
    """``target`` of one indicator; ``at_risk`` is how far past it a value is still only at risk.

    Fewer than ``min_n`` cases are too few to judge. ``subjects``: whom it is expected of.
    """

    indicator: str
    target: float
    at_risk: float = 0.0
    min_n: int = 5
    weight: float = 1.0
    subjects: tuple[str, ...] = ("unit", "person")


def judged(scores: pd.DataFrame, goals: Mapping[str, Goal]) -> pd.DataFrame:
    """``scores`` with ``target`` and ``band``.

    unavailable: the source cannot tell. thin: too few cases, never good or bad. none: no goal.
    met / at_risk / missed: by the indicator's own direction.
    """
    wanted = pd.DataFrame(
        [
            {"indicator": g.indicator, "subject_kind": kind, "target": g.target,
             "at_risk": g.at_risk, "min_n": g.min_n}
            for g in goals.values()
            for kind in g.subjects
        ],
        columns=["indicator", "subject_kind", "target", "at_risk", "min_n"],
    )  # fmt: skip
    found = scores.merge(wanted, on=["indicator", "subject_kind"], how="left").set_index(
        scores.index
    )
    lower = found["indicator"].isin([i.id for i in INDICATORS.values() if i.better == "lower"])
    short = (found["target"] - found["value"]) * np.where(lower, -1.0, 1.0)
    conditions: dict[Band, pd.Series] = {
        "unavailable": ~found["available"].astype(bool),
        "none": found["target"].isna(),
        "thin": found["value"].isna() | (found["n"].astype("float64") < found["min_n"]),
        "met": short <= 0,
        "at_risk": short <= found["at_risk"],
    }
    band = np.select(list(conditions.values()), list(conditions), "missed")
    return scores.assign(target=found["target"], band=band)
