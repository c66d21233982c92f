"""XmR: the chart of individual values and moving ranges, with the four NHS rules.

Source: Wheeler, Understanding Variation; Nelson 1982 (screened ranges); NHS England, Making Data
Count, as in NHSRplotthedots 0.2.2. Montgomery, Introduction to SQC, and NIST/SEMATECH e-Handbook
6.3.2.2 have the same limits without screening.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from scoring.baseline import Flags, Floats, Whole

SPREAD = 2.66  # 3 / d2(2) = 3 / 1.128: from mean moving range to three sigma
SCREEN = 3.267  # D4(2): a moving range this many times the mean one is left out
RUN = 7
ENOUGH = 13  # fewer points: limits are provisional, no signal
CONFIRMED = 3  # points off a line without width that make a signal: the first and two further

Rule = Literal["", "outside", "trend", "two_of_three", "run"]
RULES: tuple[Rule, ...] = ("", "outside", "trend", "two_of_three", "run")
Signs = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Chart:
    """centre, lower, upper: per subject. rule, direction: subject x point, 0 where no rule fired.

    rule is a place in RULES; direction is 1 for high or rising, -1 for low or falling.
    """

    centre: Floats
    lower: Floats
    upper: Floats
    rule: Signs
    direction: Signs


def chart(value: Floats, fixed_after: int | None = None) -> Chart:
    """The XmR chart of each row of ``value`` (subject x time); NaN is no point, not a break.

    Limits come from the first ``fixed_after`` points, or from all. A series without width (all
    its baseline alike) has no near limit, and one point off its line is no signal: it takes two
    further ones on the same side. Fewer than ENOUGH points give limits and no signal.
    """
    order = np.argsort(np.isnan(value), axis=1, kind="stable")
    packed = np.take_along_axis(value, order, axis=1)
    centre, half = limits(packed if fixed_after is None else packed[:, :fixed_after])
    rule, direction = _judged(packed, centre, half)
    few = (~np.isnan(packed)).sum(axis=1) < ENOUGH
    back = np.argsort(order, axis=1, kind="stable")
    rule, direction = (
        np.take_along_axis(np.where(few[:, None], np.int8(0), found), back, axis=1)
        for found in (rule, direction)
    )
    return Chart(centre, centre - half, centre + half, rule, direction)


def limits(packed: Floats) -> tuple[Floats, Floats]:
    """Mean of each row, and 2.66 times its mean moving range, screened once.

    Ranges of 3.267 times their mean or more are left out before the mean is taken again; where
    all are alike (mean 0) nothing is. NaN where there is no point, or no range.
    """
    ranges = np.abs(np.diff(packed, axis=1))
    mean = _mean(ranges)
    wild = (ranges >= SCREEN * mean[:, None]) & (mean[:, None] > 0)
    return _mean(packed), SPREAD * _mean(np.where(wild, np.nan, ranges))


def _mean(cells: Floats) -> Floats:
    """The mean of what is there, row by row; NaN where nothing is."""
    there = (~np.isnan(cells)).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.nansum(cells, axis=1) / there)


def _judged(packed: Floats, centre: Floats, half: Floats) -> tuple[Signs, Signs]:
    """Rule and direction of every point: the first rule that fits, in the order of RULES."""
    off = packed - centre[:, None]
    width = np.nan_to_num(half)[:, None]
    side = _signs(off)
    outside = np.abs(off) > width
    close = ~outside & (np.abs(off) > width * 2 / 3)
    alone = _spread(_ends(side, CONFIRMED), CONFIRMED)
    found = (
        np.where(width > 0, np.where(outside, side, 0), alone),
        _trends(packed),
        np.where(width > 0, _two_of_three(side, close), 0),
        _spread(_ends(side, RUN), RUN),
    )
    rule, direction = np.zeros_like(side), np.zeros_like(side)
    for place, signs in reversed(list(enumerate(found, start=1))):
        rule = np.where(signs != 0, np.int8(place), rule)
        direction = np.where(signs != 0, signs, direction).astype(np.int8)
    return rule, direction


def _signs(cells: Floats) -> Signs:
    return np.asarray(np.sign(np.nan_to_num(cells)), dtype=np.int8)


def _trends(packed: Floats) -> Signs:
    """Points in a run of 7 strictly rising or falling; where two meet, the later one's."""
    steps = _signs(np.diff(packed, axis=1, prepend=np.nan))
    return _spread(_ends(steps, RUN - 1), RUN)


def _two_of_three(side: Signs, close: Flags) -> Signs:
    """The close points among three on one side of the mean of which two or more are close."""
    near = np.add.reduce([_before(close.astype(np.int8), back) for back in range(3)])
    ends = np.where(near >= 2, _ends(side, 3), 0).astype(np.int8)
    return np.where(close, _spread(ends, 3), 0).astype(np.int8)


def _ends(signs: Signs, length: int) -> Signs:
    """The sign of ``length`` successive cells alike, at the last of them; 0 elsewhere."""
    alike = [_before(signs, back) == signs for back in range(1, length)]
    return np.where(np.logical_and.reduce(alike), signs, 0).astype(np.int8)


def _spread(ends: Signs, length: int) -> Signs:
    """``ends`` carried back to all ``length`` cells; the later one where two meet."""
    found = ends
    for ahead in range(1, min(length, ends.shape[1])):
        later = np.zeros_like(ends)
        later[:, :-ahead] = ends[:, ahead:]
        found = np.where(later != 0, later, found)
    return found


def _before(signs: Signs, back: int) -> Signs:
    """The cell ``back`` places earlier; 0 where there is none."""
    found = np.zeros_like(signs)
    if back < signs.shape[1]:
        found[:, back:] = signs[:, : signs.shape[1] - back]
    return found


def last_of(cells: Signs, count: Whole) -> Signs:
    """The cell of each row's newest point; 0 where it has none. Rows are packed."""
    if cells.shape[1] == 0:
        return np.zeros(len(cells), dtype=np.int8)
    newest = cells[np.arange(len(cells)), np.maximum(count - 1, 0)]
    return np.where(count > 0, newest, 0).astype(np.int8)
