"""Is it changing, and does it meet its target? Two questions about every series, two answers.

Change is judged on the subject's own baseline: by an XmR chart, or exactly where cases are few.
Concerns come from early.py alone, whose false ones are budgeted; a rule of a chart is none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Literal

import numpy as np
import pandas as pd

from scoring import concerns, small_counts, xmr
from scoring.baseline import KEY, Floats, Points, Rebase, Texts, Whole, points_of
from scoring.columns import DTYPES

Unit = Literal["share", "hours", "count", "index", "rate"]
Better = Literal["higher", "lower", "neither"]

BUDGET = 0.01  # expected false concerns per subject and period, over all its indicators
LEARN = 26  # points of the first baseline: half a year of weeks; 13 for months
TEXTS = (
    *KEY,
    *("method", "variation", "rule", "assurance", "last_period", "signal", "since", "raised"),
)
GOOD: Mapping[str, int] = MappingProxyType({"higher": 1, "lower": -1, "neither": 0})


def trends(
    series: pd.DataFrame,
    units: Mapping[str, Unit],
    better: Mapping[str, Better],
    targets: Mapping[str, float] | None = None,
    rebases: Iterable[Rebase] = (),
    budget: float = BUDGET,
    learn: int = LEARN,
) -> pd.DataFrame:
    """Per indicator and subject, one line, sorted: what changed, and whether the target is met.

    series: indicator, subject_kind, subject_id, period (sortable text), value (NaN: nothing to
    measure), n (cases), hits (of shares, else NaN). units and better name every indicator.

    method: xmr, exact, or thin (fewer than 13 points: limits are provisional, no answer).
    variation: improving, worsening, neutral, common_cause or thin, of the newest point; rule:
    the one that fired. centre, lower, upper: the chart. assurance: consistently_met,
    consistently_missed, hit_or_miss, thin or none (no target). last, last_period, points.

    signal: improving, worsening or missing, after the budget; concern: it is worsening. since:
    where the run begins; raised: when it was noticed. evidence, line: of the run, and what makes a
    signal. baseline, baseline_n, recent, recent_n: both figures, and their cases. expected_false:
    false concerns expected of this line at a look; their sum belongs beside the number raised.
    """
    points = points_of(series, rebases)
    unit, good, target = _traits(points.subjects, units, better, targets or {})
    family = _families(points, unit, learn)
    chart = _charted(points, family, unit, learn)
    found = points.subjects.assign(
        **_variation(points, family, chart, good),
        centre=chart.centre,
        lower=chart.lower,
        upper=chart.upper,
        assurance=_assurance(points, chart, good, target),
        last=points.at(points.value, points.count - 1),
        last_period=points.label(points.count - 1),
        points=points.count,
    )
    found = found.assign(**concerns.of(points, family, unit, good, budget, learn))
    return found.astype(dict.fromkeys(TEXTS, DTYPES["text"]))


def _traits(
    subjects: pd.DataFrame,
    units: Mapping[str, Unit],
    better: Mapping[str, Better],
    targets: Mapping[str, float],
) -> tuple[Texts, Whole, Floats]:
    """Unit, good direction (1, -1, 0) and target (NaN: none) of each line."""
    indicator = subjects["indicator"]
    for name, given in (("units", units), ("better", better)):
        if missing := sorted(set(indicator) - set(given)):
            raise ValueError(f"trend: {name} says nothing of {', '.join(missing)}")
    unit = np.array([units[name] for name in indicator], dtype=object)
    good = np.array([GOOD[better[name]] for name in indicator], dtype=np.int64)
    target = np.array([targets.get(name, np.nan) for name in indicator], dtype=np.float64)
    return unit, good, target


def _families(points: Points, unit: Texts, learn: int) -> Texts:
    """Which lines are small counts (share, count), and which are not (value)."""
    first = [cells[:, :learn] for cells in (points.hits, points.n, points.value)]
    hits, n, value = first
    here = ~np.isnan(value)
    counted = (unit == "share") & ~(here & (np.isnan(hits) | np.isnan(n))).any(axis=1)
    mean = np.maximum(here.sum(axis=1), 1)
    rate = small_counts.expected("share", hits, n).rate
    shares = np.nansum(n, axis=1) / mean * rate * (1 - rate)
    counts = np.nansum(value, axis=1) / mean
    return np.select(
        [
            counted & (shares < small_counts.SMALL),
            (unit == "count") & (counts < small_counts.SMALL),
        ],
        ["share", "count"],
        "value",
    ).astype(object)


def _charted(points: Points, family: Texts, unit: Texts, learn: int) -> xmr.Chart:
    """The chart of every line, by the method that fits it."""
    rows = len(points.count)
    rule = np.zeros(points.value.shape, dtype=np.int8)
    centre, lower, upper = (np.full(rows, np.nan) for _ in range(3))
    whole = xmr.Chart(centre, lower, upper, rule, rule.copy())
    events, cases = concerns.figures(points, family, unit)
    for kind in concerns.FAMILIES:
        here = family == kind
        if kind == "value":
            part = xmr.chart(points.value[here], learn)
        else:
            count = points.count[here]
            part = small_counts.chart(kind, events[here], cases[here], count, learn)
        for field in fields(xmr.Chart):
            getattr(whole, field.name)[here] = getattr(part, field.name)
    return whole


def _variation(points: Points, family: Texts, chart: xmr.Chart, good: Whole) -> dict[str, Texts]:
    """Method, variation and rule of the newest point."""
    thin = points.count < xmr.ENOUGH
    way = xmr.last_of(chart.direction, points.count) * good
    rule = np.array(xmr.RULES, dtype=object)[xmr.last_of(chart.rule, points.count)]
    cases = [thin, rule == "", good == 0, way > 0]
    words = ["thin", "common_cause", "neutral", "improving"]
    return {
        "method": np.select([thin, family == "value"], ["thin", "xmr"], "exact").astype(object),
        "variation": np.select(cases, words, "worsening").astype(object),
        "rule": rule,
    }


def _assurance(points: Points, chart: xmr.Chart, good: Whole, target: Floats) -> Texts:
    """Whether the target lies beyond the limits, on the good or on the bad side.

    A limit that is the target itself meets it: a value on the limit is still inside.
    """
    worst = np.where(good > 0, chart.lower, -chart.upper)
    best = np.where(good > 0, chart.upper, -chart.lower)
    wanted = np.where(good > 0, target, -target)
    cases = [(good == 0) | np.isnan(wanted), points.count < xmr.ENOUGH, worst >= wanted]
    words = ["none", "thin", "consistently_met"]
    return np.select(
        [*cases, best < wanted], [*words, "consistently_missed"], "hit_or_miss"
    ).astype(object)
