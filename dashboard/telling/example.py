"""A small worked example of points and score, with real goals, by the very code that scores."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from dashboard.texts import Texts
from scoring.composite import composites, contributions
from scoring.goals import Goal
from scoring.indicators import INDICATORS

SHOWN = 3
MANY = 1000


def example(goals: Mapping[str, Goal], day: pd.Timestamp, least: float, texts: Texts) -> list[str]:
    """Three goals in force: half-way, at its target, and too few cases; and the score of them."""
    kind, chosen = _chosen(goals, day)
    if len(chosen) < SHOWN:
        return []
    parts = contributions(_scores(chosen, kind, f"{day:%Y-%m}"), chosen)
    told = parts.set_index("goal").loc[list(chosen)]
    lines = [_line(chosen[str(name)], row, texts) for name, row in told.iterrows()]
    known = told[told["evident"]]
    terms = " + ".join(
        f"{texts.number(p, 1)} × {texts.plain(w)}"
        for p, w in zip(known["points"], known["weight"], strict=True)
    )
    total = composites(parts, 0.0).iloc[0]
    weights, whole = (texts.plain(frame["weight"].sum()) for frame in (known, told))
    score = texts.number(total["score"], 1)
    share = texts.share(total["evidence"], 0)
    return [
        *lines,
        texts("method.example_sum", terms=terms, weights=weights, score=score),
        texts(
            "method.example_evidence",
            known=weights, whole=whole, share=share, least=texts.share(least, 0),
        ),
    ]  # fmt: skip


def _chosen(goals: Mapping[str, Goal], day: pd.Timestamp) -> tuple[str, dict[str, Goal]]:
    """Goals with weight that are in force for one kind of subject, the heaviest first."""
    for kind in ("unit", "person"):
        fitting = {
            n: g for n, g in goals.items() if g.weight and kind in g.subjects and g.in_force(day)
        }
        if len(fitting) >= SHOWN:
            heavy = sorted(fitting.items(), key=lambda item: -item[1].weight)
            return kind, dict(heavy[:SHOWN])
    return "unit", {}


def _scores(goals: Mapping[str, Goal], kind: str, period: str) -> pd.DataFrame:
    """Scores half-way between floor and target, at the target, and of too few cases."""
    first, second, third = goals.values()
    values = ((first.worth_nothing + first.target) / 2, second.target, third.target)
    return pd.DataFrame(
        {
            "indicator": [g.indicator for g in goals.values()],
            "subject_kind": kind,
            "subject_id": "example",
            "period": period,
            "value": values,
            "low": np.nan,
            "high": np.nan,
            "n": [MANY, MANY, 0],
            "available": True,
        }
    )


def _line(goal: Goal, row: pd.Series, texts: Texts) -> str:
    info = INDICATORS[goal.indicator]
    sign = {"higher": "≥ ", "lower": "≤ "}.get(info.better, "")
    words = {
        "name": texts.code("indicator", info.id),
        "target": sign + texts.expected(goal.target, info.unit),
        "weight": texts.plain(goal.weight),
        "floor": texts.expected(goal.worth_nothing, info.unit),
    }
    if not row["evident"]:
        return texts("method.example_thin", **words)
    value, points = texts.value(row["value"], info.unit), texts.number(row["points"], 1)
    return texts("method.example_goal", value=value, points=points, **words)
