"""How many people of a unit hold which official predicate, and what departs from the pattern."""

from dash import html

from dashboard.components.headers import section
from dashboard.components.marks import attributes, icon
from dashboard.telling.spread import heading, notes
from dashboard.texts import Texts
from scoring.indication import Spread
from scoring.shapes.codes import PREDICATES


def spread(found: Spread | None, texts: Texts, *, persons: bool) -> html.Section | None:
    """A bar for each predicate, and the notes; of few people only for who may see persons."""
    rated = sum(found.counts.values()) if found else 0
    if found is None or (rated < FEWEST and not persons):
        return None
    bars = html.Ol(
        [_bar(code, found.counts.get(code, 0), rated, texts) for code in PREDICATES],
        className="elements",
        **attributes(aria_label=texts("spread.title")),
    )
    said = [html.Li([icon("exclamation-circle"), note]) for note in notes(found, texts)]
    lead = html.Div([html.P(heading(found, texts)), html.Ul(said, className="spread-notes")])
    body = html.Div([lead, bars], className="skm")
    return section(texts("spread.title"), body, more=texts("spread.more"))


FEWEST = 10
"""Of fewer a reader who sees no persons might tell who holds which predicate."""


def _bar(code: str, count: int, rated: int, texts: Texts) -> html.Li:
    full = html.Span(style={"width": f"{100 * count / rated:.1f}%"})
    return html.Li(
        [
            html.Span(texts.code("predicate", code), className="element-name"),
            html.Span(full, className="meter", **attributes(aria_hidden="true")),
            html.B(texts.number(count)),
        ]
    )
