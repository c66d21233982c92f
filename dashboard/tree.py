"""The visible tree of units, as services tell it (unit_id and parent)."""

from collections.abc import Iterator
from itertools import islice

import pandas as pd

DEEPEST = 8


def above(units: pd.DataFrame, unit: str) -> Iterator[str]:
    """The visible units above a unit, the nearest first; none above what is no unit."""
    return islice(_above(dict(zip(units["unit_id"], units["parent"], strict=True)), unit), DEEPEST)


def _above(parents: dict[str, str], unit: str) -> Iterator[str]:
    while (unit := parents.get(unit, "")) in parents:
        yield unit
