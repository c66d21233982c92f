"""Series of scores, week by week, as trend.trends judges them."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from scoring.indicators import INDICATORS
from scoring.look import Look
from scoring.snapshot import take

COLUMNS = ["indicator", "subject_kind", "subject_id", "period", "value", "n", "hits"]


def series_of(look: Look, indicators: Collection[str]) -> pd.DataFrame:
    """Value, n and, of shares of cases, hits of each subject in each period of ``look``.

    Only periods that are over belong in it: one that is not would look like a fall.
    """
    scores = take(look, indicators)
    counted = scores["indicator"].isin([i.id for i in INDICATORS.values() if i.family == "beta"])
    hits = (scores["value"] * scores["n"].astype("float64")).round()
    n = scores["n"].astype("float64")
    return scores.assign(hits=hits.where(counted, np.nan), n=n)[COLUMNS]
