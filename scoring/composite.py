"""The weighted score of several goals: its contributions, and how much of its weight had evidence.

Points: a value at its target or beyond earns 100, one at the goal's floor earns 0, in between in
proportion. Goals without evidence (thin, unavailable, no value) take no part; their weight is
told. Below ``min_evidence`` of the weight there is no score. The weights are the office's own; a
score of this kind is the dashboard's indication and no official predicate.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from scoring.goals import SLACK, Goal, expected, is_lower, judged, judged_by, value_known
from scoring.indicators import INDICATORS
from scoring.records import SUBJECT

FULL = 100.0
EVIDENT = ("met", "at_risk", "missed")


def contributions(
    scores: pd.DataFrame, goals: Mapping[str, Goal], today: pd.Timestamp | None = None
) -> pd.DataFrame:
    """One line per score with a goal: what each adds to the composite of its subject and period.

    Besides the columns of judged(): aspect, weight, points (0-100), points_low, points_high (of the
    interval; an end that is not known is as bad, or as good, as can be), evident, share (of the
    weight that had evidence), contribution (points x share; they sum to the composite), lost (what
    a full score would add). ``today``: see goals.expected.
    """
    told = expected(scores, goals, today)
    found = judged_by(scores, told).join(told[["floor", "weight", "min_n"]])
    found = found[(found["band"] != "none") & (found["weight"] > 0)]
    evident = found["band"].isin(EVIDENT)
    value = value_known(found, found["target"])
    points = points_of(value, found["target"], found["floor"]).where(evident)
    weight = found["weight"].where(evident, 0.0)
    whole = weight.groupby([found[c] for c in (*SUBJECT, "period")]).transform("sum")
    share = (weight / whole.where(whole > 0)).fillna(0.0)
    worst, best = _ends(found)
    return found.assign(
        aspect=found["indicator"].map({i.id: i.aspect for i in INDICATORS.values()}),
        points=points,
        points_low=worst.where(evident),
        points_high=best.where(evident),
        evident=evident,
        share=share,
        contribution=(points * share).fillna(0.0),
        lost=((FULL - points) * share).fillna(0.0),
    )


def _ends(found: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Points of the worse and of the better end of each interval, missing where there is none."""
    known = found["low"].notna() | found["high"].notna()
    low, high = (points_of(found[c], found["target"], found["floor"]) for c in ("low", "high"))
    lower = is_lower(found["indicator"])
    worst, best = high.where(lower, low).fillna(0.0), low.where(lower, high).fillna(FULL)
    return worst.where(known), best.where(known)


def composites(parts: pd.DataFrame, min_evidence: float, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """subject_kind, subject_id, period (and ``by``, such as aspect): score, low, high, evidence, n.

    evidence: share of the weight that had any, of the goals that concern the subject, as it has
    records for them. score is missing below ``min_evidence``. n: goals with evidence. The interval
    adds up the variances of the goals, as if they were independent; it is missing where one of
    them has none.
    """
    keys = [*SUBJECT, "period", *by]
    weight = parts["weight"].where(parts["evident"], 0.0)
    half = (parts["points_high"] - parts["points_low"]) / 2
    columns = parts[keys].assign(
        weight=parts["weight"],
        known=weight,
        earned=(parts["points"] * weight).fillna(0.0),
        spread=((half * weight) ** 2).fillna(0.0),
        vague=(parts["evident"] & half.isna()).astype("int64"),
        n=parts["evident"].astype("int64"),
    )
    sums = columns.groupby(keys, sort=True).sum()
    evidence = sums["known"] / sums["weight"]
    known = sums["known"].where((evidence >= min_evidence - SLACK) & (sums["known"] > 0))
    score = sums["earned"] / known
    off = (np.sqrt(sums["spread"]) / known).where(sums["vague"] == 0)
    found = pd.DataFrame(
        {
            "score": score,
            "low": (score - off).clip(lower=0.0),
            "high": (score + off).clip(upper=FULL),
            "evidence": evidence,
            "n": sums["n"],
        }
    )
    return found.reset_index()


def points_of(values: pd.Series, target: pd.Series, floor: pd.Series) -> pd.Series:
    """0 to 100: how far each value has come from the floor to the target."""
    way = (target - floor).astype(float)
    return ((values - floor) / way.where(way != 0) * FULL).clip(0.0, FULL)


def moved(
    scores: pd.DataFrame, before: Mapping[str, Goal], after: Mapping[str, Goal], min_evidence: float
) -> pd.DataFrame:
    """What-if: subjects whose composite or any band changes if ``after`` were in force.

    subject_kind, subject_id, period, score_before, score_after, change, bands (goals whose band
    changes: ``goal: before > after``, separated by `; `).
    """
    keys = [*SUBJECT, "period"]
    totals = [
        composites(contributions(scores, goals), min_evidence).set_index(keys)["score"]
        for goals in (before, after)
    ]
    bands = _changed(*(judged(scores, goals) for goals in (before, after)))
    found = pd.concat(
        [*totals, bands], axis=1, keys=["score_before", "score_after", "bands"]
    ).rename_axis(keys)
    found.insert(2, "change", found["score_after"] - found["score_before"])
    differs = (found["change"].abs() > SLACK) | found["bands"].notna()
    differs |= found["score_before"].isna() != found["score_after"].isna()
    return found[differs].sort_index().reset_index()


def _changed(old: pd.DataFrame, new: pd.DataFrame) -> pd.Series:
    """Per subject and period the goals whose band differs, as said in moved()."""
    keys = [*SUBJECT, "period"]
    was, now = (
        part[part["goal"].notna()].set_index([*keys, "goal"])["band"] for part in (old, new)
    )
    bands = pd.concat([was, now], axis=1, keys=["was", "now"]).fillna("none").reset_index()
    bands = bands[bands["was"] != bands["now"]].sort_values([*keys, "goal"])
    said = bands["goal"] + ": " + bands["was"] + " > " + bands["now"]
    told: pd.Series = said.groupby([bands[k] for k in keys]).agg("; ".join)
    return told
