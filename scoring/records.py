"""Records that are looked at, and whom each of them counts for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from scoring.periods import Period

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]
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
    frame: str, key: pd.Series, belongs: Mapping[str, pd.Series], ancestors: pd.DataFrame,
    periods: tuple[Period, ...], current: int = NOWHERE,
) -> Records:  # fmt: skip
    """Records that belong to a ``unit``, ``person``, ``service`` and ``programme`` each.

    ``belongs``: such of these columns as there are, as long as ``key``; programmes are lists in
    one text, separated by ``|``. Missing is none.
    """
    whose = {name: told.to_numpy(dtype=object) for name, told in belongs.items()}
    leaf, leaves = _leaves(whose, len(key))
    found = {name: _lines(leaves[name], name, ancestors) for name in sorted(leaves)}
    numbered = {name: pd.factorize(ids, sort=True) for name, (_, ids) in found.items()}
    sizes = [len(known) for _, known in numbered.values()]
    row = [code + begin for (code, _), begin in zip(numbered.values(), _starts(sizes), strict=True)]
    names = _names({kind: known for kind, (_, known) in numbered.items()})
    place = _joined(row, np.int64), _joined([at for at, _ in found.values()], np.int64)
    cells = (np.ones(len(place[0])), place)
    size = len(names), int(leaf.max(initial=NOWHERE)) + 1
    members = sparse.coo_array(cells, shape=size).tocsr()
    return Records(frame, key, leaf, members, names, periods, current)


def _names(known: "Mapping[str, Texts]") -> pd.MultiIndex:
    """subject_kind, subject_id of each of the ``known`` of each kind, kinds in order."""
    kind = np.repeat(np.arange(len(known)), [len(ids) for ids in known.values()])
    code, ids = pd.factorize(_joined(list(known.values()), object), sort=True)
    levels = [pd.Index(list(known), dtype="str"), pd.Index(ids, dtype="str")]
    return pd.MultiIndex(
        levels, [kind.tolist(), code.tolist()], names=SUBJECT, verify_integrity=False
    )


def _starts(sizes: Sequence[int] | Ints) -> Ints:
    """Where each of some parts begins when they follow one another."""
    return np.cumsum(np.asarray(sizes, dtype=np.int64)) - np.asarray(sizes, dtype=np.int64)


def _joined(parts: "Sequence[npt.NDArray[Any]]", kind: type) -> "npt.NDArray[Any]":
    return np.concatenate([np.empty(0, dtype=kind), *parts])


def _leaves(belongs: "dict[str, Texts]", size: int) -> "tuple[Ints, dict[str, Texts]]":
    """The leaf of each record, and the columns of the leaves themselves."""
    code = np.zeros(size, dtype=np.int64)
    for told in belongs.values():
        found, known = pd.factorize(told)
        code = code * (len(known) + 1) + found + 1
    leaf, first = _distinct(code)
    return leaf, {name: told[first] for name, told in belongs.items()}


def _distinct(code: Ints) -> tuple[Ints, Ints]:
    """Each record's number among the distinct codes, and where each code stands first."""
    numbers, _ = pd.factorize(code)
    first = np.full(numbers.max(initial=-1) + 1, len(code), dtype=np.int64)
    np.minimum.at(first, numbers, np.arange(len(code)))
    return numbers.astype(np.int64), first


def _lines(told: "Texts", name: str, ancestors: pd.DataFrame) -> "tuple[Ints, Texts]":
    """Leaves, and whom each counts for by its column ``name``: one line for each of them."""
    at = np.flatnonzero(~pd.isna(told))
    ids = told[at]
    if name == "programme":
        each = [one.split("|") for one in ids]
        return np.repeat(at, [len(some) for some in each]), _joined(each, object)
    return (at, ids) if name != "unit" else _above(at, ids, ancestors)


def _above(at: Ints, units: "Texts", ancestors: pd.DataFrame) -> "tuple[Ints, Texts]":
    """Each of ``units`` with all units above it, beside its place ``at``; unknown ones left out."""
    code, known = pd.factorize(ancestors["unit"])
    count = np.bincount(code, minlength=len(known))
    which = pd.Index(known).get_indexer(pd.Index(units))
    at, which = at[which >= 0], which[which >= 0]
    many, begin = count[which], _starts(count)[which]
    step = np.arange(many.sum()) - np.repeat(_starts(many), many)
    line = np.argsort(code, kind="stable")[np.repeat(begin, many) + step]
    return np.repeat(at, many), ancestors["ancestor"].to_numpy(dtype=object)[line]
