"""What a long page holds: a line of links to its parts, which stays in sight."""

from collections.abc import Iterable

from dash import html

from dashboard.components.marks import attributes
from dashboard.texts import Texts


def contents(parts: Iterable[tuple[str, str] | None], texts: Texts) -> html.Nav:
    """A link for each part that is there: its identifier, and the key of its name in texts."""
    links = [html.Li(html.A(texts(name), href=f"#{place}")) for place, name in filter(None, parts)]
    return html.Nav(
        html.Ul(links), className="contents", **attributes(aria_label=texts("contents.label"))
    )
