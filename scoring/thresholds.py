"""How much evidence makes a signal: a table worked out once, by simulation.

tests/scoring/calibration.py simulates 40,000 stable subjects (seeded) for 26 periods after their
baseline is learnt, and finds the line that a given share of them crosses anew each period; who
crosses it again counts again. rare: shares with p of 0.75 to 0.97 and Poisson counts of 1 and 5,
the worst of six. even: shares with p of 0.5, the worst of two. alone, helped: normal figures
whose variance is known from the own baseline only, or from peers who are all alike in it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from scoring.baseline import Floats

SHARES = (0.0002, 0.0005, 0.001, 0.0025, 0.005, 0.01)
"""False signals per period, one for each place in a Line."""


class Line(NamedTuple):
    """Evidence needed, for each of SHARES."""

    rare: tuple[float, ...]
    even: tuple[float, ...]
    alone: tuple[float, ...]
    helped: tuple[float, ...]


LINES: Mapping[int, Line] = MappingProxyType(
    {
        13: Line(
            rare=(8.29, 6.74, 5.65, 4.26, 3.29, 2.48),
            even=(6.93, 5.94, 5.13, 4.10, 3.36, 2.61),
            alone=(8.86, 7.31, 6.20, 4.80, 3.78, 2.86),
            helped=(6.83, 5.84, 5.03, 3.93, 3.16, 2.41),
        ),
        26: Line(
            rare=(7.54, 6.05, 5.12, 4.02, 3.24, 2.49),
            even=(6.91, 5.91, 5.10, 4.10, 3.35, 2.64),
            alone=(7.96, 6.58, 5.69, 4.50, 3.61, 2.78),
            helped=(6.66, 5.68, 4.92, 3.92, 3.20, 2.50),
        ),
    }
)
"""By the periods of the first baseline."""


def of_counts(share: Floats, rate: Floats, learn: int) -> Floats:
    """The line of shares and small counts, for the part of the budget that each may spend.

    rate: of hits, 0 for counts. From 4 p (1 - p) = 0.75 (p = 0.75) on it moves from rare to even.
    """
    rare, even = _read(share, learn)[:2]
    return rare + np.clip(16 * rate * (1 - rate) - 3, 0, 1) * (even - rare)


def of_values(share: Floats, trust: Floats, learn: int) -> Floats:
    """The line of normal figures; trust: how much of their variance is known from peers (0-1)."""
    alone, helped = _read(share, learn)[2:]
    return alone + trust * (helped - alone)


def _read(share: Floats, learn: int) -> list[Floats]:
    """The columns of the table, between its shares on a straight line over the logarithm."""
    if learn not in LINES:
        raise ValueError(f"trend: learn {learn} is not worked out; {sorted(LINES)} are")
    if ((share < SHARES[0]) | (share > SHARES[-1])).any():
        raise ValueError(
            f"trend: a budget of {share.min():g} to {share.max():g} false signals per indicator"
            f" and period is not worked out; {SHARES[0]:g} to {SHARES[-1]:g} is"
        )
    return [np.interp(np.log(share), np.log(SHARES), row) for row in LINES[learn]]
