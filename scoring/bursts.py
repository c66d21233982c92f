"""Many deeds of one person within a short while, as columns."""

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def in_burst(who: pd.Series, when: pd.Series, count: int, minutes: float) -> pd.Series:
    """Whether each deed is one of at least ``count`` that ``who`` did within ``minutes``.

    Missing persons or moments are no deeds. Every deed of such a window is marked, whichever
    window it is: the order of rows changes nothing.
    """
    known = np.flatnonzero((who.notna() & when.notna()).to_numpy())
    code = pd.factorize(who.iloc[known])[0].astype(np.int64)
    at = when.iloc[known].to_numpy(dtype="datetime64[us]").astype(np.int64)
    order = np.lexsort((at, code))
    code, at, known = code[order], at[order], known[order]
    marked = np.zeros(len(who), dtype=bool)
    marked[known] = _windows(code, at, count, minutes * 60_000_000)
    return pd.Series(marked, index=who.index)


def _windows(code: Ints, at: Ints, count: int, width: float) -> Flags:
    """Which of these ordered deeds lie in a window of ``count`` by one person."""
    reach = count - 1
    begins = np.zeros(len(at), dtype=bool)
    if len(at) <= reach:
        return begins
    within = at[reach:] - at[: len(at) - reach] <= width
    begins[: len(at) - reach] = within & (code[reach:] == code[: len(at) - reach])
    return np.asarray(np.convolve(begins.astype(int), np.ones(count, dtype=int))[: len(at)] > 0)
