"""Ringkasan: how the viewer's whole office does, and each of its units."""

from typing import Any

import dash
from dash import Input, Output, State, html

from dashboard import ids
from dashboard.components.headers import address, head, period_picker, section
from dashboard.components.marks import tally
from dashboard.components.states import empty
from dashboard.components.tables import table
from dashboard.components.tiles import tile_groups
from dashboard.components.unit_table import unit_columns, unit_rows
from dashboard.gate import guarded
from dashboard.readings import chosen_period, in_order, readings, tally_of
from dashboard.services import Services
from dashboard.texts import Texts, texts_of
from dashboard.view import Filters, Permission, Viewer

PATH = "/"
TITLE = "nav.ringkasan"
PERMISSION: Permission = "see_units"
TALLY = ids.make_id("ringkasan", "tally")
TILES = ids.make_id("ringkasan", "tiles")
UNITS = ids.make_id("ringkasan", "units")


def layout(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> Any:
    """The page as first shown."""
    period = chosen_period(filters.period, services.periods())
    said, tiles, rows = body(viewer, filters, services, texts)
    indicators = in_order(services.indicators, "unit")
    columns, label = unit_columns(indicators, rows, texts), texts("ringkasan.units")
    grid = table(UNITS, columns, rows, texts, row_id="id", label=label)
    return [
        head(
            top_name(viewer, services),
            [(texts("nav.home"), None)],
            texts,
            more=html.Div(said, id=TALLY),
            pickers=[period_picker(services.periods(), period, texts)],
        ),
        html.Div(tiles, id=TILES),
        section(texts("ringkasan.units"), grid, more=texts("ringkasan.units_more")),
    ]


def register(app: dash.Dash, services: Services) -> None:
    """Renew tally, tiles and units when the revision changes."""

    @guarded(
        app,
        Output(TALLY, "children"),
        Output(TILES, "children"),
        Output(UNITS, "rowData"),
        Input(ids.REVISION, "data"),
        State(ids.LOCATION, "search"),
        permission=PERMISSION,
        prevent_initial_call=True,
        running=[(Output(ids.FRAME, ids.BUSY), "1", "")],
    )
    def renew(viewer: Viewer, _: int, search: str) -> Any:
        filters = Filters.parse(search)
        return body(viewer, filters, services, texts_of(filters, services.office))


def body(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> tuple[Any, ...]:
    """Tally, tiles of the top unit, and rows of all units."""
    period = chosen_period(filters.period, services.periods())
    units = services.units(viewer.scope)
    if period is None or units.empty:
        return None, empty("scores", texts, more=texts("empty.scores_more")), []
    top = str(units["unit_id"].iloc[0])
    scores = services.scores(viewer.scope, "unit", period)
    found = readings(
        in_order(services.indicators, "unit"),
        scores[scores["subject_id"].eq(top)],
        services.history(viewer.scope, "unit", (top,)),
        services.freshness(),
        period,
    )
    line = tally(tally_of(found), texts)
    tiles = tile_groups(found, address("/unit", filters, unit=top), texts)
    return line, tiles, unit_rows(units, scores, filters)


def top_name(viewer: Viewer, services: Services) -> str:
    """The viewer's top unit by name; without units the office."""
    units = services.units(viewer.scope)
    return services.office.name if units.empty else str(units["name"].iloc[0])
