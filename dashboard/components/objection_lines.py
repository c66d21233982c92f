"""Objections in lists, and one of them opened: its state, its limit, its reason, every step."""

from typing import Any

import pandas as pd
from dash import html

from dashboard.components.alert_steps import pairs
from dashboard.components.evidence import files_list
from dashboard.components.headers import address, section
from dashboard.components.marks import attributes, icon, mark
from dashboard.objections import Objection
from dashboard.telling import objections as telling
from dashboard.telling.objections import Row
from dashboard.texts import Texts, missing
from dashboard.view import Filters

PATH = "/keberatan"
MARKS = {
    "submitted": "thin",
    "reviewing": "at_risk",
    "overdue": "missed",
    "upheld": "met",
    "rejected": "unavailable",
    "withdrawn": "unavailable",
}
ICONS = {
    "submitted": "send",
    "take_up": "search",
    "explain": "chat-left-text",
    "uphold": "check-circle",
    "reject": "x-circle",
    "withdraw": "arrow-counterclockwise",
    "attach": "paperclip",
}


def chip(row: Row, texts: Texts) -> html.Span:
    """Shape and word of where an objection stands."""
    kind = telling.standing(row)
    said: list[Any] = [mark(MARKS[kind]), texts(f"objection_state.{kind}")]
    return html.Span(said, className=f"band band-{MARKS[kind]}")


def opening(row: Row, filters: Filters) -> str:
    """The address at which an objection is opened."""
    return address(PATH, filters, objection=str(row["objection_id"]))


def lines(found: pd.DataFrame, filters: Filters, texts: Texts, *, named: bool) -> html.Ul:
    """A line for each; ``named``: with whose it is."""
    return html.Ul(
        [
            html.Li(_line(row, filters, texts, named=named), className="objection-item")
            for row in found.to_dict("records")
        ],
        className="objection-list",
    )


def _line(row: Row, filters: Filters, texts: Texts, *, named: bool) -> html.A:
    who = f"{row['person_name']}, {row['unit_name']}" if named else None
    return html.A(
        [
            chip(row, texts),
            html.Span(
                [
                    html.B(telling.about(row, texts)),
                    html.Small([telling.number(row, texts), " · ", who] if who
                               else telling.number(row, texts)),
                ],
                className="objection-what",
            ),
            html.Span(telling.deadline(row, texts), className="objection-due"),
            icon("chevron-right"),
        ],
        href=opening(row, filters),
        className="objection-line",
        **attributes(data_keep="1"),
    )  # fmt: skip


def opened(found: Objection, about: Any, texts: Texts) -> list[Any]:
    """Everything about one: how it stands, what it says, who decides, and every step.

    ``about``: the record it is about.
    """
    return [_facts(found, about, texts), _steps(found, texts)]


def _facts(found: Objection, about: Any, texts: Texts) -> html.Section:
    deciders = ", ".join(found["deciders"]) or texts("objection.nobody")
    known = [
        (texts("objection.state"), chip(found, texts)),
        (texts("objection.limit"), telling.deadline(found, texts)),
        (texts("objection.who"), f"{found['person_name']}, {found['unit_name']}"),
        (texts("period.label"), texts.period(str(found["period"]))),
        (texts("objection.decider"), deciders),
    ]
    means = telling.outcome(found, texts)
    return section(
        telling.about(found, texts),
        html.Div(
            [
                pairs(known),
                html.Div([html.H3(texts("objection.record")), *about]) if about else None,
                _quoted(texts("objection.reason"), found["reason"]),
                _quoted(texts("objection.evidence"), found["evidence"]),
                _files(found, texts),
                _quoted(texts("objection.decision"), found["decision"]),
                html.P([icon("info-circle"), " ", means], className="note-line") if means else None,
            ],
            className="alert-body",
        ),
    )


def _files(found: Objection, texts: Texts) -> html.Div | None:
    if found["files"].empty:
        return None
    label = html.H3(texts("objection_file.label"))
    return html.Div([label, files_list(found["files"], texts)])


def _quoted(label: str, said: Any) -> html.Div | None:
    if missing(said) or not str(said):
        return None
    return html.Div([html.H3(label), html.P(str(said), className="objection-said")])


def _steps(found: Objection, texts: Texts) -> html.Section:
    rows = found["steps"].to_dict("records")
    return section(
        texts("objection.steps"),
        html.Div(html.Ol([_step(row, texts) for row in rows], className="steps"),
                 className="alert-body"),
    )  # fmt: skip


def _step(row: Row, texts: Texts) -> html.Li:
    moment = html.Small(texts.moment(row["at"]))
    repeated = row["verb"] == "submitted" or missing(row["note"])
    note = None if repeated else html.Q(str(row["note"]))
    symbol = icon(ICONS.get(str(row["verb"]), "dot"))
    return html.Li([symbol, html.Div([html.Span(telling.step(row, texts)), moment, note])],
                   className=f"step step-{row['verb']}")  # fmt: skip
