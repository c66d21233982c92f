"""What a file holds: columns of text, and where each row stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from data.sources.rows import Cells, single_spaced


@dataclass(frozen=True)
class Table:
    """``columns`` of text or None; ``places``: line, row or item of each row, from 1.

    ``unreadable``: place, reason and what is known of each row that has no cells to speak of.
    """

    columns: Mapping[str, Cells]
    places: Sequence[int]
    unreadable: Sequence[tuple[int, str, str]] = ()


def begins_with(row: Sequence[object], header: str | None) -> bool:
    """Whether the first cell that is not empty is ``header``; without one, whether there is any."""
    first = next((text for cell in islice(row, 50) if (text := single_spaced(str(cell)))), "")
    return bool(first) if header is None else first == single_spaced(header)
