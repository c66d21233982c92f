"""Rows of persons and units with their scores, and how they compare: what tables are made of."""

from dataclasses import dataclass

import pandas as pd

from dashboard.components.comparing import compared, comparing_cells
from dashboard.components.people_table import people_rows
from dashboard.components.tables import Row
from dashboard.components.unit_table import unit_rows
from dashboard.readings import chosen_period
from dashboard.services import Services, SubjectKind
from dashboard.view import Filters, Viewer


@dataclass(frozen=True)
class Team:
    """Rows of a table. ``peer``: the indicator by which they are compared, if by any."""

    rows: list[Row]
    peer: str | None


NOBODY = Team([], None)


def people(
    viewer: Viewer, filters: Filters, services: Services, *,
    unit: str | None = None, search: str = "", limit: int = 50,
) -> Team:  # fmt: skip
    """Visible people at or under ``unit`` whose name or NIP contains ``search``."""
    found = services.people(viewer.scope, unit=unit, search=search, limit=limit)
    shown = tuple(found["person_id"])
    period = chosen_period(filters.period, services.periods()) or ""
    scores = services.scores(viewer.scope, "person", period, subjects=shown)
    cells, peer = _compared(viewer, filters, services, "person", shown, scores)
    return Team(people_rows(found, scores, cells, filters), peer)


def units(
    viewer: Viewer, filters: Filters, services: Services, tree: pd.DataFrame, scores: pd.DataFrame
) -> Team:
    """The units of ``tree`` with their ``scores``."""
    shown = tuple(tree["unit_id"])
    cells, peer = _compared(viewer, filters, services, "unit", shown, scores)
    return Team(unit_rows(tree, scores, cells, filters), peer)


def _compared(
    viewer: Viewer, filters: Filters, services: Services, kind: SubjectKind,
    shown: tuple[str, ...], scores: pd.DataFrame,
) -> tuple[dict[str, Row], str | None]:  # fmt: skip
    period = chosen_period(filters.period, services.periods()) or ""
    parts = services.contributions(viewer.scope, kind, period, subjects=shown)
    judged = sorted(set(scores.loc[scores["target"].notna(), "indicator"]))
    asked = (*judged, filters.indicator) if filters.indicator else tuple(judged)
    standing = services.standing(viewer.scope, kind, period, subjects=shown, indicators=asked)
    peer = compared(standing, judged, filters.indicator)
    return comparing_cells(parts, services.methodology().min_evidence, standing, peer), peer
