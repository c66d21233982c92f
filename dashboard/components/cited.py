"""Where something was read, as config.yaml says it."""

from dash import html

from dashboard.method import Named
from dashboard.texts import Texts


def cited(source: Named | None, texts: Texts) -> html.P | None:
    """A line below what was read there; nothing where config.yaml says nothing."""
    said = source.get(texts.language) if source else None
    if not said:
        return None
    return html.P(texts("method.sources", source=said), className="note-line method-source")
