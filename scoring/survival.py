"""Waiting times with the open cases in them: Kaplan-Meier curves of many subjects at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from scoring.evidence import CONFIDENCE

SAME = 1e-8
"""Shares that differ by no more are equal: rounding must not hide a flat stretch."""
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Waiting(NamedTuple):
    """One quantile of the waiting time of every subject; arrays by subject code.

    value: hours until the share q of the cases has ended; NaN where the curve never falls so far
    (not reached). low, high: its 95 % interval; an end that is not reached is NaN.
    n: cases, open ones included. ended_n: how many of them have ended.
    """

    value: Floats
    low: Floats
    high: Floats
    n: Ints
    ended_n: Ints


@dataclass(frozen=True)
class Curves:
    """The curves of all subjects, one line per subject and time at which a case of it ended.

    Lines are ordered by subject, then time. ``last``: the longest duration of each subject, open
    or ended, by code. ``lower``, ``upper``: the 95 % band of ``alive``, NaN where it is 0.
    """

    codes: Ints
    times: Floats
    alive: Floats
    lower: Floats
    upper: Floats
    last: Floats
    n: Ints
    ended_n: Ints


def waiting(
    codes: npt.ArrayLike, durations: npt.ArrayLike, ended: npt.ArrayLike, size: int, q: float
) -> Waiting:
    """The ``q`` quantile of the waiting time of each of ``size`` subjects.

    Unfair case considered: an average of finished cases only makes whoever leaves the hard ones
    open look fast. Here an open case counts as "longer than this", which is all that is known.

    codes, durations, ended: one per line (case and subject), in any order. The subject's code,
    hours (NaN is no case), and whether the case has ended; if not, it was open for that long.
    Value: the first time at which the share still waiting is 1 - q or less; where it is exactly
    1 - q for a while, the middle of that while, as R's survfit has it (at the end of the curve:
    the middle between the last end and the longest wait known). Interval: the times whose 95 %
    band (Greenwood's variance, log(-log) scale) holds 1 - q.
    Sources: Kaplan and Meier 1958; Brookmeyer and Crowley 1982; R survival, quantile.survfit.
    """
    return quantile(curves(codes, durations, ended, size), q)


def curves(
    codes: npt.ArrayLike, durations: npt.ArrayLike, ended: npt.ArrayLike, size: int
) -> Curves:
    """The Kaplan-Meier curve of each of ``size`` subjects, with its 95 % band.

    A case that was open when another ended at that very time was still waiting for it.
    """
    subject, hours, closed = _ordered(codes, durations, ended)
    n = np.bincount(subject, minlength=size)
    starts = np.flatnonzero(_news(subject) | _news(hours))
    ends = np.add.reduceat(closed, starts) if len(starts) else closed
    at_risk = (np.cumsum(n)[subject[starts]] - starts).astype(np.float64)
    some = ends > 0
    lines, times = subject[starts][some], hours[starts][some]
    alive, lower, upper = _band(lines, at_risk[some], ends[some])
    last = np.full(size, np.nan)
    last[subject] = hours
    ended_n = np.bincount(subject, weights=closed, minlength=size).astype(np.int64)
    return Curves(lines, times, alive, lower, upper, last, n, ended_n)


def quantile(drawn: Curves, q: float) -> Waiting:
    """The ``q`` quantile of each curve, and of its band for the interval."""
    value, low, high = (
        _first_at(drawn, curve, 1 - q) for curve in (drawn.alive, drawn.lower, drawn.upper)
    )
    return Waiting(value, low, high, drawn.n, drawn.ended_n)


def _ordered(
    codes: npt.ArrayLike, durations: npt.ArrayLike, ended: npt.ArrayLike
) -> tuple[Ints, Floats, Floats]:
    """The lines that are cases, by subject, then duration."""
    hours = np.asarray(durations, dtype=np.float64)
    known = ~np.isnan(hours)
    subject, hours = np.asarray(codes, dtype=np.int64)[known], hours[known]
    closed = np.asarray(ended, dtype=np.bool_)[known].astype(np.float64)
    order = np.lexsort((hours, subject))
    return subject[order], hours[order], closed[order]


def _band(codes: Ints, at_risk: Floats, ends: Floats) -> tuple[Floats, Floats, Floats]:
    """The share still waiting after each line, and its 95 % band."""
    alive = _running(np.multiply, 1 - ends / at_risk, codes)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = _running(np.add, ends / (at_risk * (at_risk - ends)), codes)
        half = ndtri((1 + CONFIDENCE) / 2) * np.sqrt(greenwood) / -np.log(alive)
        lower, upper = alive ** np.exp(half), alive ** np.exp(-half)
    none = alive == 0
    return alive, np.where(none, np.nan, lower), np.where(none, np.nan, upper)


def _running(step: Callable[[Any, Any], Any], values: Floats, codes: Ints) -> Floats:
    """Running total (or product) of ``values`` within each run of equal ``codes``.

    By doubling, so that a subject's figures do not depend on who else is in the table.
    """
    done = values.copy()
    position = np.arange(len(codes)) - np.flatnonzero(_news(codes))[np.cumsum(_news(codes)) - 1]
    reach = 1
    while reach <= position.max(initial=0):
        far = np.flatnonzero(position >= reach)
        done[far] = step(done[far], done[far - reach])
        reach *= 2
    return done


def _first_at(drawn: Curves, curve: Floats, level: float) -> Floats:
    """When each subject's ``curve`` first is at ``level`` or below; NaN where it never is."""
    found = np.full(len(drawn.n), np.nan)
    below = np.flatnonzero(curve <= level + SAME)
    first = below[_news(drawn.codes[below])]
    owner, times = drawn.codes[first], drawn.times[first]
    following = np.append(drawn.codes[1:], -1)[first] == owner
    end = np.where(following, np.append(drawn.times[1:], np.nan)[first], drawn.last[owner])
    flat = np.abs(curve[first] - level) <= SAME
    found[owner] = np.where(flat, (times + end) / 2, times)
    return found


def _news(ordered: npt.NDArray[Any]) -> Bools:
    """Whether each of ``ordered`` differs from the one before it; the first one does."""
    return np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]
