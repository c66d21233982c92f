"""What is measured of one unit or person: each indicator, and what its weeks say."""

import pandas as pd

from dashboard.questions import SubjectKind
from dashboard.readings import Reading, chosen_period, default_period, in_order, readings
from dashboard.services import Services
from dashboard.view import Filters, Viewer


def measured(
    viewer: Viewer, filters: Filters, services: Services, kind: SubjectKind, subject: str
) -> tuple[list[Reading], pd.DataFrame]:
    """What is measured of one subject, and what its weeks say (shapes.SIGNALS) of the present."""
    scope, periods = viewer.scope, services.periods()
    period = chosen_period(filters.period, periods) or ""
    told = services.signals(scope, kind, subjects=(subject,))
    signals = told if period == default_period(periods) else told.iloc[:0]
    found = readings(
        in_order(services.indicators, kind),
        services.scores(scope, kind, period, subjects=(subject,)),
        services.history(scope, kind, (subject,)),
        services.freshness(),
        period,
        signals=signals,
        against=filters.compare,
    )
    return found, signals


def served(
    services: Services, viewer: Viewer, period: str, unit: str | None = None
) -> pd.DataFrame:
    """Scores of the services of a unit and those below, or of all, with the name of each's unit."""
    found = services.scores(viewer.scope, "service", period, unit=unit)
    units = services.units(viewer.scope).set_index("unit_id")["name"]
    return found.assign(unit_name=found["subject_id"].str.split("/").str[0].map(units))
