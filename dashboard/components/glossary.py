"""Terms in plain words, at the foot of the page, and links to them where they are used."""

from collections.abc import Iterable
from typing import Any

from dash import html

from dashboard.components.marks import attributes, icon
from dashboard.texts import Texts


def place_of(name: str) -> str:
    """Where a term stands on the page."""
    return f"istilah-{name}"


def term(name: str, texts: Texts) -> html.A:
    """A link to a term (tour.js opens the list)."""
    return html.A(
        texts(f"glossary_term.{name}"),
        href=f"#{place_of(name)}",
        className="term",
        **attributes(data_term=place_of(name)),
    )


def terms(names: Iterable[str], texts: Texts) -> html.Span:
    """Several of them, one after the other."""
    linked: list[Any] = [icon("book")]
    for number, name in enumerate(names):
        linked += [", ", term(name, texts)] if number else [" ", term(name, texts)]
    return html.Span(linked, className="terms")


def glossary(texts: Texts) -> html.Details:
    """All terms, folded away until asked for."""
    found = texts.family("glossary")
    return html.Details(
        [
            html.Summary(html.H2(texts("own.glossary"))),
            html.Dl([_entry(name, said, texts) for name, said in found.items()],
                    className="glossary"),
        ],
        className="section folded",
        **attributes(data_tour_step="glossary"),
    )  # fmt: skip


def _entry(name: str, said: str, texts: Texts) -> html.Div:
    return html.Div(
        [html.Dt(texts(f"glossary_term.{name}")), html.Dd(said)],
        tabIndex=-1,
        **attributes(data_term_place=place_of(name)),
    )
