"""What an alert rests on: its records with where they were read, and what its figure has been."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.alerts import RECORDS, SEEN
from dashboard.cli.around import visible_name
from data.looks import Looker
from data.rules import goals_of
from data.store import alert_queries, queries, rejects
from data.store.engine import Connection
from scoring.explain import explained
from scoring.goals import judged
from scoring.indicators import INDICATORS
from scoring.periods import Period, bounds
from scoring.scope import EVERYTHING, Scope

MOST = 60
FIGURES = ("unit", "person")
Line = Mapping[Hashable, Any]


@dataclass(frozen=True)
class Evidence:
    """Evidence of alerts, as far as ``scope`` lets it be seen."""

    looker: Looker
    scope: Scope

    def seen(self, alert: Line) -> pd.DataFrame:
        """What the alert's indicator said of its subject, period by period."""
        kind, subject = str(alert["subject_kind"]), str(alert["subject_id"])
        empty = pd.DataFrame(columns=[*SEEN])
        if not alert["indicator"] or kind not in (*FIGURES, "service", "programme"):
            return empty
        with self.looker.engine.connect() as connection:
            found = queries.scores(connection, self._own(alert), kind, subjects=(subject,))
        wanted = found[found["indicator"] == alert["indicator"]].sort_values("period")
        today = self.looker.today(self.looker.now())
        told = judged(wanted, goals_of(self.looker.settings), today)
        return told[[*SEEN]].reset_index(drop=True)

    def records(self, alert: Line) -> pd.DataFrame:
        """The rows it rests on, those that speak against the subject first."""
        kind, subject = str(alert["subject_kind"]), str(alert["subject_id"])
        with self.looker.engine.connect() as connection:
            if kind == "complaint":
                found = self._rows(connection, "complaints", [subject])
            elif kind == "source":
                found = _rejected(connection, subject)
            elif kind in FIGURES and alert["indicator"]:
                found = self._behind(connection, alert)
            else:
                found = pd.DataFrame(columns=[*RECORDS])
        return found[[*RECORDS]].head(MOST).reset_index(drop=True)

    def _own(self, alert: Line) -> Scope:
        """Whoever sees an alert sees the figure it is about."""
        return EVERYTHING if alert["subject_kind"] != "person" else self.scope

    def _behind(self, connection: Connection, alert: Line) -> pd.DataFrame:
        """Rows behind the figure of a unit or person; not single persons' for who may see none."""
        subject = (str(alert["subject_kind"]), str(alert["subject_id"]))
        indicator = INDICATORS[str(alert["indicator"])]
        if visible_name(connection, self._own(alert), *subject) is None:
            return pd.DataFrame(columns=[*RECORDS])
        at = self.looker.now()
        found = bounds(str(alert["period"])) if alert["period"] else None
        period = Period(str(alert["period"]), *found) if found else self.looker.newest(at)[0]
        office = alert["office"] or subject[1]
        look = self.looker.look(connection, office, at, (period,), only=subject)
        goals = {
            n: g for n, g in goals_of(self.looker.settings).items() if g.indicator == indicator.id
        }
        goal = next(iter(goals), None)
        if goal is None:
            return pd.DataFrame(columns=[*RECORDS])
        told = explained(
            look, *subject, goals, self.looker.settings.composite.min_evidence, goal
        ).parts[0]
        cases = told.records.sort_values("value", kind="stable")
        if indicator.better == "lower":
            cases = cases[::-1]
        return self._rows(connection, indicator.frame, list(cases["key"].head(MOST)))

    @staticmethod
    def _rows(connection: Connection, frame: str, keys: list[str]) -> pd.DataFrame:
        """Where the rows with these keys were read, in this order."""
        found = alert_queries.places(connection, frame, keys)
        order = {key: place for place, key in enumerate(keys)}
        return found.sort_values("key", key=lambda k: k.map(order)).assign(frame=frame)


def _rejected(connection: Connection, source: str) -> pd.DataFrame:
    """Rows of a source that stand rejected."""
    found = rejects.listed(connection, source)
    return found.assign(frame="rejects", key=found["reason"]).drop_duplicates("label")
