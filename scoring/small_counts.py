"""Few cases per period: each period judged by an exact tail, not by an XmR chart.

With 2 cases a week XmR flags 8 % of ordinary weeks (docs of the survey, fact 1). Here the hits
are judged by the beta-binomial (counts: negative binomial) that the subject's own baseline
predicts, so that what is not known about a short baseline widens the limits. Low and high side
are judged apart: for a good share and few cases no week can be too good.
Source: Spiegelhalter 2005 (exact limits); Johnson in FunnelPlotR #29 (predictive limits).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import betainc, betaln, chdtri, ndtr

from scoring.baseline import Flags, Floats, Whole
from scoring.xmr import ENOUGH, RUN, Chart

SMALL = 5.0
"""Variance of the count per period below which XmR is not used.

Simulated with a baseline of 26 points and p of 0.7 to 0.95, XmR flags the newest point of a
stable series in 2.2-2.5 % of cases from 5 on, as of normal data (2.3 %); at 2 in 2.4-2.7 %, at 1
in 3.3-4.1 %, at 0.5 in 5-9 %, at 0.1 in 14-63 %; Poisson counts 2.9 % at 5, 6.8 % at 1.
"""
TAIL = float(ndtr(-3.0))  # 0.00135, what lies outside three sigma on one side
DOUBT = 0.05  # how surprising the spread of a baseline must be to be called overdispersed

Family = Literal["share", "count"]


@dataclass(frozen=True)
class Expected:
    """What the own baseline predicts: a rate, and how much is known of it (in cases; periods).

    rate, weight, spread: per subject. spread: variance of a period's count over that of the
    binomial (Poisson), 1 unless the baseline is overdispersed.
    """

    family: Family
    rate: Floats
    weight: Floats
    spread: Floats


def expected(family: Family, hits: Floats, cases: Floats) -> Expected:
    """The prediction from baseline points ``hits`` out of ``cases`` (subject x point, NaN: none).

    Jeffreys' prior (half a hit and half a miss) keeps a clean baseline from making one miss
    impossible. Counts have one case a period: the period.
    """
    total = np.nansum(cases, axis=1)
    known = total + (1.0 if family == "share" else 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = (np.nansum(hits, axis=1) + 0.5) / known
    spread = _spread(hits, cases, rate, variance(family, rate))
    return Expected(family, rate, known, spread)


def variance(family: Family, rate: Floats) -> Floats:
    """The variance of the hits of one case: binomial, or Poisson per period."""
    return rate * (1 - rate) if family == "share" else rate


def _spread(hits: Floats, cases: Floats, rate: Floats, each: Floats) -> Floats:
    """Pearson's chi-square over its degrees of freedom where it is a surprise, else 1."""
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = (hits - cases * rate[:, None]) ** 2 / (cases * each[:, None])
        degrees = np.maximum((~np.isnan(parts)).sum(axis=1) - 1.0, 1.0)
        ratio = np.nansum(parts, axis=1) / degrees
    return np.where(ratio > chdtri(degrees, DOUBT) / degrees, ratio, 1.0)


def chart(family: Family, hits: Floats, cases: Floats, count: Whole, fixed_after: int) -> Chart:
    """The newest point of each row judged; rows packed, ``count`` points each.

    Rule "outside": this period alone has a tail below 0.00135. Rule "run", the cumulative
    evidence: the newest 7 periods taken as one have. centre, lower and upper are shares (counts)
    at the newest number of cases; lower and upper are the last values still inside.
    """
    known = expected(family, hits[:, :fixed_after], cases[:, :fixed_after])
    newest = np.maximum(count - 1, 0)[:, None]
    alone = _sums(hits, cases, newest)
    several = _sums(hits, cases, np.maximum(newest - np.arange(RUN), 0))
    ways = [_way(known, *alone), _way(known, *several)]
    ways = [np.where(count >= ENOUGH, way, 0) for way in ways]
    rule, direction = np.zeros(hits.shape, np.int8), np.zeros(hits.shape, np.int8)
    rows = np.flatnonzero(count > 0)
    at = (rows, count[rows] - 1)
    rule[at] = np.select([ways[0] != 0, ways[1] != 0], [1, 4], 0)[rows]
    direction[at] = np.where(ways[0] != 0, ways[0], ways[1])[rows]
    low, high = limits(known, alone[1])
    size = alone[1] if family == "share" else np.ones(len(hits))
    return Chart(known.rate, low / size, high / size, rule, direction)


def _sums(hits: Floats, cases: Floats, places: Whole) -> tuple[Floats, Floats]:
    if hits.shape[1] == 0:
        return np.full(len(hits), np.nan), np.full(len(hits), np.nan)
    picked = (np.take_along_axis(cells, places, axis=1) for cells in (hits, cases))
    found, size = (cells.sum(axis=1) for cells in picked)
    return found, size


def _way(known: Expected, hits: Floats, cases: Floats) -> Whole:
    """-1 where so few hits are beyond the tail, 1 where so many are, else 0."""
    low = at_most(known, hits, cases)
    high = 1 - at_most(known, hits - 1, cases)
    return np.select([low < TAIL, high < TAIL], [-1, 1], 0)


def at_most(known: Expected, hits: Floats, cases: Floats) -> Floats:
    """P(at most ``hits`` of ``cases``) as the baseline predicts; NaN without cases."""
    if known.family == "count":
        mean = known.rate * cases
        learnt = known.spread / (known.rate * known.weight)
        shape = 1 / (learnt + (known.spread - 1) / mean)
        below = betainc(shape, np.maximum(hits, 0) + 1, shape / (shape + mean))
        return np.where(hits < 0, 0.0, below)
    misses, few = cases - hits, hits <= cases / 2
    a, b = _beta(known, cases)
    lower = _beta_binomial(np.where(few, hits, np.nan), cases, a, b)
    upper = _beta_binomial(np.where(few, np.nan, misses - 1), cases, b, a)
    return np.where(np.isnan(hits), np.nan, np.where(few, lower, 1 - upper))


def _beta(known: Expected, cases: Floats) -> tuple[Floats, Floats]:
    """The beta whose variance is that of the baseline's rate and of its drift between periods."""
    drift = np.clip((known.spread - 1) / np.maximum(cases - 1, 1), 0, 0.99)
    size = 1 / np.minimum(known.spread / (known.weight + known.spread) + drift, 0.999) - 1
    return known.rate * size, (1 - known.rate) * size


def _beta_binomial(most: Floats, cases: Floats, a: Floats, b: Floats) -> Floats:
    """P(X <= most): the terms added up, each from the one before; 0 where ``most`` is below 0."""
    total = np.zeros(len(most))
    rows = np.flatnonzero(most >= 0)
    term = np.exp(betaln(a, b + cases) - betaln(a, b))[rows]
    k = 0
    while len(rows):
        total[rows] += term
        n = cases[rows]
        left = np.maximum(b[rows] + n - k - 1, 1e-12)
        term = term * (n - k) / (k + 1) * (a[rows] + k) / left
        k += 1
        stay = most[rows] >= k
        rows, term = rows[stay], term[stay]
    return np.minimum(total, 1.0)


def limits(known: Expected, cases: Floats) -> tuple[Floats, Floats]:
    """Fewest and most hits of ``cases`` that are still inside; NaN without cases."""
    far = known.rate + 10 + 20 * np.sqrt(known.spread * known.rate)
    top = np.ceil(cases if known.family == "share" else far * cases)
    low = _smallest(lambda k: at_most(known, k, cases) >= TAIL, top)
    high = _smallest(lambda k: 1 - at_most(known, k, cases) < TAIL, top)
    return low, high


def _smallest(holds: Callable[[Floats], Flags], top: Floats) -> Floats:
    """The smallest whole number up to ``top`` from which on ``holds``; NaN where ``top`` is."""
    low, high = np.zeros(len(top)), np.nan_to_num(top)
    while (low < high).any():
        middle = np.floor((low + high) / 2)
        yes = holds(middle) | (low >= high)
        low, high = np.where(yes, low, middle + 1), np.where(yes, np.minimum(middle, high), high)
    return np.where(np.isnan(top), np.nan, high)
