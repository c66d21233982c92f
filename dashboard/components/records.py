"""Records as a list that is read well on a telephone: what it is, what was seen, where it is."""

from collections.abc import Callable, Iterable
from typing import Any

from dash import html

from dashboard.components.marks import icon, mark
from dashboard.telling.records import Line
from dashboard.texts import Texts

MARKS = {
    "hit": "met",
    "miss": "missed",
    "left_out": "unavailable",
    "coming": "thin",
    "none": "unavailable",
}
FEW = 8
"""So many a telephone shows at first; parts.css knows it too."""

Beside = Callable[[Line], Any]


def record_list(found: Iterable[Line], texts: Texts, beside: Beside | None = None) -> html.Ul:
    """One line for each record; ``beside``: what stands at its end, such as a link."""
    return html.Ul([_record(line, texts, beside) for line in found], className="record-list")


def counted(n: int, shown: int, texts: Texts) -> str:
    """How many records there are, and how many of them are shown if not all."""
    if shown < n:
        return texts("why.records_more", n=texts.number(n), shown=texts.number(shown))
    return texts("why.records_all", n=texts.number(n))


def rest(n: int, texts: Texts) -> html.Details | None:
    """Below ``n`` records: shows the rest of them on a telephone; elsewhere all are seen."""
    if n <= FEW:
        return None
    words = [html.Span(texts("why.all", n=texts.number(n))), html.Span(texts("why.few"))]
    return html.Details(html.Summary(words), className="rest")


def _record(line: Line, texts: Texts, beside: Beside | None) -> html.Li:
    seen: list[Any] = [mark(MARKS[line.mark]), line.said]
    place = html.Small(
        [icon("file-earmark-text"), line.where], title=line.source, className="record-place"
    )
    return html.Li(
        [
            html.Div([html.B(line.key), html.Span(seen, className="record-seen")]),
            html.Div([html.Span(line.detail), html.Span(line.day), place], className="note-line"),
            beside(line) if beside else None,
        ],
        className=f"record-line record-{line.mark}",
        title=texts.code("mark", line.mark),
    )
