"""Saved views of a table: links to them, a name for a new one, and how to forget one."""

from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import ids
from dashboard.components.marks import attributes, icon
from dashboard.texts import Texts
from dashboard.view import Filters

MOST_WRITTEN = 60


def place(part: str) -> str:
    """The identifier of a part of the saved views."""
    return ids.make_id("saved", part)


DROP = place("drop")


def saved_views(views: pd.DataFrame, filters: Filters, texts: Texts) -> html.Details:
    """The saved views, folded away; open where one of them is shown."""
    name = dcc.Input(id=place("name"), type="text", value="", maxLength=MOST_WRITTEN,
                     autoComplete="off", className="form-control")  # fmt: skip
    return html.Details(
        [
            dcc.Store(id=DROP),
            html.Summary([icon("bookmark"), html.Span(texts("saved.title"))]),
            html.Div(view_list(views, filters, texts), id=place("list")),
            html.Div(
                [
                    html.Label([texts("saved.name"), name], htmlFor=place("name")),
                    html.Button(texts("saved.save"), id=place("save"), type="button",
                                className="btn btn-outline-secondary"),
                    html.Span(id=place("told"), role="status", className="deed-told"),
                ],
                className="saved-new",
            ),
            html.P(texts("saved.more"), className="note-line"),
        ],
        className="saved",
        open=filters.saved is not None,
    )  # fmt: skip


def view_list(views: pd.DataFrame, filters: Filters, texts: Texts) -> Any:
    """A link to each view, with a button that forgets it."""
    if views.empty:
        return html.P(texts("saved.none"), className="note-line")
    return html.Ul([_line(row, filters, texts) for row in views.to_dict("records")])


def _line(row: dict[Any, Any], filters: Filters, texts: Texts) -> html.Li:
    number = str(row["view_id"])
    query = Filters.parse(row["query"]).query(saved=number, lang=filters.lang)
    here = "page" if filters.saved == number else "false"
    return html.Li(
        [
            html.A(row["name"], href=f"/pegawai{query}", className="saved-link",
                   **attributes(data_keep="1", aria_current=here)),
            html.Button(
                icon("trash"),
                className="btn btn-sm saved-drop",
                type="button",
                title=texts("saved.drop", name=row["name"]),
                **attributes(aria_label=texts("saved.drop", name=row["name"]), data_put=DROP,
                             data_value=number),
            ),
        ]
    )  # fmt: skip
