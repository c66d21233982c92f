"""Rows as found become rows of a shape, or rejected rows with their reasons. Nothing is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.identity import nip_is_wrong, tidied
from data.parsing import is_period, is_scientific, understood
from data.settings import Mapped, Source
from data.sources import REJECT_COLUMNS, no_rejects
from scoring.columns import DTYPES, Column

Codes = npt.NDArray[np.intp]
OF_A_PERIOD = ("targets", "outcomes")
"""Frames whose rows are measured in the period they name: with another text they never would be."""
PERSON_COLUMNS = ("person_id", "person", "officer", "supervisor", "verifier", "rated_by")


@dataclass(frozen=True)
class Known:
    """What rows may refer to: units and persons kept so far.

    ``units`` and ``people`` map identifiers to themselves; ``unit_names`` and ``people_names`` map
    names and aliases (casefolded, single spaces) to identifiers, None where a name is ambiguous.
    ``unit_of``: the unit of each person.
    """

    units: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    unit_names: Mapping[str, str | None] = field(default_factory=dict)
    people_names: Mapping[str, str | None] = field(default_factory=dict)
    unit_of: Mapping[str, str] = field(default_factory=dict)

    def refers(self, found: pd.Series, to: str, by: str) -> pd.Series:
        """The identifier each text refers to; missing where there is none, or several."""
        ids, names = (
            (self.units, self.unit_names) if to == "units" else (self.people, self.people_names)
        )
        lookup = {text: self._one(text, by, ids, names) for text in found.dropna().unique()}
        return found.map(lookup).astype(DTYPES["text"])

    @staticmethod
    def _one(
        text: str, by: str, ids: frozenset[str], names: Mapping[str, str | None]
    ) -> str | None:
        if by == "name":
            return names.get(folded(text))
        return text if text in ids else None


def folded(name: str) -> str:
    """A name as it is compared: without regard to case and spacing."""
    return " ".join(name.casefold().split())


@dataclass(frozen=True)
class Taken:
    """What came of a batch: ``good`` rows in canonical dtypes and ``rejected`` ones, by label.

    ``columns``: the columns the source speaks of; the others of a kept row stay as they are.
    ``keys``: the key of every row as understood, good or not.
    """

    good: pd.DataFrame
    rejected: pd.DataFrame
    columns: tuple[str, ...]
    keys: pd.Series


def conform(
    rows: pd.DataFrame, source: Source, zone: str, known: Known, now: pd.Timestamp
) -> Taken:
    """``rows`` (text cells by label) as rows of the source's shape, and those that cannot be.

    A row is rejected with one reason per column: missing, not_understood, unknown_value,
    out_of_range, unknown_unit, unknown_person, nip_scientific, nip_invalid. ``zone``: of times
    without one.
    """
    shape = source.shape
    faults: list[pd.DataFrame] = []
    values = {
        name: _column(rows, name, shape.columns[name], how, source, zone, known, faults)
        for name, how in source.columns.items()
    }
    frame = pd.DataFrame(values, index=rows.index)
    _defaults(frame, source)
    if shape.name == "people" and "kind" in frame:
        wrong = nip_is_wrong(frame["person_id"], frame["kind"], now)
        faults.append(_faults(frame["person_id"], wrong, "person_id", "nip_invalid"))
    if shape.name in OF_A_PERIOD and "period" in frame:
        wrong = frame["period"].notna() & ~is_period(frame["period"])
        faults.append(_faults(frame["period"], wrong, "period", "not_understood"))
    if shape.name == "activities" and not source.partial:
        own = frame["person"].map(known.unit_of).astype(DTYPES["text"])
        frame["unit"] = frame["unit"].fillna(own) if "unit" in frame else own
    rejected = pd.concat([no_rejects(), *faults], ignore_index=True)
    good = frame[~frame.index.isin(rejected["label"])]
    return Taken(good, rejected, tuple(frame.columns), frame[shape.key])


def _column(
    rows: pd.DataFrame, name: str, column: Column, how: Mapped, source: Source, zone: str,
    known: Known, faults: list[pd.DataFrame],
) -> pd.Series:  # fmt: skip
    """One column as understood; each distinct text is understood once, however often it occurs."""
    found, codes = _found(rows, how, source.missing)
    wrong: dict[str, pd.Series] = {}
    if name in PERSON_COLUMNS and how.by == "id":
        wrong["nip_scientific"] = is_scientific(found)
        found = tidied(found)
    if column.refers:
        values = known.refers(found, column.refers, how.by)
        reason = "unknown_unit" if column.refers == "units" else "unknown_person"
    else:
        values = understood(found, column, how, source.zone or zone, zone)
        reason = "unknown_value" if column.kind == "category" else "not_understood"
    wrong[reason] = found.notna() & values.isna()
    if column.required and column.default is None:
        wrong["missing"] = found.isna()
    wrong["out_of_range"] = _outside(values, column)
    faults += [
        _faults(_spread(found, codes, rows.index), _spread(mask, codes, rows.index), name, reason)
        for reason, mask in wrong.items()
        if mask.any()
    ]
    return _spread(values, codes, rows.index)


def _found(rows: pd.DataFrame, how: Mapped, missing: Sequence[str]) -> tuple[pd.Series, Codes]:
    """The distinct cells (or joined cells), stripped, and which of them each row has.

    Missing where the source says nothing.
    """
    if how.value is not None:
        value = str(how.value).lower() if isinstance(how.value, bool) else str(how.value)
        return _texts([value]), np.zeros(len(rows), dtype=np.intp)
    joined, codes = _cell(rows[how.parts[0]], missing)
    for part in how.parts[1:]:
        cell = _spread(*_cell(rows[part], missing), rows.index)
        whole = _spread(joined, codes, rows.index)
        codes, distinct = pd.factorize(
            (whole + how.join + cell).fillna(whole).fillna(cell), use_na_sentinel=False
        )
        joined = _texts(distinct)
    return joined, codes


def _cell(cells: pd.Series, missing: Sequence[str]) -> tuple[pd.Series, Codes]:
    codes, distinct = pd.factorize(cells, use_na_sentinel=False)
    texts = _texts(distinct).str.strip()
    return texts.mask(texts.isin(["", *(word.strip() for word in missing)])), codes


def _texts(found: Any) -> pd.Series:
    texts: pd.Series = pd.Series(found, dtype=object).astype(DTYPES["text"])
    return texts


def _spread(values: pd.Series, codes: Codes, index: pd.Index) -> pd.Series:
    spread: pd.Series = values.take(codes).set_axis(index)
    return spread


def _outside(values: pd.Series, column: Column) -> pd.Series:
    outside = pd.Series(False, index=values.index)
    if column.low is not None:
        outside |= (values < column.low).fillna(False)
    if column.high is not None:
        outside |= (values > column.high).fillna(False)
    return outside


def _faults(found: pd.Series, wrong: pd.Series, column: str, reason: str) -> pd.DataFrame:
    hit = found[wrong.to_numpy(dtype=bool)]
    return pd.DataFrame(
        {"label": hit.index, "column": column, "reason": reason, "value": hit.to_numpy()},
        columns=list(REJECT_COLUMNS),
    ).astype(object)


def _defaults(frame: pd.DataFrame, source: Source) -> None:
    """Fill missing cells that have a default; a partial source adds no columns."""
    for name, column in source.shape.columns.items():
        if column.default is None:
            continue
        if name in frame:
            frame[name] = frame[name].fillna(column.default)
        elif not source.partial:
            frame[name] = pd.Series(column.default, index=frame.index, dtype=DTYPES[column.kind])
