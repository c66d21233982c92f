"""What a wall display may show: its units within the viewer's scope, never a person."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import pandas as pd

from dashboard.readings import Reading, chosen_period, in_order, readings
from dashboard.services import Services
from dashboard.view import Viewer
from dashboard.walls import Wall
from scoring.scope import Scope

ALL = 1_000_000
WORST = ("missed", "at_risk", "stale", "met", "thin", "unavailable", "none")
"""Bands, the one to look at first."""


@dataclass(frozen=True)
class Overlook:
    """One display's answers, each asked for once.

    ``tree``: the visible units at and under its own, parents first, without those whose few people
    could be told apart. ``period``: the newest month; None without scores.
    """

    wall: Wall
    scope: Scope
    tree: pd.DataFrame
    period: str | None
    services: Services

    @cached_property
    def names(self) -> dict[str, str]:
        """The units that may be shown, with their names."""
        return dict(zip(self.tree["unit_id"], self.tree["name"], strict=True))

    @property
    def first(self) -> str:
        """The unit the headline is about."""
        return self.wall.units[0]

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Scores of all units of the tree; what rests on too few cases has no value."""
        found = self.services.scores(self.scope, "unit", self.period or "")
        return withheld(found[found["subject_id"].isin(list(self.names))], self.wall.small_group)

    def readings(self, unit: str) -> list[Reading]:
        """What each indicator says of one unit; what rests on too few cases is left without."""
        if unit not in self._read:
            history = self.services.history(self.scope, "unit", (unit,))
            self._read[unit] = readings(
                in_order(self.services.indicators, "unit"),
                self.scores[self.scores["subject_id"].eq(unit)],
                withheld(history, self.wall.small_group),
                self._freshness,
                self.period or "",
            )
        return self._read[unit]

    def goals(self, unit: str) -> list[Reading]:
        """Goals of one unit, what to look at first first."""
        found = [r for r in self.readings(unit) if r.has_goal]
        return sorted(found, key=lambda reading: WORST.index(reading.band))

    @cached_property
    def _read(self) -> dict[str, list[Reading]]:
        return {}

    @cached_property
    def _freshness(self) -> pd.DataFrame:
        return self.services.freshness()

    @cached_property
    def complaints(self) -> pd.DataFrame:
        """Open complaints of the first unit, the most urgent first."""
        return self.services.complaints(self.scope, unit=self.first, limit=ALL)

    @cached_property
    def signals(self) -> pd.DataFrame:
        """What the weeks of the units say."""
        found = self.services.signals(self.scope, "unit")
        return found[found["subject_id"].isin(list(self.names))]

    @cached_property
    def alerts(self) -> pd.DataFrame:
        """Alerts that fire in the units of the tree, by unit and rule."""
        found = self.services.alerts_by_unit(self.scope)
        return found[found["unit"].isin(list(self.names))]

    @cached_property
    def streaks(self) -> pd.DataFrame:
        """Complaints answered in time on end, by unit, as far as they are good news."""
        found = self.services.streaks(self.scope, self.wall.streak_span)
        told = found["unit"].isin(list(self.names)) & found["kept"].ge(self.wall.streak)
        return found[told].sort_values(["kept", "unit"], ascending=[False, True])

    @cached_property
    def now(self) -> datetime:
        """The present, the same for all of them."""
        return self.services.now()

    @property
    def today(self) -> date:
        """The office's day."""
        return self.now.astimezone(ZoneInfo(self.services.office.zone)).date()


def overlook(wall: Wall, viewer: Viewer, services: Services) -> Overlook:
    """What ``wall`` shows to ``viewer``, who is treated as one who may see no person."""
    scope = replace(viewer.scope, persons=False, self_id=None)
    period = chosen_period(None, services.periods())
    return Overlook(wall, scope, _tree(wall, services.units(scope)), period, services)


def missing_units(wall: Wall, viewer: Viewer, services: Services) -> list[str]:
    """Units of config.yaml that are not there, or not for this viewer."""
    visible = set(services.units(viewer.scope)["unit_id"])
    return [unit for unit in wall.units if unit not in visible]


def withheld(scores: pd.DataFrame, least: int) -> pd.DataFrame:
    """``scores`` without the values that rest on at least one and fewer than ``least`` cases."""
    few = scores["n"].gt(0) & scores["n"].lt(least)
    gone = {name: scores[name].mask(few) for name in ("value", "low", "high")}
    judged = few & scores["band"].isin(["met", "at_risk", "missed"])
    return scores.assign(**gone, band=scores["band"].mask(judged, "thin"))


def _tree(wall: Wall, units: pd.DataFrame) -> pd.DataFrame:
    """Units at and under those of ``wall``, without those of few people."""
    inside = set(wall.units)
    for unit, parent in zip(units["unit_id"], units["parent"], strict=True):
        if parent in inside:
            inside.add(unit)
    few = units["people"].gt(0) & units["people"].lt(wall.small_group)
    return units[units["unit_id"].isin(inside) & ~few].reset_index(drop=True)
