"""What cases that are not decided yet may still do to a score: all of them kept, or none."""

from collections.abc import Mapping

import pandas as pd

from scoring.composite import composites, contributions
from scoring.goals import Goal, is_lower
from scoring.shapes import SCORES

COLUMNS = ["indicator", "n", "score", "best", "worst"]


def prospects(
    scores: pd.DataFrame, coming: Mapping[str, int], goals: Mapping[str, Goal],
    min_evidence: float, today: pd.Timestamp | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Of each indicator in ``coming``: the score now, and if all its open cases go well, or none.

    ``scores``: one subject in one period (shapes.SCORES). ``coming``: how many cases of a share are
    not decided yet. Columns: indicator, n (of these cases), score, best, worst (0-100; missing
    without enough evidence). Everything else stays as it is.
    """
    plain = scores[list(SCORES)]

    def score(found: pd.DataFrame) -> float:
        total = composites(contributions(found, goals, today), min_evidence)
        return float("nan") if total.empty else float(total["score"].iloc[0])

    now = score(plain)
    rows = [
        (name, n, now, *(score(decided(plain, name, n, well=well)) for well in (True, False)))
        for name, n in coming.items()
        if n and name in set(plain["indicator"])
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def decided(scores: pd.DataFrame, indicator: str, n: int, *, well: bool) -> pd.DataFrame:
    """``scores`` with ``n`` more cases of a share, all of them good (``well``) or none."""
    this = scores["indicator"] == indicator
    before = scores.loc[this, "n"].astype(float)
    hits = scores.loc[this, "value"].fillna(0.0) * before
    lower = bool(is_lower(pd.Series([indicator]))[0])
    found = scores.assign(n=scores["n"].astype("int64"))
    found.loc[this, "value"] = (hits + n * (well != lower)) / (before + n)
    found.loc[this, "n"] = (before + n).astype("int64")
    found.loc[this, "available"] = True
    return found
