"""The badges of the bar on every page: what waits for the viewer."""

from typing import Any

from dashboard import ids
from dashboard.components.alert_marks import badge, counted
from dashboard.services import Services
from dashboard.texts import Texts
from dashboard.view import Viewer


def badges(who: Viewer, services: Services, texts: Texts) -> dict[str, list[Any]]:
    """What stands at each place of the bar that the viewer has."""
    found: dict[str, list[Any]] = {}
    if who.may("see_alerts"):
        found[ids.BADGE] = waiting(who, services, texts)
    if who.may("decide_objections"):
        found[ids.PLEAS] = found[ids.PLEAS_MORE] = undecided(who, services, texts)
    return found


def waiting(who: Viewer, services: Services, texts: Texts) -> list[Any]:
    """How many alerts wait for the viewer; without any, how many there are."""
    return badge(*services.alert_count(who.scope, who.account.account_id), texts)


def undecided(who: Viewer, services: Services, texts: Texts) -> list[Any]:
    """How many objections wait for the viewer's decision; nothing without any."""
    number = services.objections_waiting(who.scope, who.account.account_id)
    said = texts("objection.count", n=texts.number(number))
    return counted(number, said, "badge-count", texts) if number else []
