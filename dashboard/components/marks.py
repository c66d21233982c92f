"""Status marks: always shape and word and colour, so that none of them must be seen alone."""

from collections.abc import Mapping
from typing import Any

from dash import html

from dashboard.texts import Texts

BANDS = ("met", "at_risk", "missed", "thin", "stale", "unavailable")
"""Bands that carry a mark; ``none`` carries none."""


def attributes(**values: str) -> dict[str, Any]:
    """HTML attributes with dashes: ``attributes(aria_label="x")``."""
    return {name.replace("_", "-"): value for name, value in values.items()}


def mark(kind: str) -> html.Span:
    """The shape of a band; its word must stand beside it."""
    return html.Span(className=f"mark mark-{kind}", **attributes(aria_hidden="true"))


def band_mark(band: str, texts: Texts) -> html.Span:
    """Shape and word of a band."""
    return html.Span([mark(band), texts.code("band", band)], className=f"band band-{band}")


def icon(name: str) -> html.I:
    """A Bootstrap icon; decoration only."""
    return html.I(className=f"bi bi-{name}", **attributes(aria_hidden="true"))


def tally(bands: Mapping[str, int], texts: Texts) -> html.Ul | None:
    """How many goals are in each band, as one line."""
    shown = [band for band in BANDS if bands.get(band)]
    if not shown:
        return None
    return html.Ul(
        [
            html.Li([mark(band), html.B(texts.number(bands[band])), " ", texts(f"tally.{band}")])
            for band in shown
        ],
        className="tally",
        **attributes(aria_label=texts("tally.label")),
    )
