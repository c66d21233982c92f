"""The columns that a source needs, and the frame of rows as found that is made of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.settings import Source
from data.sources import REJECT_COLUMNS, SourceError

Cells = Sequence[str | None]
SOME = "*"
"""In ``where``: any text that does not say "missing"."""


@dataclass(frozen=True)
class Needs:
    """The source's columns to be read; ``optional`` ones come empty where they are absent.

    No ``columns`` at all: every column is wanted.
    """

    columns: tuple[str, ...]
    optional: frozenset[str] = frozenset()

    def choose(self, came: Iterable[str]) -> dict[str, str | None]:
        """What ``came`` is called for each needed column; None where it may be absent and is.

        Spacing around and inside names does not matter. Raises SourceError listing what is
        missing and what came instead.
        """
        names = {single_spaced(name): name for name in came}
        if not self.columns:
            return {name: came_as for name, came_as in names.items() if name}
        chosen = {column: names.get(single_spaced(column)) for column in self.columns}
        absent = [c for c, name in chosen.items() if name is None and c not in self.optional]
        if absent:
            raise SourceError(
                f"column {', '.join(absent)} is missing, instead came "
                f"{', '.join(filter(None, names)) or 'nothing'}; correct the header or `columns`"
            )
        return chosen


def needs_of(source: Source, optional: frozenset[str] = frozenset()) -> Needs:
    """The columns that the mapping and ``where`` of ``source`` speak of."""
    parts = [part for how in source.columns.values() for part in how.parts]
    columns = dict.fromkeys([*parts, *source.where]) if source.columns else {}
    return Needs(tuple(columns), optional)


def essential(source: Source) -> frozenset[str]:
    """The source's columns without which no row is complete, or can be chosen."""
    shape = source.shape
    names = [shape.key] if source.partial else [n for n, c in shape.columns.items() if c.required]
    parts = (p for name in names if name in source.columns for p in source.columns[name].parts)
    return frozenset([*parts, *source.where])


def single_spaced(name: str) -> str:
    """``name`` without spaces around it, and single ones (or line breaks) inside."""
    return " ".join(name.split())


def distinct(header: Sequence[str]) -> list[str]:
    """Names of a header; the second of the same name is called "name (2)", and so on."""
    count: dict[str, int] = {}
    names = []
    for name in map(single_spaced, header):
        count[name] = count.get(name, 0) + 1
        names.append(name if count[name] == 1 else f"{name} ({count[name]})")
    return names


def by_position(header: Sequence[str], needs: Needs) -> dict[str, int | None]:
    """Where each needed column stands; None for an optional one that is absent.

    Raises SourceError where a needed column is missing.
    """
    names = distinct(header)
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    return {c: None if n is None else places[n] for c, n in needs.choose(names).items()}


def frame(columns: Mapping[str, Cells], labels: Sequence[str]) -> pd.DataFrame:
    """Rows of text cells or None, found again by label."""
    index = pd.Index(_objects(labels), dtype="object")
    arrays = {column: _objects(cells) for column, cells in columns.items()}
    return pd.DataFrame(arrays, index=index, dtype=object, copy=False)


def _objects(values: Cells) -> np.ndarray:
    return np.fromiter(values, dtype=object, count=len(values))


def no_rows(needs: Needs) -> pd.DataFrame:
    """A frame with the needed columns and no rows."""
    return frame({column: [] for column in needs.columns}, [])


def kept(rows: pd.DataFrame, source: Source) -> pd.DataFrame:
    """The rows that ``where`` of ``source`` lets through."""
    for column, wanted in source.where.items():
        if column not in rows:
            raise SourceError(f"column {column} is missing; correct the header or `where`")
        texts = [(cell or "").strip() for cell in rows[column]]
        rows = rows[_passes(texts, wanted, source.missing)]
    return rows


def _passes(texts: list[str], wanted: str | list[str], missing: Sequence[str]) -> list[bool]:
    if wanted == SOME:
        nothing = {"", *(word.strip() for word in missing)}
        return [text not in nothing for text in texts]
    allowed = {wanted.strip()} if isinstance(wanted, str) else {text.strip() for text in wanted}
    return [text in allowed for text in texts]


def rejects(found: Iterable[tuple[str, str, str]]) -> pd.DataFrame:
    """Rows that have no cells to speak of: label, reason and what is known of each."""
    rows = [(label, "", reason, value) for label, reason, value in found]
    return pd.DataFrame(rows, columns=list(REJECT_COLUMNS), dtype=object)
