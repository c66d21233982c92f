"""Answers what the overview asks: the queue, the funnel, and what changed since a visit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from dashboard.account import Account
from dashboard.cli.waiting import Unfinished
from dashboard.overview import Changes, Funnel, OverviewInfo, Queue, Visit
from data.refresh import Refresh
from data.store import alert_queries, flow, queries
from data.visits import Visits
from scoring.comparison import limits
from scoring.indicators import INDICATORS
from scoring.queue import counted
from scoring.scope import EVERYTHING, Scope
from scoring.shrinkage import FEWEST
from scoring.standing import compared, ordinary

LEVELS = (0.95, 0.998)
"""The two pairs of curves that a funnel has by custom (Spiegelhalter 2005)."""

POINTS = 60


def services_of(refresh: Refresh, unfinished: Unfinished) -> dict[str, Any]:
    """The fields of Services that the overview is made of."""
    desk = Overviewing(refresh, unfinished)
    wanted = refresh.settings.overview
    info = OverviewInfo(float(wanted.near), int(wanted.flow), dict(wanted.regions))
    return {
        "overview": info, "queue": desk.queue, "funnel": desk.funnel, "visit": desk.visit,
        "changes": desk.changes,
    }  # fmt: skip


@dataclass(frozen=True)
class Overviewing:
    """Answers one question at a time, each in a read transaction of its own."""

    refresh: Refresh
    unfinished: Unfinished

    @cached_property
    def visits(self) -> Visits:
        """Who comes."""
        return Visits(self.refresh)

    def queue(self, scope: Scope, *, unit: str | None = None) -> Queue:
        """Open complaints by unit, step and due; and how many came and went."""
        now = pd.Timestamp(self.refresh.now())
        since = now - pd.Timedelta(days=self.refresh.settings.overview.flow)
        with self.refresh.engine.connect() as connection:
            cases = self.unfinished.seen(connection, scope, unit)
            received, finished = flow.counts(connection, scope, unit, since)
        return Queue(counted(cases[cases["is_open"]]), received, finished)

    def funnel(self, scope: Scope, indicator: str, period: str, level: str) -> Funnel | None:
        """Units of ``level`` with the limits of an ordinary one of each size."""
        known = INDICATORS.get(indicator)
        with self.refresh.engine.connect() as connection:
            units = queries.units(connection, EVERYTHING)
            seen = set(queries.units(connection, scope)["unit_id"])
            scores = queries.scores(connection, EVERYTHING, "unit", period)
        peers = units[units["level"].eq(level)].set_index("unit_id")
        part = scores[
            scores["indicator"].eq(indicator) & scores["subject_id"].isin(peers.index)
            & scores["value"].notna() & scores["n"].gt(0)
        ]  # fmt: skip
        usual = None if known is None or len(part) < FEWEST else ordinary(part, known)
        if usual is None or usual.family != "beta":
            return None
        found = compared(part)
        found = found[found["subject_id"].isin(seen)]
        named = found.assign(name=found["subject_id"].map(peers["name"]))
        most = float(part["n"].max())
        sizes = np.unique(np.geomspace(1, most * 1.05, POINTS).round())
        curves = {at: limits(usual, sizes, at) for at in LEVELS}
        told = {at: (tuple(low), tuple(high)) for at, (low, high) in curves.items()}
        return Funnel(usual, named.reset_index(drop=True), tuple(sizes), told)

    def visit(self, account: Account, shown: Mapping[str, str]) -> Visit | None:
        """Keep that ``account`` sees this now; what stood there before."""
        kept = self.visits.arrive(account.account_id, shown)
        if kept is None or kept.since is None:
            return None
        return Visit(kept.since.to_pydatetime(), kept.before or {})

    def changes(self, scope: Scope, since: datetime) -> Changes:
        """What became of alerts and limits."""
        with self.refresh.engine.connect() as connection:
            fired, ended = alert_queries.changed(connection, scope, since)
            cases = self.unfinished.seen(connection, scope)
        now, limit = pd.Timestamp(self.refresh.now()), cases["next_limit"]
        late = cases["is_open"] & (limit > pd.Timestamp(since)) & (limit < now)
        return Changes(fired, ended, int(late.sum()))
