"""What a subject's first points teach of its usual figure, with a little help of its peers."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import chdtri, digamma, polygamma

from scoring.baseline import Floats, Whole

HELP = 1.0
"""Peers move a figure by so many of its own standard errors at most, and only to excuse.

A baseline that chance has made too good, or too even, brings false concerns for months; peers
bring it back. Nobody is held to a better or evener past than their own because of colleagues:
moved both ways, somebody truly unlike them had three times as many false concerns (simulated).
The limit is Efron and Morris' 1971 (limited translation).
"""
FEWEST = 4  # subjects that make peers
SURPRISE = 0.01  # how unlikely the spread of a subject's periods must be to be its own

Family = Literal["share", "count", "value"]


@dataclass(frozen=True)
class Stream:
    """Figures to be watched: ``events`` in ``cases``, subject x point, packed; NaN after the last.

    share: hits of cases. count: cases are 1. value: figures near normal, cases are 1.
    count: points. learnt: how many of them the first baseline has. group: a number; subjects
    with the same one are peers.
    """

    family: Family
    events: Floats
    cases: Floats
    count: Whole
    learnt: Whole
    group: Whole


@dataclass(frozen=True)
class Learnt:
    """Per subject; NaN where there are fewer points than it takes, or nothing that varies.

    rate: of the first baseline. usual: cases of a period (harmonic mean, so that each / usual is
    the mean variance of a period's share). each: variance of a case. spread: how many times the
    variance of a period is what binomial or Poisson say. moved: how far peers
    would move the rate, either way. trust: how much of the variance of a value they tell (0-1).
    """

    rate: Floats
    usual: Floats
    each: Floats
    spread: Floats
    moved: Floats
    trust: Floats


def prior(stream: Stream) -> tuple[float, float]:
    """Events and cases that everybody is credited with: half a hit and half a miss (Jeffreys)."""
    return {"share": (0.5, 1.0), "count": (0.5, 0.0), "value": (0.0, 0.0)}[stream.family]


def variance(stream: Stream, rate: Floats) -> Floats:
    """The variance of a case of a share (binomial) or count (Poisson) at ``rate``."""
    return rate * (1 - rate) if stream.family == "share" else rate


def learnt_of(stream: Stream) -> Learnt:
    """What the first points of each subject, and those of its peers, teach."""
    first = np.arange(stream.events.shape[1]) < stream.learnt[:, None]
    events, cases = (np.where(first, cells, np.nan) for cells in (stream.events, stream.cases))
    points = np.where(stream.count >= stream.learnt, stream.learnt, np.nan)
    hits, known = prior(stream)
    total = np.nansum(cases, axis=1) + known
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.where(np.isnan(points), np.nan, (np.nansum(events, axis=1) + hits) / total)
    off = events - cases * rate[:, None]
    each, trust = variance(stream, rate), np.zeros(len(rate))
    if stream.family == "value":
        each, trust = _variance_of_values(np.nansum(off**2, axis=1), points, stream.group)
    spread = _spread(stream, np.nansum(off**2 / (cases * each[:, None]), axis=1), points)
    moved, _ = shrunk(rate, each * spread / total, stream.group)
    with np.errstate(divide="ignore"):
        usual = points / np.nansum(1 / cases, axis=1)
    return Learnt(rate, usual, each, spread, moved, trust)


def shrunk(own: Floats, doubt: Floats, group: Whole) -> tuple[Floats, Floats]:
    """How far each figure moves towards its peers', and the weight of the peers (0 to 1).

    doubt: variance of each figure. Empirical Bayes with the variance between subjects by moments
    (DerSimonian and Laird 1986), fewer than FEWEST subjects help nobody, and nobody is moved by
    more than HELP standard errors.
    """
    there = ~np.isnan(own) & (doubt > 0)
    weight = np.where(there, 1 / np.where(there, doubt, 1), 0.0)
    many = _of_group(there.astype(np.float64), group)
    between = _between(np.where(there, own, 0.0), weight, many, group)
    with np.errstate(invalid="ignore", divide="ignore"):
        pull = np.where(there, 1 / (doubt + between), 0.0)
        middle = _of_group(pull * np.where(there, own, 0.0), group) / _of_group(pull, group)
        trust = doubt / (doubt + between) * np.maximum(many - 3, 0) / (many - 1)
        trust = np.where(there & (many >= FEWEST), trust, 0.0)
        wanted = np.where(trust > 0, trust * (middle - own), 0.0)
    limit = HELP * np.sqrt(np.where(there, doubt, 0.0))
    return np.clip(wanted, -limit, limit), trust


def _between(own: Floats, weight: Floats, many: Floats, group: Whole) -> Floats:
    """The variance between the subjects of each one's group, 0 where they are alike."""
    whole = _of_group(weight, group)
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = _of_group(weight * own, group) / whole
        apart = _of_group(weight * (own - middle) ** 2, group)
        scale = whole - _of_group(weight**2, group) / whole
        found = (apart - (many - 1)) / scale
    return np.where(found > 0, found, 0.0)


def _of_group(cells: Floats, group: Whole) -> Floats:
    """The sum over each subject's group."""
    return np.asarray(np.bincount(group, weights=cells)[group], dtype=np.float64)


def _variance_of_values(squares: Floats, points: Floats, group: Whole) -> tuple[Floats, Floats]:
    """The variance of each subject's figures, moved up to its peers' on the log scale.

    With it how much of it is known from the peers (0 to 1). A subject whose figures were all
    alike takes its peers'; without peers it cannot be watched.
    """
    degrees = points - 1
    with np.errstate(invalid="ignore", divide="ignore"):
        log = np.log(squares / degrees) - digamma(degrees / 2) + np.log(degrees / 2)
    alike = np.isneginf(log)
    log = np.where(alike, np.nan, log)
    moved, trust = shrunk(log, polygamma(1, degrees / 2), group)
    many = _of_group((~np.isnan(log)).astype(np.float64), group)
    typical = _of_group(np.nan_to_num(log), group) / np.maximum(many, 1)
    borrowed = np.where(many >= FEWEST, typical, np.nan)
    found = np.exp(np.where(alike, borrowed, log + np.maximum(moved, 0)))
    return found, np.where(alike, 1.0, trust)


def _spread(stream: Stream, square: Floats, points: Floats) -> Floats:
    """Overdispersion: that of all peers together, or the subject's own where it is a surprise.

    square: Pearson's chi-square of each subject's periods.
    """
    if stream.family == "value":
        return np.ones(len(square))
    degrees = points - 1
    known = ~np.isnan(degrees)
    own, free = np.where(known, square, 0.0), np.where(known, degrees, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        together = _of_group(own, stream.group) / _of_group(free, stream.group)
        surprising = square > chdtri(degrees, SURPRISE)
        return np.fmax(np.where(surprising, square / degrees, together), 1.0)
