"""take(): the one entrance. Frames and ``now`` in, scores out."""

from collections.abc import Collection

import pandas as pd

from scoring.columns import DTYPES
from scoring.facts import scored_each
from scoring.indicators import INDICATORS
from scoring.look import Look
from scoring.shapes import SCORES

DECIMALS = 10
"""More are noise: the order in which a computer adds up must not make a score a new one."""


def take(look: Look, only: Collection[str] = INDICATORS) -> pd.DataFrame:
    """Every indicator (or ``only`` these) of every subject and period of a look, as SCORES.

    A subject that has rows but nothing to judge stands there with n = 0 and no value; one without
    rows does not stand there at all, nor an indicator of a frame without rows. Ordered by
    indicator, subject and period, so that the same input gives the same bytes.
    """
    wanted = [i for i in INDICATORS.values() if i.id in only and look.has(i.frame)]
    scores = scored_each({i.id: i.facts(look) for i in wanted})[list(SCORES)].round(DECIMALS)
    return scores.astype({name: DTYPES[column.kind] for name, column in SCORES.items()})
