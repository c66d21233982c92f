"""People: their table, where an NIP hides birth and sex, and one person's facts."""

import re
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard.components.columns import (
    Columns,
    Row,
    goals_column,
    link_column,
    plain,
    score_cells,
    score_columns,
    text_column,
)
from dashboard.components.comparing import comparing_columns
from dashboard.components.headers import address
from dashboard.components.marks import icon
from dashboard.services import IndicatorInfo
from dashboard.texts import Texts
from dashboard.view import Filters

HIDDEN = "••••"
NIP = re.compile("[0-9]{18}")
RECENT = 4
"""Complete weeks by which the small lines are sorted."""


def masked(person_id: str) -> str:
    """An NIP without the date of birth and the sex; of any other identifier the last four.

    What stays, appointment (year and month) and number, tells people of one name apart.
    Source: domain.md, 5. NIP and NI PPPK.
    """
    if NIP.fullmatch(person_id):
        return f"{HIDDEN} {person_id[8:14]} • {person_id[15:]}"
    return f"{HIDDEN} {person_id[-4:]}" if len(person_id) > 4 else HIDDEN


def people_columns(
    indicators: list[IndicatorInfo], rows: list[Row], peer: str | None, texts: Texts
) -> Columns:
    """Name, how they compare, hours, masked NIP, position, unit, and a column for each goal."""
    compared = next((i for i in indicators if i.id == peer), None)
    return [
        link_column("name", texts("column.name"), "href", width=230),
        goals_column(texts),
        *comparing_columns(compared, texts),
        pulse_column(texts),
        {"field": "nip", "headerName": texts("column.nip"), "width": 178},
        text_column("position", texts("column.position"), width=170, flex=1.4),
        text_column("unit", texts("column.unit"), width=190, flex=1.6),
        *score_columns(indicators, rows, texts),
    ]


def pulse_column(texts: Texts) -> Row:
    """Approved hours of the last weeks as a small line; sorted by the hours of the last four."""
    return {
        "field": "pulse_sum",
        "headerName": texts("pulse.title"),
        "headerTooltip": texts("pulse.more"),
        "cellRenderer": "PulseCell",
        "filter": "agNumberColumnFilter",
        "width": 165,
    }


def people_rows(
    people: pd.DataFrame,
    scores: pd.DataFrame,
    compared: dict[str, Row],
    pulse: pd.DataFrame,
    filters: Filters,
) -> list[Row]:
    """One row for each person, in the order given. ``pulse``: as in supervision.PULSE."""
    cells = score_cells(scores)
    beats = {row["person"]: _beat(row) for row in pulse.to_dict("records")}
    return [
        {
            "id": row["person_id"],
            "name": row["name"],
            "nip": masked(row["person_id"]),
            "position": plain(row["position"]),
            "unit": plain(row["unit_name"]),
            "href": address("/pegawai", filters, person=row["person_id"]),
            **beats.get(row["person_id"], {}),
            **cells.get(row["person_id"], {}),
            **compared.get(row["person_id"], {}),
        }
        for row in people.to_dict("records")
    ]


def _beat(row: dict[Any, Any]) -> Row:
    """Of the week that is not over yet nothing is summed, only drawn."""
    weeks = [round(float(hours), 1) for hours in row["weeks"]]
    return {"pulse": weeks, "pulse_sum": round(sum(weeks[-RECENT - 1 : -1]), 1)}


def facts(person: dict[Any, Any], filters: Filters, texts: Texts) -> html.Ul:
    """Position, unit, kind and the whole NIP: this is the person's own page."""
    position = texts("value.none") if pd.isna(person["position"]) else str(person["position"])
    unit = dcc.Link(
        str(person["unit_name"]), href=address("/unit", filters, unit=str(person["unit"]))
    )
    return html.Ul(
        [
            html.Li([icon("person-badge"), position]),
            html.Li([icon("diagram-3"), unit]),
            html.Li([icon("hash"), f"{texts('pegawai.nip')} ", html.Span(person["person_id"])]),
            html.Li([icon("award"), texts.code("person_kind", person["kind"])]),
        ],
        className="facts",
    )
