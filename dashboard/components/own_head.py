"""The head of Data saya: a greeting, how one stands in words, and the way to the tour."""

from datetime import datetime
from typing import Any

import pandas as pd
from dash import html

from dashboard.components.headers import period_picker
from dashboard.components.help import help_here
from dashboard.components.marks import attributes, icon
from dashboard.telling import own
from dashboard.texts import Texts


def head(
    name: str, now: datetime, said: Any, place: str, pickers: tuple[tuple[str, ...], str | None],
    texts: Texts,
) -> html.Header:  # fmt: skip
    """``said``: what stands at ``place``. ``pickers``: periods, and the chosen one."""
    tour = html.Button(
        [icon("signpost-split"), texts("tour.begin")],
        type="button",
        className="btn btn-outline-secondary",
        **attributes(data_tour="begin"),
    )
    return html.Header(
        [
            html.Div(
                [
                    html.H1(own.greeting(now, name, texts)),
                    html.Div(said, id=place),
                    help_here("saya", texts),
                ],
                className="page-title own-title",
            ),
            html.Div([period_picker(*pickers, texts), tour], className="pickers"),
        ],
        className="page-head own-head",
        **attributes(data_tour_step="standing"),
    )


def standing(parts: pd.DataFrame, least: float, period: str, texts: Texts) -> html.P:
    """How one stands: the first sentence stands out."""
    first, *others = own.standing(parts, least, period, texts)
    return html.P([html.Strong(first), " ", " ".join(others)], className="own-standing")
