"""Saved views of a table: what the address and the columns say, kept under a name."""

from typing import Any

import dash
import pandas as pd
from dash import Input, Output, State, ctx, no_update

from dashboard import ids, noting
from dashboard.components.saved import DROP, place, view_list
from dashboard.deeds import Pressed
from dashboard.gate import guarded
from dashboard.services import Services
from dashboard.texts import texts_of
from dashboard.view import Filters, Viewer

KEPT = ("columnState", "filterModel")
"""What of a grid belongs to a view: width, order and sorting of columns, and filters in them."""


def restored(viewer: Viewer, filters: Filters, services: Services, page: str) -> dict[str, Any]:
    """What the grid is told of the view that is asked for; nothing without one."""
    if filters.saved is None:
        return {}
    views = services.supervision.views(viewer.account, page)
    mine = views[views["view_id"].astype(str) == filters.saved]
    kept = None if mine.empty else mine["columns"].iloc[0]
    return {name: kept[name] for name in KEPT if kept.get(name)} if kept else {}


def register(app: dash.Dash, services: Services, page: str, grid: str) -> None:
    """Save the view of ``grid`` on ``page`` under a name; forget one."""

    @guarded(
        app,
        Output(place("list"), "children"),
        Output(place("told"), "children"),
        Output(place("name"), "value"),
        Input(place("save"), "n_clicks"),
        Input(DROP, "data"),
        State(place("name"), "value"),
        State(ids.LOCATION, "search"),
        *(State(grid, name) for name in KEPT),
        permission="see_persons",
        prevent_initial_call=True,
    )
    def change(
        viewer: Viewer, _: Any, drop: Pressed | None, name: str | None, search: str, *kept: Any
    ) -> Any:
        columns = dict(zip(KEPT, kept, strict=True))
        gone = drop["value"] if drop and ctx.triggered_id == DROP else None
        return changed(viewer, services, page, name or "", search, columns, gone)


def changed(
    viewer: Viewer, services: Services, page: str, name: str, search: str, columns: dict[str, Any],
    gone: str | None = None,
) -> tuple[Any, Any, Any]:  # fmt: skip
    """Save the view, or forget the one that is to be ``gone``: the list, what is told, the name."""
    filters = Filters.parse(search)
    texts = texts_of(filters, services.office)
    try:
        if gone is not None:
            services.supervision.drop_view(viewer.account, view_id=int(gone))
            said = "saved.dropped"
        else:
            query = filters.query(lang=None, saved=None, period=None)
            services.supervision.save_view(
                viewer.account, page=page, name=name, query=query, columns=columns
            )
            said = "saved.done"
    except ValueError as wrong:
        return no_update, noting.refused(noting.told(str(wrong), texts)[1]), no_update
    views: pd.DataFrame = services.supervision.views(viewer.account, page)
    return view_list(views, filters, texts), noting.saved(texts(said)), ""
