"""All that the overview shows of the viewer's top unit and of the units below it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from dashboard import teams
from dashboard.attention import WORST, below_of, pipeline_of, urgent_of
from dashboard.components import matrix
from dashboard.components.concerns import concerns, standing
from dashboard.components.figures import figures
from dashboard.components.headers import address
from dashboard.components.headline import headline
from dashboard.components.programmes import programmes
from dashboard.components.region_map import region_map
from dashboard.components.satisfaction import satisfaction
from dashboard.components.signs import signs
from dashboard.components.since import shown_now, since
from dashboard.components.tiles import goal_tiles, name_of
from dashboard.groups import grouped
from dashboard.measured import served
from dashboard.readings import (
    Reading,
    chosen_period,
    default_period,
    in_order,
    readings,
    tally_of,
)
from dashboard.services import IndicatorInfo, Services
from dashboard.teams import Team
from dashboard.telling.headline import Standing
from dashboard.texts import Texts
from dashboard.view import Filters, Viewer
from scoring.indicators import INDICATORS


@dataclass(frozen=True)
class Summary:
    """One viewer's look at one period: at ``units``, of which the first stands above the others.

    ``within``: that unit, where the viewer sees more than it and what is below it. ``known``: its
    readings, where they have been worked out already.
    """

    viewer: Viewer
    filters: Filters
    services: Services
    texts: Texts
    period: str
    units: pd.DataFrame
    within: str | None = None
    known: list[Reading] | None = None

    @cached_property
    def top(self) -> str:
        """The unit that stands above the others."""
        return str(self.units["unit_id"].iloc[0])

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of each visible unit."""
        return dict(zip(self.units["unit_id"], self.units["name"], strict=True))

    @cached_property
    def page(self) -> str:
        """The address of the top unit's own page."""
        return address("/unit", self.filters, unit=self.top)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Of all these units."""
        return self.services.scores(self.viewer.scope, "unit", self.period, unit=self.within)

    @cached_property
    def signals(self) -> pd.DataFrame:
        """What the weeks say of all these units."""
        return self.services.signals(self.viewer.scope, "unit", unit=self.within)

    @cached_property
    def infos(self) -> list[IndicatorInfo]:
        """Indicators of units, in order."""
        return in_order(self.services.indicators, "unit")

    @cached_property
    def is_current(self) -> bool:
        """Whether the period is the newest: what is open now belongs to no other."""
        return self.period == default_period(self.services.periods())

    @cached_property
    def found(self) -> list[Reading]:
        """Readings of the top unit."""
        if self.known is not None:
            return self.known
        own = self.signals["subject_id"].eq(self.top)
        return readings(
            self.infos,
            self.scores[self.scores["subject_id"].eq(self.top)],
            self.services.history(self.viewer.scope, "unit", (self.top,)),
            self.services.freshness(),
            self.period,
            signals=self.signals[own] if self.is_current else None,
            against=self.filters.compare,
        )

    def headline(self) -> Any:
        """The day in words."""
        worse = standing(self.signals) if self.is_current and not self.signals.empty else None
        late_href = address("/unit", self.filters, unit=self.top, due="overdue")
        return headline(
            Standing(
                self.period,
                tally_of(self.found),
                tuple(
                    name_of(r.indicator.id, self.texts) for r in self.found if r.band == "missed"
                ),
                self._late() if self.is_current else None,
                None if worse is None else tuple(self._worse(worse)),
            ),
            f"{late_href}#unit-complaints",
            self._worst_href(worse),
            self.texts,
        )

    def _late(self) -> dict[str, int]:
        """Complaints over their limit, by the name of the unit."""
        waiting = self.services.queue(self.viewer.scope, unit=self.top).waiting
        late = waiting[waiting["due"].eq("overdue")]
        counts = late.assign(name=late["unit"].map(self.names)).groupby("name")["n"].sum()
        return {str(name): int(n) for name, n in counts.items()}

    def _worse(self, worse: pd.DataFrame) -> list[tuple[str, str]]:
        rows = worse[["indicator", "subject_id"]].itertuples(index=False, name=None)
        return [(name_of(name, self.texts), self.names.get(unit, unit)) for name, unit in rows]

    def _worst_href(self, worse: pd.DataFrame | None) -> str:
        """To what gets worse most evidently."""
        if worse is None or worse.empty:
            return self.page
        first = worse.iloc[0]
        return address(
            "/unit", self.filters, unit=str(first["subject_id"]), indicator=first["indicator"]
        )

    def since(self) -> Any:
        """What changed since the reader was here; a screen that many see has no visits."""
        if self.viewer.account.role == "wall" or not self.is_current:
            return None
        now = shown_now(self.found, self.top, self.period)
        visit = self.services.visit(self.viewer.account, now)
        changes = self.services.changes(self.viewer.scope, visit.since) if visit else None
        return since(visit, now, changes, self.filters, self.texts)

    def tiles(self) -> Any:
        """Goals of the top unit, by aspect."""
        return goal_tiles(grouped(self.found).goals, self.page, self.texts)

    def urgent(self) -> Any:
        """Alerts that fire."""
        return urgent_of(self.viewer, self.filters, self.services, self.texts, self.top)

    def concerns(self) -> Any:
        """Units that get worse."""
        found = (self.signals, "unit", self.names, self.filters, self.texts)
        return concerns(*found, most=WORST)  # type: ignore[arg-type]

    def pipeline(self) -> Any:
        """The way of complaints."""
        whole = (self.viewer, self.filters, self.services, self.texts)
        return pipeline_of(*whole, self.units, self.top)

    @cached_property
    def team(self) -> Team:
        """Rows of all units."""
        return teams.units(self.viewer, self.filters, self.services, self.units, self.scores)

    def funnel(self, place: str) -> Any:
        """Units compared by size; nothing while the matrix is shown."""
        if matrix.view_of(self.filters) != "funnel":
            return None
        shares = [i for i in self.infos if INDICATORS[i.id].family == "beta"]
        judged = set(self.scores.loc[self.scores["target"].notna(), "indicator"])
        order = sorted(shares, key=lambda i: i.id not in judged)
        chosen = next((i for i in order if i.id == self.filters.indicator), order[0])
        levels = [str(at) for at in self.units["level"].dropna().value_counts().index]
        wanted = self.filters.group
        level = wanted if wanted in levels else next(iter(levels), "other")
        found = self.services.funnel(self.viewer.scope, chosen.id, self.period, level)
        return matrix.funnel_body(
            found, chosen, order, level, levels, place, self.filters, self.texts
        )

    def below(self) -> list[Any]:
        """Satisfaction, programmes, map, and signs."""
        scope, method = self.viewer.scope, self.services.methodology()
        groups = grouped(self.found)
        index = next((r for r in self.found if r.indicator.id == "satisfaction_index"), None)
        told = self.services.scores(scope, "programme", self.period)
        asked = served(self.services, self.viewer, self.period)
        survey, told_regions = method.rules.survey, self.services.overview.regions
        return [
            satisfaction(index, groups.elements, asked, self.top, survey, self.page, self.texts),
            programmes(told, method.programmes, self.texts),
            region_map(self.units, told_regions, self.scores, self.infos, self.filters, self.texts),
            signs(groups.signs, self.page, self.texts),
        ]

    def figures(self) -> Any:
        """Figures without a goal."""
        return figures(grouped(self.found).others, self.page, self.texts)


def summary_of(
    viewer: Viewer, filters: Filters, services: Services, texts: Texts
) -> Summary | None:
    """The viewer's summary; None while nothing has been scored."""
    period = chosen_period(filters.period, services.periods())
    units = services.units(viewer.scope)
    if period is None or units.empty:
        return None
    return Summary(viewer, filters, services, texts, period, units)


def headline_of(
    viewer: Viewer, filters: Filters, services: Services, texts: Texts, units: pd.DataFrame,
    unit: str, found: list[Reading],
) -> Any:  # fmt: skip
    """The day of one ``unit``, of its readings, in words; nothing while nothing has been scored."""
    period = chosen_period(filters.period, services.periods())
    if period is None:
        return None
    here = units["unit_id"].eq(unit)
    below = units["unit_id"].isin(list(below_of(units, unit)))
    ordered = pd.concat([units[here], units[below]])
    summary = Summary(viewer, filters, services, texts, period, ordered, unit, found)
    return summary.headline()
