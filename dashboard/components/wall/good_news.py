"""Good news: complaints answered in time on end, and units that improve."""

from typing import Any

from dash import html

from dashboard.components.marks import icon
from dashboard.components.wall.goals import said
from dashboard.components.wall.slide import Slide
from dashboard.overlook import Overlook
from dashboard.texts import Texts, missing

MOST = 5


def good_news(seen: Overlook, texts: Texts) -> Slide | None:
    """Streaks and what improves against its own past; nothing where there is none."""
    parts = [
        _part("wall.streaks", _streaks(seen, texts), texts),
        _part("wall.improving", _improving(seen, texts), texts),
    ]
    shown = [part for part in parts if part is not None]
    if not shown:
        return None
    body = html.Div(shown, className="wall-two")
    return Slide("good", "good_news", texts("wall.good_news"), "met", body)


def _part(title: str, lines: list[html.Li], texts: Texts) -> html.Div | None:
    if not lines:
        return None
    return html.Div([html.H3(texts(title)), html.Ul(lines, className="wall-good-lines")])


def _streaks(seen: Overlook, texts: Texts) -> list[html.Li]:
    rows = seen.streaks.head(MOST).to_dict("records")
    return [
        html.Li(
            [
                html.B(texts.number(row["kept"])),
                html.Div(
                    [html.Span(seen.names[row["unit"]]), html.Small(_since(row, seen, texts))]
                ),
            ]
        )
        for row in rows
    ]


def _since(row: dict[Any, Any], seen: Overlook, texts: Texts) -> str:
    """Since when no complaint was late; of those looked at, if none was."""
    since = row["since"]
    if missing(since):
        return texts("wall.streak_whole", days=texts.number(seen.wall.streak_span.days))
    return texts("wall.streak_since", day=texts.day(since.astimezone(texts.zone).date()))


def _improving(seen: Overlook, texts: Texts) -> list[html.Li]:
    """What improves most evidently, once for each unit."""
    rows = seen.signals[seen.signals["signal"].eq("improving")]
    ranked = rows.sort_values("evidence", ascending=False).drop_duplicates("subject_id")
    best = ranked.head(MOST).to_dict("records")
    return [
        html.Li(
            [
                icon("graph-up-arrow"),
                html.Div([html.Span(seen.names[row["subject_id"]]), html.Small(said(row, texts))]),
            ]
        )
        for row in best
    ]
