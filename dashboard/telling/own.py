"""Sentences for civil servants about themselves: how they stand, what changed, what may come."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd

from dashboard.own import Own
from dashboard.texts import Texts, missing
from scoring.composite import composites

DAYTIME = ((4, "night"), (11, "morning"), (15, "noon"), (18, "afternoon"), (24, "evening"))
"""Until which hour (excluded) which greeting holds."""
WORRYING = ("missed", "at_risk")
SAME = 0.05
"""Points that round to nothing."""


def greeting(now: datetime, name: str, texts: Texts) -> str:
    """Such as ``Selamat pagi, Cut Meutia``, by the office's clock."""
    hour = now.astimezone(texts.zone).hour
    part = next(part for until, part in DAYTIME if hour < until)
    return texts(f"own.good_{part}", name=name)


def standing(parts: pd.DataFrame, least: float, period: str, texts: Texts) -> list[str]:
    """How one stands, in two or three sentences: score, goals reached, and where to begin."""
    total = composites(parts, least)
    if total.empty:
        return [texts("own.no_goals", period=texts.period(period))]
    score, evident = total["score"].iloc[0], parts[parts["evident"].astype(bool)]
    words = {"period": texts.period(period)}
    if missing(float(score)):
        said = [texts("own.no_score", **words)]
    else:
        said = [texts("own.score", score=texts.number(score, 1), **words)]
    if len(evident):
        met = int((evident["band"] == "met").sum())
        key = "own.all_met" if met == len(evident) else "own.some_met"
        said.append(texts(key, n=texts.number(met), all=texts.number(len(evident))))
    worst = evident[evident["band"].isin(WORRYING)].sort_values("lost", ascending=False)
    if len(worst):
        name = texts.code("indicator", worst["indicator"].iloc[0])
        begin = "own.look_at" if missing(float(score)) else "own.begin_with"
        said.append(texts(begin, name=name))
    elif len(evident):
        said.append(texts("own.thanks"))
    return said


def gain(change: Mapping[Any, Any]) -> float:
    """Points of the score that a goal won (or lost, negative) since the look before."""
    before, now = (
        0.0 if missing(change[c]) else float(change[c])
        for c in ("contribution_before", "contribution")
    )
    return now - before


def moved(change: Mapping[Any, Any], own: Own, texts: Texts) -> tuple[str, str]:
    """The points a goal won or lost, in words, and which way: up, down or same.

    Of one that takes part only now, or no more, that is told: its points are no gain or loss.
    """
    name = change["indicator"]
    if name in own.began | own.ended:
        return texts("own.began" if name in own.began else "own.ended"), "same"
    points = gain(change)
    way = "same" if abs(points) < SAME else "up" if points > 0 else "down"
    unscored = missing(own.why.explanation.composite["score"])
    key = f"own.moved_{way}_unscored" if unscored and way != "same" else f"own.moved_{way}"
    return texts(key, points=texts.number(abs(points), 1)), way


def ahead(row: Mapping[Any, Any], cases: str, texts: Texts) -> str:
    """What the cases of one goal that are in hand may still do to the score."""
    score, best, worst = (
        texts.number(row[c], 1) if not missing(row[c]) else None for c in ("score", "best", "worst")
    )
    words = {"n": texts.number(row["n"]), "cases": cases}
    if best is None or worst is None:
        return texts("own.ahead_unknown", **words)
    if score is None:
        return texts("own.ahead_first", best=best, worst=worst, **words)
    return texts("own.ahead_said", score=score, best=best, worst=worst, **words)
