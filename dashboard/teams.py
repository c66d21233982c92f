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
    cells, peer = _compared(viewer, filters, services, "person", shown, scores)
    pulse = services.supervision.pulse(viewer.scope, shown)
    return Team(people_rows(found, scores, cells, pulse, filters), peer)


def flagged(viewer: Viewer, filters: Filters, services: Services) -> frozenset[str] | None:
    """The people that a quick filter leaves; None without one."""
    wanted: Attention | None = next((w for w in get_args(Attention) if w == filters.only), None)
    return None if wanted is None else services.supervision.flagged(viewer.scope, wanted)


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
