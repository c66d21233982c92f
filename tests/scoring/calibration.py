"""The simulation behind scoring/thresholds.py: ``python -m tests.scoring.calibration`` prints it.

Takes some 25 minutes of one core; test_early.py repeats a small part of it.
"""

from typing import Literal

import numpy as np
from scipy.stats import poisson

from scoring import early, thresholds
from scoring.baseline import Flags, Floats
from scoring.learnt import Stream, learn

LOOKS = 52
COUNTED = (
    ("share", 0.97, 8.6),
    ("share", 0.9, 2.8),
    ("share", 0.75, 2.7),
    ("share", 0.75, 13.0),
    ("share", 0.5, 4.0),
    ("count", 1.0, 0.0),
    ("count", 5.0, 0.0),
)
"""Shares: p and mean cases a period (Poisson; periods without cases are no points). Counts."""


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
    return Stream(family, events, n, np.full(subjects, shape[1]), group, learnt)


def signals(stream: Stream, line: Floats | float, side: int = -1) -> tuple[Flags, Flags]:
    """Subject x point: whether a signal was raised there, and whether one stood."""
    known = learn(stream)
    rows = len(stream.count)
    lines = np.where(np.isnan(known.each), np.nan, np.broadcast_to(line, rows))
    sums = early.Sums(stream, known, np.full(rows, side))
    every = early.states(stream, np.full(rows, side), known, lines, sums)
    raised = np.stack([state.raised for state in every], axis=1)[:, 1:]
    places = np.arange(stream.learn, stream.events.shape[1])
    empty = np.zeros((rows, stream.learn), dtype=bool)
    return np.hstack([empty, raised == places]), np.hstack([empty, raised >= 0])


def line_for(stream: Stream, share: float, side: int = -1) -> float:
    """The line that ``share`` of the subjects cross per period after learning, by bisection."""
    low, high = 1.0, 20.0
    while high - low > 0.01:
        middle = (low + high) / 2
        rate = signals(stream, middle, side)[0][:, stream.learn :].mean()
        low, high = (middle, high) if rate > share else (low, middle)
    return high


def table(learnt: int, subjects: int = 40_000) -> dict[str, tuple[float, ...]]:
    """One Line of thresholds.LINES."""
    counted = [
        [line_for(stream, share, side) for share in thresholds.SHARES]
        for family, rate, cases in COUNTED
        for side in [1 if family == "count" else -1]
        for stream in [stable(family, rate, cases, subjects, learnt)]
    ]
    alone, helped = (stable("value", 0, 1, subjects, learnt, peers) for peers in (False, True))
    return {
        "counted": tuple(round(max(row), 2) for row in zip(*counted, strict=True)),
        "alone": tuple(round(line_for(alone, share), 2) for share in thresholds.SHARES),
        "helped": tuple(round(line_for(helped, share), 2) for share in thresholds.SHARES),
    }


if __name__ == "__main__":
    for points in thresholds.LINES:
        print(points, table(points), flush=True)  # noqa: T201
