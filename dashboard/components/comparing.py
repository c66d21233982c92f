"""Columns that compare subjects: the score, and one chosen figure read in the light of peers."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.components.columns import Columns, Row
from dashboard.components.tiles import name_of
from dashboard.same import made_once
from dashboard.services import IndicatorInfo
from dashboard.texts import Texts
from scoring.composite import composites

DIGITS = 6


def compared(standing: pd.DataFrame, goals: list[str], wanted: str | None) -> str | None:
    """The indicator to compare by: the wanted one, else the first goal that can be compared."""
    known = list(standing.loc[standing["shrunk"].notna(), "indicator"].unique())
    judged = [name for name in known if name in goals]
    return wanted if wanted in known else next(iter((*judged, *known)), None)


def comparing_columns(info: IndicatorInfo | None, texts: Texts) -> Columns:
    """The score, and the chosen indicator among peers."""
    score: Row = {
        "field": "score",
        "headerName": texts("column.score"),
        "headerTooltip": texts("why.label"),
        "cellRenderer": "CompositeCell",
        "filter": "agNumberColumnFilter",
        "width": 96,
    }
    if info is None:
        return [score]
    name = name_of(info.id, texts, short=True)
    peers: Row = {
        "field": "peer",
        "headerName": texts("peers.column", name=name),
        "headerTooltip": texts("peers.more", name=name_of(info.id, texts)),
        "cellRenderer": "PeerCell",
        "cellRendererParams": {"unit": info.unit},
        "filter": "agNumberColumnFilter",
        "width": 190,
    }
    return [score, peers]


@made_once
def comparing_cells(
    parts: pd.DataFrame, least: float, standing: pd.DataFrame, indicator: str | None
) -> dict[str, Row]:
    """Per subject: score and evidence, the chosen figure among peers, and what stands out."""
    cells: dict[str, Row] = {}
    for row in composites(parts, least).to_dict("records") if len(parts) else ():
        cells.setdefault(row["subject_id"], {}).update(
            score=_number(row["score"], 1), evidence=_number(row["evidence"], 3)
        )
    for row in standing.to_dict("records"):
        cell = cells.setdefault(row["subject_id"], {})
        if not pd.isna(row["flag"]):
            cell[f"{row['indicator']}_f"] = row["flag"]
        if row["indicator"] == indicator and not pd.isna(row["shrunk"]):
            cell.update(_peer(row))
    return cells


def _peer(row: Mapping[Any, Any]) -> Row:
    return {
        "peer": _number(row["shrunk"], DIGITS),
        "peer_low": _number(row["shrunk_low"], DIGITS),
        "peer_high": _number(row["shrunk_high"], DIGITS),
        "peer_first": int(row["rank_low"]),
        "peer_last": int(row["rank_high"]),
        "peer_of": int(row["peers"]),
        "peer_flag": None if pd.isna(row["flag"]) else row["flag"],
    }


def _number(value: Any, digits: int) -> float | None:
    return None if pd.isna(value) else round(float(value), digits)
