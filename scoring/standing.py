"""How a subject stands among its peers: shrunken figure, rank as an interval, and tail probability.

Nobody is placed by a raw figure: with few cases it says little, and the best and the worst of a
list are mostly those with the fewest. Units are compared with units of their level, persons with
the persons of their office.
"""

import numpy as np
import pandas as pd

from scoring.comparison import Peers, flagged, peers, tails
from scoring.indicators import INDICATORS, Indicator
from scoring.ranking import Better, ranks
from scoring.shrinkage import Prior, beta_binomial, gamma_poisson, normal, posterior

COLUMNS = (
    "peers", "usual", "shrunk", "shrunk_low", "shrunk_high", "rank_low", "rank_high", "p_low",
    "p_high", "flag", "adjusted",
)  # fmt: skip
WIDTH = 2 * 1.959963984540054
LEARN = {"beta": beta_binomial, "gamma": gamma_poisson, "normal": normal}


def compared(
    scores: pd.DataFrame, groups: pd.Series | None = None, rate: float = 0.05
) -> pd.DataFrame:
    """``scores`` (same index) with how each stands among its peers.

    ``groups``: what else peers must have in common, such as the level of a unit.

    peers: how many have cases. usual: their common figure. shrunk, shrunk_low, shrunk_high: the
    figure read in the light of the peers (empirical Bayes, 95 %). rank_low, rank_high: best and
    worst rank it may have (95 %). p_low, p_high: how likely an ordinary peer with so many cases
    (and such kinds of them) does so badly, or so well. flag: low or high where that stands out
    among all of them (false discovery rate ``rate``), in the direction of the value, not of merit.
    adjusted: the share, put right for the kinds of cases one was given.
    Missing where peers are fewer than five, or where the kind of figure cannot be compared so.
    """
    keys = [scores["indicator"], scores["period"], scores["subject_kind"]]
    keys += [] if groups is None else [groups.fillna("")]
    parts = [_among(part, INDICATORS[str(key[0])], rate) for key, part in scores.groupby(keys)]
    blank = pd.DataFrame(columns=list(COLUMNS), index=scores.index[:0])
    found = pd.concat([blank, *(p for p in parts if p is not None)])
    numbers = dict.fromkeys((c for c in COLUMNS if c != "flag"), "float64")
    return scores.join(found.astype(numbers))


def ordinary(part: pd.DataFrame, indicator: Indicator) -> Peers | None:
    """What is ordinary among the scores of one peer group: for drawing a funnel."""
    if indicator.family is None:
        return None
    value, size, _ = _measured(part, indicator)
    return peers(indicator.family, value, size)


def _among(part: pd.DataFrame, indicator: Indicator, rate: float) -> pd.DataFrame | None:
    """The comparison of one peer group, None if there is none."""
    family = indicator.family
    if family is None:
        return None
    part = part[part["value"].notna() & (part["n"] > 0)].sort_values("subject_id")
    value, size, mix = _measured(part, indicator)
    prior: Prior | None = LEARN[family](value, size)
    if prior is None:
        return None
    mean, low, high = posterior(prior, value, size)
    better: Better = "lower" if indicator.better == "lower" else "higher"
    first, last = ranks(prior, value, size, better)
    usual = peers(family, value, size)
    p_low, p_high = tails(usual, value, size, mix)
    return pd.DataFrame(
        {
            "peers": len(part), "usual": usual.target,
            "shrunk": mean, "shrunk_low": low, "shrunk_high": high,
            "rank_low": first, "rank_high": last, "p_low": p_low, "p_high": p_high,
            "flag": flagged(p_low, p_high, rate),
            "adjusted": _adjusted(part, usual),
        },
        index=part.index,
    )  # fmt: skip


def _measured(
    part: pd.DataFrame, indicator: Indicator
) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
    """Value and size as the family of the figure takes them, and the share each mix lets expect."""
    value, n = part["value"].to_numpy(float), part["n"].to_numpy(float)
    if indicator.family == "normal":
        half = (part["high"] - part["low"]).to_numpy(float) / WIDTH
        return value, half, None
    expected = part["expected"].to_numpy(float)
    mix = expected if not np.isnan(expected).any() else None
    return np.round(value * n), n, mix


def _adjusted(part: pd.DataFrame, usual: Peers) -> pd.Series:
    """The usual share times observed per expected, within 0 and 1."""
    expected = part["expected"].where(part["expected"] > 0)
    return (usual.target * part["value"] / expected).clip(0.0, 1.0)
