"""What is not counted, and why: of each goal, by reason, down to the single record."""

from collections.abc import Iterator
from typing import Any

from dash import html

from dashboard.components.marks import icon
from dashboard.components.own_goals import BesideOf
from dashboard.components.records import record_list, rest
from dashboard.components.states import calm
from dashboard.telling import parts, records
from dashboard.telling.age import band_of
from dashboard.texts import Texts
from dashboard.why import Why
from scoring.explain import Part


def left_out(why: Why, beside: BesideOf, texts: Texts) -> html.Div:
    """A fold for each goal that has records which are no case; and goals that count for nothing."""
    goals = [part for part in why.explanation.parts if part.goal]
    folds = [_fold(part, why, beside, texts) for part in goals if part.left_out]
    silent = [html.Li([icon("dot"), html.Span(said)]) for said in _silent(goals, texts)]
    if not folds and not silent:
        return html.Div(calm(texts("own.nothing_left_out")), className="own-body")
    return html.Div(
        [
            html.P(texts("own.left_out_more"), className="note-line"),
            *folds,
            html.H3(texts("own.silent")) if silent else None,
            html.Ul(silent, className="own-silent") if silent else None,
        ],
        className="own-body",
    )


def _silent(goals: list[Part], texts: Texts) -> Iterator[str]:
    """Goals that take no part in the score, each with the reason."""
    for part in goals:
        if band_of(part) not in parts.JUDGED:
            yield f"{texts.code('indicator', part.indicator.id)}: {parts.said(part, texts)}"


def _fold(part: Part, why: Why, beside: BesideOf, texts: Texts) -> html.Details:
    found = [line for line in records.lines(part, why, texts) if line.mark == "left_out"]
    count = sum(part.left_out.values())
    title = texts("own.left_out", n=texts.number(count), cases=_what(part, texts, count))
    reasons = ", ".join(parts.left_out(part, texts))
    body: Any = [record_list(found, texts, beside(part)), rest(len(found), texts)] if found else []
    return html.Details(
        [
            html.Summary(
                [html.B(texts.code("indicator", part.indicator.id)),
                 html.Span(f"{title}: {reasons}")]
            ),
            *body,
        ],
        className="own-fold",
    )  # fmt: skip


def _what(part: Part, texts: Texts, n: int) -> str:
    """What the records are, by their frame: person-days are counted, activities are recorded."""
    words = texts.family("case_one" if n == 1 else "case")
    return words.get(part.indicator.frame, "")
