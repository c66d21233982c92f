"""Unit: one unit's goals, what needs attention, the units below it, complaints, why, people."""

from collections.abc import Callable
from typing import Any

import dash
from dash import Output, html

from dashboard import ids, subject
from dashboard.components.columns import Columns, Row
from dashboard.components.complaint_table import complaint_columns
from dashboard.components.contents import contents
from dashboard.components.headers import (
    beside,
    compare_picker,
    head,
    period_picker,
    section,
)
from dashboard.components.help import help_here
from dashboard.components.marks import tally
from dashboard.components.people_table import people_columns
from dashboard.components.pipeline import chosen_only
from dashboard.components.report import letterhead, print_button, reading_notes
from dashboard.components.states import problem
from dashboard.components.tables import table
from dashboard.components.unit_head import unit_picker, way
from dashboard.components.unit_table import unit_columns
from dashboard.readings import chosen_period, comparable, in_order, tally_of
from dashboard.renewal import Renewals, mark
from dashboard.services import Services
from dashboard.still import PART
from dashboard.subject import Places
from dashboard.texts import Texts
from dashboard.unit import PATH, Found, unit_of
from dashboard.view import Filters, Permission, Viewer

TITLE = "nav.unit"
PERMISSION: Permission = "see_units"
PLACES = Places.of("unit")
CHILDREN = ids.make_id("unit", "children")
PEOPLE = ids.make_id("unit", "people")
COMPLAINTS = ids.make_id("unit", "complaints")
CONCERNS = ids.make_id("unit", "concerns")
SPREAD = ids.make_id("unit", "spread")
SHOWN = ids.make_id("unit", "shown")
URGENT = ids.make_id("unit", "urgent")
PIPELINE = ids.make_id("unit", "pipeline")
TABLES = (CHILDREN, PEOPLE, COMPLAINTS)
HEADLINE = ids.make_id("unit", "headline")
BELOW, PERSONS = ids.make_id("unit", "below"), ids.make_id("unit", "persons")
PARTS = (CONCERNS, SPREAD, URGENT, PIPELINE)
ROWS_SHOWN = 8
"""Rows of a table before it scrolls."""


def layout(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> Any:
    """The page as first shown."""
    units = services.units(viewer.scope)
    unit = unit_of(units, filters)
    period = chosen_period(filters.period, services.periods())
    if unit is None:
        return problem("no_units" if units.empty else "unit", texts)
    found = Found(viewer, filters, services, texts, units, str(unit["unit_id"]))
    tiles, *more = subject.shown(found.subject, PLACES, filters, texts)
    return [
        mark(SHOWN, str(unit["unit_id"])),
        letterhead("unit", period, services, texts),
        head(
            str(unit["name"]),
            way(PATH, units, unit, filters, texts),
            texts,
            more=[
                html.Div(tally(tally_of(found.subject.found), texts), id=PLACES.tally),
                help_here("unit", texts),
                print_button(texts),
            ],
            pickers=[
                unit_picker(units, str(unit["unit_id"]), texts),
                compare_picker(comparable(period, services.periods()), filters.compare, texts),
                period_picker(services.periods(), period, texts),
            ],
        ),
        html.Div(found.headline, id=HEADLINE),
        contents(index(found), texts),
        tiles,
        beside((URGENT, found.urgent), (CONCERNS, found.concerns)),
        children(services, texts, found),
        html.Div(found.pipeline, id=PIPELINE),
        waiting(viewer, filters, texts, found),
        *people(viewer, services, texts, found),
        *more,
        reading_notes(texts),
    ]


def index(found: Found) -> list[tuple[str, str] | None]:
    """The parts in their order: what to act on first, what explains it after."""
    return [
        (PLACES.tiles, "column.goals"),
        (URGENT, "urgent.title") if found.urgent else None,
        (BELOW, "unit.children") if found.children.rows else None,
        (PIPELINE, "queue.title") if found.pipeline else None,
        (COMPLAINTS, "unit.complaints"),
        (PERSONS, "unit.people"),
        *subject.index(found.subject, PLACES),
    ]


def children(services: Services, texts: Texts, found: Found) -> html.Div:
    """Units below; what there is not is hidden: Dash renews nothing when one output is missing."""
    below, units = found.children, in_order(services.indicators, "unit")
    columns = unit_columns(units, below.rows, below.peer, texts)
    grid = _table("unit.children", CHILDREN, columns, below.rows, texts)
    return html.Div(grid, id=BELOW, hidden=not below.rows)


def waiting(viewer: Viewer, filters: Filters, texts: Texts, found: Found) -> html.Section:
    """Open complaints, and which of them are shown."""
    columns = complaint_columns(texts, officers=viewer.may("see_persons"))
    chosen = chosen_only(PATH, filters, texts)
    return _table("unit.complaints", COMPLAINTS, columns, found.complaints, texts, more=chosen)


def people(viewer: Viewer, services: Services, texts: Texts, found: Found) -> list[Any]:
    """Spread of predicates and people; who may see none is told so."""
    persons, named, team = (
        in_order(services.indicators, "person"), viewer.may("see_persons"), found.people
    )  # fmt: skip
    note = section(texts("unit.people"), html.P(texts("unit.people_hidden"), className="note"))
    columns = people_columns(persons, team.rows, team.peer, texts)
    grid = _table("unit.people", PEOPLE, columns, team.rows, texts)
    return [
        html.Div([None if named else note, html.Div(grid, hidden=not named)], id=PERSONS),
        html.Div(found.spread, id=SPREAD),
    ]


def _table(
    title: str, place: str, columns: Columns, rows: list[Row], texts: Texts, *, more: Any = None
) -> html.Section:
    nothing = texts(f"empty.{title.partition('.')[2]}") if title != "unit.children" else None
    label = texts(title)
    grid = table(
        place, columns, rows, texts, row_id="id", label=label, nothing=nothing, most=ROWS_SHOWN
    )
    return section(label, grid, more=more)


def register(renewals: Renewals) -> None:
    """Renew everything when the revision changes."""

    @renewals.renewed(
        SHOWN,
        *PLACES.outputs,
        Output(HEADLINE, PART),
        *(Output(place, "rowData") for place in TABLES),
        *(Output(place, PART) for place in PARTS),
        permission=PERMISSION,
        apart=True,
    )
    def renew(viewer: Viewer, filters: Filters, texts: Texts) -> Any:
        return body(viewer, filters, renewals.services, texts)


def body(
    viewer: Viewer, filters: Filters, services: Services, texts: Texts
) -> tuple[Callable[[], Any], ...]:
    """What works out the parts of the unit and rows, as renewed."""
    units = services.units(viewer.scope)
    unit = unit_of(units, filters)
    if unit is None:
        return (lambda: dash.no_update,) * (len(PLACES.outputs) + 1 + len(TABLES) + len(PARTS))
    found = Found(viewer, filters, services, texts, units, str(unit["unit_id"]))
    return (
        *subject.parts(lambda: found.subject, filters, texts),
        lambda: found.headline,
        lambda: found.children.rows,
        lambda: found.people.rows,
        lambda: found.complaints,
        lambda: found.concerns,
        lambda: found.spread,
        lambda: found.urgent,
        lambda: found.pipeline,
    )
