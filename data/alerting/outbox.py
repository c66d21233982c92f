"""From what has happened to whom it is told: notices, grouped by channel and reader."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from data.alerting.people import People
from data.alerting.quiet import Quiet
from data.settings.alerts import Alerts, Channel
from data.store import notices
from data.store.engine import Connection

EVERYBODY = ""
"""The reader of a channel that is not each account's own."""
Address = tuple[str, str]
"""Channel and reader."""


@dataclass(frozen=True)
class Event:
    """``what`` is to be told of an alert, to whom; ``mark`` makes it one of its kind.

    what: fired, escalated, came_back, assigned or recovered. ``note``: why these are told.
    """

    alert_id: int
    what: str
    mark: str
    accounts: tuple[str, ...]
    unit: str | None
    urgent: bool
    note: str | None = None


@dataclass(frozen=True)
class Outbox:
    """Puts notices into the store; another job tells them."""

    settings: Alerts
    people: People
    quiet: Quiet

    def post(self, connection: Connection, events: Iterable[Event], now: datetime) -> None:
        """Have ``events`` told: what goes to the same reader of a channel is one message."""
        grouped: dict[tuple[Address, bool], list[Event]] = defaultdict(list)
        for event in events:
            for address in self.addresses(event):
                grouped[address, event.urgent].append(event)
        for (address, urgent), some in grouped.items():
            self._put(connection, address, some, now, urgent=urgent)

    def recovered(self, connection: Connection, ended: pd.DataFrame, now: datetime) -> None:
        """Have it told that alerts (ALERTS, urgent) are over, to those who were told of them."""
        told = notices.told(connection, ended["alert_id"])
        lines = told.merge(ended[["alert_id", "ended_at", "unit", "urgent"]], on="alert_id")
        grouped: dict[tuple[Address, bool], list[Event]] = defaultdict(list)
        for row in lines[lines["channel"].isin(list(self.settings.channels))].to_dict("records"):
            event = Event(
                row["alert_id"], "recovered", f"{row['ended_at']}", (), None, row["urgent"]
            )
            grouped[(row["channel"], row["recipient"]), row["urgent"]].append(event)
        for (address, urgent), events in grouped.items():
            self._put(connection, address, events, now, urgent=urgent)

    def addresses(self, event: Event) -> list[Address]:
        """Through which channels, and to which reader of each, an event is told."""
        return self.reached(event.accounts, event.unit)

    def reached(self, accounts: Collection[str], unit: str | None) -> list[Address]:
        """Through which channels ``accounts`` are told, and those who hear of all in ``unit``."""
        return [
            (name, reader)
            for name, channel in self.settings.channels.items()
            for reader in self._readers(channel, accounts, unit)
        ]

    def _readers(self, channel: Channel, wanted: Collection[str], unit: str | None) -> list[str]:
        accounts = [a for a in self.people.accounts if a.account_id in wanted]
        reached = [
            a.account_id
            for a in accounts
            if a.account_id in channel.to.accounts or a.role in channel.to.roles
        ]
        if channel.personal:
            return reached
        here = set(channel.to.units) & set(self.people.above(unit))
        return [EVERYBODY] if reached or here else []

    def when(self, now: datetime, *, urgent: bool = False) -> tuple[datetime, datetime | None]:
        """When it is told, and the end of the night where it has to wait for that."""
        soon = now + self.settings.together
        night = None if urgent else self.quiet.until(soon)
        return night or soon, night

    def _put(
        self, connection: Connection, address: Address, events: list[Event], now: datetime,
        *, urgent: bool,
    ) -> None:  # fmt: skip
        channel, reader = address
        due, night = self.when(now, urgent=urgent)
        kind = "urgent" if urgent else "alerts" if night is None else "digest"
        marks = sorted(f"{e.alert_id}:{e.what}:{e.mark}" for e in events)
        parts = [f"{night:%FT%T}"] if night else marks
        notices.put(
            connection, key_of(kind, channel, reader, *parts), channel, reader,
            {e.alert_id: e.what for e in events}, now, due, kind=kind,
            note="; ".join(sorted({e.note for e in events if e.note})) or None,
        )  # fmt: skip


def key_of(*parts: str) -> str:
    """The key of a notice: the same for the same parts, in every process."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
