"""take(): the one entrance. Frames and ``now`` in, scores out."""

import pandas as pd

from scoring.columns import DTYPES
from scoring.indicators import INDICATORS
from scoring.look import Look
from scoring.shapes import SCORES


def take(look: Look) -> pd.DataFrame:
    """Every indicator of every subject at one look, in the shape of SCORES.

    A subject that has rows but nothing to judge stands there with n = 0 and no value; one without
    rows does not stand there at all. Sorted, so that the same input gives the same bytes.
    """
    parts = [
        indicator.compute(look).reset_index().assign(indicator=indicator.id)
        for indicator in INDICATORS.values()
    ]
    scores = pd.concat(parts, ignore_index=True).assign(period=look.period.name)
    ordered = scores.sort_values(["subject_kind", "subject_id", "indicator"], kind="stable")
    dtypes = {name: DTYPES[column.kind] for name, column in SCORES.items()}
    return ordered[list(SCORES)].astype(dtypes).reset_index(drop=True)
