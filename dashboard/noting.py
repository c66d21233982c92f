"""Notes about a person: what the form asks for, and what its reader is told."""

from datetime import timedelta
from typing import Any

import dash
from dash import Input, Output, State, html

from dashboard import ids
from dashboard.components.marks import icon
from dashboard.components.notes import DUE, FIELDS, FINISH, PRESSED, TOLD, place
from dashboard.deeds import Pressed
from dashboard.gate import guarded
from dashboard.phrases import phrases
from dashboard.services import Services
from dashboard.texts import Texts, texts_of
from dashboard.view import Filters, Viewer


def register(app: dash.Dash, services: Services) -> None:
    """Write a note; finish or withdraw one. The list is renewed like everything else."""

    @guarded(
        app,
        Output(place("told"), "children"),
        *(Output(place(f"{field}-wrong"), "children") for field in FIELDS),
        Output(place("text"), "value"),
        Input(place("submit"), "n_clicks"),
        State(ids.LOCATION, "search"),
        *(State(place(field), "value") for field in FIELDS),
        permission="supervise",
        prevent_initial_call=True,
    )
    def write(viewer: Viewer, _: int | None, search: str, *values: str | None) -> Any:
        filters = Filters.parse(search)
        texts = texts_of(filters, services.office)
        return written(viewer, filters, services, texts, *values)

    @guarded(
        app,
        Output(TOLD, "children"),
        Input(PRESSED, "data"),
        State(ids.LOCATION, "search"),
        permission="supervise",
        prevent_initial_call=True,
    )
    def press(viewer: Viewer, button: Pressed, search: str) -> Any:
        texts = texts_of(Filters.parse(search), services.office)
        return pressed(viewer, button, services, texts)


def written(
    viewer: Viewer, filters: Filters, services: Services, texts: Texts, *values: str | None
) -> tuple[Any, ...]:
    """Keep a note; in the order of its outputs: told, wrong of each field, text emptied."""
    kind, text, due = values
    try:
        days = due if due in DUE else DUE[0]
        today = services.now().astimezone(texts.zone).date()
        services.supervision.note(
            viewer.account,
            person=filters.person or "",
            kind=kind or "",
            text=text or "",
            due=None if days == DUE[0] else today + timedelta(days=int(str(days))),
        )
    except ValueError as wrong:
        about, said = told(str(wrong), texts)
        beside = [said if field == about else None for field in FIELDS]
        words = texts("alert.wrong") if any(beside) else f"{texts('alert.wrong')}: {said}"
        return refused(words), *beside, text
    return saved(texts("note_of.saved")), *(None for _ in FIELDS), ""


def pressed(viewer: Viewer, button: Pressed, services: Services, texts: Texts) -> Any:
    """Finish or withdraw the note whose button was pressed."""
    which, _, number = str(button["value"]).partition(":")
    supervision = services.supervision
    deed = supervision.finish if which == FINISH else supervision.withdraw
    try:
        deed(viewer.account, note_id=int(number))
    except ValueError as wrong:
        return refused(told(str(wrong), texts)[1])
    return saved(texts("note_of.changed"))


def told(wrong: str, texts: Texts) -> tuple[str, str]:
    """The argument that is wrong, and what is said of it."""
    about = wrong.partition(":")[0]
    return about, phrases(texts.language).get(f"supervise_wrong.{about}", wrong)


def saved(words: str) -> html.Span:
    """That a deed is done."""
    return html.Span([icon("check-circle"), words], className="deed-done")


def refused(words: str) -> html.Span:
    """That a deed is not done, and why."""
    return html.Span([icon("exclamation-circle"), words], className="deed-wrong")
