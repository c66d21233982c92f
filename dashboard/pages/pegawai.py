"""Pegawai: find a person as one types; one person's goals and why, days and complaints."""

from typing import Any

import dash
from dash import Input, Output, dcc, html

from dashboard import ids, noting, saving, subject, teams
from dashboard.components.activities import activities
from dashboard.components.columns import Row
from dashboard.components.complaint_table import complaint_columns
from dashboard.components.contents import contents
from dashboard.components.headers import Crumb, address, head, period_picker, section
from dashboard.components.help import help_here
from dashboard.components.marks import icon, tally
from dashboard.components.notes import note_form, notes_section
from dashboard.components.people_table import facts, people_columns
from dashboard.components.quick import quick_filters, unit_choice
from dashboard.components.report import letterhead, print_button, reading_notes
from dashboard.components.saved import saved_views
from dashboard.components.states import problem
from dashboard.components.tables import table
from dashboard.person import PATH, look_at, person_of
from dashboard.readings import chosen_period, in_order, tally_of
from dashboard.renewal import Renewals, mark
from dashboard.services import Services
from dashboard.still import PART
from dashboard.subject import Places, Subject
from dashboard.teams import Team
from dashboard.texts import Texts
from dashboard.view import Filters, Permission, Viewer

TITLE = "nav.pegawai"
PERMISSION: Permission = "see_self"
SEARCH = ids.make_id("pegawai", "search")
COUNT = ids.make_id("pegawai", "count")
PEOPLE = ids.make_id("pegawai", "people")
PLACES = Places.of("pegawai")
BESIDE = ids.make_id("pegawai", "beside")
DAYS = ids.make_id("pegawai", "days")
COMPLAINTS = ids.make_id("pegawai", "complaints")
PAST_CASES = ids.make_id("pegawai", "past-cases")
NOTES = ids.make_id("pegawai", "notes")
SHOWN = ids.make_id("pegawai", "shown")
LIST_SHOWN = ids.make_id("pegawai", "list-shown")
PEOPLE_SHOWN = 100


def layout(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> Any:
    """The list, or one person; who may see only themselves lands there."""
    who = filters.person or (None if viewer.may("see_persons") else viewer.account.person)
    if who is None and not viewer.may("see_persons"):
        return problem("person", texts)
    if who is None:
        return list_page(viewer, filters, services, texts)
    person = person_of(viewer, services, who)
    return (
        problem("person", texts)
        if person is None
        else person_page(viewer, filters, services, texts, person)
    )


def register(renewals: Renewals) -> None:
    """Renew the list as one types and when the revision changes; renew one person."""
    services = renewals.services

    @renewals.renewed(
        LIST_SHOWN,
        Output(PEOPLE, "rowData"),
        Output(COUNT, PART),
        also=(Input(SEARCH, "value"),),
        permission="see_persons",
    )
    def find(viewer: Viewer, filters: Filters, texts: Texts, wanted: str | None) -> Any:
        team = found(viewer, filters, services, wanted or "")
        return team.rows, count(team.rows, texts)

    @renewals.renewed(
        SHOWN,
        *PLACES.outputs,
        Output(BESIDE, PART),
        Output(DAYS, PART),
        Output(COMPLAINTS, "rowData"),
        Output(PAST_CASES, PART),
        Output(NOTES, PART),
        permission=PERMISSION,
        personal=True,
    )
    def renew(viewer: Viewer, filters: Filters, texts: Texts) -> Any:
        return body(viewer, filters, services, texts)

    noting.register(renewals.app, services)
    saving.register(renewals.app, services, PATH, PEOPLE)


def list_page(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> Any:
    """Search box and people."""
    period = chosen_period(filters.period, services.periods())
    team = found(viewer, filters, services, "")
    rows = team.rows
    columns = people_columns(in_order(services.indicators, "person"), rows, team.peer, texts)
    label = texts("pegawai.title")
    box = dcc.Input(
        id=SEARCH,
        type="search",
        value="",
        debounce=0.25,
        placeholder=texts("pegawai.search_hint"),
        autoComplete="off",
        className="search-box",
    )
    return [
        mark(LIST_SHOWN),
        head(
            label,
            [(texts("nav.home"), address("/", filters)), (label, None)],
            texts,
            more=help_here("pegawai", texts),
            pickers=[
                unit_choice(services.units(viewer.scope), filters.unit, texts),
                period_picker(services.periods(), period, texts),
            ],
        ),
        quick_filters(filters, texts),
        html.Div(
            [
                html.Label([icon("search"), html.Span(texts("pegawai.search")), box]),
                html.Span(count(rows, texts), id=COUNT, role="status"),
            ],
            className="search",
        ),
        saved_views(services.supervision.views(viewer.account, PATH), filters, texts),
        html.Section(
            table(
                PEOPLE, columns, rows, texts, row_id="id", label=label, most=0, tall=True,
                nothing=texts("empty.people"),
                **saving.restored(viewer, filters, services, PATH),
            ),
            className="section",
        ),
    ]  # fmt: skip


def found(viewer: Viewer, filters: Filters, services: Services, wanted: str) -> Team:
    """Rows of the visible people whose name or NIP contains ``wanted``."""
    search = wanted.strip()[:80]
    return teams.people(
        viewer, filters, services, unit=filters.unit, search=search, limit=PEOPLE_SHOWN,
        only=teams.flagged(viewer, filters, services),
    )  # fmt: skip


def count(rows: list[Row], texts: Texts) -> str:
    """How many are shown, and whether there may be more."""
    key = "pegawai.found_more" if len(rows) >= PEOPLE_SHOWN else "pegawai.found"
    return texts(key, n=texts.number(len(rows))) if rows else texts("empty.people")


def person_page(
    viewer: Viewer,
    filters: Filters,
    services: Services,
    texts: Texts,
    person: dict[Any, Any],
) -> Any:
    """Everything of one person."""
    period = chosen_period(filters.period, services.periods())
    own = str(person["person_id"])
    one, beside, days, complaints, before, notes = look_at(viewer, filters, services, texts, own)
    supervises = viewer.may("supervise") and viewer.account.person != own
    columns = complaint_columns(texts, officers=False)
    label = texts("pegawai.complaints")
    line = html.Div(tally(tally_of(one.found), texts), id=PLACES.tally)
    grid = table(
        COMPLAINTS,
        columns,
        complaints,
        texts,
        row_id="id",
        label=label,
        nothing=texts("empty.complaints"),
    )
    return [
        mark(SHOWN, str(person["unit"])),
        letterhead("person", period, services, texts),
        head(
            str(person["name"]),
            trail(viewer, filters, texts, person),
            texts,
            more=[
                html.Div([facts(person, filters, texts), line]),
                help_here("person", texts),
                print_button(texts),
            ],
            pickers=[period_picker(services.periods(), period, texts)],
        ),
        contents(index(one), texts),
        *subject.shown(
            one, PLACES, filters, texts,
            section(label, html.Div([grid, html.Div(before, id=PAST_CASES)])),
            activities(html.Div(days, id=DAYS), filters, texts, own if supervises else None),
            html.Div(beside, id=BESIDE, className="parts"),
        ),
        notes_section(
            html.Div(notes, id=NOTES),
            html.Div(note_form(texts), hidden=not supervises),
            texts,
        ),
        reading_notes(texts),
    ]  # fmt: skip


def index(one: Subject) -> list[tuple[str, str] | None]:
    """The parts of one person's page in their order."""
    why, *others = subject.index(one, PLACES)
    listed = [(COMPLAINTS, "pegawai.complaints"), (DAYS, "pegawai.activities")]
    around = (BESIDE, "around.title")
    return [(PLACES.tiles, "column.goals"), why, *listed, around, *others, (NOTES, "note_of.title")]


def trail(viewer: Viewer, filters: Filters, texts: Texts, person: dict[Any, Any]) -> list[Crumb]:
    """From the front page, over the list for those who may see it, to here."""
    crumbs: list[Crumb] = [(texts("nav.home"), address("/", filters)), (str(person["name"]), None)]
    if viewer.may("see_persons"):
        crumbs.insert(1, (texts("pegawai.title"), address(PATH, filters)))
    return crumbs


def body(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> tuple[Any, ...]:
    """The parts, circumstances, days, complaints, finished ones and notes, as renewed."""
    own = None if viewer.may("see_persons") else viewer.account.person
    who = filters.person or own
    if who is None or person_of(viewer, services, who) is None:
        return (dash.no_update,) * (len(PLACES.outputs) + 5)
    one, *rest = look_at(viewer, filters, services, texts, who)
    return (*subject.renewed(one, filters, texts), *rest)
