"""The headline of a page: whether service is good, what is late, what gets worse; each leads on."""

from dash import dcc, html

from dashboard.components.marks import mark
from dashboard.telling.headline import Standing, lateness, verdict, worsening
from dashboard.texts import Texts


def headline(standing: Standing, late_href: str, worse_href: str, texts: Texts) -> html.Div:
    """Three sentences; the first one large."""
    late, worse = lateness(standing, texts), worsening(standing, texts)
    more = [
        html.Li(dcc.Link(said, href=href, className="headline-link"))
        for said, href in ((late, late_href), (worse, worse_href))
        if said
    ]
    return html.Div(
        [
            html.P([mark(standing.band), verdict(standing, texts)], className="headline-verdict"),
            html.Ul(more, className="headline-more") if more else None,
        ],
        className=f"headline headline-{standing.band}",
    )
