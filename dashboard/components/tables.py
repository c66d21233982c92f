"""Tables: column definitions and rows for AG Grid. Rows are data, never html."""

from typing import Any

import dash_ag_grid as dag
import pandas as pd
from dash import html

from dashboard.components.exporting import exporting
from dashboard.components.marks import BANDS, attributes
from dashboard.components.tiles import name_of
from dashboard.services import IndicatorInfo
from dashboard.texts import WORKING_DAY, Texts

ROW, HEAD = 38, 52
COUNTED = ("missed", "at_risk", "met", "stale")
JUDGED = (*COUNTED, "thin")
WITHOUT_GOALS = 8
TALL = "max(22rem, calc(100vh - 18rem))"
THEME = {
    "function": (
        "themeQuartz.withPart(agGrid.colorSchemeVariable).withParams({"
        "backgroundColor: 'var(--surface)', foregroundColor: 'var(--ink)', "
        "headerBackgroundColor: 'var(--surface-2)', headerTextColor: 'var(--ink-2)', "
        "borderColor: 'var(--line)', accentColor: 'var(--accent)', "
        "rowHoverColor: 'var(--hover)', fontFamily: 'inherit', fontSize: 14, "
        "headerFontSize: 13, headerFontWeight: 600, spacing: 6, wrapperBorder: false, "
        "columnBorder: false, wrapperBorderRadius: 0})"
    )
}

CHOOSING = {
    "rowSelection": {"mode": "multiRow", "enableClickSelection": False, "selectAll": "filtered"},
    "selectionColumnDef": {"pinned": "left", "width": 48, "minWidth": 48, "lockPinned": True},
}
"""Rows are chosen by the box before them, all that a filter leaves by the one in the head."""
UNFOLDED = 1
"""So deep a tree is unfolded at first; dashAgGridFunctions.js knows it too."""

TREE = {
    "isExternalFilterPresent": {"function": "pantauTreeHere(params)"},
    "doesExternalFilterPass": {"function": "pantauTree(params)"},
}

Row = dict[str, Any]
Columns = list[dict[str, Any]]


def table(
    identifier: str,
    columns: Columns,
    rows: list[Row],
    texts: Texts,
    *,
    row_id: str,
    label: str,
    most: int = 14,
    tall: bool = False,
    nothing: str | None = None,
    chosen: bool = False,
    tree: bool = False,
    **more: Any,
) -> html.Div:
    """A table that keeps scroll, sorting and filters when its rows are renewed.

    As high as its rows, up to ``most`` of them; ``tall``: as high as the window allows;
    ``nothing`` is said when there are no rows; ``chosen``: rows can be chosen by a box. ``tree``:
    rows below others are folded away until asked for; a row says its ``depth``, its ``parent`` and
    whether there are some below (``kids``). ``more``: whatever else the grid is told.
    """
    shown = [r for r in rows if r["depth"] <= UNFOLDED] if tree else rows
    fits = len(shown) <= most and not tall
    options = {
        "theme": THEME,
        "localeText": {**texts.family("grid"), **({"noRowsToShow": nothing} if nothing else {})},
        "context": _context(texts),
        "rowHeight": ROW,
        "headerHeight": HEAD,
        "domLayout": "autoHeight" if fits else "normal",
        "suppressDragLeaveHidesColumns": True,
        "enableCellTextSelection": True,
        "suppressCellFocus": False,
        "tooltipShowDelay": 300,
        "animateRows": False,
        **(CHOOSING if chosen else {}),
        **(TREE if tree else {}),
    }
    height = None if fits else f"{HEAD + most * ROW + 18}px"
    grid = dag.AgGrid(
        id=identifier,
        columnDefs=columns,
        rowData=rows,
        defaultColDef={
            "sortable": True,
            "resizable": True,
            "minWidth": 90,
            "wrapHeaderText": True,
            "suppressHeaderMenuButton": True,
        },
        getRowId=f"params.data.{row_id}",
        dashGridOptions=options,
        className="grid",
        style={"height": TALL if tall else height, "width": "100%"},
        **more,
    )
    parts = [grid, exporting(identifier, label, texts)]
    return html.Div(parts, className="grid-wrap", role="region", **attributes(aria_label=label))


def _context(texts: Texts) -> dict[str, Any]:
    words = {
        **{k: texts(f"duration.{k}") for k in ("day", "hour", "minute", "working_day")},
        **{k: texts(f"duration.{k}") for k in ("left", "late", "no_limit", "zero")},
        "none": texts("value.none"),
        "unavailable": texts("value.unavailable"),
        "n": texts("kpi.n"),
        "status": texts("column.status"),
        "differs": texts("peers.differs"),
        "rank": texts("peers.rank"),
        "ranks": texts("peers.ranks"),
        "evidence": texts("why.evidence_short"),
        "no_score": texts("why.aspect_unknown"),
        "pulse": texts("pulse.said"),
        "fold": texts("matrix.fold"),
        "unfold": texts("matrix.unfold"),
    }
    return {
        "words": words,
        "bands": {band: texts(f"band.{band}") for band in (*BANDS, "none")},
        "lang": texts.language,
        "zone": texts.zone_name,
        "workingDay": WORKING_DAY,
    }


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

    Of a wait that is not over for so many yet, the time it exceeds, marked ``_m`` (more).
    """
    columns = ["subject_id", "indicator", "value", "low", "band", "n"]
    cells: dict[str, Row] = {}
    for subject, indicator, value, low, band, n in zip(
        *(scores[name].tolist() for name in columns), strict=True
    ):
        row = cells.setdefault(subject, {})
        more = pd.isna(value) and not pd.isna(low)
        known = low if more else value
        row[indicator] = None if pd.isna(known) else round(float(known), 6)
        row.update({f"{indicator}_m": True} if more else {})
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
