"""The simulation behind scoring/thresholds.py: ``python -m tests.scoring.calibration`` prints it.

Takes some 25 minutes of one core; test_early.py repeats a small part of it.
"""

from collections.abc import Callable
from functools import partial
from typing import Literal

import numpy as np
from scipy.stats import poisson

from scoring import early, thresholds
from scoring.baseline import Flags, Floats
from scoring.learnt import Stream, learnt_of

LOOKS = 26
Kinds = tuple[tuple[Literal["share", "count"], float, float], ...]
RARE: Kinds = (
    ("share", 0.97, 8.6),
    ("share", 0.9, 2.8),
    ("share", 0.75, 2.7),
    ("share", 0.75, 13.0),
    ("count", 1.0, 0.0),
    ("count", 5.0, 0.0),
)
"""Shares: p and mean cases a period (Poisson; periods without cases are no points). Counts."""
EVEN: Kinds = (("share", 0.5, 4.0), ("share", 0.5, 13.0))


def stable(
    family: Literal["share", "count", "value"],
    rate: float,
    cases: float,
    subjects: int,
    learnt: int,
    peers: bool = False,
    seed: int = 1,
) -> Stream:
    """Subjects in whom nothing ever changes. peers: all in one group, alike in their variance."""
    rng = np.random.default_rng(seed)
    shape = (subjects, learnt + LOOKS)
    n = np.ones(shape)
    if family == "share":
        none = np.exp(-cases)
        n = np.maximum(poisson.ppf(none + (1 - none) * rng.random(shape), cases), 1)
        events = rng.binomial(n.astype(int), rate).astype(float)
    elif family == "count":
        events = rng.poisson(rate, shape).astype(float)
    else:
        events = rng.normal(size=shape) + rng.normal(size=(subjects, 1))
    group = np.zeros(subjects, dtype=np.int64) if peers else np.arange(subjects)
    count, first = (np.full(subjects, points) for points in (shape[1], learnt))
    return Stream(family, events, n, count, first, group)


def signals(stream: Stream, line: Floats, side: int = -1) -> tuple[Flags, Flags]:
    """Subject x point after learning: whether a signal was raised there, and whether one stood.

    All subjects learn from equally many points.
    """
    sides = np.full(len(line), side)
    sums = early.Sums(stream, learnt_of(stream), sides)
    every = early.states(stream, sides, line, sums)
    raised = np.stack([state.raised for state in every], axis=1)[:, 1:]
    return raised == np.arange(stream.learnt[0], stream.events.shape[1]), raised >= 0


def line_for(stream: Stream, share: float, side: int = -1) -> float:
    """The line that ``share`` of the subjects cross per period after learning, by bisection."""
    low, high = 1.0, 20.0
    while high - low > 0.01:
        middle = (low + high) / 2
        rate = signals(stream, np.full(len(stream.count), middle), side)[0].mean()
        low, high = (middle, high) if rate > share else (low, middle)
    return high


def table(learnt: int, subjects: int = 40_000) -> dict[str, list[float]]:
    """One Line of thresholds.LINES."""

    def worst(kinds: Kinds, share: float) -> float:
        every = [(stable(*kind, subjects, learnt), 1 if kind[0] == "count" else -1)
                 for kind in kinds]  # fmt: skip
        return max(line_for(stream, share, side) for stream, side in every)

    def of_values(peers: bool, share: float) -> float:
        return line_for(stable("value", 0, 1, subjects, learnt, peers), share)

    columns: dict[str, Callable[[float], float]] = {
        "rare": partial(worst, RARE),
        "even": partial(worst, EVEN),
        "alone": partial(of_values, False),
        "helped": partial(of_values, True),
    }
    return {
        name: [round(line(share), 2) for share in thresholds.SHARES]
        for name, line in columns.items()
    }


if __name__ == "__main__":
    for points in thresholds.LINES:
        print(points, table(points), flush=True)  # noqa: T201
