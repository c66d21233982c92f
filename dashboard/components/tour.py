"""A short tour of Data saya: its words; tour.js shows them one after the other."""

from dash import html

from dashboard.components.marks import attributes, icon
from dashboard.texts import Texts

STEPS = ("standing", "changed", "ahead", "goals", "objections", "glossary")
"""Parts of the page, in order; each carries ``data-tour-step``."""


def tour(texts: Texts) -> html.Div:
    """What the tour says, hidden until it is begun."""
    steps = [
        html.Section(
            [html.H2(texts(f"tour.{name}")), html.P(texts(f"tour.{name}_more"))],
            **attributes(data_tour_for=name),
        )
        for name in STEPS
    ]
    words = {
        f"data_tour_{name}": texts(f"tour.{name}")
        for name in ("label", "next", "back", "end", "done", "of")
    }
    return html.Div(steps, hidden=True, **attributes(data_tour_words="1", **words))


def invitation(texts: Texts) -> html.Aside:
    """Shown until the tour was taken or put away once (tour.js remembers)."""
    return html.Aside(
        [
            icon("signpost-split"),
            html.Span(texts("tour.invite")),
            html.Button(texts("tour.begin"), type="button", className="btn btn-primary btn-sm",
                        **attributes(data_tour="begin")),
            html.Button(texts("tour.later"), type="button",
                        className="btn btn-outline-secondary btn-sm",
                        **attributes(data_tour="never")),
        ],
        className="tour-invite",
        **attributes(aria_label=texts("tour.label")),
    )  # fmt: skip
