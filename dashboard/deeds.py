"""What a form about an alert asks for, and what its reader is told: saved, or what is wrong."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from dash import html

from dashboard.components.alert_forms import DAYS, Form
from dashboard.components.marks import icon
from dashboard.phrases import phrases
from dashboard.services import Services
from dashboard.texts import Texts, missing
from dashboard.view import Filters, Viewer

Given = Mapping[str, str | None]
Pressed = Mapping[str, Any]
"""What a button with data-put put into its store: ``value``, and ``at`` (shell.js)."""


def number_of(filters: Filters) -> int | None:
    """The number of the alert that is opened."""
    found = filters.alert or ""
    return int(found) if found.isascii() and found.isdigit() and len(found) < 19 else None


def act(
    viewer: Viewer, filters: Filters, services: Services, form: Form, values: Sequence[str | None],
    texts: Texts,
) -> tuple[Any, ...]:  # fmt: skip
    """Do what the form asks; in the order of its outputs: told, wrong, emptied."""
    given = dict(zip(form.fields, values, strict=True))
    try:
        wanted = asked(viewer, filters, services, form, given)
        getattr(services.deeds, form.deed)(viewer.account, **wanted)
    except ValueError as wrong:
        return refused(form, given, str(wrong), texts)
    saved = html.Span([icon("check-circle"), texts("alert.done")], className="deed-done")
    return (saved, *(None for _ in form.fields), *("" for _ in form.written))


def refused(form: Form, given: Given, wrong: str, texts: Texts) -> tuple[Any, ...]:
    """What is wrong, beside its field if it is about one; what was typed stays."""
    place = wrong.partition(":")[0]
    said = phrases(texts.language).get(f"deed_wrong.{place}", wrong)
    beside = [said if field == place else None for field in form.fields]
    words = texts("alert.wrong") if any(beside) else f"{texts('alert.wrong')}: {said}"
    told = html.Span([icon("exclamation-circle"), words], className="deed-wrong")
    return (told, *beside, *(given[field] for field in form.written))


def asked(
    viewer: Viewer, filters: Filters, services: Services, form: Form, given: Given
) -> dict[str, Any]:
    """The arguments of the deed. ValueError where a choice is none of those offered."""
    wanted: dict[str, Any] = {name: (given[name] or "").strip() for name in form.written}
    if "to" in given:
        wanted["to"] = given["to"] or ""
    if "until" in given:
        wanted["until"] = end_of(given["until"], services.now())
    if form.deed == "silence":
        return wanted | silenced(viewer, filters, services, whole_unit=given["what"] == "unit")
    return wanted | {"alert_id": number_of(filters) or 0}


def end_of(days: str | None, now: datetime) -> datetime:
    """``days`` from now, by the clock."""
    if days not in DAYS:
        raise ValueError(f"until: {days!r} is not offered; one of {', '.join(DAYS)} days would be")
    return now + timedelta(days=int(days))


def silenced(
    viewer: Viewer, filters: Filters, services: Services, *, whole_unit: bool
) -> dict[str, Any]:
    """The opened alert's rule in its unit, of its subject or of all."""
    alert = services.alert(viewer.scope, number_of(filters) or 0)
    if alert is None:
        raise ValueError("alert_id: not visible; an alert of your own units would be")
    unit = None if missing(alert["unit"]) else str(alert["unit"])
    subject = None if whole_unit else (str(alert["subject_kind"]), str(alert["subject_id"]))
    return {"rule": str(alert["rule"]), "unit": unit, "subject": subject}


def end_silence(viewer: Viewer, pressed: Pressed, services: Services, texts: Texts) -> Any:
    """End the silence whose button was pressed."""
    try:
        services.deeds.unsilence(viewer.account, silence_id=int(pressed["value"]))
    except ValueError as wrong:
        place = str(wrong).partition(":")[0]
        return phrases(texts.language).get(f"deed_wrong.{place}", str(wrong))
    return texts("alert.unsilenced")
