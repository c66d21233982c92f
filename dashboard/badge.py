"""The badge of Peringatan on every page: how many alerts wait for the viewer."""

from typing import Any

from dashboard.components.alert_marks import badge
from dashboard.services import Services
from dashboard.texts import Texts
from dashboard.view import Permission, Viewer

PERMISSION: Permission = "see_alerts"


def waiting(who: Viewer, services: Services, texts: Texts) -> list[Any]:
    """How many alerts wait for the viewer; without any, how many there are."""
    return badge(*services.alert_count(who.scope, who.account.account_id), texts)
