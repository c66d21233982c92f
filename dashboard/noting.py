"""What the form of a note asks for, and what its reader is told: saved, or what is wrong."""

from datetime import timedelta
from typing import Any

from dash import html

from dashboard.components.marks import icon
from dashboard.components.notes import DUE, FIELDS, FINISH
from dashboard.deeds import Pressed
from dashboard.services import Services
from dashboard.texts import Texts, phrases
from dashboard.view import Filters, Viewer


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
        place, said = told(str(wrong), texts)
        beside = [said if field == place else None for field in FIELDS]
        words = texts("alert.wrong") if any(beside) else f"{texts('alert.wrong')}: {said}"
        return refused(words), *beside, text
    return saved(texts("note_of.saved")), *(None for _ in FIELDS), ""


def pressed(viewer: Viewer, button: Pressed, services: Services, texts: Texts) -> Any:
    """Finish or withdraw the note whose button was pressed."""
    place, _, number = str(button["value"]).partition(":")
    supervision = services.supervision
    deed = supervision.finish if place == FINISH else supervision.withdraw
    try:
        deed(viewer.account, note_id=int(number))
    except ValueError as wrong:
        return refused(told(str(wrong), texts)[1])
    return saved(texts("note_of.changed"))


def told(wrong: str, texts: Texts) -> tuple[str, str]:
    """The argument that is wrong, and what is said of it."""
    place = wrong.partition(":")[0]
    return place, phrases(texts.language).get(f"supervise_wrong.{place}", wrong)


def saved(words: str) -> html.Span:
    """That a deed is done."""
    return html.Span([icon("check-circle"), words], className="deed-done")


def refused(words: str) -> html.Span:
    """That a deed is not done, and why."""
    return html.Span([icon("exclamation-circle"), words], className="deed-wrong")
