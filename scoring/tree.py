"""The tree of units: which unit lies under which."""

from collections.abc import Mapping
from typing import Any

import pandas as pd


def ancestors_of(units: pd.DataFrame) -> pd.DataFrame:
    """unit, ancestor, distance: every unit with itself and all units above it.

    A parent that does not exist, or a circle, ends the climb.
    """
    parents = dict(zip(units["unit_id"], units["parent"], strict=True))
    found = [
        (unit, above, distance)
        for unit in parents
        for distance, above in enumerate(_climb(unit, parents))
    ]
    found.sort(key=lambda line: line[2])
    return pd.DataFrame(found, columns=["unit", "ancestor", "distance"])


def _climb(unit: str, parents: Mapping[str, Any]) -> list[str]:
    """A unit and those above it, nearest first."""
    way = [unit]
    while (above := parents[way[-1]]) in parents and above not in way:
        way.append(above)
    return way
