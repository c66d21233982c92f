"""The trend of one chosen indicator: its picker, its graph, and the figure alone."""

from typing import Any

from dash import html

from dashboard.charts import graph, trend_figure
from dashboard.components.headers import picker, section
from dashboard.components.tiles import name_of
from dashboard.readings import Reading
from dashboard.texts import Texts

NOTHING: dict[str, Any] = {"data": [], "layout": {}}


def chosen(found: list[Reading], wanted: str | None) -> Reading | None:
    """The reading asked for; else the first goal with a value, the first with one, the first."""
    asked = [r for r in found if r.indicator.id == wanted]
    valued = [r for r in found if r.value is not None]
    return next(iter((*asked, *(r for r in valued if r.has_goal), *valued, *found)), None)


def said(reading: Reading, texts: Texts) -> str:
    """The trend in words, for those who cannot see it."""
    pairs = zip(reading.periods, reading.values, strict=True)
    values = "; ".join(
        f"{texts.period(p, short=True)} {texts.value(v, reading.indicator.unit)}" for p, v in pairs
    )
    return texts("kpi.trend", name=name_of(reading.indicator.id, texts), values=values)


def trend_section(
    identifier: str, title: str, found: list[Reading], reading: Reading | None, texts: Texts
) -> html.Section | html.Div:
    """Picker and graph; hidden, but there, when nothing can be drawn."""
    if reading is None:
        return html.Div(graph(identifier, NOTHING, "", texts), hidden=True)
    options = [(r.indicator.id, name_of(r.indicator.id, texts)) for r in found]
    choice = picker("indicator", texts("unit.indicator"), options, reading.indicator.id)
    drawn = graph(identifier, trend_figure(reading, texts), said(reading, texts), texts)
    return section(title, drawn, deeds=choice, name="trend")


def figure_of(found: list[Reading], wanted: str | None, texts: Texts) -> dict[str, Any]:
    """The figure of the chosen indicator."""
    reading = chosen(found, wanted)
    return NOTHING if reading is None else trend_figure(reading, texts)
