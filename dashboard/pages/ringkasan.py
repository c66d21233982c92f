"""Ringkasan: how the viewer's whole office does, its programmes, and each of its units."""

from typing import Any

from dash import Output, html

from dashboard import ids, teams
from dashboard.components.concerns import concerns
from dashboard.components.headers import address, head, period_picker, section
from dashboard.components.marks import tally
from dashboard.components.programmes import programmes
from dashboard.components.satisfaction import satisfaction
from dashboard.components.signs import signs
from dashboard.components.states import empty
from dashboard.components.tables import table
from dashboard.components.tiles import figures, goal_tiles
from dashboard.components.unit_table import unit_columns
from dashboard.readings import Reading, chosen_period, grouped, in_order, readings, tally_of
from dashboard.renewal import Renewals, mark
from dashboard.services import Services
from dashboard.still import PART
from dashboard.subject import folded
from dashboard.texts import Texts
from dashboard.view import Filters, Permission, Viewer

PATH = "/"
TITLE = "nav.ringkasan"
PERMISSION: Permission = "see_units"
TALLY = ids.make_id("ringkasan", "tally")
TILES = ids.make_id("ringkasan", "tiles")
CONCERNS = ids.make_id("ringkasan", "concerns")
SIGNS = ids.make_id("ringkasan", "signs")
FIGURES = ids.make_id("ringkasan", "figures")
UNITS = ids.make_id("ringkasan", "units")
SHOWN = ids.make_id("ringkasan", "shown")


def layout(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> Any:
    """The page as first shown."""
    period = chosen_period(filters.period, services.periods())
    said, tiles, worse, below, others, team = look(viewer, filters, services, texts)
    columns = unit_columns(in_order(services.indicators, "unit"), team.rows, team.peer, texts)
    label = texts("ringkasan.units")
    grid = table(UNITS, columns, team.rows, texts, row_id="id", label=label)
    return [
        mark(SHOWN, top_unit(viewer, services)),
        head(
            top_name(viewer, services),
            [(texts("nav.home"), None)],
            texts,
            more=html.Div(said, id=TALLY),
            pickers=[period_picker(services.periods(), period, texts)],
        ),
        html.Div(tiles, id=TILES, className="aspect-row"),
        html.Div(worse, id=CONCERNS),
        section(label, grid, more=texts("ringkasan.units_more")),
        html.Div(below, id=SIGNS, className="parts"),
        folded(FIGURES, others, texts),
    ]


def register(renewals: Renewals) -> None:
    """Renew everything when the revision changes."""

    @renewals.renewed(
        SHOWN,
        Output(TALLY, PART),
        Output(TILES, PART),
        Output(CONCERNS, PART),
        Output(SIGNS, PART),
        Output(FIGURES, PART),
        Output(UNITS, "rowData"),
        permission=PERMISSION,
    )
    def renew(viewer: Viewer, filters: Filters, texts: Texts) -> Any:
        *parts, team = look(viewer, filters, renewals.services, texts)
        return (*parts, team.rows)


def look(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> tuple[Any, ...]:
    """Tally, tiles, concerns, what is below, other figures of the top unit; rows of all units."""
    period = chosen_period(filters.period, services.periods())
    units = services.units(viewer.scope)
    if period is None or units.empty:
        nothing = empty("scores", texts, more=texts("empty.scores_more"))
        return None, nothing, None, None, None, teams.NOBODY
    top = str(units["unit_id"].iloc[0])
    scores = services.scores(viewer.scope, "unit", period)
    found = readings(
        in_order(services.indicators, "unit"),
        scores[scores["subject_id"].eq(top)],
        services.history(viewer.scope, "unit", (top,)),
        services.freshness(),
        period,
    )
    page = address("/unit", filters, unit=top)
    names = dict(zip(units["unit_id"], units["name"], strict=True))
    return (
        tally(tally_of(found), texts),
        goal_tiles(grouped(found).goals, page, texts),
        concerns(services.signals(viewer.scope, "unit"), "unit", names, filters, texts),
        below_of(viewer, services, texts, found, top, period, page),
        figures(grouped(found).others, page, texts),
        teams.units(viewer, filters, services, units, scores),
    )


def below_of(
    viewer: Viewer, services: Services, texts: Texts, found: list[Reading], top: str,
    period: str, page: str,
) -> list[Any]:  # fmt: skip
    """Programmes, satisfaction, and signs."""
    groups, method = grouped(found), services.methodology()
    index = next((r for r in found if r.indicator.id == "satisfaction_index"), None)
    told, asked = (services.scores(viewer.scope, kind, period) for kind in ("programme", "service"))
    return [
        programmes(told, method.programmes, texts),
        satisfaction(index, groups.elements, asked, top, method.rules.survey, page, texts),
        signs(groups.signs, page, texts),
    ]


def top_unit(viewer: Viewer, services: Services) -> str | None:
    """The viewer's top unit; None without units."""
    units = services.units(viewer.scope)
    return None if units.empty else str(units["unit_id"].iloc[0])


def top_name(viewer: Viewer, services: Services) -> str:
    """The viewer's top unit by name; without units the office."""
    units = services.units(viewer.scope)
    return services.office.name if units.empty else str(units["name"].iloc[0])
