"""Tables of AG Grid, as high as their rows. Rows are data, never html; columns: columns.py."""

from typing import Any

import dash_ag_grid as dag
from dash import html

from dashboard.components.columns import Columns, Row
from dashboard.components.exporting import exporting
from dashboard.components.marks import BANDS, attributes
from dashboard.later import later
from dashboard.texts import WORKING_DAY, Texts

ROW, HEAD, BAR = 38, 52, 18
"""Heights in pixels: of a row, of the head, of the bar that scrolls."""

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
STACKED = {"getRowHeight": {"function": "pantauStack(params)"}}
UNFOLDED = 1
"""So deep a tree is unfolded at first; dashAgGridFunctions.js knows it too."""

TREE = {
    "isExternalFilterPresent": {"function": "pantauTreeHere(params)"},
    "doesExternalFilterPass": {"function": "pantauTree(params)"},
}


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
    stacked: bool = False,
    **more: Any,
) -> html.Div:
    """A table that keeps scroll, sorting and filters when its rows are renewed.

    As high as its rows, up to ``most`` of them; ``tall``: as high as the window allows;
    ``nothing`` is said when there are no rows; ``chosen``: rows can be chosen by a box. ``tree``:
    rows below others are folded away until asked for; a row says its ``depth``, its ``parent`` and
    whether there are some below (``kids``). ``stacked``: the first column tells the row on a
    telephone (``stacked_column``). ``more``: whatever else the grid is told.
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
        **(STACKED if stacked else {}),
    }
    height = None if fits else f"{HEAD + most * ROW + BAR}px"
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
    reserved = TALL if tall else height or f"{HEAD + max(len(shown), 1) * ROW}px"
    parts = [later(grid, reserved), exporting(identifier, label, texts)]
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
