"""The table of units: the tree at the left, a column for each indicator."""

import pandas as pd

from dashboard.components.columns import (
    Columns,
    Row,
    goals_column,
    link_column,
    number_column,
    plain,
    score_cells,
    score_columns,
)
from dashboard.components.comparing import comparing_columns
from dashboard.components.headers import address
from dashboard.services import IndicatorInfo
from dashboard.texts import Texts
from dashboard.tree import urgent_first
from dashboard.view import Filters


def unit_columns(
    indicators: list[IndicatorInfo], rows: list[Row], peer: str | None, texts: Texts
) -> Columns:
    """Name, people, how they compare by ``peer`` (if by any), and a column for each goal."""
    compared = next((i for i in indicators if i.id == peer), None)
    return [
        link_column("name", texts("column.unit"), "href", width=285),
        number_column("people", texts("column.people"), width=84),
        goals_column(texts),
        *comparing_columns(compared, texts),
        *score_columns(indicators, rows, texts, shaded=True),
    ]


def unit_rows(
    units: pd.DataFrame, scores: pd.DataFrame, compared: dict[str, Row], filters: Filters
) -> list[Row]:
    """One row for each unit, the neediest of those beside one another first.

    Indented below the shallowest.
    """
    cells = score_cells(scores)
    top = 0 if units.empty else int(units["depth"].min())
    ordered = urgent_first(units, {unit: row["attention"] for unit, row in cells.items()})
    shown = ordered[["unit_id", "name", "depth", "people", "parent"]].itertuples(
        index=False, name=None
    )
    above = set(units["parent"].dropna())
    return [
        {
            "id": unit,
            "name": name,
            "depth": int(depth) - top,
            "people": int(people),
            "parent": plain(parent),
            "kids": unit in above,
            "href": address("/unit", filters, unit=unit),
            **cells.get(unit, {}),
            **compared.get(unit, {}),
        }
        for unit, name, depth, people, parent in shown
    ]
