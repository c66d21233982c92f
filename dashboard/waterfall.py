"""The figure of a score as a sum: each goal begins where the one before it ended. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from dashboard.charts import FONT, GOAL, LINE, canvas
from dashboard.telling.whole import earned
from dashboard.texts import Texts

LOST = "rgba(128,136,144,.28)"
TOTAL = "#23756d"
BAR = 0.4
STEP = 36
EDGES = 40


@dataclass(frozen=True)
class Bar:
    """What one goal earned of at most ``most`` points of the score."""

    name: str
    earned: float
    most: float


def height_of(bars: Sequence[Bar]) -> str:
    """The height that gives every bar, and the total, its place."""
    return f"{STEP * (len(bars) + 1) + EDGES}px"


def waterfall(
    bars: Sequence[Bar], interval: tuple[float, float] | None, texts: Texts
) -> dict[str, Any]:
    """Earned and lost points of every goal, and the score they sum to with its interval."""
    names = [bar.name for bar in bars]
    starts = [0.0, *accumulate(bar.earned for bar in bars)]
    total = starts.pop()
    rows = list(range(len(bars)))
    earned = _bars(rows, starts, [b.earned for b in bars], LINE, _said(bars, texts))
    ends = [start + bar.earned for start, bar in zip(starts, bars, strict=True)]
    lost = _bars(rows, ends, [b.most - b.earned for b in bars], LOST, None)
    whole = _bars([len(bars)], [0.0], [total], TOTAL, [_whole(total, texts)])
    if interval is not None:
        low, high = interval
        error = {"type": "data", "symmetric": False, "array": [high - total]}
        whole["error_x"] = error | {"arrayminus": [total - low], "color": GOAL, "thickness": 1.5}
    return {"data": [earned, lost, whole], "layout": _layout(names, bars, total, texts)}


def _bars(
    rows: list[int], base: list[float], widths: list[float], colour: str, said: list[str] | None
) -> dict[str, Any]:
    hover = (
        {"hoverinfo": "skip"} if said is None else {"hovertemplate": "%{customdata}<extra></extra>"}
    )
    return {
        "type": "bar",
        "orientation": "h",
        "y": rows,
        "base": base,
        "x": widths,
        "width": BAR,
        "customdata": said,
        "marker": {"color": colour, "line": {"width": 0}},
        **hover,
    }


def _said(bars: Sequence[Bar], texts: Texts) -> list[str]:
    return [f"{bar.name}<br><b>{_of_most(bar, texts)}</b>" for bar in bars]


def _of_most(bar: Bar, texts: Texts) -> str:
    return earned(bar.earned, bar.most, texts)


def _whole(total: float, texts: Texts) -> str:
    return texts("why.score", score=texts.number(total, 1))


def _layout(names: list[str], bars: Sequence[Bar], total: float, texts: Texts) -> dict[str, Any]:
    words = [_word(row, name, 0, "left") for row, name in enumerate((*names, texts("why.total")))]
    sums = [_word(row, _of_most(bar, texts), 100, "right") for row, bar in enumerate(bars)]
    sums.append(_word(len(bars), f"<b>{_whole(total, texts)}</b>", 100, "right"))
    return {
        **canvas(texts),
        "margin": {"l": 6, "r": 16, "t": 4, "b": 24},
        "font": {"family": FONT, "size": 12.5, "color": GOAL},
        "barmode": "overlay",
        "hovermode": "closest",
        "dragmode": False,
        "annotations": words + sums,
        "uirevision": "score",
        "xaxis": {
            "range": [-0.5, 100.5],
            "fixedrange": True,
            "tickvals": [0, 25, 50, 75, 100],
            "zeroline": False,
            "gridcolor": "#80808033",
            "tickfont": {"size": 11},
        },
        "yaxis": {
            "range": [len(names) + 0.5, -0.75],
            "fixedrange": True,
            "visible": False,
        },
    }


def _word(row: int, text: str, at: float, anchor: str) -> dict[str, Any]:
    """A word above a bar."""
    return {
        "text": text,
        "x": at,
        "xanchor": anchor,
        "y": row - BAR / 2 - 0.02,
        "yanchor": "bottom",
        "showarrow": False,
        "borderpad": 0,
    }
