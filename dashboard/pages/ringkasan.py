"""Ringkasan: in five seconds how service does, what is getting worse, where, and who is on it."""

from collections.abc import Callable
from typing import Any

from dash import Output, html

from dashboard import ids, teams
from dashboard.components import matrix
from dashboard.components.headers import beside, compare_picker, head, period_picker
from dashboard.components.help import help_here
from dashboard.components.states import empty
from dashboard.components.tables import table
from dashboard.components.unit_table import unit_columns
from dashboard.readings import chosen_period, comparable, in_order
from dashboard.renewal import Renewals, mark
from dashboard.services import Services
from dashboard.still import PART
from dashboard.subject import folded
from dashboard.summary import Summary, summary_of
from dashboard.teams import Team
from dashboard.texts import Texts
from dashboard.view import Filters, Permission, Viewer

PATH = "/"
TITLE = "nav.ringkasan"
PERMISSION: Permission = "see_units"
HEADLINE = ids.make_id("ringkasan", "headline")
TILES = ids.make_id("ringkasan", "tiles")
URGENT = ids.make_id("ringkasan", "urgent")
CONCERNS = ids.make_id("ringkasan", "concerns")
PIPELINE = ids.make_id("ringkasan", "pipeline")
UNITS = ids.make_id("ringkasan", "units")
FUNNEL = ids.make_id("ringkasan", "funnel")
GRAPH = ids.make_id("ringkasan", "graph")
BELOW = ids.make_id("ringkasan", "below")
FIGURES = ids.make_id("ringkasan", "figures")
SHOWN = ids.make_id("ringkasan", "shown")
PARTS = (HEADLINE, TILES, URGENT, CONCERNS, PIPELINE, FUNNEL, BELOW, FIGURES)
"""In the order of ``parts``."""


def layout(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> Any:
    """The page as first shown."""
    summary = summary_of(viewer, filters, services, texts)
    said, tiles, fires, worse, way, drawn, below, others = (p() for p in parts(summary, texts))
    return [
        mark(SHOWN, summary.top if summary else None),
        head(
            summary.names[summary.top] if summary else services.office.name,
            [(texts("nav.home"), None)],
            texts,
            more=help_here("ringkasan", texts),
            pickers=pickers(filters, services, texts),
        ),
        html.Div(said, id=HEADLINE),
        summary.since() if summary else None,
        html.Div(tiles, id=TILES, className="aspect-row"),
        beside((URGENT, fires), (CONCERNS, worse)),
        units(summary, filters, services, texts, drawn),
        html.Div(way, id=PIPELINE),
        html.Div(below, id=BELOW, className="parts"),
        folded(FIGURES, others, texts),
    ]


def pickers(filters: Filters, services: Services, texts: Texts) -> list[Any]:
    """The period, and what it is compared with."""
    periods = services.periods()
    period = chosen_period(filters.period, periods)
    return [
        compare_picker(comparable(period, periods), filters.compare, texts),
        period_picker(periods, period, texts),
    ]


def units(
    summary: Summary | None, filters: Filters, services: Services, texts: Texts, drawn: Any
) -> html.Section:
    """Units as a matrix or a funnel."""
    team: Team = summary.team if summary else teams.NOBODY
    columns = unit_columns(in_order(services.indicators, "unit"), team.rows, None, texts)
    label = texts("ringkasan.units")
    grid = table(UNITS, columns, team.rows, texts, row_id="id", label=label, tree=True)
    return matrix.matrix_section(
        matrix.view_of(filters), grid, html.Div(drawn, id=FUNNEL),
        matrix.switch(PATH, filters, texts), texts, deeds=matrix.depths(texts),
    )  # fmt: skip


def register(renewals: Renewals) -> None:
    """Renew everything when the revision changes."""

    @renewals.renewed(
        SHOWN,
        *(Output(place, "children" if place == FUNNEL else PART) for place in PARTS),
        Output(UNITS, "rowData"),
        permission=PERMISSION,
        apart=True,
    )
    def renew(viewer: Viewer, filters: Filters, texts: Texts) -> Any:
        summary = summary_of(viewer, filters, renewals.services, texts)
        return (*parts(summary, texts), lambda: summary.team.rows if summary else [])


def parts(summary: Summary | None, texts: Texts) -> tuple[Callable[[], Any], ...]:
    """What works out each of PARTS; without scores it is said that there are none."""
    if summary is None:
        nothing = empty("scores", texts, more=texts("empty.scores_more"))
        return tuple(lambda said=said: said for said in (None, nothing, *(None for _ in PARTS[2:])))
    return (
        summary.headline,
        summary.tiles,
        summary.urgent,
        summary.concerns,
        summary.pipeline,
        lambda: summary.funnel(GRAPH),
        summary.below,
        summary.figures,
    )
