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
    group: a number; subjects with the same one are peers. learn: points of the first baseline.
    """

    family: Family
    events: Floats
    cases: Floats
    count: Whole
    group: Whole
    learn: int


@dataclass(frozen=True)
class Learnt:
    """Per subject; NaN where there are fewer points than ``learn``, or nothing that varies.

    usual: cases of a period. each: variance of a case. spread: how many times the variance of a
    period is what binomial or Poisson say. moved: how far peers would move the rate, either way.
    trust: how much of the variance of a value is known from peers (0 to 1).
    """

    usual: Floats
    each: Floats
    spread: Floats
    moved: Floats
    trust: Floats


def prior(stream: Stream) -> tuple[float, float]:
    """Events and cases that everybody is credited with: half a hit and half a miss (Jeffreys)."""
    return {"share": (0.5, 1.0), "count": (0.5, 0.0), "value": (0.0, 0.0)}[stream.family]


def variance(stream: Stream, rate: Floats, each: Floats) -> Floats:
    """The variance of a case at ``rate``; of a value it is ``each``, whatever the rate."""
    by_rate = {"share": rate * (1 - rate), "count": rate, "value": each}
    return by_rate[stream.family]


def learn(stream: Stream) -> Learnt:
    """What the first ``learn`` points of each subject, and those of its peers, teach."""
    full = stream.count >= stream.learn
    events, cases = (
        np.where(full[:, None], cells[:, : stream.learn], np.nan)
        for cells in (stream.events, stream.cases)
    )
    hits, known = prior(stream)
    total = cases.sum(axis=1) + known
    rate = (events.sum(axis=1) + hits) / total
    own, trust = rate, np.zeros(len(rate))
    if stream.family == "value":
        own, trust = _variance_of_values(events, stream.group)
    each = variance(stream, rate, own)
    spread = _spread(stream, events - cases * rate[:, None], cases * each[:, None])
    moved, _ = shrunk(rate, each * spread / total, stream.group)
    return Learnt(cases.mean(axis=1), each, spread, moved, trust)


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


def _variance_of_values(events: Floats, group: Whole) -> tuple[Floats, Floats]:
    """The variance of each subject's figures, moved up to its peers' on the log scale.

    With it how much of it is known from the peers (0 to 1).
    A subject whose figures were all alike takes its peers'; without peers it cannot be watched.
    """
    degrees = events.shape[1] - 1
    with np.errstate(invalid="ignore", divide="ignore"):
        log = np.log(events.var(axis=1, ddof=1)) - digamma(degrees / 2) + np.log(degrees / 2)
    log = np.where(np.isfinite(log), log, np.nan)
    there = (~np.isnan(log)).astype(np.float64)
    moved, trust = shrunk(log, np.full(len(log), polygamma(1, degrees / 2)), group)
    many = _of_group(there, group)
    alike = ~np.isnan(events).any(axis=1) & np.isnan(log) & (many >= FEWEST)
    typical = _of_group(np.nan_to_num(log), group) / np.maximum(many, 1)
    return np.exp(np.where(alike, typical, log + np.maximum(moved, 0))), np.where(alike, 1.0, trust)


def _spread(stream: Stream, off: Floats, expected: Floats) -> Floats:
    """Overdispersion: that of all peers together, or the subject's own where it is a surprise."""
    if stream.family == "value":
        return np.ones(len(off))
    degrees = stream.learn - 1.0
    with np.errstate(invalid="ignore", divide="ignore"):
        own = (off**2 / expected).sum(axis=1)
    there = ~np.isnan(own)
    peers = _of_group(np.where(there, own, 0.0), stream.group)
    all_of_them = peers / np.maximum(_of_group(there * degrees, stream.group), 1.0)
    surprising = own > chdtri(degrees, SURPRISE)
    return np.maximum(np.where(surprising, own / degrees, all_of_them), 1.0)
