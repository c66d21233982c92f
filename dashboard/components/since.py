"""What changed since the reader was here last: goals, alerts, limits that passed."""

from collections.abc import Mapping
from typing import Any

from dash import dcc, html

from dashboard.components.headers import address
from dashboard.components.marks import band_mark, icon
from dashboard.components.tiles import name_of
from dashboard.overview import Changes, Visit
from dashboard.readings import Reading
from dashboard.texts import Texts
from dashboard.view import Filters


def shown_now(found: list[Reading], unit: str, period: str) -> dict[str, str]:
    """Band of each goal, by unit, period and indicator: what a visit is remembered by."""
    return {f"{unit}|{period}|{r.indicator.id}": r.band for r in found if r.has_goal}


def since(
    visit: Visit | None, now: Mapping[str, str], changes: Changes | None, filters: Filters,
    texts: Texts,
) -> html.Details | None:  # fmt: skip
    """One line that unfolds; nothing at the first visit."""
    if visit is None or changes is None:
        return None
    flips = flipped(visit.before, now)
    count = len(flips) + changes.fired + changes.ended + changes.late
    moment = texts.moment(visit.since, short=True)
    said = texts("since.some" if count else "since.none", moment=moment)
    head = html.Summary([icon("clock-history"), html.Span(said), _counts(flips, changes, texts)])
    if not flips:
        return html.Details(
            [head, html.P(texts("since.no_flips"), className="note-line since-body")],
            className="since",
        )
    lines = [html.Li(_flip(*flip, filters, texts)) for flip in flips]
    return html.Details([head, html.Ul(lines, className="since-body")], className="since")


def flipped(before: Mapping[str, str], now: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Goals (indicator, band before, band now) that stand in both and differ, as shown now."""
    return [
        (key.rpartition("|")[2], before[key], band)
        for key, band in now.items()
        if key in before and before[key] != band
    ]


def _counts(flips: list[tuple[str, str, str]], changes: Changes, texts: Texts) -> html.Span:
    told = {
        "flips": len(flips),
        "fired": changes.fired,
        "ended": changes.ended,
        "late": changes.late,
    }
    said = [texts(f"since.{name}", n=texts.number(n)) for name, n in told.items() if n]
    return html.Span(" · ".join(said), className="since-counts")


def _flip(indicator: str, before: str, band: str, filters: Filters, texts: Texts) -> list[Any]:
    href = address("/unit", filters, indicator=indicator)
    return [
        dcc.Link(name_of(indicator, texts), href=href, className="trend-link"),
        band_mark(before, texts),
        icon("arrow-right"),
        band_mark(band, texts),
    ]
