"""Figures as plain dictionaries, without plotly's template, and the wrapper every graph needs."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from dash import dcc, html

from dashboard.components.marks import attributes
from dashboard.later import later
from dashboard.readings import Reading
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
TICKS = 8
"""So many periods are all named at an axis."""

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


def trend_figure(reading: Reading, texts: Texts) -> dict[str, Any]:
    """The value of each period as a line, its target as a dashed line."""
    unit = reading.indicator.unit
    periods = list(reading.periods)
    said = [
        f"{texts.period(p)}<br><b>{texts.value(v, unit)}</b>"
        for p, v in zip(periods, reading.values, strict=True)
    ]
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": periods,
        "y": list(reading.values),
        "customdata": said,
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": LINE, "width": 2.5},
        "marker": {"size": 7, "color": LINE},
        "connectgaps": False,
    }
    return {
        "data": [line, *_target_line(reading, periods, texts)],
        "layout": _layout(reading, texts),
    }


def _target_line(reading: Reading, periods: list[str], texts: Texts) -> list[dict[str, Any]]:
    if reading.target is None or not periods:
        return []
    said = texts.expected(reading.target, reading.indicator.unit)
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": periods,
            "y": [reading.target] * len(periods),
            "line": {"color": GOAL, "width": 1.5, "dash": "dash"},
            "hovertemplate": f"{texts('chart.target')}: {said}<extra></extra>",
        }
    ]


def _target_words(reading: Reading, texts: Texts) -> list[dict[str, Any]]:
    """What the dashed line is, above the drawing: beside the line it would lie on the values."""
    if reading.target is None:
        return []
    said = texts.expected(reading.target, reading.indicator.unit)
    return [
        {
            "text": f"- - {texts('chart.target')} {said}",
            "xref": "paper",
            "x": 1,
            "xanchor": "right",
            "yref": "paper",
            "y": 1,
            "yanchor": "bottom",
            "showarrow": False,
        }
    ]


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


def _layout(reading: Reading, texts: Texts) -> dict[str, Any]:
    axis: dict[str, Any] = {"zeroline": False, "automargin": True, "gridcolor": "#80808033"}
    unit = reading.indicator.unit
    suffix = f" {texts('unit_of.hours')}" if unit == "hours" else ""
    return {
        **canvas(texts),
        "margin": {"l": 8, "r": 16, "t": 28, "b": 8},
        "hovermode": "x",
        "annotations": _target_words(reading, texts),
        "uirevision": reading.indicator.id,
        "xaxis": {
            **axis,
            "type": "category",
            "showgrid": False,
            "fixedrange": True,
            "tickangle": 0,
            "tickfont": {"size": 11},
            "tickmode": "array",
            **ticks(list(reading.periods), texts),
        },
        "yaxis": {
            **axis,
            "tickformat": ".0%" if unit == "share" else ",.4~g",
            "ticksuffix": suffix,
            **_range(reading),
        },
        "dragmode": "zoom",
    }


def ticks(periods: list[str], texts: Texts) -> dict[str, list[str]]:
    """Every period by name; of many every other one, up to the newest, to fit a phone."""
    named = periods[::-1][:: 2 if len(periods) > TICKS else 1][::-1]
    years = [period[:4] for period in named]
    firsts = [year not in years[:place] for place, year in enumerate(years)]
    words = [texts.tick(p, first=first) for p, first in zip(named, firsts, strict=True)]
    return {"tickvals": named, "ticktext": words}


def _range(reading: Reading) -> dict[str, Any]:
    """Times and counts start at zero; shares show at least twenty points around them."""
    shown = [v for v in (*reading.values, reading.target) if v is not None]
    if reading.indicator.unit != "share" or not shown:
        return {"rangemode": "tozero"}
    low, high = min(shown), max(shown)
    pad = max(0.03, (0.2 - (high - low)) / 2)
    return {"range": [max(-0.02, low - pad), min(1.03, high + pad)]}


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
