"""What of a unit needs attention now: alerts that fire, and complaints that wait."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.components.pipeline import pipeline
from dashboard.components.urgent import urgent
from dashboard.services import Services
from dashboard.telling.alerts import titles_of
from dashboard.texts import Texts
from dashboard.view import Filters, Viewer

WORST = 3
"""So many signs stand open beside the alerts."""

ALERTS_LOOKED_AT = 200


def urgent_of(
    viewer: Viewer, filters: Filters, services: Services, texts: Texts, page: str,
    *, unit: str | None = None,
) -> Any:  # fmt: skip
    """Alerts that fire at or under ``unit``; nothing for who may see none.

    ``page``: the unit that the page is about, which need not be named in it.
    """
    if not viewer.may("see_alerts"):
        return None
    alerts = services.alerts(viewer.scope, unit=unit, limit=ALERTS_LOOKED_AT)
    titles = titles_of(services.alert_rules(), texts)
    return urgent(alerts, titles, services.now(), replace(filters, unit=unit), texts, page)


def pipeline_of(
    viewer: Viewer, filters: Filters, services: Services, texts: Texts, units: pd.DataFrame,
    unit: str,
) -> Any:  # fmt: skip
    """The way of complaints of ``unit``; nothing where there are none."""
    queue = services.queue(viewer.scope, unit=unit)
    if queue.waiting.empty and not queue.received:
        return None
    return pipeline(queue, unit, below_of(units, unit), services.overview, filters, texts)


def below_of(units: pd.DataFrame, top: str) -> Mapping[str, tuple[str, str]]:
    """The unit right under ``top`` (and its name) that each unit is, or lies in."""
    found: dict[str, tuple[str, str]] = {}
    for unit, name, parent in units[["unit_id", "name", "parent"]].itertuples(
        index=False, name=None
    ):
        if parent == top:
            found[unit] = (unit, name)
        elif parent in found:
            found[unit] = found[parent]
    return found
