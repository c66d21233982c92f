"""Keberatan: object to a record of one's own; what waits for a decision; one opened."""

from typing import Any

import dash
import pandas as pd
from dash import Input, Output, State, html

from dashboard import ids, objecting
from dashboard.components import objection_forms as forms
from dashboard.components.headers import Crumb, address, head, section
from dashboard.components.help import help_here
from dashboard.components.objection_lines import PATH as HERE
from dashboard.components.objection_lines import lines, opened
from dashboard.components.own_goals import part_of
from dashboard.components.own_objections import beside_of
from dashboard.components.records import record_list
from dashboard.components.states import calm, problem
from dashboard.deeds import Pressed
from dashboard.gate import guarded
from dashboard.objections import Objection
from dashboard.own import Own
from dashboard.readings import chosen_period
from dashboard.renewal import Renewals, mark
from dashboard.services import Services
from dashboard.still import PART
from dashboard.telling import objections as telling
from dashboard.telling import records
from dashboard.texts import Texts, missing, texts_of
from dashboard.view import Filters, Permission, Viewer
from scoring.explain import Part

PATH = HERE
TITLE = "nav.keberatan"
PERMISSION: Permission = "see_objections"
SHOWN = ids.make_id("keberatan", "shown")
MAIN = ids.make_id("keberatan", "main")
BUTTONS = ids.make_id("keberatan", "buttons")
RECORDS = 200


def layout(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> Any:
    """One objection, the form of a new one, or the lists."""
    if filters.objection:
        found = one(viewer, filters, services)
        if found is None:
            return problem("objection", texts)
        return single(viewer, filters, services, texts, found)
    if filters.goal and viewer.may("see_own"):
        return new(viewer, filters, services, texts)
    return [
        mark(SHOWN),
        top(texts("nav.keberatan"), None, filters, texts),
        html.Div(lists(viewer, filters, services, texts), id=MAIN, className="parts"),
        html.Div(id=BUTTONS, hidden=True),
    ]


def register(renewals: Renewals) -> None:
    """Renew lists, the one that is opened, and what may be done about it; file and decide."""
    app, services = renewals.app, renewals.services

    @renewals.renewed(
        SHOWN,
        Output(MAIN, PART),
        Output(BUTTONS, PART),
        permission=PERMISSION,
        personal=True,
    )
    def renew(viewer: Viewer, filters: Filters, texts: Texts) -> Any:
        if not filters.objection:
            return lists(viewer, filters, services, texts), dash.no_update
        found = one(viewer, filters, services)
        if found is None:
            return dash.no_update, dash.no_update
        shown = whole(viewer, services, texts, found)
        return shown, forms.buttons(found, services.objections, texts)

    @guarded(
        app,
        Output(forms.SUBMITTED, "children"),
        Output(forms.REASON_WRONG, "children"),
        Input(forms.SUBMIT, "n_clicks"),
        State(forms.REASON, "value"),
        State(forms.EVIDENCE, "value"),
        State(ids.LOCATION, "search"),
        permission="see_own",
        prevent_initial_call=True,
    )
    def submit(viewer: Viewer, _: int, reason: str, evidence: str, search: str) -> Any:
        filters = Filters.parse(search)
        texts, period = texts_of(filters, services.office), period_of(filters, services)
        return objecting.submit(viewer, filters, services, period, reason, evidence, texts)

    @guarded(
        app,
        Output(forms.TOLD, "children"),
        Output(forms.NOTE, "value"),
        Input(forms.PRESSED, "data"),
        State(forms.NOTE, "value"),
        State(ids.LOCATION, "search"),
        permission=PERMISSION,
        prevent_initial_call=True,
    )
    def act(viewer: Viewer, pressed: Pressed, note: str | None, search: str) -> Any:
        filters = Filters.parse(search)
        texts = texts_of(filters, services.office)
        return objecting.act(viewer, filters, services, pressed, note, texts)


def top(title: str, said: Any, filters: Filters, texts: Texts) -> html.Header:
    """Where this lies."""
    crumbs: list[Crumb] = [(texts("nav.home"), address("/", filters))]
    if title == texts("nav.keberatan"):
        said = [said, help_here("keberatan", texts)]
    else:
        crumbs.append((texts("nav.keberatan"), address(PATH, filters)))
    return head(title, [*crumbs, (title, None)], texts, more=said)


def period_of(filters: Filters, services: Services) -> str:
    """The period of the figure that is objected to."""
    return chosen_period(filters.period, services.periods()) or ""


def one(viewer: Viewer, filters: Filters, services: Services) -> Objection | None:
    """The objection that is opened, if it may be seen."""
    number, account = objecting.number_of(filters), viewer.account.account_id
    return None if number is None else services.objections.one(viewer.scope, account, number)


def whole(viewer: Viewer, services: Services, texts: Texts, found: Objection) -> list[Any]:
    """One with the record it is about, as who decides must see it."""
    about = disputed(viewer, services, texts, found)
    open_still = missing(found["decided_at"])
    return opened(found, about_record(about, texts, advised=open_still) if about else None, texts)


def about_record(found: list[records.Line], texts: Texts, *, advised: bool = True) -> list[Any]:
    """A record; ``advised``: and what an objection can do for one that is not counted anyway."""
    uncounted = advised and found[0].mark == "left_out"
    note = html.P(texts("objection.uncounted"), className="note-line") if uncounted else None
    return [record_list(found, texts), note]


def disputed(
    viewer: Viewer, services: Services, texts: Texts, found: Objection
) -> list[records.Line]:
    """The record itself; none of an objection to a whole figure, or where it is gone."""
    if missing(found["key"]):
        return []
    period, goal = str(found["period"]), str(found["goal"])
    why = services.explain(viewer.scope, "person", str(found["person"]), period, goal=goal)
    part = part_of(why, goal) if why else None
    if why is None or part is None:
        return []
    return [line for line in records.lines(part, why, texts) if line.key == found["key"]]


def single(
    viewer: Viewer, filters: Filters, services: Services, texts: Texts, found: Objection
) -> list[Any]:
    """One opened."""
    return [
        mark(SHOWN, str(found["unit"])),
        top(texts("objection.named", number=telling.number(found, texts)), None, filters, texts),
        html.Div(
            [
                html.Div(whole(viewer, services, texts, found), id=MAIN, className="parts"),
                forms.deciding(forms.buttons(found, services.objections, texts), BUTTONS, texts),
            ],
            className="alert-open",
        ),
    ]


def new(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> Any:
    """The form, with the record it is about; only one's own records are found."""
    period, person = period_of(filters, services), str(viewer.account.person)
    own = services.own(viewer.scope, person, period)
    part = part_of(own.why, filters.goal) if own else None
    if own is None or part is None:
        return problem("record", texts)
    found = [line for line in records.lines(part, own.why, texts) if line.key == filters.record]
    if filters.record and not found:
        return problem("record", texts)
    told = {"goal": texts.code("indicator", part.indicator.id), "period": texts.period(period)}
    said = texts("objection.to_goal" if found else "objection.to_figure", **told)
    about = html.Div(
        [html.P(said), *(about_record(found, texts) if found else ())], className="objection-about"
    )
    return [
        top(texts("objection.file"), None, filters, texts),
        None if found else choose(viewer, filters, services, texts, own, part),
        html.Div(forms.filing(about, services.objections, texts), className="objection-new"),
    ]


def choose(
    viewer: Viewer, filters: Filters, services: Services, texts: Texts, own: Own, part: Part
) -> html.Section | None:
    """The records of a figure, each with the way to object to it alone."""
    found = records.lines(part, own.why, texts)
    if not found:
        return None
    known = services.objections.listed(viewer.scope, person=str(viewer.account.person))
    beside = beside_of(known, period_of(filters, services), filters, texts)(part)
    return section(
        texts("objection.records"),
        html.Div(
            [
                html.P(texts("objection.records_more"), className="note-line"),
                html.Div(
                    record_list(found[:RECORDS], texts, beside), className="objection-records"
                ),
            ],
            className="alert-body",
        ),
    )


def lists(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> list[Any]:
    """What waits for the viewer's decision, one's own, and the others in sight."""
    asked, scope, account = services.objections, viewer.scope, viewer.account
    found: list[Any] = []
    if viewer.may("decide_objections"):
        mine = asked.decides(scope, account.account_id)
        found.append(listed("to_decide", mine, filters, texts, named=True))
    if viewer.may("see_own"):
        own = asked.listed(scope, person=account.person)
        found.append(listed("own", own, filters, texts, named=False))
    if viewer.may("see_persons"):
        others = asked.listed(scope)
        found.append(listed("all", others, filters, texts, named=True))
    return found


def listed(
    name: str, found: pd.DataFrame, filters: Filters, texts: Texts, *, named: bool
) -> html.Section:
    """One list with its title."""
    body = (
        lines(found, filters, texts, named=named)
        if len(found)
        else calm(texts(f"objection.none_{name}"))
    )
    return section(texts(f"objection.{name}"), body, more=texts(f"objection.{name}_more"))
