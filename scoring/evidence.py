"""How sure a value is: intervals of shares and quantiles, by number of cases."""

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import bdtr, bdtrik, ndtri

CONFIDENCE = 0.95
Floats = npt.NDArray[np.float64]


def share_interval(hits: pd.Series, n: pd.Series) -> tuple[Floats, Floats]:
    """Wilson score interval (95 %) of ``hits`` out of ``n``; NaN where ``n`` is 0.

    Source: Wilson 1927; Brown, Cai and DasGupta 2001 recommend it for small n.
    """
    z = ndtri((1 + CONFIDENCE) / 2)
    cases = n.to_numpy(dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = hits.to_numpy(dtype=float) / cases
        centre = (share + z**2 / (2 * cases)) / (1 + z**2 / cases)
        half = z / (1 + z**2 / cases) * np.sqrt(share * (1 - share) / cases + z**2 / (4 * cases**2))
    return np.clip(centre - half, 0.0, 1.0), np.clip(centre + half, 0.0, 1.0)


def quantile_ranks(n: pd.Series, q: float) -> tuple[Floats, Floats]:
    """Ranks (from 1) of the order statistics that enclose the ``q`` quantile with 95 %.

    Distribution-free, from the binomial; NaN where ``n`` is too small to enclose it on that side.
    Source: Conover, Practical Nonparametric Statistics, confidence interval for a quantile.
    """
    tail = (1 - CONFIDENCE) / 2
    cases = n.to_numpy(dtype=float)
    low = _binomial_quantile(tail, cases, q)
    high = _binomial_quantile(1 - tail, cases, q) + 1
    return np.where(low >= 1, low, np.nan), np.where(high <= cases, high, np.nan)


def _binomial_quantile(level: float, n: Floats, p: float) -> Floats:
    """The smallest k with P(X <= k) >= ``level`` for X binomial (n, p)."""
    k = np.ceil(bdtrik(level, n, p))
    below = np.maximum(k - 1, 0)
    return np.asarray(np.where(bdtr(below, n.astype(np.int64), p) >= level, below, k))
