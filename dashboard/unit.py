"""What the page of one unit shows, looked up within the viewer's scope."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from dash import html

from dashboard import subject, teams
from dashboard.attention import WORST, pipeline_of, urgent_of
from dashboard.components.columns import Row
from dashboard.components.complaint_table import complaint_rows
from dashboard.components.concerns import concerns, standing
from dashboard.components.headers import address
from dashboard.components.spread import spread
from dashboard.readings import chosen_period
from dashboard.services import Services
from dashboard.subject import Subject
from dashboard.summary import headline_of
from dashboard.teams import Team
from dashboard.texts import Texts
from dashboard.view import Filters, Viewer

PATH = "/unit"
PEOPLE_SHOWN = 200
COMPLAINTS_SHOWN = 200
EVERYBODY = 1_000_000


@dataclass(frozen=True)
class Found:
    """What the page shows of one unit."""

    subject: Subject
    children: Team
    people: Team
    complaints: list[Row]
    concerns: html.Section | None
    spread: html.Section | None
    urgent: html.Section | None
    pipeline: html.Section | None
    headline: html.Div | None


def look_at(
    viewer: Viewer,
    filters: Filters,
    services: Services,
    texts: Texts,
    units: pd.DataFrame,
    unit: str,
) -> Found:
    """Everything the page shows of ``unit``, within the viewer's scope."""
    scope = viewer.scope
    period = chosen_period(filters.period, services.periods()) or ""
    below = units[units["parent"].eq(unit)]
    scores = services.scores(scope, "unit", period, subjects=tuple(below["unit_id"]))
    complaints = services.complaints(
        scope, unit=unit, step=filters.step, due=filters.due, limit=COMPLAINTS_SHOWN
    )
    page = address(PATH, filters, unit=unit)
    named = viewer.may("see_persons")
    shown = subject.look_at(viewer, filters, services, "unit", unit, page)
    return Found(
        subject=shown,
        children=teams.units(viewer, filters, services, below, scores),
        people=teams.people(viewer, filters, services, unit=unit, limit=PEOPLE_SHOWN)
        if named
        else teams.NOBODY,
        complaints=complaint_rows(complaints, texts),
        spread=spread(services.spread(scope, unit), texts, persons=named),
        concerns=worsening(viewer, filters, services, texts, unit) if named else None,
        urgent=urgent_of(viewer, filters, services, texts, unit=unit),
        pipeline=pipeline_of(viewer, filters, services, texts, units, unit),
        headline=headline_of(viewer, filters, services, texts, units, unit, shown.found),
    )


def worsening(
    viewer: Viewer, filters: Filters, services: Services, texts: Texts, unit: str
) -> html.Section | None:
    """The people at or under ``unit`` who worsen."""
    signals = services.signals(viewer.scope, "person", unit=unit)
    if signals.empty or standing(signals).empty:
        return concerns(signals, "person", {}, filters, texts, most=WORST)
    people = services.people(viewer.scope, unit=unit, limit=EVERYBODY)
    names = dict(zip(people["person_id"], people["name"], strict=True))
    return concerns(signals, "person", names, filters, texts, most=WORST)


def unit_of(units: pd.DataFrame, filters: Filters) -> dict[Any, Any] | None:
    """The unit asked for, else the viewer's top unit; None when it is not visible."""
    fitting = units if filters.unit is None else units[units["unit_id"].eq(filters.unit)]
    return None if fitting.empty else fitting.iloc[0].to_dict()
