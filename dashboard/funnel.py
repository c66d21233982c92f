"""The funnel: units by how many cases they had, with the limits of an ordinary unit so large."""

from typing import Any

import pandas as pd

from dashboard.charts import GOAL, LINE, canvas
from dashboard.overview import Funnel
from dashboard.texts import Texts, missing

WORSE, BETTER = "#c2452e", "#2f8f86"
SHAPES = {"worse": "diamond", "better": "triangle-up", "usual": "circle"}
COLOURS = {"worse": WORSE, "better": BETTER, "usual": GOAL}
NAMED = 8
"""So many of those that stand out are named in the drawing; all are, on hover and in the table."""


def place(row: Any, better: str) -> str:
    """worse, better or usual: whether a unit stands out, for better or worse."""
    if missing(row["flag"]):
        return "usual"
    good = "low" if better == "lower" else "high"
    return "better" if row["flag"] == good else "worse"


def figure(funnel: Funnel, better: str, unit: str, texts: Texts) -> dict[str, Any]:
    """Curves by n, and a point for each unit; shape and colour say who stands out."""
    rows = funnel.scores.assign(
        place=[place(row, better) for row in funnel.scores.to_dict("records")],
        shown=_adjusted(funnel),
    )
    points = [
        _points(rows[rows["place"].eq(kind)], kind, unit, texts)
        for kind in SHAPES
        if rows["place"].eq(kind).any()
    ]
    named = rows[rows["place"].ne("usual")].sort_values("n", ascending=False).head(NAMED)
    return {"data": [*_curves(funnel), *points], "layout": _layout(named, funnel, texts)}


def _adjusted(funnel: Funnel) -> "pd.Series[float]":
    """The share put right for the kinds of cases; the plain one where none is."""
    return funnel.scores["adjusted"].fillna(funnel.scores["value"])


def _curves(funnel: Funnel) -> list[dict[str, Any]]:
    """The limits, the nearer ones dashed, and what is usual."""
    sizes = list(funnel.sizes)
    line = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "x": sizes}
    found = [
        {**line, "y": list(curve), "line": {"color": GOAL, "width": 1, "dash": dash}}
        for dash, curves in zip(("dash", "solid"), funnel.limits.values(), strict=True)
        for curve in curves
    ]
    middle = {"color": LINE, "width": 1.5}
    return [*found, {**line, "y": [funnel.ordinary.target] * len(sizes), "line": middle}]


def _points(rows: pd.DataFrame, kind: str, unit: str, texts: Texts) -> dict[str, Any]:
    said = [
        texts(
            "funnel.point", name=row["name"], value=texts.value(row["value"], unit),
            n=texts.number(row["n"]), place=texts(f"funnel.{kind}"),
        )
        for row in rows.to_dict("records")
    ]  # fmt: skip
    return {
        "type": "scatter",
        "mode": "markers",
        "name": texts(f"funnel.{kind}"),
        "x": rows["n"].astype(float).tolist(),
        "y": rows["shown"].astype(float).tolist(),
        "customdata": said,
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {
            "size": 9 if kind == "usual" else 12,
            "symbol": SHAPES[kind],
            "color": COLOURS[kind],
            "line": {"width": 1, "color": "#ffffff"},
        },
    }


def _layout(named: pd.DataFrame, funnel: Funnel, texts: Texts) -> dict[str, Any]:
    axis: dict[str, Any] = {"zeroline": False, "automargin": True, "gridcolor": "#80808033"}
    shown = _adjusted(funnel)
    least = float(funnel.scores["n"].min())
    begins = next((at for at, size in enumerate(funnel.sizes) if size >= least), 0)
    nearest = next(iter(funnel.limits.values()))
    low = min(float(shown.min()), nearest[0][begins])
    high = max(float(shown.max()), nearest[1][begins])
    room = max((high - low) * 0.1, 0.03)
    return {
        **canvas(texts),
        "hovermode": "closest",
        "uirevision": "funnel",
        "annotations": [
            *(_name(row) for row in named.to_dict("records")),
            *(_limit(level, curves, funnel, texts) for level, curves in funnel.limits.items()),
            _shared(funnel, texts),
        ],
        "margin": {"l": 8, "r": 52, "t": 12, "b": 8},
        "xaxis": {
            **axis,
            "title": {"text": texts("funnel.size"), "font": {"size": 12}},
            "rangemode": "tozero",
        },
        "yaxis": {
            **axis,
            "tickformat": ".0%",
            "range": [max(low - room, -0.02), min(high + room, 1.02)],
        },
    }


def _name(row: Any) -> dict[str, Any]:
    return {
        "x": float(row["n"]), "y": float(row["shown"]), "text": str(row["name"]),
        "showarrow": False, "yshift": 14, "font": {"size": 12},
    }  # fmt: skip


def _limit(
    level: float, curves: tuple[tuple[float, ...], tuple[float, ...]], funnel: Funnel, texts: Texts
) -> dict[str, Any]:
    """Which share of ordinary units lies within the curves, at their end."""
    return {
        "x": funnel.sizes[-1], "y": curves[0][-1], "text": f"{texts.plain(round(100 * level, 1))}%",
        "showarrow": False, "xanchor": "left", "xshift": 4, "font": {"size": 11},
    }  # fmt: skip


def _shared(funnel: Funnel, texts: Texts) -> dict[str, Any]:
    """The value that all have in common, at the end of its line."""
    return {
        "x": funnel.sizes[-1], "y": funnel.ordinary.target,
        "text": texts.share(funnel.ordinary.target),
        "showarrow": False, "xanchor": "left", "xshift": 4, "font": {"size": 11, "color": LINE},
    }  # fmt: skip
