"""The trend of one chosen indicator: its picker, its graph, and the figure alone."""

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.charts import graph
from dashboard.components.headers import picker, section
from dashboard.components.tiles import name_of
from dashboard.events import Event
from dashboard.readings import Reading
from dashboard.texts import Texts
from dashboard.trends import happened, trend_figure

NOTHING: dict[str, Any] = {"data": [], "layout": {}}


def chosen(found: list[Reading], wanted: str | None) -> Reading | None:
    """The reading asked for; else the first goal with a value, the first with one, the first."""
    asked = [r for r in found if r.indicator.id == wanted]
    valued = [r for r in found if r.value is not None]
    return next(iter((*asked, *(r for r in valued if r.has_goal), *valued, *found)), None)


def said(reading: Reading, texts: Texts, events: Sequence[Event] = ()) -> str:
    """The trend in words, for those who cannot see it."""
    pairs = zip(reading.periods, reading.values, strict=True)
    values = "; ".join(
        f"{texts.period(p, short=True)} {texts.value(v, reading.indicator.unit)}" for p, v in pairs
    )
    told = texts("kpi.trend", name=name_of(reading.indicator.id, texts), values=values)
    return "; ".join([told, *happened(reading, events, texts)])


def trend_section(
    identifier: str, title: str, found: list[Reading], wanted: str | None,
    figure: dict[str, Any], events: Sequence[Event], texts: Texts,
) -> html.Section | html.Div:  # fmt: skip
    """Picker and graph of ``figure`` (``figure_of``); hidden, but there, if nothing is drawn."""
    reading = chosen(found, wanted)
    if reading is None:
        return html.Div(graph(identifier, NOTHING, "", texts), hidden=True)
    options = [(r.indicator.id, name_of(r.indicator.id, texts)) for r in found]
    choice = picker("indicator", texts("unit.indicator"), options, reading.indicator.id)
    drawn = graph(identifier, figure, said(reading, texts, events), texts)
    return section(title, drawn, deeds=choice, name="trend")


def figure_of(
    found: list[Reading], wanted: str | None, events: Sequence[Event], texts: Texts
) -> dict[str, Any]:
    """The figure of the chosen indicator."""
    reading = chosen(found, wanted)
    return NOTHING if reading is None else trend_figure(reading, texts, events)
