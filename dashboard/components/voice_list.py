"""Each feedback on behaviour (BerAKHLAK), folded: when, on which value, of which level, from whom.

The giver is told by kind and never by name: feedback is given in confidence.
"""

from typing import Any

import pandas as pd
from dash import html

from dashboard.components.marks import mark
from dashboard.texts import Texts

MARKS = {"below": "missed", "meets": "met", "above": "met"}
SHOWN = 60


def voice_list(entries: pd.DataFrame, texts: Texts) -> html.Details | None:
    """The newest first; nothing without any."""
    if entries.empty:
        return None
    count = texts("rating.each", n=texts.number(len(entries)))
    rows = [_entry(row, texts) for row in entries.head(SHOWN).to_dict("records")]
    more = len(entries) - SHOWN
    note = html.P(texts("rating.each_more", n=texts.number(max(more, 0))), className="note-line")
    return html.Details(
        [html.Summary(count), html.Ul(rows, className="voice-list"), note if more > 0 else None],
        className="voices",
    )


def _entry(row: dict[Any, Any], texts: Texts) -> html.Li:
    kind = MARKS[str(row["level"])]
    level = html.Span([mark(kind), texts.code("rating_level", row["level"])],
                      className=f"band band-{kind}")  # fmt: skip
    local = pd.Timestamp(row["given_at"]).tz_convert(texts.zone)
    about = f"{texts.day(local.date())} · {texts.code('giver_role', row['giver_role'])}"
    value = html.B(texts.code("berakhlak", row["value"]))
    return html.Li([html.Div([value, html.Small(about)]), level])
