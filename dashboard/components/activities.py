"""The part of a person's page that holds the days, with the way to verifying them."""

from dash import dcc, html

from dashboard.components.headers import address, section
from dashboard.components.marks import icon
from dashboard.texts import Texts
from dashboard.view import Filters


def activities(
    days: html.Div, filters: Filters, texts: Texts, verified: str | None
) -> html.Section:
    """Days and what was done on them; who may verify those of ``verified`` finds the way."""
    link = dcc.Link(
        [icon("check2-square"), html.Span(texts("verify.title"))],
        href=address("/verifikasi", filters, person=verified),
        className="how-words",
    )
    return section(
        texts("pegawai.activities"),
        days,
        more=texts("days.more_said"),
        deeds=link if verified else None,
        name="days",
    )
