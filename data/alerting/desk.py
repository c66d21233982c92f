"""What deciding and deeds have in common: who there is, where messages are left, silences."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import pandas as pd

from data.alerting.outbox import Outbox
from data.alerting.people import People, Subject
from data.alerting.quiet import Quiet
from data.alerting.rules import alert_rules
from data.looks import Looker
from data.store import accounts, alerts, offices, silences
from data.store.convert import told
from data.store.engine import Connection
from scoring.alerts.rule import Rule
from scoring.alerts.silence import silenced_until

Line = Mapping[Hashable, Any]
"""One alert: its cells by the names of ALERTS."""


@dataclass(frozen=True)
class Desk(Looker):
    """What is known around the alerts of one installation."""

    @cached_property
    def alert_rules(self) -> dict[str, Rule]:
        """Every rule of alerts."""
        return alert_rules(self.settings)

    def is_urgent(self, rule: str) -> bool:
        """Whether what ``rule`` finds is told outside working hours too."""
        return rule in self.alert_rules and self.alert_rules[rule].urgent

    def people(self, connection: Connection) -> People:
        """All accounts, and the tree of units."""
        return People(tuple(accounts.everyone(connection)), offices.parents(connection))

    def outbox(self, people: People) -> Outbox:
        """Where messages are left."""
        quiet = Quiet(self.calendar, self.settings.alerts.digest)
        return Outbox(self.settings.alerts, people, quiet)

    @staticmethod
    def silenced(connection: Connection, found: pd.DataFrame, now: datetime) -> pd.Series:
        """Until when each alert is, or was last, silenced."""
        at = pd.Timestamp(now).tz_convert("UTC")
        return silenced_until(found, silences.listed(connection), alerts.tree(connection), at)


def subject_of(alert: Line) -> Subject:
    """Whom an alert concerns."""
    unit, officer = (str(alert[c]) if told(alert[c]) else None for c in ("unit", "officer"))
    return Subject(str(alert["subject_kind"]), str(alert["subject_id"]), unit, officer)
