"""Figures without a goal, small: the value, how it went, and on how much it rests."""

from math import ceil
from typing import Any

from dash import dcc, html

from dashboard.components.marks import attributes
from dashboard.components.tiles import (
    age_of,
    age_text,
    change_of,
    method_link,
    name_of,
    spark_of,
    trend_of,
    value_of,
)
from dashboard.readings import Reading
from dashboard.still import kept
from dashboard.texts import Texts


def figures(found: list[Reading], page: str, texts: Texts) -> html.Div | None:
    """Figures without a goal, small."""
    if not found:
        return None
    cells: list[Any] = [_kept(r, texts, trend_of(r, page)) for r in found]
    return html.Div(cells, className="figures", style=_columns(len(cells), 8, 6))


def _columns(count: int, wide: int, middle: int) -> dict[str, str]:
    """Columns that fill whole rows, on wide and on middling screens."""
    balanced = {most: ceil(count / ceil(count / most)) for most in (wide, middle)}
    return {"--wide": str(balanced[wide]), "--middle": str(balanced[middle])}


def figure(reading: Reading, texts: Texts, href: str) -> html.Article:
    """A figure without a goal: small."""
    info = reading.indicator
    full = name_of(info.id, texts)
    plain = info.unit == "count" or reading.band == "unavailable"
    rests_on = None if plain else texts("kpi.n", n=texts.number(reading.n))
    meaning = texts.family("meaning").get(info.id, info.definition)
    return html.Article(
        [
            html.H3(
                [
                    dcc.Link(name_of(info.id, texts, short=True), href=href, className="tile-link"),
                    method_link(info.id, texts),
                ]
            ),
            html.Div(
                [
                    value_of(reading, texts),
                    None if reading.value is None else spark_of(reading, texts),
                ],
                className="tile-body",
            ),
            html.Div(
                [
                    change_of(reading, texts, brief=True),
                    html.Span(rests_on),
                    None if reading.stale_since is None else age_of(reading, texts),
                ],
                className="tile-foot",
            ),
        ],
        className="figure-cell",
        title=f"{full}. {meaning}. {age_text(reading, texts)}",
        **attributes(data_indicator=info.id),
    )


_kept = kept(figure)
