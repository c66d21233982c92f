"""Small lines, and what every graph needs: a ground without plotly's template, and its wrapper."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from dash import dcc, html

from dashboard.components.marks import attributes
from dashboard.later import later
from dashboard.texts import Texts

WIDTH, HEIGHT, EDGE = 120, 36, 3
LINE = "#2f8f86"
GOAL = "#8a8f98"
NO_BUTTONS = (
    "sendChartToCloud",
    "select2d",
    "lasso2d",
    "zoom2d",
    "pan2d",
    "zoomIn2d",
    "zoomOut2d",
    "autoScale2d",
)
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"


def sparkline(
    values: Sequence[float | None], target: float | None,
    limits: tuple[float, float] | None = None,
) -> str:  # fmt: skip
    """A small line with its last point marked and the target dashed, as a data address.

    ``limits``: between which its weeks usually lie, as a band behind it.
    """
    shown = [v for v in values if v is not None]
    bounds: list[float] = [*shown, *(limits or ()), *(() if target is None else (target,))]
    low, high = min(bounds), max(bounds)
    high = high if high > low else low + 1
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)

    def at(value: float) -> float:
        return round(HEIGHT - EDGE - (value - low) / (high - low) * (HEIGHT - 2 * EDGE), 1)

    points = [(round(EDGE + i * step, 1), at(v)) for i, v in enumerate(values) if v is not None]
    line = " ".join(f"{x},{y}" for x, y in points)
    goal = "" if target is None else _goal(at(target))
    usual = "" if limits is None else _band(at(limits[1]), at(limits[0]))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{usual}{goal}'
        f'<polyline points="{line}" fill="none" stroke="{LINE}" stroke-width="2" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
        f'<circle cx="{points[-1][0]}" cy="{points[-1][1]}" r="2.8" fill="{LINE}"/></svg>'
    )
    return f"data:image/svg+xml,{quote(svg)}"


def _band(top: float, bottom: float) -> str:
    return (
        f'<rect x="0" width="{WIDTH}" y="{top}" height="{round(max(bottom - top, 1.0), 1)}" '
        f'fill="{GOAL}" fill-opacity=".2"/>'
    )


def _goal(y: float) -> str:
    return (
        f'<line x1="0" x2="{WIDTH}" y1="{y}" y2="{y}" stroke="{GOAL}" stroke-width="1" '
        'stroke-dasharray="3 3"/>'
    )


def canvas(texts: Texts) -> dict[str, Any]:
    """What all drawings have in common: no ground of their own, our letters, signs of numbers."""
    clear = "rgba(0,0,0,0)"
    return {
        "margin": {"l": 8, "r": 16, "t": 12, "b": 8},
        "paper_bgcolor": clear,
        "plot_bgcolor": clear,
        "font": {"family": FONT, "size": 13, "color": GOAL},
        "showlegend": False,
        "modebar": {"bgcolor": clear},
        "separators": ",." if texts.language == "id" else ".,",
    }


def config_of(texts: Texts) -> Any:
    """What every graph must carry: no sharing to a cloud, words in the reader's language."""
    words = {
        "Download plot as a PNG": texts("chart.download"),
        "Download plot as a png": texts("chart.download"),
        "Zoom": texts("chart.zoom"),
        "Pan": texts("chart.pan"),
        "Autoscale": texts("chart.autoscale"),
        "Reset axes": texts("chart.reset"),
        "Zoom in": texts("chart.zoom_in"),
        "Zoom out": texts("chart.zoom_out"),
    }
    decimal, thousands = (",", ".") if texts.language == "id" else (".", ",")
    numbers = {"decimal": decimal, "thousands": thousands, "grouping": [3]}
    return {
        "modeBarButtonsToRemove": list(NO_BUTTONS),
        "plotlyServerURL": "",
        "displaylogo": False,
        "responsive": True,
        "locale": texts.language,
        "locales": {texts.language: {"dictionary": words, "format": numbers}},
    }


def graph(
    identifier: str, figure: dict[str, Any], said: str, texts: Texts, height: str = "17rem"
) -> html.Div:
    """A graph with a text alternative and a fixed height."""
    drawn = dcc.Graph(
        id=identifier, figure=figure, config=config_of(texts), style={"height": height}
    )
    return html.Div(
        later(drawn, height),
        role="figure",
        className="graph",
        **attributes(aria_label=said),
    )
