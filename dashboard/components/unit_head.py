"""Where a unit lies: the way to it through the units above, and the choice of another."""

from typing import Any

import pandas as pd
from dash import html

from dashboard.components.headers import Crumb, address, picker
from dashboard.texts import Texts
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
    names = units.set_index("unit_id")[["name", "parent"]].to_dict("index")
    trail: list[Crumb] = [(str(unit["name"]), None)]
    above = unit["parent"]
    while above in names and len(trail) < 9:
        trail.append((str(names[above]["name"]), address(path, filters, unit=str(above))))
        above = names[above]["parent"]
    return [(texts("nav.home"), address("/", filters)), *reversed(trail)]
