"""Rows of persons and units with their scores, and how they compare: what tables are made of."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import get_args

import pandas as pd

from dashboard.components.columns import Row
from dashboard.components.comparing import compared, comparing_cells
from dashboard.components.people_table import people_rows
from dashboard.components.unit_table import unit_rows
from dashboard.questions import SubjectKind
from dashboard.readings import chosen_period
from dashboard.same import made_once
from dashboard.services import Services
from dashboard.supervision import Attention
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
    only: Collection[str] | None = None,
) -> Team:  # fmt: skip
    """Visible people at or under ``unit`` whose name or NIP contains ``search``.

    ``only``: none but these.
    """
    found = services.people(viewer.scope, unit=unit, search=search, limit=limit, only=only)
    shown = tuple(found["person_id"])
    period = chosen_period(filters.period, services.periods()) or ""
    scores = services.scores(viewer.scope, "person", period, subjects=shown)
    standing, peer = _standing(viewer, filters, services, "person", shown, scores)
    parts = services.contributions(viewer.scope, "person", period, subjects=shown)
    pulse = services.supervision.pulse(viewer.scope, shown)
    least = services.methodology().min_evidence
    return Team(_people_rows(found, scores, parts, standing, pulse, least, peer, filters), peer)


@made_once
def _people_rows(
    found: pd.DataFrame, scores: pd.DataFrame, parts: pd.DataFrame, standing: pd.DataFrame,
    pulse: pd.DataFrame, least: float, peer: str | None, filters: Filters,
) -> list[Row]:  # fmt: skip
    cells = comparing_cells(parts, least, standing, peer)
    return people_rows(found, scores, cells, pulse, filters)


def flagged(viewer: Viewer, filters: Filters, services: Services) -> frozenset[str] | None:
    """The people that a quick filter leaves; None without one."""
    wanted: Attention | None = next((w for w in get_args(Attention) if w == filters.only), None)
    return None if wanted is None else services.supervision.flagged(viewer.scope, wanted)


def units(
    viewer: Viewer, filters: Filters, services: Services, tree: pd.DataFrame, scores: pd.DataFrame
) -> Team:
    """The units of ``tree`` with their ``scores``."""
    shown = tuple(tree["unit_id"])
    period = chosen_period(filters.period, services.periods()) or ""
    standing, peer = _standing(viewer, filters, services, "unit", shown, scores)
    parts = services.contributions(viewer.scope, "unit", period, subjects=shown)
    cells = comparing_cells(parts, services.methodology().min_evidence, standing, peer)
    return Team(unit_rows(tree, scores, cells, filters), peer)


def _standing(
    viewer: Viewer, filters: Filters, services: Services, kind: SubjectKind,
    shown: tuple[str, ...], scores: pd.DataFrame,
) -> tuple[pd.DataFrame, str | None]:  # fmt: skip
    """How they stand among their peers, and by which indicator that is told."""
    period = chosen_period(filters.period, services.periods()) or ""
    judged = sorted(set(scores.loc[scores["target"].notna(), "indicator"]))
    asked = (*judged, filters.indicator) if filters.indicator else tuple(judged)
    standing = services.standing(viewer.scope, kind, period, subjects=shown, indicators=asked)
    return standing, compared(standing, judged, filters.indicator)
