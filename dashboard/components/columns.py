"""Columns of tables, and the cells of scores: what AG Grid is told of them."""

from typing import Any

import pandas as pd

from dashboard.components.tiles import name_of
from dashboard.numerals import digits_beside
from dashboard.services import IndicatorInfo
from dashboard.texts import Texts

COUNTED = ("missed", "at_risk", "met", "stale")
JUDGED = (*COUNTED, "thin")
WITHOUT_GOALS = 8

Row = dict[str, Any]
Columns = list[dict[str, Any]]


def link_column(field: str, title: str, href: str, *, width: int = 240, pin: bool = True) -> Row:
    """A column of links; ``href`` names the field of the address."""
    return {
        "field": field,
        "headerName": title,
        "cellRenderer": "LinkCell",
        "cellRendererParams": {"href": href},
        "filter": "agTextColumnFilter",
        "width": width,
        "minWidth": 120,
        **({"pinned": "left", "lockPinned": True} if pin else {}),
    }


def stacked_column(
    field: str, title: str, href: str, below: list[str], *, width: int, headed: str
) -> Row:
    """A column of links; of a stacked table it tells the fields ``below`` too on a telephone.

    There its head says ``headed``.
    """
    return {
        **link_column(field, title, href, width=width),
        "cellRenderer": "StackCell",
        "cellRendererParams": {"href": href, "below": below, "title": title, "headed": headed},
        "headerValueGetter": {"function": "pantauStackHead(params)"},
    }


def text_column(field: str, title: str, *, width: int = 130, flex: float = 1) -> Row:
    """A column of plain text."""
    return {
        "field": field,
        "headerName": title,
        "filter": "agTextColumnFilter",
        "minWidth": width,
        "flex": flex,
        "cellClass": "cell-text",
        "tooltipField": field,
    }


def number_column(field: str, title: str, *, width: int = 100) -> Row:
    """A column of whole numbers."""
    return {
        "field": field,
        "headerName": title,
        "type": "rightAligned",
        "filter": "agNumberColumnFilter",
        "valueFormatter": {"function": "pantauWhole(params)"},
        "context": {"kind": "whole"},
        "width": width,
    }


def moment_column(field: str, title: str, *, width: int = 165) -> Row:
    """A column of points in time, given in ISO 8601."""
    return {
        "field": field,
        "headerName": title,
        "valueFormatter": {"function": "pantauMoment(params)"},
        "context": {"kind": "moment"},
        "width": width,
    }


def goals_column(texts: Texts) -> Row:
    """How many goals are missed, at risk, met and without recent data; by need of attention."""
    return {
        "field": "attention",
        "headerName": texts("column.goals"),
        "cellRenderer": "TallyCell",
        "width": 132,
        "sortingOrder": ["desc", "asc", None],
    }


def score_columns(
    indicators: list[IndicatorInfo], rows: list[Row], texts: Texts, *, shaded: bool = False
) -> Columns:
    """A column for each indicator with a goal; without goals for the first few.

    ``shaded``: cells are coloured by their band, to be read at a glance.
    """
    goals = [i for i in indicators if any(r.get(f"{i.id}_b") in JUDGED for r in rows)]
    return [
        {
            "field": info.id,
            "headerName": _headed(info, texts),
            "headerTooltip": name_of(info.id, texts),
            "cellRenderer": "ScoreCell",
            "cellRendererParams": {"unit": info.unit, "shaded": shaded},
            "filter": "agNumberColumnFilter",
            "minWidth": 124 if info.unit == "hours" else 108,
            "flex": 1,
        }
        for info in goals or indicators[:WITHOUT_GOALS]
    ]


def _headed(info: IndicatorInfo, texts: Texts) -> str:
    name = name_of(info.id, texts, short=True)
    return f"{name} ({texts('unit_of.hours')})" if info.unit == "hours" else name


def score_cells(scores: pd.DataFrame) -> dict[str, Row]:
    """Per subject: value, band and n of each indicator, as fields of a row.

    Of a wait that is not over for so many yet, the time it exceeds, marked ``_m`` (more); of a
    share that would be rounded onto its target, how many decimals it needs, ``_d``.
    """
    columns = ["subject_id", "indicator", "value", "low", "band", "n", "target"]
    cells: dict[str, Row] = {}
    for subject, indicator, value, low, band, n, target in zip(
        *(scores[name].tolist() for name in columns), strict=True
    ):
        row = cells.setdefault(subject, {})
        more = pd.isna(value) and not pd.isna(low)
        known = low if more else value
        row[indicator] = None if pd.isna(known) else round(float(known), 6)
        row.update({f"{indicator}_m": True} if more else {})
        digits = 1 if pd.isna(known) or pd.isna(target) else digits_beside(known, target)
        row.update({f"{indicator}_d": digits} if digits > 1 else {})
        row[f"{indicator}_b"] = band
        row[f"{indicator}_n"] = int(n)
        row["goals"] = row.get("goals", []) + ([band] if band in COUNTED else [])
    for row in cells.values():
        missed, near = row["goals"].count("missed"), row["goals"].count("at_risk")
        row["attention"] = missed * 100 + near
        row["goals"] = [row["goals"].count(band) for band in COUNTED]
    return cells


def iso(value: Any) -> str | None:
    """A point in time as ISO 8601, or None."""
    return None if pd.isna(value) else pd.Timestamp(value).isoformat()


def plain(value: Any) -> Any:
    """A value that JSON knows: None for every way of being missing."""
    return None if pd.isna(value) else value
