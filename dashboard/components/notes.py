"""Notes about a person (umpan balik berkelanjutan): the list, and the form of a new one."""

from datetime import date
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import ids
from dashboard.components.headers import section
from dashboard.components.marks import attributes, icon
from dashboard.supervision import NOTE_KINDS
from dashboard.texts import Texts, missing

ICONS = {
    "conversation": "chat-square-text",
    "praise": "hand-thumbs-up",
    "coaching": "mortarboard",
    "action": "check2-square",
}
DUE = ("none", "7", "14", "30", "90")
"""In how many days what was agreed is to be done."""
MOST_WRITTEN = 2000
FIELDS = ("kind", "text", "due")


def place(part: str) -> str:
    """The identifier of a part of the form."""
    return ids.make_id("pegawai", f"note-{part}")


FINISH, WITHDRAW = place("finish"), place("withdraw")
PRESSED = place("pressed")
"""The store of the button that was pressed: the deed, a colon, and the number of the note."""

TOLD = place("list-told")


def notes_section(listed: Any, form: Any, texts: Texts) -> html.Section:
    """The list that is renewed, and the form that is not."""
    told = html.P(id=TOLD, role="status", className="deed-told")
    pressed = dcc.Store(id=PRESSED)
    body = html.Div([html.Div([pressed, told, listed]), form], className="notes-body")
    return section(texts("note_of.title"), body, more=texts("note_of.more"), name="notes")


def note_list(
    found: pd.DataFrame, account: str, today: date, texts: Texts, *, supervises: bool
) -> Any:
    """Notes, the newest first. ``supervises``: may say that something is done."""
    if found.empty:
        return html.P(texts("note_of.none"), className="note-line")
    rows = found.to_dict("records")
    items = [_note(row, account, today, texts, supervises=supervises) for row in rows]
    return html.Ol(items, className="note-list")


def _note(
    row: dict[Any, Any], account: str, today: date, texts: Texts, *, supervises: bool
) -> html.Li:
    gone = not missing(row["withdrawn_at"])
    kind = str(row["kind"])
    head = [html.B(texts(f"note_kind.{kind}")), html.Span(row["by_name"]),
            html.Span(texts.moment(row["at"]))]  # fmt: skip
    inside = [
        html.Header(head),
        html.P(html.S(row["text"]) if gone else row["text"]),
        _state(row, today, texts) if kind == "action" and not gone else None,
        html.Small(texts("note_of.withdrawn", moment=texts.moment(row["withdrawn_at"])))
        if gone
        else None,
        *([] if gone or not supervises else _deeds(row, account, texts)),
    ]
    return html.Li(
        [icon(ICONS[kind]), html.Div(inside)],
        key=f"note-{row['note_id']}",
        className="note-gone" if gone else None,
    )


def _state(row: dict[Any, Any], today: date, texts: Texts) -> html.Span:
    """Whether what was agreed is done, still open, or late."""
    due = None if missing(row["due"]) else pd.Timestamp(row["due"]).date()
    if not missing(row["done_at"]):
        said = texts("note_of.done", name=row["done_name"], moment=texts.moment(row["done_at"]))
        return html.Span([icon("check-circle"), said], className="note-state note-done")
    if due is not None and due < today:
        said = texts("note_of.late", day=texts.day(due))
        return html.Span([icon("exclamation-circle"), said], className="note-state note-late")
    said = texts("note_of.due_by", day=texts.day(due)) if due else texts("note_of.open")
    return html.Span([icon("hourglass-split"), said], className="note-state")


def _deeds(row: dict[Any, Any], account: str, texts: Texts) -> list[Any]:
    """Say that it is done; withdraw what one has written oneself."""
    number = int(row["note_id"])
    deeds: list[Any] = []
    if row["kind"] == "action" and missing(row["done_at"]):
        deeds.append(_button(FINISH, number, "note_of.finish", texts))
    if row["by"] == account:
        deeds.append(
            html.Details(
                [
                    html.Summary(texts("note_of.withdraw")),
                    html.Span(texts("note_of.withdraw_more")),
                    _button(WITHDRAW, number, "note_of.withdraw_sure", texts),
                ]
            )
        )
    return [html.Div(deeds, className="note-deeds")] if deeds else []


def _button(at: str, number: int, key: str, texts: Texts) -> html.Button:
    return html.Button(
        texts(key),
        className="btn btn-sm btn-outline-secondary",
        type="button",
        **attributes(data_put=PRESSED, data_value=f"{at}:{number}"),
    )


def note_form(texts: Texts) -> html.Details:
    """The form of a new note; what stands in it is never renewed."""
    return html.Details(
        [
            html.Summary([icon("pencil-square"), html.B(texts("note_of.write"))]),
            html.P(texts("note_of.write_more"), className="note-line"),
            _choice("kind", NOTE_KINDS, NOTE_KINDS[0], texts),
            html.Div(
                [
                    html.Label(
                        [
                            texts("note_of.text"),
                            dcc.Textarea(id=place("text"), value="", rows=4,
                                         maxLength=MOST_WRITTEN, className="form-control"),
                        ],
                        htmlFor=place("text"),
                    ),
                    _wrong("text"),
                ],
                className="deed-field",
            ),
            _choice("due", DUE, DUE[0], texts),
            html.Div(
                [
                    html.Button(texts("note_of.save"), id=place("submit"),
                                className="btn btn-primary", type="button"),
                    html.Span(id=place("told"), role="status", className="deed-told"),
                ],
                className="deed-end",
            ),
        ],
        open=True,
        className="deed note-form",
    )  # fmt: skip


def _choice(field: str, codes: tuple[str, ...], chosen: str, texts: Texts) -> html.Div:
    label = texts(f"note_of.{field}")
    options = [{"value": code, "label": texts(f"note_{field}.{code}")} for code in codes]
    radio = dcc.RadioItems(id=place(field), options=options, value=chosen, className="deed-choice")
    return html.Div(
        [html.Span(label, className="deed-label"), radio, _wrong(field)],
        className="deed-field",
        role="group",
        **attributes(aria_label=label),
    )


def _wrong(field: str) -> html.Small:
    return html.Small(id=place(f"{field}-wrong"), className="deed-wrong", role="alert")
