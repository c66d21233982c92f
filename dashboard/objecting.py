"""What a reader does about an objection, and what is said to it: done, or what is wrong."""

from typing import Any

from dash import html, no_update

from dashboard.components.marks import attributes, icon
from dashboard.components.objection_lines import PATH
from dashboard.deeds import Pressed
from dashboard.phrases import phrases
from dashboard.services import Services
from dashboard.texts import Texts
from dashboard.view import Filters, Viewer

PRESSED = ("take_up", "explain", "uphold", "reject", "withdraw")
"""Deeds that are the press of a button."""


def number_of(filters: Filters) -> int | None:
    """The number of the objection that is opened."""
    found = filters.objection or ""
    return int(found) if found.isascii() and found.isdigit() and len(found) < 19 else None


def submit(
    viewer: Viewer, filters: Filters, services: Services, period: str,
    reason: str | None, evidence: str | None, texts: Texts,
) -> tuple[Any, Any]:  # fmt: skip
    """File one about the goal and record of the address: what is told, and what is wrong."""
    try:
        number = services.objections.deeds["submit"](
            viewer.account, goal=filters.goal or "", period=period, record=filters.record,
            reason=reason or "", evidence=evidence or "",
        )  # fmt: skip
    except ValueError as wrong:
        place, said = wrong_of(wrong, texts)
        return (no_update, said) if place == "reason" else (_wrong(said), None)
    way = PATH + Filters(period=filters.period, lang=filters.lang).query(objection=str(number))
    told = attributes(data_filed=str(number))
    link = html.A(texts("objection.follow"), href=way, **told)
    return html.Span([icon("check-circle"), texts("objection.filed"), " ", link],
                     className="deed-done"), None  # fmt: skip


def act(
    viewer: Viewer, filters: Filters, services: Services, pressed: Pressed, note: str | None,
    texts: Texts,
) -> tuple[Any, Any]:  # fmt: skip
    """Do what the pressed button says: what is told, and the note that stays."""
    if pressed["value"] not in PRESSED:
        return no_update, no_update
    deed = services.objections.deeds[pressed["value"]]
    try:
        deed(viewer.account, objection_id=number_of(filters) or 0, note=note or "")
    except ValueError as wrong:
        return _wrong(wrong_of(wrong, texts)[1]), note
    return html.Span([icon("check-circle"), texts("objection.done")], className="deed-done"), ""


def wrong_of(wrong: ValueError, texts: Texts) -> tuple[str, str]:
    """Which field is wrong, and what to say of it."""
    place = str(wrong).partition(":")[0]
    return place, phrases(texts.language).get(f"objection_wrong.{place}", str(wrong))


def _wrong(said: str) -> html.Span:
    return html.Span([icon("exclamation-circle"), said], className="deed-wrong")
