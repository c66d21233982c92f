"""Verifikasi: activities of a supervisor's people that wait, approved or refused one or many."""

from typing import Any

from dash import Input, Output, State, ctx, html, no_update

from dashboard import ids, noting
from dashboard.components.columns import Row
from dashboard.components.headers import address, head
from dashboard.components.help import help_here
from dashboard.components.tables import table
from dashboard.components.waiting import decision_form, place, waiting_columns, waiting_rows
from dashboard.gate import guarded
from dashboard.renewal import Renewals, mark
from dashboard.services import Services
from dashboard.still import PART
from dashboard.supervision import STATUSES
from dashboard.texts import Texts, texts_of
from dashboard.view import Filters, Permission, Viewer

PATH = "/verifikasi"
TITLE = "nav.verifikasi"
PERMISSION: Permission = "supervise"
ROWS = place("rows")
COUNT = place("count")
SHOWN = place("shown")
MOST = 500


def layout(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> Any:
    """What waits, the oldest first, and what to do with it."""
    rows, said = body(viewer, filters, services, texts)
    label = texts("verify.title")
    way = [(texts("nav.home"), address("/", filters)), (label, None)]
    grid = table(
        ROWS, waiting_columns(texts), rows, texts, row_id="id", label=label, tall=True, most=0,
        nothing=texts("verify.none"), chosen=True, stacked=True,
    )  # fmt: skip
    return [
        mark(SHOWN),
        head(
            label,
            way,
            texts,
            more=[html.P(said, id=COUNT, className="note-line"), help_here("verifikasi", texts)],
        ),
        decision_form(texts),
        html.Section(grid, className="section"),
    ]


def register(renewals: Renewals) -> None:
    """Renew what waits; decide; say how many are chosen."""
    app, services = renewals.app, renewals.services

    @renewals.renewed(SHOWN, Output(ROWS, "rowData"), Output(COUNT, PART), permission=PERMISSION)
    def renew(viewer: Viewer, filters: Filters, texts: Texts) -> Any:
        return body(viewer, filters, services, texts)

    @guarded(
        app,
        Output(place("chosen"), "children"),
        *(Output(place(status), "disabled") for status in STATUSES),
        Input(ROWS, "selectedRows"),
        State(ids.LOCATION, "search"),
        permission=PERMISSION,
        prevent_initial_call=True,
    )
    def choose(_: Viewer, rows: list[Row] | None, search: str) -> Any:
        texts = texts_of(Filters.parse(search), services.office)
        said = texts("verify.chosen", n=texts.number(len(rows or ())))
        return said, *[not rows] * len(STATUSES)

    @guarded(
        app,
        Output(place("told"), "children"),
        Output(place("reason-wrong"), "children"),
        Output(place("reason"), "value"),
        Output(ROWS, "selectedRows"),
        *(Input(place(status), "n_clicks") for status in STATUSES),
        State(ROWS, "selectedRows"),
        State(place("reason"), "value"),
        State(ids.LOCATION, "search"),
        permission=PERMISSION,
        prevent_initial_call=True,
    )
    def decide(viewer: Viewer, *values: Any) -> Any:
        *_, rows, reason, search = values
        texts = texts_of(Filters.parse(search), services.office)
        status = next((s for s in STATUSES if ctx.triggered_id == place(s)), None)
        if status is None:
            return (no_update,) * 4
        return decided(viewer, services, texts, status, rows or [], reason or "")


def decided(
    viewer: Viewer, services: Services, texts: Texts, status: str, rows: list[Row], reason: str
) -> tuple[Any, Any, Any, Any]:
    """Decide on the chosen rows; told, what is wrong with the reason, the reason, the choice."""
    chosen = [str(row["id"]) for row in rows]
    try:
        done = services.supervision.decide(
            viewer.account, activities=chosen, status=status, reason=reason
        )
    except ValueError as wrong:
        at, said = noting.told(str(wrong), texts)
        told = (None, said) if at == "reason" else (noting.refused(said), None)
        return *told, reason, no_update
    words = texts(f"verify.{status}_done", n=texts.number(done))
    return noting.saved(words), None, "", []


def body(
    viewer: Viewer, filters: Filters, services: Services, texts: Texts
) -> tuple[list[Row], str]:
    """Rows, and how many they are."""
    supervision, scope = services.supervision, viewer.scope
    rows = waiting_rows(
        supervision.waiting(scope, person=filters.person, limit=MOST), filters, texts
    )
    late = sum(row["waited_late"] for row in rows)
    if len(rows) >= MOST and filters.person is None:
        every = texts.number(supervision.waiting_count(scope))
        return rows, texts("verify.first", n=texts.number(MOST), all=every)
    return rows, texts("verify.count", n=texts.number(len(rows)), late=texts.number(late))
