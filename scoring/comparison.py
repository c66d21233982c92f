"""Units and persons compared fairly: to how many cases they had, and of which kinds."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, special, stats

from scoring.shrinkage import FEWEST, Family

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

CUT = float(special.ndtri(0.9))
"""Scores beyond the 10th and 90th normal percentile count as if they stood there."""


@dataclass(frozen=True)
class Peers:
    """What is ordinary in a peer group: its share, rate or mean, and how units differ around it.

    excess: how much true figures differ, 0 if no more is seen than chance: the correlation within
    a unit (beta), the squared relative spread (gamma), the variance (normal). phi: how many times
    the variance of chance the average unit has (1: no more; NaN: too few units). n: with cases.
    """

    family: Family
    target: float
    excess: float
    phi: float
    n: int

    @property
    def tau2(self) -> float:
        """The variance of the units' true figures."""
        unit = {"beta": self.target * (1 - self.target), "gamma": self.target**2, "normal": 1.0}
        return self.excess * unit[self.family]


def peers(
    family: Family,
    value: npt.ArrayLike,
    size: npt.ArrayLike,
    target: npt.ArrayLike | None = None,
) -> Peers:
    """What is ordinary among these units.

    family, value, size: "beta" hits of cases, "gamma" events in exposure, "normal" means and their
    standard errors. target: one target, or what each unit's mix lets expect; else the overall
    figure. Additive between-unit variance, winsorised (Spiegelhalter 2005); phi <= 1 adjusts
    nothing. Not his one-step tau2: winsorising alone takes a third off the variance of z, and
    large units set the rest, so that 4-9 % of ordinary units a side crossed a 2.5 % limit
    (simulated). Here the excess is the one at which the winsorised scores are as wide as chance
    has them: 0-4 % a side.
    """
    some, inverse, (found, sizes, targets) = _known(family, value, size, target)
    count = np.bincount(inverse)
    weight = count / sizes**2 if family == "normal" else count * sizes
    centre = float(weight @ targets / weight.sum()) if len(some) else np.nan
    if len(some) < FEWEST:
        return Peers(family, centre, 0.0, np.nan, len(some))

    def wide(excess: float) -> float:
        squares = _squares(*_chances(family, found, sizes, targets, excess))
        return float(count @ squares / (len(some) - 1) - 1)

    most = {"beta": 0.5, "gamma": 100.0, "normal": 1e4 * np.median(sizes) ** 2}[family]
    excess = _where_ordinary(wide, np.append(0, most * np.geomspace(1e-6, 1, 16)))
    gain = {"beta": sizes - 1, "gamma": sizes * targets, "normal": 1 / sizes**2}[family]
    return Peers(family, centre, excess, float(1 + excess * (count @ gain) / len(some)), len(some))


def tails(
    ordinary: Peers,
    value: npt.ArrayLike,
    size: npt.ArrayLike,
    target: npt.ArrayLike | None = None,
    own: float = 0.5,
) -> tuple[Floats, Floats]:
    """How likely an ordinary unit of that size has so low a value, and so high a one.

    NaN without cases. Predicted: binomial or beta-binomial, Poisson or negative binomial, normal.
    ``own`` of the probability of the very value counts. Half (mid-p): with all of it (1, the exact
    test) few cases are judged far more mildly than many, with none far more harshly. All cases on
    time is never low, as half of its probability is above; nor high with few, as it is likely.
    """
    aim = ordinary.target if target is None else target
    some, inverse, (found, sizes, targets) = _known(ordinary.family, value, size, aim)
    chances = _chances(ordinary.family, found, sizes, targets, ordinary.excess)
    below, at = (chance[inverse] for chance in chances)
    low, high = np.full((2, *np.shape(value)), np.nan)
    low[some], high[some] = below + own * at, 1 - below - (1 - own) * at
    return np.clip(low, 0, 1), np.clip(high, 0, 1)


def limits(ordinary: Peers, sizes: npt.ArrayLike, level: float) -> tuple[Floats, Floats]:
    """The funnel: between which figures a unit of each size (> 0) is ordinary at ``level``.

    A unit lies outside if and only if its tail (mid-p) is below (1 - level) / 2, so a share of 0
    or 1 that is ordinary has its limit there. Between the last value outside and the first inside
    the line is where mid-p would pass that level; ripples below 0.0001 are taken out.
    """
    size, side = np.asarray(sizes, dtype=np.float64), (1 - level) / 2
    if ordinary.family == "normal":
        half = special.ndtri(1 - side) * np.sqrt(size**2 + ordinary.tau2)
        return ordinary.target - half, ordinary.target + half
    mean = ordinary.target * size
    plenty = np.ceil(mean + 20 * np.sqrt(mean + ordinary.excess * mean**2) + 50)
    most = size if ordinary.family == "beta" else plenty

    def rank(k: Floats) -> Floats:
        return tails(ordinary, k, size)[0]

    low, high = _crossing(rank, most, side) / size, _crossing(rank, most, 1 - side) / size
    order = np.argsort(size, kind="stable")
    low[order], high[order] = np.maximum.accumulate(low[order]), np.minimum.accumulate(high[order])
    return low, high


def flagged(
    p_low: npt.ArrayLike, p_high: npt.ArrayLike, rate: float = 0.05
) -> npt.NDArray[np.object_]:
    """Who stands out, "low" or "high" (else None), at most ``rate`` of them by chance alone.

    Benjamini and Hochberg 1995 over the two-sided tails of all units of a peer group; NaN is None.
    """
    low, high = np.asarray(p_low, dtype=np.float64), np.asarray(p_high, dtype=np.float64)
    named = np.full(len(low), None, dtype=object)
    some = np.flatnonzero(~np.isnan(low + high))
    if len(some):
        sides = np.minimum(2 * np.minimum(low, high)[some], 1)
        found = some[stats.false_discovery_control(sides) <= rate]
        named[found] = np.where(low[found] < high[found], "low", "high")
    return named


def _known(
    family: Family, value: npt.ArrayLike, size: npt.ArrayLike, target: npt.ArrayLike | None
) -> tuple[Ints, Ints, Floats]:
    """Which units have cases, which of the distinct ones each is, and value, size, target of those.

    Sorted, so that the order of units changes nothing.
    """
    found, sizes = np.asarray(value, dtype=np.float64), np.asarray(size, dtype=np.float64)
    given = np.broadcast_to(np.asarray(np.nan if target is None else target, float), found.shape)
    some = np.flatnonzero((sizes > 0) & ~np.isnan(found))
    some = some[np.lexsort((given[some], sizes[some], found[some]))]
    lines = np.stack([found[some], sizes[some], given[some]])
    if target is None and len(some):
        weight = lines[1] ** -2 if family == "normal" else np.ones(len(some))
        lines[2] = weight @ lines[0] / (weight if family == "normal" else lines[1]).sum()
    new = np.append(True, (np.diff(lines) != 0).any(axis=0))[: len(some)]
    return some, np.cumsum(new) - 1, lines[:, new]


def _chances(
    family: Family, value: Floats, size: Floats, target: Floats, excess: float
) -> tuple[Floats, Floats]:
    """P(less than its value) and P(its value) of an ordinary unit of each size."""
    if family == "normal":
        below = special.ndtr((value - target) / np.sqrt(size**2 + excess))
        return np.asarray(below), np.zeros(len(value))
    if family == "beta":
        return _shares(np.rint(value), np.rint(size).astype(np.int64), target, excess)
    below, up_to = (_counted(np.rint(value) + step, size * target, excess) for step in (0, 1))
    return below, up_to - below


def _counted(k: Floats, mean: Floats, excess: float) -> Floats:
    """P(fewer than k): Poisson, or negative binomial if the rates differ."""
    least = np.maximum(k, 1)
    if excess == 0:
        return np.asarray(np.where(k > 0, special.gammaincc(least, mean), 0))
    shape = 1 / excess
    return np.asarray(np.where(k > 0, special.betainc(shape, least, shape / (shape + mean)), 0))


def _shares(k: Floats, n: Ints, target: Floats, excess: float) -> tuple[Floats, Floats]:
    """Binomial, or beta-binomial if the shares differ, of each unit's 0 to n hits side by side.

    Built from the ratio of the chance of each number of hits to that of one fewer.
    """
    starts = np.cumsum(n + 1) - (n + 1)
    unit = np.repeat(np.arange(len(n)), n + 1)
    hits = np.arange(len(unit)) - starts[unit]
    misses, p, free = n[unit] - hits, np.clip(target, 1e-9, 1 - 1e-9)[unit], 1 - excess
    with np.errstate(divide="ignore", invalid="ignore"):
        up = (misses + 1) * (p * free + excess * (hits - 1))
        step = np.log(up / (hits * ((1 - p) * free + excess * misses)))
    step[starts] = 0.0
    height = np.cumsum(step)
    chance = np.exp(height - np.maximum.reduceat(height, starts)[unit]) if len(n) else height
    below, at, whole = (
        np.add.reduceat(chance * part, starts) if len(n) else height
        for part in (hits < k[unit], hits == k[unit], np.True_)
    )
    return below / whole, at / whole


def _squares(below: Floats, at: Floats) -> Floats:
    """The square of each unit's normal score, winsorised at ``CUT``; on average 1 if ordinary.

    A whole number covers a stretch of probability: the mean over it (the randomised residual of
    Dunn and Smyth 1996 without the dice), so that few cases bias nothing.
    """
    start, end = (np.clip(special.ndtri(np.clip(x, 0, 1)), -CUT, CUT) for x in (below, below + at))
    beyond = at - (special.ndtr(end) - special.ndtr(start))
    point = at < 1e-12
    square = (_area(end) - _area(start) + CUT**2 * beyond) / np.where(point, 1, at)
    usual = 2 * _area(CUT) - 1 + 0.2 * CUT**2
    return np.asarray(np.where(point, start**2, square) / usual)


def _area(z: Floats | float) -> Floats:
    """The integral of the normal density times its squared argument, up to z."""
    return np.asarray(special.ndtr(z) - z * np.exp(-np.square(z) / 2) / np.sqrt(2 * np.pi))


def _where_ordinary(wide: Callable[[float], float], steps: Floats) -> float:
    """The least excess (of ``steps`` and between) at which ``wide`` is down to 0, or nearest."""
    looked: list[float] = []
    for at, step in enumerate(steps):
        looked.append(wide(step))
        if looked[-1] <= 0:
            return float(optimize.brentq(wide, steps[at - 1], step)) if at else 0.0
    return float(steps[np.argmin(looked)])


def _crossing(rank: Callable[[Floats], Floats], most: Floats, level: float) -> Floats:
    """Where from 0 to ``most`` a rising ``rank`` of whole numbers, joined by lines, is at level."""
    low, high = np.zeros(len(most)), most + 1
    while (low < high).any():
        middle = np.floor((low + high) / 2)
        there = rank(middle) >= level
        low, high = (
            np.where(there, low, np.minimum(middle + 1, high)),
            np.where(there, middle, high),
        )
    before, after = rank(np.maximum(low - 1, 0)), rank(low)
    part = np.where(low > 0, (after - level) / np.maximum(after - before, 1e-300), 0)
    return np.clip(low - part, 0, most)
