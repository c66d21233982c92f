"""Peringatan: what fires now, mine first; one alert opened; history, silences, rules."""

from collections import Counter
from typing import Any

import dash
import pandas as pd
from dash import Input, Output, State, dcc, html

from dashboard import deeds, ids
from dashboard.alerts import Alert
from dashboard.components import alert_tables
from dashboard.components.alert_evidence import evidence, status
from dashboard.components.alert_forms import FORMS, Form, forms
from dashboard.components.alert_lines import Reader, lists
from dashboard.components.alert_marks import MARKS, quiet, standing, tally
from dashboard.components.alert_steps import steps
from dashboard.components.headers import Crumb, address, head, picker
from dashboard.components.help import help_here
from dashboard.components.marks import attributes
from dashboard.components.states import problem
from dashboard.gate import guarded
from dashboard.renewal import Renewals, mark
from dashboard.services import Services
from dashboard.still import PART
from dashboard.telling.alerts import subject, titles_of
from dashboard.texts import Texts, texts_of
from dashboard.view import Filters, Permission, Viewer

PATH = "/peringatan"
TITLE = "nav.peringatan"
PERMISSION: Permission = "see_alerts"
STATUS = ids.make_id("peringatan", "status")
MAIN = ids.make_id("peringatan", "main")
STEPS = ids.make_id("peringatan", "steps")
ENDED = ids.make_id("peringatan", "ended")
SHOWN = ids.make_id("peringatan", "shown")
VIEWS = ("now", "history", "silences", "rules")
MOST_OPEN = 2000
MOST_ENDED = 100
INDENT = "\u2003"
Parts = tuple[Any, Any, Any]


def layout(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> Any:
    """The page as first shown: a list, or the alert that is asked for.

    Forms stand outside of what is renewed, so that nothing typed is lost.
    """
    alert = alert_of(viewer, filters, services)
    if filters.alert and alert is None:
        return problem("alert", texts)
    reader = reader_of(viewer, filters, services, texts)
    said, main, done = parts(viewer, reader, services, alert)
    aside = [doing(viewer, services, alert, texts), html.Div(done, id=STEPS)]
    return [
        mark(SHOWN),
        dcc.Store(id=alert_tables.UNSILENCE),
        top(viewer, reader, services, alert, html.Div(said, id=STATUS)),
        None if alert else tabs(reader),
        html.P(id=ENDED, role="status", className="deed-told"),
        html.Div(
            [
                html.Div(main, id=MAIN, className="parts"),
                html.Div(aside, className="parts", hidden=alert is None),
            ],
            className="alert-open" if alert else "parts",
        ),
    ]


def register(renewals: Renewals) -> None:
    """Renew everything but the forms when the revision changes; the deeds."""
    app, services = renewals.app, renewals.services

    @renewals.renewed(
        SHOWN,
        Output(STATUS, PART),
        Output(MAIN, PART),
        Output(STEPS, PART),
        permission=PERMISSION,
        personal=True,
    )
    def renew(viewer: Viewer, filters: Filters, texts: Texts) -> Any:
        return body(viewer, filters, services, texts)

    @guarded(
        app,
        Output(ENDED, "children"),
        Input(alert_tables.UNSILENCE, "data"),
        State(ids.LOCATION, "search"),
        permission="direct_alerts",
        prevent_initial_call=True,
    )
    def unsilence(viewer: Viewer, pressed: deeds.Pressed, search: str) -> Any:
        texts = texts_of(Filters.parse(search), services.office)
        return deeds.end_silence(viewer, pressed, services, texts)

    for form in FORMS:
        register_form(app, services, form)


def register_form(app: dash.Dash, services: Services, form: Form) -> None:
    """One deed: told below its form, and in the history as soon as that is renewed."""

    @guarded(
        app,
        Output(form.place("told"), "children"),
        *(Output(form.wrong(field), "children") for field in form.fields),
        *(Output(form.place(field), "value") for field in form.written),
        Input(form.place("submit"), "n_clicks"),
        State(ids.LOCATION, "search"),
        *(State(form.place(field), "value") for field in form.fields),
        permission=form.permission,
        prevent_initial_call=True,
    )
    def submit(viewer: Viewer, _: int | None, search: str, *values: str | None) -> Any:
        filters = Filters.parse(search)
        texts = texts_of(filters, services.office)
        return deeds.act(viewer, filters, services, form, values, texts)


def body(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> Any:
    """Status, main part, history of what was done, as renewed; of a lost alert nothing."""
    alert = alert_of(viewer, filters, services)
    if filters.alert and alert is None:
        return (dash.no_update,) * 3
    return parts(viewer, reader_of(viewer, filters, services, texts), services, alert)


def parts(viewer: Viewer, reader: Reader, services: Services, alert: Alert | None) -> Parts:
    """What is renewed: of the alert that is opened, or of a list."""
    if alert is None:
        said, main = listed(viewer, reader, services)
        return said, main, None
    shown = evidence(alert, reader, sources=viewer.may("see_sources"))
    return status(alert, reader.texts), shown, steps(alert, reader.texts)


def listed(viewer: Viewer, reader: Reader, services: Services) -> tuple[Any, Any]:
    """The view that is chosen: its tally, and its lines."""
    texts, scope = reader.texts, viewer.scope
    view, unit = view_of(reader.filters), reader.filters.unit
    if view == "rules":
        return None, alert_tables.rules(services.alert_rules(), texts)
    if view == "silences":
        may_end = viewer.may("direct_alerts")
        return None, alert_tables.silences(services.silences(scope), reader, may_end=may_end)
    if view == "history":
        ended = services.alerts(scope, unit=unit, state="ended", limit=MOST_ENDED)
        return None, alert_tables.history(ended, reader)
    found = services.alerts(scope, unit=unit, limit=MOST_OPEN)
    return tally(counted(found), texts), [
        *firing(found, reader),
        undelivered(viewer, services, texts),
    ]


def firing(found: pd.DataFrame, reader: Reader) -> list[Any]:
    """What is open now; where nothing is, what is watched."""
    texts = reader.texts
    if found.empty:
        return [alert_tables.calm(reader.titles, texts)]
    only = texts("alert.only", n=texts.number(len(found)))
    return [
        *lists(found, reader),
        html.P(only, className="note") if len(found) >= MOST_OPEN else None,
    ]


def undelivered(viewer: Viewer, services: Services, texts: Texts) -> html.Section | None:
    """Notices that did not arrive, for those who see sources."""
    if not viewer.may("see_sources"):
        return None
    return alert_tables.failed(services.failed_notices(), texts)


def counted(found: pd.DataFrame) -> dict[str, int]:
    """How many stand where, the most urgent first; last those that nobody is told of."""
    rows = found.to_dict("records")
    stands = Counter("quiet" if quiet(row) else standing(row) for row in rows)
    return {kind: stands[kind] for kind in (*MARKS, "quiet")}


def doing(viewer: Viewer, services: Services, alert: Alert | None, texts: Texts) -> Any:
    """The forms of the deeds the viewer may do."""
    if alert is None:
        return None
    people = services.assignable(viewer.scope, int(alert["alert_id"]))
    return forms(viewer, people, texts, ended=alert["state"] == "ended")


def alert_of(viewer: Viewer, filters: Filters, services: Services) -> Alert | None:
    """The alert that is asked for, if visible."""
    number = deeds.number_of(filters)
    return None if number is None else services.alert(viewer.scope, number)


def reader_of(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> Reader:
    """The one who reads."""
    titles = titles_of(services.alert_rules(), texts)
    return Reader(viewer.account.account_id, filters, titles, services.now(), texts)


def view_of(filters: Filters) -> str:
    """The view asked for, else what fires now."""
    return filters.view if filters.view in VIEWS else VIEWS[0]


def top(
    viewer: Viewer, reader: Reader, services: Services, alert: Alert | None, said: Any
) -> html.Header:
    """Where the page lies, its title, where things stand, and the choice of the unit."""
    texts = reader.texts
    here: Crumb = (texts(TITLE), None)
    home: Crumb = (texts("nav.home"), address("/", reader.filters))
    if alert is None:
        units = services.units(viewer.scope)
        chosen = [unit_choice(units, reader)] if view_of(reader.filters) in VIEWS[:2] else []
        told = [said, help_here("peringatan", texts)]
        return head(texts(TITLE), [home, here], texts, more=told, pickers=chosen)
    rule = str(alert["rule"])
    way: list[Crumb] = [home, (texts(TITLE), reader.address()), (subject(alert, texts), None)]
    return head(reader.titles.get(rule, rule), way, texts, more=said)


def tabs(reader: Reader) -> html.Nav:
    """A link to each view."""
    texts, chosen = reader.texts, view_of(reader.filters)
    links = [
        html.A(
            texts(f"alert.{view}"),
            href=reader.address(view=None if view == VIEWS[0] else view),
            className="view",
            **attributes(data_keep="1", aria_current="page" if view == chosen else "false"),
        )
        for view in VIEWS
    ]
    return html.Nav(links, className="views", **attributes(aria_label=texts("alert.views")))


def unit_choice(units: pd.DataFrame, reader: Reader) -> html.Label:
    """The choice of the unit, indented as in the tree; none is all."""
    texts = reader.texts
    shown = units[["unit_id", "name", "depth"]].itertuples(index=False, name=None)
    least = int(units["depth"].min()) if len(units) else 0
    options = [(key, INDENT * (int(depth) - least) + name) for key, name, depth in shown]
    every = ("", texts("alert.all_units"))
    return picker("unit", texts("column.unit"), [every, *options], reader.filters.unit or "")
