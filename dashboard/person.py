"""What the page of one person shows, looked up within the viewer's scope."""

from typing import Any, NamedTuple

from dashboard import subject
from dashboard.components.circumstances import circumstances
from dashboard.components.columns import Row
from dashboard.components.complaint_table import complaint_rows
from dashboard.components.headers import address
from dashboard.components.notes import note_list
from dashboard.components.past_cases import MOST, goals_of, in_hand, past_cases
from dashboard.components.team_strip import team_strip
from dashboard.daily import daily
from dashboard.events import noted
from dashboard.readings import chosen_period
from dashboard.services import Services
from dashboard.subject import Subject
from dashboard.texts import Texts
from dashboard.view import Filters, Viewer

PATH = "/pegawai"


class Found(NamedTuple):
    """The person as a subject, and what stands beside it, in the order of the renewal."""

    subject: Subject
    beside: list[Any]
    days: Any
    complaints: list[Row]
    past_cases: Any
    notes: Any


def person_of(viewer: Viewer, services: Services, person: str) -> dict[Any, Any] | None:
    """The person, if visible to the viewer."""
    people = services.people(viewer.scope, search=person)
    exact = people[people["person_id"].eq(person)]
    return None if exact.empty else exact.iloc[0].to_dict()


def among(viewer: Viewer, services: Services, texts: Texts, person: str, period: str) -> Any:
    """The person among the colleagues of the unit, by what is expected of each of them."""
    scores = services.scores(viewer.scope, "person", period, subjects=(person,))
    judged = tuple(scores.loc[scores["target"].notna(), "indicator"])
    known = {info.id: info for info in services.indicators if info.id in judged}
    found = services.supervision.team(viewer.scope, person, period, tuple(known))
    who = person_of(viewer, services, person)
    return team_strip(found, str(who["unit_name"]) if who else "", known, texts)


def look_at(
    viewer: Viewer, filters: Filters, services: Services, texts: Texts, person: str
) -> Found:
    """The person as a subject, and what stands beside it, within the scope."""
    scope = viewer.scope
    period = chosen_period(filters.period, services.periods()) or ""
    today = services.now().astimezone(texts.zone).date()
    supervises = viewer.may("supervise") and viewer.account.person != person
    page = address(PATH, filters, person=person)
    notes = services.supervision.notes(scope, person)
    told = tuple(noted(notes, texts))
    one = subject.look_at(viewer, filters, services, "person", person, page, told)
    every = services.complaints(scope, person=person, open_only=False, limit=MOST)
    return Found(
        one,
        [
            *circumstances(services.circumstances(scope, person, period), texts),
            among(viewer, services, texts, person, period),
        ],
        daily(viewer, filters, services, texts, person, PATH),
        complaint_rows(in_hand(every), texts),
        past_cases(every, period, goals_of(one.parts), page, texts),
        note_list(
            notes,
            viewer.account.account_id,
            today,
            texts,
            supervises=supervises,
        ),
    )
