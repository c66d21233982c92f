"""Data saya: one's own score in words, every point down to its records, and what may change it."""

from typing import Any

import dash
from dash import Output, html

from dashboard import ids
from dashboard.components import own_head
from dashboard.components.activities import activities
from dashboard.components.circumstances import circumstances
from dashboard.components.contents import contents
from dashboard.components.glossary import glossary, terms
from dashboard.components.headers import address, section
from dashboard.components.marks import attributes
from dashboard.components.own_ahead import ahead
from dashboard.components.own_changes import changes
from dashboard.components.own_goals import goals
from dashboard.components.own_left import left_out
from dashboard.components.own_objections import beside_of, own_objections, whole_of
from dashboard.components.past import past
from dashboard.components.past_cases import MOST, goals_of, in_hand, past_cases
from dashboard.components.states import problem
from dashboard.components.tour import invitation, tour
from dashboard.components.trend import figure_of, trend_section
from dashboard.lately import Lately, lately
from dashboard.own import Own
from dashboard.readings import chosen_period
from dashboard.renewal import Renewals, mark
from dashboard.services import Services
from dashboard.still import PART
from dashboard.texts import Texts
from dashboard.view import Filters, Permission, Viewer

PATH = "/saya"
TITLE = "nav.saya"
PERMISSION: Permission = "see_own"
SHOWN = ids.make_id("saya", "shown")
STANDING = ids.make_id("saya", "standing")
CHANGES = ids.make_id("saya", "changes")
AHEAD = ids.make_id("saya", "ahead")
GOALS = ids.make_id("saya", "goals")
LEFT = ids.make_id("saya", "left")
OBJECTIONS = ids.make_id("saya", "objections")
DAYS = ids.make_id("saya", "days")
TREND = ids.make_id("saya", "trend")
PAST = ids.make_id("saya", "past")
NOTES = ids.make_id("saya", "notes")
BESIDE = ids.make_id("saya", "beside")
TERMS = {
    "changed": ("points", "record"),
    "ahead": ("limit", "working_day"),
    "goals": ("score", "goal", "weight", "evidence"),
    "left": ("left_out", "thin"),
    "objections": ("objection",),
}
"""Terms of the glossary that a part uses."""
PLACES = (
    STANDING, CHANGES, AHEAD, GOALS, LEFT, OBJECTIONS, DAYS, TREND, PAST, NOTES, BESIDE,
)  # fmt: skip


def layout(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> Any:
    """The page as first shown."""
    own = look(viewer, filters, services)
    if own is None:
        return problem("own", texts)
    back = look_back(viewer, filters, services, texts)
    said, changed, coming, points, left, objections, days, trend, before, notes, beside = parts(
        viewer, filters, services, own, back, texts
    )
    pickers = services.periods(), period_of(filters, services)
    return [
        mark(SHOWN, own.unit),
        own_head.head(own.why.name, services.now(), said, STANDING, pickers, texts),
        contents(index(back), texts),
        invitation(texts),
        *(
            part(name, place, body, texts)
            for name, place, body in (
                ("changed", CHANGES, changed),
                ("ahead", AHEAD, coming),
                ("goals", GOALS, points),
                ("left", LEFT, left),
                ("objections", OBJECTIONS, objections),
            )
        ),
        activities(html.Div(days, id=DAYS), filters, texts, None),
        trend_section(
            TREND, texts("unit.trend"), back.found, filters.indicator, trend, back.events, texts
        ),
        html.Div(before, id=PAST),
        section(
            texts("note_of.title"),
            html.Div(notes, id=NOTES, className="own-body"),
            more=texts("note_of.more_own"),
            name="notes",
        ),
        html.Div(beside, id=BESIDE, className="parts"),
        glossary(texts),
        tour(texts),
    ]


def register(renewals: Renewals) -> None:
    """Renew every part when the revision changes."""
    services = renewals.services

    @renewals.renewed(
        SHOWN,
        *(Output(place, "figure" if place == TREND else PART) for place in PLACES),
        permission=PERMISSION,
        personal=True,
    )
    def renew(viewer: Viewer, filters: Filters, texts: Texts) -> Any:
        own = look(viewer, filters, services)
        if own is None:
            return (dash.no_update,) * len(PLACES)
        back = look_back(viewer, filters, services, texts)
        return parts(viewer, filters, services, own, back, texts)


def part(name: str, place: str, body: Any, texts: Texts) -> html.Div:
    """A titled part with its terms, at which the tour may stop."""
    inside = section(
        texts(f"own.{name}"),
        html.Div(body, id=place),
        more=terms(TERMS[name], texts),
        name=f"own-{name}",
    )
    return html.Div(inside, **attributes(data_tour_step=name))


def period_of(filters: Filters, services: Services) -> str:
    """The period looked at."""
    return chosen_period(filters.period, services.periods()) or ""


def look(viewer: Viewer, filters: Filters, services: Services) -> Own | None:
    """Oneself, as far as the account stands for a person."""
    person = viewer.account.person
    if person is None:
        return None
    return services.own(viewer.scope, person, period_of(filters, services))


def look_back(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> Lately:
    """One's days, trends and notes."""
    return lately(viewer, filters, services, texts, str(viewer.account.person), PATH)


def index(back: Lately) -> list[tuple[str, str] | None]:
    """The parts of the page in their order."""

    def named(place: str) -> tuple[str, str]:
        return place, f"contents.own_{place.rpartition('-')[2]}"

    first = (CHANGES, AHEAD, GOALS, LEFT, OBJECTIONS, DAYS)
    trend = named(TREND) if back.found else None
    return [*map(named, first), trend, *map(named, (NOTES, BESIDE))]


def parts(
    viewer: Viewer, filters: Filters, services: Services, own: Own, back: Lately, texts: Texts
) -> tuple[Any, ...]:
    """What stands at PLACES."""
    scope, person, period = viewer.scope, str(viewer.account.person), period_of(filters, services)
    found = services.contributions(scope, "person", period, subjects=(person,))
    method = services.methodology()
    objections = services.objections.listed(scope, person=person)
    beside = beside_of(objections, period, filters, texts)
    whole = whole_of(objections, period, filters, texts)
    infos = {info.id: info for info in services.indicators}
    page = address(PATH, filters)
    every = services.complaints(scope, person=person, open_only=False, limit=MOST)
    before = past_cases(every, period, goals_of(found), page, texts)
    return (
        own_head.standing(found, method.min_evidence, period, texts),
        changes(own, texts),
        ahead(own, in_hand(every), before, method.rules.soon, texts),
        goals(found, own.why, infos, page, filters.goal, beside, whole, texts),
        left_out(own.why, beside, texts),
        own_objections(objections, filters, texts),
        back.days,
        figure_of(back.found, filters.indicator, back.events, texts),
        past(back.signals, page, texts),
        back.notes,
        circumstances(services.circumstances(scope, person, period), texts),
    )
