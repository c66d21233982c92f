"""Where a unit lies: the way to it through the units above, and the choice of another."""

from typing import Any

import pandas as pd
from dash import html

from dashboard.components.headers import Crumb, address, picker
from dashboard.texts import Texts
from dashboard.tree import above
from dashboard.view import Filters

INDENT = "\u2003"


def unit_picker(units: pd.DataFrame, unit: str, texts: Texts) -> html.Label:
    """The choice of the unit, indented as in the tree."""
    top = int(units["depth"].min())
    shown = units[["unit_id", "name", "depth"]].itertuples(index=False, name=None)
    options = [(key, INDENT * (int(depth) - top) + name) for key, name, depth in shown]
    return picker("unit", texts("column.unit"), options, unit)


def way(
    path: str, units: pd.DataFrame, unit: dict[Any, Any], filters: Filters, texts: Texts
) -> list[Crumb]:
    """From the front page through the visible units above."""
    names = dict(zip(units["unit_id"], units["name"], strict=True))
    trail: list[Crumb] = [(str(unit["name"]), None)]
    trail += [
        (str(names[one]), address(path, filters, unit=one))
        for one in above(units, str(unit["unit_id"]))
    ]
    return [(texts("nav.home"), address("/", filters)), *reversed(trail)]
