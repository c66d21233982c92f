"""Help in place: how to read a page, folded away behind a question mark."""

from dash import html

from dashboard.components.marks import icon
from dashboard.texts import Texts


def help_here(page: str, texts: Texts) -> html.Details:
    """The words of ``page``."""
    return html.Details(
        [
            html.Summary([icon("question-circle"), texts("help.title")]),
            html.P(texts(f"help.{page}")),
        ],
        className="help",
    )
