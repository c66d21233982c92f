"""Axes of a trend: which periods are named, from when to when, from what value to what."""

from datetime import date, timedelta
from typing import Any

from dashboard.readings import Reading
from dashboard.texts import Texts

TICKS = 8
"""So many periods are all named at an axis."""

PAD = timedelta(days=12)
"""Room before the first and after the last of what is drawn."""


def ticks(periods: list[str], texts: Texts, places: dict[str, str]) -> dict[str, list[str]]:
    """Every period by name at its place; of many every other one, newest last, to fit a phone."""
    named = periods[::-1][:: 2 if len(periods) > TICKS else 1][::-1]
    years = [period[:4] for period in named]
    firsts = [year not in years[:place] for place, year in enumerate(years)]
    words = [texts.tick(p, first=first) for p, first in zip(named, firsts, strict=True)]
    return {"tickvals": [places[period] for period in named], "ticktext": words}


def span(reading: Reading, places: list[str]) -> dict[str, Any]:
    """With weeks: all that is drawn, with some room."""
    if not reading.weeks or not places:
        return {}
    days = [date.fromisoformat(place) for place in places if place]
    first, last = min(*days, reading.weeks[0][0]), max(*days, reading.weeks[-1][0])
    return {"range": [(first - PAD).isoformat(), (last + PAD).isoformat()]}


def value_range(reading: Reading) -> dict[str, Any]:
    """Times and counts start at zero; shares show at least twenty points around them."""
    weeks = [value for _, value in reading.weeks]
    limits = (reading.limits or ()) if weeks else ()
    known = (*reading.values, reading.target, *weeks, *limits)
    shown = [v for v in known if v is not None]
    if reading.indicator.unit != "share" or not shown:
        return {"rangemode": "tozero"}
    low, high = min(shown), max(shown)
    pad = max(0.05 if weeks else 0.03, (0.2 - (high - low)) / 2)
    return {"range": [max(-0.02, low - pad), min(1.05 if weeks else 1.03, high + pad)]}
