"""What is shown instead of data: empty, forbidden, not found, failed."""

from dash import dcc, html

from dashboard.components.marks import attributes, icon
from dashboard.texts import Texts

ICONS = {
    "not_found": "signpost-split",
    "forbidden": "shield-lock",
    "failed": "exclamation-diamond",
    "unit": "diagram-3",
    "no_units": "diagram-3",
    "person": "person-x",
    "alert": "bell-slash",
    "own": "person-x",
    "record": "journal-x",
    "objection": "flag",
}


BACK = {
    "person": ("/pegawai", "nav.pegawai"),
    "unit": ("/unit", "nav.unit"),
    "alert": ("/peringatan", "nav.peringatan"),
    "objection": ("/keberatan", "nav.keberatan"),
}
"""Where the like can be found."""


def problem(kind: str, texts: Texts) -> html.Div:
    """A page that could not be shown, why, and the way back."""
    retry = html.Button(
        texts("error.reload"), className="btn btn-outline-secondary", **attributes(data_reload="1")
    )
    return html.Div(
        [
            html.Div(icon(ICONS[kind]), className="state-icon"),
            html.H1(texts(f"error.{kind}")),
            html.P(texts(f"error.{kind}_more")),
            html.Div(
                [
                    dcc.Link(texts("error.home"), href="/", className="btn btn-primary"),
                    _back(kind, texts) if kind in BACK else None,
                    retry if kind == "failed" else None,
                ],
                className="state-deeds",
            ),
        ],
        className="state",
        role="alert" if kind == "failed" else "status",
    )


def _back(kind: str, texts: Texts) -> dcc.Link:
    href, named = BACK[kind]
    return dcc.Link(texts(named), href=href, className="btn btn-outline-secondary")


def empty(kind: str, texts: Texts, *, more: str | None = None) -> html.Div:
    """A place without rows, said in words."""
    return html.Div(
        [icon("inbox"), html.Span(texts(f"empty.{kind}")), html.Small(more) if more else None],
        className="empty",
    )


def calm(said: str) -> html.Div:
    """That there is nothing to be seen, and that this is well."""
    return html.Div([icon("check-circle"), html.Span(said)], className="empty calm")
