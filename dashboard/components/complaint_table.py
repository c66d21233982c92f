"""The table of complaints, most urgent first."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.components.columns import Columns, Row, iso, moment_column, plain, text_column
from dashboard.same import made_once
from dashboard.texts import Texts


def complaint_columns(texts: Texts, *, officers: bool) -> Columns:
    """Columns; without ``officers`` nobody is named."""
    left: Row = {
        "field": "left",
        "headerName": texts("column.left"),
        "headerTooltip": texts("duration.working_note"),
        "cellRenderer": "LeftCell",
        "filter": "agNumberColumnFilter",
        "minWidth": 240,
        "flex": 1,
    }
    return [
        text_column("id", texts("column.complaint"), width=175),
        left,
        moment_column("limit", texts("column.limit")),
        text_column("for", texts("column.limit_for"), width=125),
        text_column("category", texts("column.category"), width=150, flex=1.4),
        text_column("status", texts("column.status"), width=140),
        text_column("unit", texts("column.unit"), width=190, flex=1.6),
        *([text_column("officer", texts("column.officer"), width=160)] if officers else []),
        moment_column("received", texts("column.received")),
    ]


def limit_of(row: Mapping[Any, Any]) -> str:
    """What the next limit is for: ``answer``, or ``finish``."""
    return "answer" if row["next_limit"] == row["answer_limit"] else "finish"


@made_once
def complaint_rows(complaints: pd.DataFrame, texts: Texts) -> list[Row]:
    """Rows in the order given."""
    return [
        {
            "id": row["complaint_id"],
            "left": plain(row["minutes_left"]),
            "limit": iso(row["next_limit"]),
            "for": texts(f"limit_for.{limit_of(row)}") if iso(row["next_limit"]) else None,
            "category": plain(row["category"]),
            "status": texts.code("complaint_status", row["status"]),
            "unit": plain(row["unit_name"]),
            "officer": plain(row["officer_name"]),
            "received": iso(row["received"]),
        }
        for row in complaints.to_dict("records")
    ]
