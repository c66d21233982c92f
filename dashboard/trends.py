"""The trend of one indicator: periods as a line, its own weeks and limits, what happened when."""

from collections.abc import Iterator, Sequence
from typing import Any

from dashboard.axes import span, ticks, value_range
from dashboard.charts import GOAL, LINE, canvas
from dashboard.events import Event
from dashboard.legend import BAND, THIN, WEEK, banded, key, legend, usual
from dashboard.readings import Reading
from dashboard.texts import Texts
from scoring.periods import bounds

WORSE = "#cf4a3c"
MOVED = {"worsening": ("diamond", WORSE), "improving": ("circle", LINE)}
"""Shape and colour of weeks that are a signal: those of the status marks."""

SIGNS = {"diamond": "◆", "circle": "●"}


def trend_figure(reading: Reading, texts: Texts, events: Sequence[Event] = ()) -> dict[str, Any]:
    """The value of each period as a line, its target dashed; behind it the subject's own weeks.

    ``events``: marked at the foot, as far as they lie within what is drawn.
    """
    places = _places(reading)
    return {
        "data": [
            *_weeks(reading, texts),
            _line(reading, places, texts),
            *_target_line(reading, places, texts),
        ],
        "layout": _layout(reading, places, _shown(reading, places, events), texts),
    }


def happened(reading: Reading, events: Sequence[Event], texts: Texts) -> Iterator[str]:
    """What is drawn beside the values, in words: limits, a change, and events."""
    if banded(reading):
        yield usual(reading, texts)
    if reading.signal and reading.since:
        yield _changed(reading, texts)
    yield from (f"{texts.day(e.day)}: {e.said}" for e in _about(reading, events))


def _places(reading: Reading) -> list[str]:
    """Where each period stands: by name, or with weeks beside it on the day of its middle."""
    if not reading.weeks:
        return list(reading.periods)
    found = [bounds(period) for period in reading.periods]
    return [f"{b[0] + (b[1] - b[0]) / 2:%Y-%m-%d}" if b else "" for b in found]


def _about(reading: Reading, events: Sequence[Event]) -> list[Event]:
    return [e for e in events if e.indicator in (None, reading.indicator.id)]


def _shown(reading: Reading, places: list[str], events: Sequence[Event]) -> list[Event]:
    """Those on days of the axis, which has days only where weeks are drawn."""
    if not reading.weeks or not places:
        return []
    return [e for e in _about(reading, events) if e.day.isoformat() >= places[0]]


def _line(reading: Reading, places: list[str], texts: Texts) -> dict[str, Any]:
    unit = reading.indicator.unit
    rests = reading.counts or (None,) * len(places)
    thin = reading.thin or (False,) * len(places)
    said = [
        f"{texts.period(p)}<br><b>{texts.value(v, unit)}</b>{_resting(n, few, texts)}"
        for p, v, n, few in zip(reading.periods, reading.values, rests, thin, strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": places,
        "y": list(reading.values),
        "customdata": said,
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": LINE, "width": 2.5},
        "marker": {
            "size": 7,
            "color": [THIN if few else LINE for few in thin],
            "symbol": ["circle-open" if few else "circle" for few in thin],
            "line": {"width": 2},
        },
        "connectgaps": False,
    }


def _resting(n: int | None, few: bool, texts: Texts) -> str:
    """On how many cases a value rests, and that these are too few to judge."""
    if n is None:
        return ""
    told = texts("kpi.n", n=texts.number(n))
    return f"<br>{told}, {texts('band.thin').lower()}" if few else f"<br>{told}"


def _weeks(reading: Reading, texts: Texts) -> list[dict[str, Any]]:
    """Weeks as small points; those of a change in its shape and colour."""
    if not reading.weeks:
        return []
    shape, colour = MOVED.get(reading.signal or "", ("circle", LINE))
    moved = [reading.since is not None and day >= reading.since for day, _ in reading.weeks]
    unit = reading.indicator.unit
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [day.isoformat() for day, _ in reading.weeks],
            "y": [value for _, value in reading.weeks],
            "customdata": [
                f"{texts('past.week', day=texts.day(day))}<br><b>{texts.value(value, unit)}</b>"
                for day, value in reading.weeks
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
            "marker": {
                "size": [8 if now else 5 for now in moved],
                "symbol": [shape if now else "circle" for now in moved],
                "color": [colour if now else WEEK for now in moved],
                "opacity": [0.95 if now else 0.8 for now in moved],
                "line": {"width": 0},
            },
        }
    ]


def _target_line(reading: Reading, places: list[str], texts: Texts) -> list[dict[str, Any]]:
    if reading.target is None or not places:
        return []
    said = texts.expected(reading.target, reading.indicator.unit)
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": places,
            "y": [reading.target] * len(places),
            "line": {"color": GOAL, "width": 1.5, "dash": "dash"},
            "hovertemplate": f"{texts('chart.target')}: {said}<extra></extra>",
        }
    ]


def _changed(reading: Reading, texts: Texts) -> str:
    return texts(f"chart.{reading.signal}", since=texts.day(reading.since))


def _layout(
    reading: Reading, places: list[str], events: list[Event], texts: Texts
) -> dict[str, Any]:
    axis: dict[str, Any] = {"zeroline": False, "automargin": True, "gridcolor": "#80808033"}
    unit = reading.indicator.unit
    suffix = f" {texts('unit_of.hours')}" if unit == "hours" else ""
    words = legend(reading, texts)
    return {
        **canvas(texts),
        "margin": {"l": 8, "r": 16, "t": 12 + 17 * len(words), "b": 8},
        "hovermode": "closest" if reading.weeks else "x",
        "annotations": [*_words(words), *_happenings(reading, events, texts)],
        "shapes": list(_shapes(reading)),
        "uirevision": reading.indicator.id,
        "xaxis": {
            **axis,
            "type": "date" if reading.weeks else "category",
            "showgrid": False,
            "fixedrange": True,
            **span(reading, places),
            "tickangle": 0,
            "tickfont": {"size": 11},
            "tickmode": "array",
            **ticks(list(reading.periods), texts, dict(zip(reading.periods, places, strict=True))),
        },
        "yaxis": {
            **axis,
            "tickformat": ".0%" if unit == "share" else ",.4~g",
            "ticksuffix": suffix,
            **value_range(reading),
        },
        "dragmode": "zoom",
    }


def _words(rows: list[str]) -> list[dict[str, Any]]:
    if not rows:
        return []
    top = {"yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False}
    right = {"xref": "paper", "x": 1, "xanchor": "right", "align": "right"}
    return [{"text": "<br>".join(rows), **top, **right}]


def _happenings(reading: Reading, events: list[Event], texts: Texts) -> Iterator[dict[str, Any]]:
    """A change since a week, and events, at the foot of the days they are of."""
    foot = {"yref": "paper", "y": 0, "yanchor": "bottom", "showarrow": False}
    if reading.weeks and reading.signal and reading.since:
        shape, colour = MOVED[reading.signal]
        said = key(SIGNS[shape], colour, _changed(reading, texts))
        beside = {"xanchor": "right", "xshift": -5, "yshift": 3}
        yield {"x": reading.since.isoformat(), "text": said, **beside, **foot}
    for event in events:
        told = f"{texts.day(event.day)}<br>{event.said}"
        yield {"x": event.day.isoformat(), "text": "▲", "hovertext": told, **foot}


def _shapes(reading: Reading) -> Iterator[dict[str, Any]]:
    """The subject's own limits as a band, and a line where it began to change."""
    if reading.limits and banded(reading):
        low, high = reading.limits
        ends = {"x0": reading.weeks[0][0].isoformat(), "x1": reading.weeks[-1][0].isoformat()}
        look = {"fillcolor": BAND, "line": {"width": 0}, "layer": "below"}
        yield {"type": "rect", **ends, "y0": low, "y1": high, **look}
    if reading.weeks and reading.signal and reading.since:
        at = reading.since.isoformat()
        line = {"color": GOAL, "width": 1.5, "dash": "dot"}
        yield {
            "type": "line",
            "x0": at,
            "x1": at,
            "yref": "paper",
            "y0": 0,
            "y1": 0.94,
            "line": line,
        }
