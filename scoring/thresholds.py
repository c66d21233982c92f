"""How much evidence makes a signal: a table worked out once, by simulation.

tests/scoring/calibration.py simulates 40,000 stable subjects (seeded) for 52 periods after their
baseline is learnt, and finds the line that a given share of them crosses anew each period, false
signals that come again counted again. counted: shares and counts, the worst of seven kinds (p of
0.5 to 0.97, 1 to 13 cases a period; Poisson 1 and 5), alone. alone, helped: normal figures whose
variance is known from the own baseline only, or from peers who are all alike in it.
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

    counted: tuple[float, ...]
    alone: tuple[float, ...]
    helped: tuple[float, ...]


LINES: Mapping[int, Line] = MappingProxyType(
    {
        13: Line(
            counted=(10.00, 8.96, 6.97, 4.66, 3.43, 2.56),
            alone=(12.00, 10.00, 7.98, 5.68, 4.22, 3.00),
            helped=(9.51, 7.39, 5.98, 4.40, 3.39, 2.47),
        ),
        26: Line(
            counted=(9.70, 7.34, 5.83, 4.18, 3.36, 2.55),
            alone=(9.86, 7.80, 6.43, 4.86, 3.79, 2.79),
            helped=(7.91, 6.45, 5.41, 4.18, 3.32, 2.48),
        ),
    }
)
"""By the points of the first baseline."""


def line(share: Floats, trust: Floats | None, learn: int) -> Floats:
    """The evidence at which a signal begins, for the part of the budget each may spend.

    trust: how much of the variance of a normal figure is known from peers, 0 to 1; None: counted.
    A share between those of the table is read on a straight line over its logarithm.
    """
    if learn not in LINES:
        raise ValueError(f"trend: learn {learn} is not worked out; {sorted(LINES)} are")
    if ((share < SHARES[0]) | (share > SHARES[-1])).any():
        raise ValueError(
            f"trend: a budget of {share.min():g} to {share.max():g} false signals per indicator"
            f" and period is not worked out; {SHARES[0]:g} to {SHARES[-1]:g} is"
        )
    found = LINES[learn]
    counted, alone, helped = (np.interp(np.log(share), np.log(SHARES), row) for row in found)
    return counted if trust is None else alone + trust * (helped - alone)
