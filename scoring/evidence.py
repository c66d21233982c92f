"""How sure a value is: 95 % intervals by number of cases."""

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import chdtri, ndtri, stdtrit

CONFIDENCE = 0.95
TAIL = (1 - CONFIDENCE) / 2
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


def poisson_interval(events: Floats) -> tuple[Floats, Floats]:
    """Exact interval of a Poisson mean (Garwood 1936)."""
    found, place = np.unique(events, return_inverse=True)
    low = np.where(found > 0, chdtri(np.maximum(2 * found, 1e-9), 1 - TAIL) / 2, 0.0)
    high = chdtri(2 * (found + 1), TAIL) / 2
    return low[place].reshape(events.shape), high[place].reshape(events.shape)


def student(degrees: Floats) -> Floats:
    """The quantile of Student's t that encloses 95 %; NaN below one degree of freedom."""
    found, place = np.unique(degrees, return_inverse=True)
    wide = np.where(found >= 1, stdtrit(np.maximum(found, 1), 1 - TAIL), np.nan)
    return np.asarray(wide[place].reshape(degrees.shape))
