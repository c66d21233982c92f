"""What would change one's score: cases in hand with their time left, and each goal's next step."""

from typing import Any

import pandas as pd
from dash import html

from dashboard.components.complaint_table import limit_of
from dashboard.components.marks import band_mark, icon, mark
from dashboard.components.states import calm
from dashboard.own import Own
from dashboard.telling import own as telling
from dashboard.telling import parts
from dashboard.telling.age import band_shown
from dashboard.texts import WORKING_DAY, Texts, missing
from scoring.explain import Part

SHOWN = 8


def ahead(own: Own, complaints: pd.DataFrame, before: Any, soon: float, texts: Texts) -> html.Div:
    """``complaints``: in hand, most urgent first. ``before``: those that are finished.

    ``soon``: working days that are near.
    """
    rows = {row["indicator"]: row for row in own.ahead.to_dict("records")}
    goals = [_goal(part, rows.get(part.indicator.id), own, texts)
             for part in own.why.explanation.parts if part.goal]  # fmt: skip
    return html.Div(
        [
            *in_hand(complaints, soon, texts),
            before,
            html.H3(texts("own.per_goal")),
            html.Ul(goals, className="own-steps"),
        ],
        className="own-body",
    )


def in_hand(complaints: pd.DataFrame, soon: float, texts: Texts) -> list[Any]:
    """Complaints that wait for one, as a list; nothing where none ever did."""
    title = html.H3(texts("own.in_hand"))
    if complaints.empty:
        return [title, calm(texts("own.none_in_hand"))]
    shown = [_case(row, soon, texts) for row in complaints.head(SHOWN).to_dict("records")]
    more = len(complaints) - SHOWN
    note = html.P(texts("own.more_in_hand", n=texts.number(more)), className="note-line")
    return [title, html.Ul(shown, className="record-list"), note if more > 0 else None]


def _case(row: dict[Any, Any], soon: float, texts: Texts) -> html.Li:
    left = row["minutes_left"]
    kind = "unavailable" if missing(left) else "missed" if left < 0 else (
        "at_risk" if left <= soon * WORKING_DAY else "met"
    )  # fmt: skip
    said = html.Span([mark(kind), texts.working_left(left)], className=f"band band-{kind}")
    about = [
        html.Span("" if missing(row["category"]) else str(row["category"])),
        html.Span(texts.code("complaint_status", row["status"])),
        html.Span(limit_said(row, texts)),
    ]
    return html.Li(
        [html.Div([html.B(row["complaint_id"]), said]), html.Div(about, className="note-line")],
        className="record-line",
    )


def limit_said(row: dict[Any, Any], texts: Texts) -> str:
    """Until when what is to be done: the first answer, or the end."""
    if missing(row["next_limit"]):
        return ""
    moment = texts.moment(row["next_limit"].to_pydatetime())
    return texts(f"why.limit_{limit_of(row)}", moment=moment)


def _goal(part: Part, row: dict[Any, Any] | None, own: Own, texts: Texts) -> html.Li:
    said: list[Any] = list(parts.moves(part, own.why, texts))
    if row is not None:
        cases = parts.cases(part, texts, float(row["n"]))
        said.append(html.B(telling.ahead(row, cases, texts)))
    if not said:
        said = [texts("own.no_step")]
    return html.Li(
        [
            html.Div(
                [html.H4(texts.code("indicator", part.indicator.id)),
                 band_mark(band_shown(part, own.why), texts)]
            ),
            html.Ul([html.Li([icon("dot"), html.Span(line)]) for line in said]),
        ],
    )  # fmt: skip
