"""Activities that wait for verification: their table, and the form of a decision."""

from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import ids
from dashboard.components.columns import Columns, Row, plain, stacked_column, text_column
from dashboard.components.headers import address
from dashboard.components.marks import icon
from dashboard.supervision import STATUSES
from dashboard.telling.waiting import amount, hours, waited
from dashboard.texts import Texts, missing
from dashboard.view import Filters

ICONS = {"approved": "check-lg", "returned": "arrow-return-left", "rejected": "x-lg"}
MOST_WRITTEN = 500


def place(part: str) -> str:
    """The identifier of a part of the form."""
    return ids.make_id("verifikasi", part)


def waiting_columns(texts: Texts) -> Columns:
    """Who, which day, what, how long it has waited; the first column is the box to choose it."""
    age: Row = {
        "field": "waited",
        "headerName": texts("verify.waited"),
        "cellRenderer": "WaitedCell",
        "filter": "agNumberColumnFilter",
        "width": 215,
    }
    return [
        stacked_column(
            "name", texts("column.name"), "href", ["title", "day", "waited"], width=200,
            headed=texts("verify.stacked"),
        ),
        age,
        text_column("day", texts("verify.day"), width=125),
        text_column("title", texts("verify.what"), width=260, flex=3),
        text_column("hours", texts("verify.hours"), width=125),
        text_column("minutes", texts("verify.minutes"), width=130),
        text_column("amount", texts("verify.amount"), width=120),
        text_column("evidence", texts("verify.evidence"), width=130),
        text_column("unit", texts("column.unit"), width=190, flex=1.4),
    ]  # fmt: skip


def waiting_rows(found: pd.DataFrame, filters: Filters, texts: Texts) -> list[Row]:
    """Rows in the order given, the oldest first."""
    return [
        {
            "id": row["activity_id"],
            "name": plain(row["name"]),
            "href": address("/pegawai", filters, person=row["person"],
                            day=f"{pd.Timestamp(row['day']):%Y-%m-%d}"),
            "day": texts.day(pd.Timestamp(row["day"]).date()),
            "waited": plain(row["waited"]),
            "waited_said": waited(row, texts),
            "waited_late": bool(not missing(row["limit"]) and row["waited"] > row["limit"]),
            "title": texts("pegawai.untitled") if missing(row["title"]) else str(row["title"]),
            "hours": row["hours"],
            "minutes": texts.minutes(row["minutes"]),
            "amount": amount(row, texts),
            "evidence": plain(row["evidence"]),
            "unit": plain(row["unit_name"]),
        }
        for row in found.assign(hours=hours(found, texts)).to_dict("records")
    ]  # fmt: skip


def decision_form(texts: Texts) -> html.Div:
    """What to do with the chosen ones; the reason is asked for all but approval."""
    reason = dcc.Input(
        id=place("reason"), type="text", value="", maxLength=MOST_WRITTEN, autoComplete="off",
        placeholder=texts("verify.reason_hint"), className="form-control",
    )  # fmt: skip
    return html.Div(
        [
            html.Span(texts("verify.chosen", n=0), id=place("chosen"), role="status",
                      className="verify-chosen"),
            html.Div(
                [html.Label([texts("verify.reason"), reason], htmlFor=place("reason")),
                 html.Small(id=place("reason-wrong"), className="deed-wrong", role="alert")],
                className="deed-field verify-reason",
            ),
            html.Div([_button(status, texts) for status in STATUSES], className="verify-buttons"),
            html.P(id=place("told"), role="status", className="deed-told"),
        ],
        className="section verify-form",
    )  # fmt: skip


def _button(status: str, texts: Texts) -> Any:
    """It can be pressed once something is chosen."""
    style = "btn-primary" if status == "approved" else "btn-outline-secondary"
    return html.Button(
        [icon(ICONS[status]), " ", texts(f"verify.{status}_do")],
        id=place(status),
        className=f"btn {style}",
        type="button",
        disabled=True,
    )
