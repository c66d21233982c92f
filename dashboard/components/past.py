"""One subject against its own past: every goal, whether it changes, and what is within reach."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard.components.headers import section
from dashboard.components.marks import icon
from dashboard.components.tiles import name_of
from dashboard.telling.past import changing, reaching, state, week
from dashboard.texts import Texts
from scoring.indicators import INDICATORS

ICONS = {
    "worsening": "arrow-down-right-circle-fill",
    "improving": "arrow-up-right-circle-fill",
    "steady": "dash-circle",
    "thin": "three-dots",
}
ORDER = list(ICONS)
MOVED = ("worsening", "improving")


def past(signals: pd.DataFrame, page: str, texts: Texts) -> html.Section | None:
    """A line for each goal, what worsens first; nothing where no week has been looked at."""
    if signals.empty:
        return None
    rows = sorted(signals.to_dict("records"), key=lambda row: ORDER.index(state(row)))
    moved = [row for row in rows if state(row) in MOVED]
    lines = [_line(row, page, texts) for row in rows]
    body = html.Div(
        [html.Ul(lines[: len(moved)], className="pasts"), *_folded(lines[len(moved) :], texts)]
    )
    more = texts("past.more", week=week(rows[0]["as_of"], texts))
    return section(texts("past.title"), body, more=more)


def _folded(lines: list[html.Li], texts: Texts) -> list[Any]:
    """What has not changed, folded away until asked for; on paper its number alone."""
    if not lines:
        return []
    said = texts("past.still", n=texts.number(len(lines)))
    inside = [html.Summary(said), html.Ul(lines, className="pasts")]
    return [html.Details(inside, className="others"), html.P(said, className="on-paper note")]


def _line(row: Mapping[Any, Any], page: str, texts: Texts) -> html.Li:
    indicator = INDICATORS[row["indicator"]]
    name, href = name_of(indicator.id, texts), f"{page}&indicator={indicator.id}"
    reach = reaching(row, texts)
    return html.Li(
        [
            past_mark(state(row), texts),
            dcc.Link(name, href=href, className="trend-link"),
            html.Span(changing(row, indicator.unit, texts), className="past-said"),
            html.Span(reach, className="note-line") if reach else None,
        ]
    )


def past_mark(which: str, texts: Texts) -> html.Span:
    """Shape and word of a change."""
    return html.Span(
        [icon(ICONS[which]), texts(f"past.is_{which}")], className=f"past-mark past-{which}"
    )
