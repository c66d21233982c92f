"""Signs to look at: of gaming, and of faults in the data. Shown only where there are any."""

from dash import dcc, html

from dashboard.components.headers import section
from dashboard.components.marks import icon
from dashboard.components.tiles import method_link, name_of, trend_of
from dashboard.readings import Reading
from dashboard.telling.parts import cases_of
from dashboard.texts import Texts


def signs(found: list[Reading], page: str, texts: Texts) -> html.Section | None:
    """One line for each sign; nothing where all are zero."""
    if not found:
        return None
    lines = html.Ul([_sign(reading, page, texts) for reading in found], className="signs")
    return section(texts("signs.title"), lines, more=texts("signs.more"))


def _sign(reading: Reading, page: str, texts: Texts) -> html.Li:
    info = reading.indicator
    of = texts(
        "signs.of", n=texts.number(reading.n), cases=cases_of(info.id, info.frame, texts, reading.n)
    )
    return html.Li(
        [
            icon("eye"),
            html.B(texts.value(reading.value, info.unit)),
            dcc.Link(name_of(info.id, texts), href=trend_of(reading, page), className="trend-link"),
            html.Span(of, className="note-line"),
            method_link(info.id, texts),
        ]
    )
