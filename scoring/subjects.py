"""Whom a case counts for (its person, its unit, every unit above), and sums over them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.evidence import quantile_ranks, share_interval

Floats = npt.NDArray[Any]
Ints = npt.NDArray[Any]
SUBJECT = ["subject_kind", "subject_id"]


@dataclass(frozen=True)
class Subjects:
    """One line per case and subject: ``rows`` is the case's position, ``codes`` the subject's.

    ``names``: (subject_kind, subject_id) by code.
    """

    rows: Ints
    codes: Ints
    names: pd.MultiIndex

    def per_subject(self, values: Floats) -> tuple[pd.Series, pd.Series]:
        """Number and sum of the ``values`` (one per case; NaN is no case) of each subject."""
        spread = values[self.rows]
        known = ~np.isnan(spread)
        size = len(self.names)
        n = np.bincount(self.codes[known], minlength=size)
        total = np.bincount(self.codes[known], weights=spread[known], minlength=size)
        return pd.Series(n, index=self.names), pd.Series(total, index=self.names)


def ancestors_of(units: pd.DataFrame) -> pd.DataFrame:
    """unit, ancestor, distance: every unit with itself and all units above it.

    A parent that does not exist, or a circle, ends the climb.
    """
    parents = units.set_index("unit_id")["parent"]
    step = pd.DataFrame({"unit": parents.index, "ancestor": parents.index, "distance": 0})
    steps = [step]
    while not step.empty and len(steps) <= len(parents):
        above = step["ancestor"].map(parents)
        climbed = step.assign(ancestor=above, distance=step["distance"] + 1)
        step = climbed[above.isin(parents.index) & (above != step["unit"])]
        steps.append(step)
    return pd.concat(steps, ignore_index=True).drop_duplicates(["unit", "ancestor"])


def subjects_of(
    units: pd.Series, persons: pd.Series, ancestors: pd.DataFrame, root: str | None
) -> Subjects:
    """The subjects of cases with these ``units`` and ``persons`` (aligned by position).

    A case without unit counts for ``root`` alone, one without person for no person.
    """
    at = pd.DataFrame({"unit": units.fillna(root) if root else units, "row": range(len(units))})
    above = at.merge(ancestors, on="unit")
    held = persons.reset_index(drop=True).dropna()
    lines = pd.DataFrame(
        {
            "row": np.concatenate([above["row"].to_numpy(), held.index.to_numpy()]),
            "subject_kind": np.repeat(["unit", "person"], [len(above), len(held)]),
            "subject_id": np.concatenate([above["ancestor"].to_numpy(), held.to_numpy()]),
        }
    )
    grouped = lines.groupby(SUBJECT, sort=True)
    names = pd.MultiIndex.from_frame(grouped.size().index.to_frame(index=False))
    return Subjects(lines["row"].to_numpy(np.int64), grouped.ngroup().to_numpy(), names)


def share(hits: pd.Series, subjects: Subjects) -> pd.DataFrame:
    """Share of true ``hits`` with n and interval; a missing hit is no case."""
    n, k = subjects.per_subject(_floats(hits))
    low, high = share_interval(k, n)
    return _scores(k / n.where(n > 0), n, low, high)


def count(hits: pd.Series, subjects: Subjects) -> pd.DataFrame:
    """How many cases are true; n is how many were looked at. A full count has no interval."""
    n, k = subjects.per_subject(_floats(hits))
    return _scores(k.where(n > 0), n, np.nan, np.nan)


def quantile(values: pd.Series, subjects: Subjects, q: float) -> pd.DataFrame:
    """The ``q`` quantile (linear between neighbours) with n and interval; missing is no case."""
    spread = _floats(values)[subjects.rows]
    known = ~np.isnan(spread)
    n = np.bincount(subjects.codes[known], minlength=len(subjects.names))
    order = np.lexsort((spread[known], subjects.codes[known]))
    ordered, starts = spread[known][order], np.cumsum(n) - n
    low, high = quantile_ranks(pd.Series(n), q)
    return _scores(
        pd.Series(_between(ordered, starts, n, (n - 1) * q), index=subjects.names),
        pd.Series(n, index=subjects.names),
        _between(ordered, starts, n, low - 1),
        _between(ordered, starts, n, high - 1),
    )


def ratio(parts: pd.Series, whole: pd.Series, n: pd.Series, subjects: Subjects) -> pd.DataFrame:
    """Sum of ``parts`` per sum of ``whole``; n is the sum of ``n``. A full count, no interval."""
    top, bottom, cases = (subjects.per_subject(_floats(x))[1] for x in (parts, whole, n))
    return _scores(top / bottom.where(bottom > 0), cases.round().astype("int64"), np.nan, np.nan)


def without(scores: pd.DataFrame, tracked: pd.Series, subjects: Subjects) -> pd.DataFrame:
    """``scores`` without those of subjects none of whose cases come from a source that can tell.

    They are not available: no value and no case, rather than a 0 that looks like one.
    """
    _, able = subjects.per_subject(_floats(tracked))
    told = scores.where(able > 0).assign(n=scores["n"].where(able > 0, 0))
    return told.assign(available=able > 0)


def _between(ordered: Floats, starts: Ints, n: Ints, position: Floats) -> Floats:
    """Value at ``position`` (from 0, may lie between two) of each subject's ordered values."""
    there = (n > 0) & ~np.isnan(position)
    at = np.where(there, position, 0.0)
    lower = np.floor(at).astype(np.int64)
    upper = np.minimum(lower + 1, np.maximum(n - 1, 0))
    padded = np.append(ordered, 0.0)
    first, second = (
        padded[np.minimum(starts + lower, len(ordered))],
        padded[np.minimum(starts + upper, len(ordered))],
    )
    return np.where(there, first + (second - first) * (at - lower), np.nan)


def _floats(values: pd.Series) -> Floats:
    return values.to_numpy(dtype=np.float64, na_value=np.nan)


def _scores(value: pd.Series, n: pd.Series, low: object, high: object) -> pd.DataFrame:
    return pd.DataFrame({"value": value, "n": n, "low": low, "high": high, "available": True})
