"""The visible tree of units, as services tell it (unit_id and parent)."""

from collections.abc import Iterator, Mapping
from itertools import islice

import pandas as pd

DEEPEST = 8


def above(units: pd.DataFrame, unit: str) -> Iterator[str]:
    """The visible units above a unit, the nearest first; none above what is no unit."""
    return islice(_above(dict(zip(units["unit_id"], units["parent"], strict=True)), unit), DEEPEST)


def urgent_first(units: pd.DataFrame, need: Mapping[str, int]) -> pd.DataFrame:
    """Each unit before those below it, and of those beside one another the neediest first.

    ``need``: of attention; units that need the same stay in the order given.
    """
    known = set(units["unit_id"])
    below: dict[str | None, list[str]] = {}
    for unit, parent in zip(units["unit_id"], units["parent"], strict=True):
        below.setdefault(parent if parent in known else None, []).append(unit)

    def down(parent: str | None) -> Iterator[str]:
        for unit in sorted(below.get(parent, ()), key=lambda one: -need.get(one, 0)):
            yield unit
            yield from down(unit)

    return units.set_index("unit_id").loc[list(down(None))].reset_index()


def _above(parents: dict[str, str], unit: str) -> Iterator[str]:
    while (unit := parents.get(unit, "")) in parents:
        yield unit
