"""Satisfaction by element, the weakest first, with the category and how many were asked."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard.components.marks import attributes, mark
from dashboard.components.tiles import method_link, name_of, trend_of
from dashboard.readings import Reading
from dashboard.texts import Texts, missing
from scoring.ikm import minimum_sample
from scoring.rules import Survey

LOWEST, BEST = 1.0, 4.0
INDEX_PER_POINT = 25.0
"""An element's mean as an index; PermenPANRB 14/2017 grades both by the same bounds."""


def category(index: float, bounds: tuple[float, float, float]) -> str:
    """A to D, of an index rounded to two decimals."""
    return next(
        (name for name, low in zip("ABC", reversed(bounds), strict=True) if index >= low), "D"
    )


def respondents(n: int, population: int | None, texts: Texts) -> html.P:
    """How many answered, and of how many at least."""
    if population is None:
        return html.P(texts("skm.respondents", n=texts.number(n)), className="note-line")
    least = int(minimum_sample(pd.Series([population]))[0])
    said = texts("skm.of_least", n=texts.number(n), least=texts.number(least))
    if n >= least:
        return html.P(said, className="note-line")
    short = html.Span([mark("thin"), texts("skm.short")], className="band band-thin")
    return html.P([said, " ", short], className="note-line")


def satisfaction(
    index: Reading | None, elements: list[Reading], services: pd.DataFrame, unit: str,
    survey: Survey, page: str, texts: Texts,
) -> html.Section | None:  # fmt: skip
    """The index of a unit, its elements and its ``services``; nothing where nobody was asked."""
    told = [e for e in elements if e.value is not None]
    if index is None or not told:
        return None
    return html.Section(
        [
            html.Header(
                [html.H2(texts("skm.title")), method_link("satisfaction_index", texts, words=True)],
                className="section-head",
            ),
            html.Div(
                [
                    _index(index, unit, survey, texts),
                    html.Ol(
                        [_element(e, survey, page, texts) for e in sorted(told, key=_weakest)],
                        className="elements",
                        **attributes(aria_label=texts("skm.elements")),
                    ),
                ],
                className="skm",
            ),
            by_service(services, survey, texts),
        ],
        className="section",
    )


def by_service(scores: pd.DataFrame, survey: Survey, texts: Texts) -> html.Div | None:
    """The index of each service, the lowest first; nothing where there is but one.

    Of services alike in name the unit stands beside it.
    """
    found = scores[(scores["indicator"] == "satisfaction_index") & scores["value"].notna()]
    if len(found) < 2:
        return None
    name = found["subject_id"].str.partition("/")[2]
    alike = found.assign(name=name, alike=name.duplicated(keep=False))
    rows = alike.sort_values(["value", "subject_id"]).to_dict("records")
    lines = [
        html.Li(
            [
                html.Span(_service(row), className="element-name"),
                html.B(texts.value(row["value"], "index")),
                grade(row["value"], survey, texts),
                html.Span(texts("kpi.n", n=texts.number(row["n"])), className="note-line"),
            ]
        )
        for row in rows
    ]
    return html.Div([html.H3(texts("skm.services")), html.Ul(lines)], className="skm-services")


def _service(row: Mapping[Any, Any]) -> Any:
    if not row["alike"] or missing(row["unit_name"]):
        return row["name"]
    return [row["name"], " · ", html.Small(row["unit_name"], className="note-line")]


def grade(index: float, survey: Survey, texts: Texts) -> html.Span:
    """The letter of the category."""
    letter = category(round(index, 2), survey.bounds)
    said = texts.code("skm.category", letter)
    return html.Span(letter, className=f"grade grade-{letter.lower()}", title=said)


def _weakest(reading: Reading) -> tuple[float, str]:
    return (math.inf if reading.value is None else reading.value, reading.indicator.id)


def _index(index: Reading, unit: str, survey: Survey, texts: Texts) -> html.Div:
    exact = abs(survey.weight - 1 / 9) < 1e-9
    weight = "1/9" if exact else texts.plain(survey.weight)
    shown: list[Any] = [html.Strong(texts.value(index.value, "index"))]
    if index.value is not None:
        shown.append(grade(index.value, survey, texts))
        shown.append(html.Span(texts.code("skm.category", category(index.value, survey.bounds))))
    return html.Div(
        [
            html.P(shown, className="score"),
            respondents(index.n, survey.population.get(unit), texts),
            html.P(texts("skm.weight", weight=weight), className="note-line"),
            html.P([texts("skm.scale"), html.Br(), _letters(texts)], className="note-line"),
        ],
        className="skm-index",
    )


def _letters(texts: Texts) -> str:
    return " · ".join(f"{letter} {texts.code('skm.category', letter)}" for letter in "ABCD")


def _element(reading: Reading, survey: Survey, page: str, texts: Texts) -> html.Li:
    value = LOWEST if reading.value is None else reading.value
    share = (value - LOWEST) / (BEST - LOWEST)
    bar = html.Span(style={"width": f"{100 * share:.1f}%"})
    return html.Li(
        [
            dcc.Link(
                name_of(reading.indicator.id, texts),
                href=trend_of(reading, page),
                className="element-name trend-link",
            ),
            html.Span(bar, className="meter", **attributes(aria_hidden="true")),
            html.B(texts.value(reading.value, "index")),
            grade(INDEX_PER_POINT * value, survey, texts),
        ],
        title=texts("kpi.n", n=texts.number(reading.n)),
    )
