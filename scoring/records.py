"""Records that are looked at, and whom each of them counts for."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from scoring.periods import Period

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
SUBJECT = ["subject_kind", "subject_id"]
NOWHERE = -1


@dataclass(frozen=True)
class Records:
    """One line per record of ``frame``: its ``key``, and the leaf it belongs to.

    A leaf is a distinct combination of unit, person, service and programme. What is summed is
    summed per leaf first, then added up over the leaves of each subject: its person, its unit and
    every unit above, its service, its programmes.

    ``members``: subjects x leaves, 1 where a leaf counts for a subject. ``names``: (subject_kind,
    subject_id) by row of it. ``periods``: newest first. ``current``: number of the
    period that is not over, NOWHERE if all are.
    """

    frame: str
    key: pd.Series
    leaf: Ints
    members: sparse.csr_array
    names: pd.MultiIndex
    periods: tuple[Period, ...]
    current: int = NOWHERE

    def sums(self, period: Ints, values: Floats) -> Floats:
        """Sums of ``values`` (one per record, NaN is nothing) per leaf and period."""
        cells = self.leaf * len(self.periods) + period
        kept = (period != NOWHERE) & ~np.isnan(values)
        size = self.members.shape[1] * len(self.periods)
        summed = np.bincount(cells[kept], weights=values[kept], minlength=size)
        return np.asarray(summed.reshape(-1, len(self.periods)))

    def per_subject(self, per_leaf: Floats) -> Floats:
        """Leaf x period sums added up to subject x period."""
        return np.asarray(self.members @ per_leaf)

    def total(self, period: Ints, values: Floats) -> Floats:
        """Sums of ``values`` per subject and period."""
        return self.per_subject(self.sums(period, values))

    def spread(self, lines: Ints) -> tuple[Ints, Ints]:
        """The records at ``lines`` once for each of their subjects: record and subject."""
        of_leaf = self.members.tocsc()
        leaves = self.leaf[lines]
        starts, stops = of_leaf.indptr[leaves], of_leaf.indptr[leaves + 1]
        counts = (stops - starts).astype(np.int64)
        offset = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        subjects = of_leaf.indices[np.repeat(starts, counts) + offset]
        return np.repeat(lines, counts), subjects.astype(np.int64)

    def at(self, lines: Ints) -> "Records":
        """The records at ``lines``; one may stand there more than once."""
        return replace(self, key=self.key.iloc[lines], leaf=self.leaf[lines])

    def of(self, subject_kind: str, subject_id: str) -> npt.NDArray[np.bool_]:
        """Which records count for one subject."""
        if (subject_kind, subject_id) not in self.names:
            return np.zeros(len(self.leaf), dtype=bool)
        row = self.names.get_loc((subject_kind, subject_id))
        leaves = np.zeros(self.members.shape[1], dtype=bool)
        leaves[self.members[[row]].indices] = True
        return np.asarray(leaves[self.leaf])

    @cached_property
    def is_person(self) -> npt.NDArray[np.bool_]:
        """Which subjects are persons."""
        return np.asarray(self.names.get_level_values(0) == "person")


def records_of(
    frame: str, key: pd.Series, belongs: pd.DataFrame, ancestors: pd.DataFrame,
    periods: tuple[Period, ...], current: int = NOWHERE,
) -> Records:  # fmt: skip
    """Records that belong to a ``unit``, ``person``, ``service`` and ``programme`` each.

    ``belongs``: such of these columns as there are, aligned with ``key``; programmes are lists in
    one text, separated by ``|``. Missing is none.
    """
    leaf, leaves = _leaves(belongs)
    lines = pd.concat([_lines(leaves, name, ancestors) for name in leaves.columns])
    grouped = lines.groupby(SUBJECT, sort=True)
    names = pd.MultiIndex.from_frame(grouped.size().index.to_frame(index=False))
    cells = (np.ones(len(lines)), (grouped.ngroup().to_numpy(), lines["leaf"].to_numpy()))
    members = sparse.coo_array(cells, shape=(len(names), len(leaves))).tocsr()
    return Records(frame, key, leaf, members, names, periods, current)


def _leaves(belongs: pd.DataFrame) -> tuple[Ints, pd.DataFrame]:
    """The leaf of each record, and the leaves themselves."""
    code = np.zeros(len(belongs), dtype=np.int64)
    for name in belongs.columns:
        found, known = pd.factorize(belongs[name])
        code = code * (len(known) + 1) + found + 1
    leaf, first = _distinct(code)
    return leaf, belongs.iloc[first].reset_index(drop=True)


def _distinct(code: Ints) -> tuple[Ints, Ints]:
    """Each record's number among the distinct codes, and where each code stands first."""
    numbers, _ = pd.factorize(code)
    first = np.full(numbers.max(initial=-1) + 1, len(code), dtype=np.int64)
    np.minimum.at(first, numbers, np.arange(len(code)))
    return numbers.astype(np.int64), first


def _lines(leaves: pd.DataFrame, name: str, ancestors: pd.DataFrame) -> pd.DataFrame:
    """leaf, subject_kind, subject_id: whom each leaf counts for by its column ``name``."""
    told = leaves[name].astype(object).dropna()
    if name == "programme":
        told = told.str.split("|").explode()
    lines = pd.DataFrame({"leaf": told.index, "subject_id": told.to_numpy()})
    if name == "unit":
        above = lines.merge(ancestors.astype(object), left_on="subject_id", right_on="unit")
        lines = above[["leaf", "ancestor"]].rename(columns={"ancestor": "subject_id"})
    return lines.assign(subject_kind=name)
