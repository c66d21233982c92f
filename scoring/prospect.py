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
    known = set(plain["indicator"])
    open_cases = {name: n for name, n in coming.items() if n and name in known}
    ends = [(name, well) for name in open_cases for well in (True, False)]
    frames = [plain, *(decided(plain, name, open_cases[name], well=well) for name, well in ends)]
    now, *then = _scores(frames, goals, min_evidence, today)
    rows = [
        (name, n, now, best, worst)
        for (name, n), best, worst in zip(open_cases.items(), then[::2], then[1::2], strict=True)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _scores(
    frames: list[pd.DataFrame], goals: Mapping[str, Goal], min_evidence: float,
    today: pd.Timestamp | None,
) -> list[float]:  # fmt: skip
    """The score of each of some frames, all worked out at once: each as a subject of its own."""
    apart = [frame.assign(subject_id=str(place)) for place, frame in enumerate(frames)]
    together = pd.concat(apart, ignore_index=True)
    total = composites(contributions(together, goals, today), min_evidence)
    found = total.set_index("subject_id")["score"]
    return [float(found.get(str(place), float("nan"))) for place in range(len(frames))]


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
