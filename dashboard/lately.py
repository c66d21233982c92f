"""What Data saya shows of one's work over time: days, trends, and what was noted."""

from typing import Any, NamedTuple

import pandas as pd

from dashboard.components.notes import note_list
from dashboard.daily import daily
from dashboard.events import Event, noted, rebased
from dashboard.measured import measured
from dashboard.readings import Reading
from dashboard.services import Services
from dashboard.texts import Texts
from dashboard.view import Filters, Viewer


class Lately(NamedTuple):
    """Days; what is measured, what happened meanwhile and what the weeks say; notes."""

    days: list[Any]
    found: list[Reading]
    events: tuple[Event, ...]
    signals: pd.DataFrame
    notes: Any


def lately(
    viewer: Viewer, filters: Filters, services: Services, texts: Texts, person: str, page: str
) -> Lately:
    """Of the person of the account; ``page``: where a day is opened."""
    scope = viewer.scope
    notes = services.supervision.notes(scope, person)
    found, signals = measured(viewer, filters, services, "person", person)
    today = services.now().astimezone(texts.zone).date()
    begun = rebased(services.methodology(), services.units(scope), person)
    return Lately(
        daily(viewer, filters, services, texts, person, page),
        found,
        (*noted(notes, texts), *begun),
        signals,
        note_list(notes, viewer.account.account_id, today, texts, supervises=False),
    )
