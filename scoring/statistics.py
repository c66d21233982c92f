"""What is made of facts: a value per subject and period, with n and its 95 % interval.

Each statistic has ``measure(facts)``, which gives arrays of subject x period: value, n, low, high,
expected, and rows (how many records fell there, counted or not).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.evidence import poisson_interval, share_interval, student
from scoring.facts import Facts, Measures
from scoring.ikm import Scale, elements_of, index_of, interval_of
from scoring.records import NOWHERE, Floats, Ints
from scoring.rules import Survey
from scoring.survival import curves, quantile

EXACT = 1e-9
SAME = 1e-12


@dataclass(frozen=True)
class Share:
    """Hits per case: ``value`` out of ``weight`` (1 where not told). Wilson interval."""

    def measure(self, facts: Facts) -> Measures:
        """See Statistic."""
        weights = _weight(facts)
        n, hits = facts.total(weights), facts.total(facts.value)
        share = _per(hits, n)
        low, high = (x.reshape(n.shape) for x in share_interval(_flat(hits), _flat(n)))
        return _measures(facts, share, n, low, high, _expected(facts, weights, n))


@dataclass(frozen=True)
class Count:
    """How many; n is how many were looked at. Exact Poisson interval (Garwood 1936)."""

    def measure(self, facts: Facts) -> Measures:
        """See Statistic."""
        n, hits = facts.total(_weight(facts)), facts.total(facts.value)
        low, high = poisson_interval(hits)
        value, low, high = (np.where(n > 0, x, np.nan) for x in (hits, low, high))
        return _measures(facts, value, n, low, high)


@dataclass(frozen=True)
class Rate:
    """Events per unit of ``exposure``; n is the exposure, rounded. Exact Poisson interval."""

    def measure(self, facts: Facts) -> Measures:
        """See Statistic."""
        events, exposure = facts.total(facts.value), facts.total(facts.more["exposure"])
        value, low, high = (_per(x, exposure) for x in (events, *poisson_interval(events)))
        return _measures(facts, value, exposure, low, high)


@dataclass(frozen=True)
class Mean:
    """Mean of ``value``; interval of Student's t, from two cases that differ on.

    ``least``, ``most``: the ends of the scale, beyond which no mean can be.
    """

    least: float = -np.inf
    most: float = np.inf

    def measure(self, facts: Facts) -> Measures:
        """See Statistic."""
        n, total = facts.total(_weight(facts)), facts.total(facts.value)
        mean, squares = _per(total, n), facts.total(facts.value**2)
        spread = _apart(squares - n * mean**2, squares)
        half = student(n - 1) * np.sqrt(_per(spread, (n - 1) * n))
        low, high = (np.clip(mean + x, self.least, self.most) for x in (-half, half))
        return _measures(facts, mean, n, low, high)


@dataclass(frozen=True)
class WeightedMean:
    """Mean of ``value`` by ``weight``; n is how many values.

    Interval of Student's t, for the effective number of values (sum of weights squared per sum of
    their squares; Kish 1965).
    """

    def measure(self, facts: Facts) -> Measures:
        """See Statistic."""
        weight = facts.more["weight"].where(facts.value.notna())
        n = facts.total(facts.value * 0 + 1)
        whole, part = facts.total(weight), facts.total(weight * facts.value)
        mean = _per(part, whole)
        squares = (facts.total(weight**2 * facts.value**k) for k in (2, 1, 0))
        second, first, zeroth = squares
        spread = _apart(second - 2 * mean * first + mean**2 * zeroth, second)
        many = _per(whole**2, zeroth)
        half = student(many - 1) * np.sqrt(_per(_per(spread, zeroth), many - 1))
        return _measures(facts, mean, n, mean - half, mean + half)


@dataclass(frozen=True)
class Index:
    """The satisfaction index (IKM) of answers ``u1`` to ``u9``; n is the sheets with an answer."""

    survey: Survey

    def measure(self, facts: Facts) -> Measures:
        """See Statistic."""
        lines = np.flatnonzero(facts.places != NOWHERE)
        lines, subjects = facts.records.spread(lines)
        shape = (len(facts.records.names), len(facts.records.periods))
        codes = subjects * shape[1] + facts.places[lines]
        answers = np.stack([x.to_numpy(float)[lines] for x in facts.more.values()], axis=1)
        scale = Scale("exact" if abs(self.survey.weight - 1 / 9) < EXACT else self.survey.weight)
        elements = elements_of(answers, codes, shape[0] * shape[1])
        index = index_of(elements, scale)
        low, high = interval_of(answers, codes, elements, scale)
        parts = (index["rounded"], index["n"], low, high)
        return _measures(facts, *(np.asarray(x, dtype=float).reshape(shape) for x in parts))


@dataclass(frozen=True)
class Ratio:
    """Sum of ``value`` per sum of ``whole``; n is the sum of ``days``; ``squares`` of single days.

    Interval: of a person from how its days differ (each day's part of the mean whole of a day), of
    any other subject from how its persons differ (ratio estimator, persons as clusters; Cochran
    1977, 2.11). Never below 0.
    """

    def measure(self, facts: Facts) -> Measures:
        """See Statistic."""
        names = ("whole", "days", "squares")
        done, whole, days, squares = map(facts.sums, (facts.value, *(facts.more[n] for n in names)))
        up = facts.records.per_subject
        top, bottom, n = up(done), up(whole), up(days)
        ratio = _per(top, bottom)
        by_day = _day_half(up(squares), bottom, n, ratio)
        residual = up(done**2) - 2 * ratio * up(done * whole) + ratio**2 * up(whole**2)
        clusters, residual = up((whole > 0).astype(float)), _apart(residual, up(done**2))
        among = _per(clusters * residual, (clusters - 1) * bottom**2)
        by_person = student(clusters - 1) * np.sqrt(among)
        grouped = ~facts.records.is_person[:, None] & (clusters >= 2)
        half = np.where(grouped, by_person, by_day)
        return _measures(facts, ratio, n, np.maximum(ratio - half, 0.0), ratio + half)


@dataclass(frozen=True)
class Waiting:
    """The ``q`` quantile of ``value`` (hours), cases that have not ``ended`` included.

    Kaplan-Meier; where the curve never falls that far there is no value yet, though there is an n;
    ``low`` is then the longest wait known, which the value exceeds.
    """

    q: float

    def measure(self, facts: Facts) -> Measures:
        """See Statistic."""
        shape = (len(facts.records.names), len(facts.records.periods))
        if "curves" not in facts.drawn:
            facts.drawn["curves"] = curves(*_waits(facts), shape[0] * shape[1])
        value, low, high, n, _ = quantile(facts.drawn["curves"], self.q)
        low = np.where(np.isnan(value), facts.drawn["curves"].last, low)
        parts = (np.asarray(x, dtype=float).reshape(shape) for x in (value, n, low, high))
        return _measures(facts, *parts)


def _waits(facts: Facts) -> tuple[Ints, Floats, npt.NDArray[np.bool_]]:
    """Cell (subject and period), hours and end of each wait, once for each of its subjects."""
    hours = facts.value.to_numpy(float)
    ended = facts.more["ended"].to_numpy(bool)
    lines = np.flatnonzero((facts.places != NOWHERE) & ~np.isnan(hours))
    lines, subjects = facts.records.spread(lines)
    cells = subjects * len(facts.records.periods) + facts.places[lines]
    return cells, hours[lines], ended[lines]


def _day_half(squares: Floats, whole: Floats, days: Floats, ratio: Floats) -> Floats:
    """Half the interval of a ratio, from how far its days lie apart."""
    each = _per(squares, _per(whole, days) ** 2)
    spread = _apart(each - days * ratio**2, each)
    return np.asarray(student(days - 1) * np.sqrt(_per(spread, (days - 1) * days)))


def _apart(spread: Floats, size: Floats) -> Floats:
    """A sum of squared distances, NaN where all are alike: no spread is no evidence of certainty.

    ``size``: of what it is the difference; below its rounding errors there is nothing to see.
    """
    return np.where(spread > SAME * size, spread, np.nan)


def _expected(facts: Facts, weights: pd.Series, n: Floats) -> Floats | None:
    """Share each subject would have if its cases went as cases of their kind do in the office."""
    if facts.mix is None:
        return None
    periods, place = len(facts.records.periods), facts.places
    kinds, names = pd.factorize(facts.mix, use_na_sentinel=False)
    known = (place != NOWHERE) & weights.notna().to_numpy()
    cell, size = np.where(known, kinds * periods + place, 0), max(len(names), 1) * periods
    hits, cases = (
        np.bincount(cell[known], column.to_numpy(float)[known], size).astype(float)
        for column in (facts.value, weights)
    )
    usual = np.where(known, _per(hits, cases)[cell] * weights.to_numpy(float), np.nan)
    return _per(facts.total(pd.Series(usual)), n)


def _weight(facts: Facts) -> pd.Series:
    known = facts.more.get("weight")
    return (facts.value * 0 + 1) if known is None else known.where(facts.value.notna())


def _per(top: Floats, bottom: Floats) -> Floats:
    """``top / bottom``, NaN where there is nothing to divide by."""
    shown = np.full(np.broadcast(top, bottom).shape, np.nan)
    return np.asarray(np.divide(top, bottom, out=shown, where=bottom > 0))


def _flat(values: Floats) -> pd.Series:
    return pd.Series(values.ravel())


def _measures(
    facts: Facts, value: Floats, n: Floats, low: Floats, high: Floats,
    expected: Floats | None = None,
) -> Measures:  # fmt: skip
    none = np.full(value.shape, np.nan)
    return {
        "value": value, "n": n, "low": low, "high": high,
        "expected": none if expected is None else expected, "rows": facts.rows,
    }  # fmt: skip
