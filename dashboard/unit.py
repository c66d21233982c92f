"""What the page of one unit shows, looked up within the viewer's scope."""

from dataclasses import dataclass
from functools import cached_property
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
    """What the page shows of ``unit``, each part looked up once, and only if it is asked for.

    ``units``: the visible tree.
    """

    viewer: Viewer
    filters: Filters
    services: Services
    texts: Texts
    units: pd.DataFrame
    unit: str

    @cached_property
    def subject(self) -> Subject:
        """The unit itself."""
        page = address(PATH, self.filters, unit=self.unit)
        return subject.look_at(self.viewer, self.filters, self.services, "unit", self.unit, page)

    @cached_property
    def children(self) -> Team:
        """Units right below."""
        below = self.units[self.units["parent"].eq(self.unit)]
        period = chosen_period(self.filters.period, self.services.periods()) or ""
        shown = tuple(below["unit_id"])
        scores = self.services.scores(self.viewer.scope, "unit", period, subjects=shown)
        return teams.units(self.viewer, self.filters, self.services, below, scores)

    @cached_property
    def people(self) -> Team:
        """People at or under the unit."""
        if not self.names_persons:
            return teams.NOBODY
        return teams.people(
            self.viewer, self.filters, self.services, unit=self.unit, limit=PEOPLE_SHOWN
        )

    @property
    def names_persons(self) -> bool:
        """Whether the viewer may see persons."""
        return self.viewer.may("see_persons")

    @cached_property
    def complaints(self) -> list[Row]:
        """Open complaints, as far as they are chosen."""
        chosen = self.filters.step, self.filters.due
        found = self.services.complaints(
            self.viewer.scope, unit=self.unit, step=chosen[0], due=chosen[1],
            limit=COMPLAINTS_SHOWN,
        )  # fmt: skip
        return complaint_rows(found, self.texts)

    @cached_property
    def concerns(self) -> html.Section | None:
        """The people who worsen."""
        if not self.names_persons:
            return None
        return worsening(self.viewer, self.filters, self.services, self.texts, self.unit)

    @cached_property
    def spread(self) -> html.Section | None:
        """Spread of predicates."""
        found = self.services.spread(self.viewer.scope, self.unit)
        return spread(found, self.texts, persons=self.names_persons)

    @cached_property
    def urgent(self) -> html.Section | None:
        """Alerts that fire."""
        whole = (self.viewer, self.filters, self.services, self.texts)
        found: html.Section | None = urgent_of(*whole, self.unit, unit=self.unit)
        return found

    @cached_property
    def pipeline(self) -> html.Section | None:
        """The way of complaints."""
        whole = (self.viewer, self.filters, self.services, self.texts)
        found: html.Section | None = pipeline_of(*whole, self.units, self.unit)
        return found

    @cached_property
    def headline(self) -> html.Div | None:
        """The day in words."""
        whole = (self.viewer, self.filters, self.services, self.texts)
        found: html.Div | None = headline_of(*whole, self.units, self.unit, self.subject.found)
        return found


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
