"""What people do about alerts: each a deed that is kept, and checked against what they may see.

Wrong input raises ValueError "argument: what is wrong; what would be right".
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from data.alerting.desk import Desk, Line, subject_of
from data.alerting.outbox import Event
from data.alerting.people import People
from data.store import alert_queries, alerts, concerning, deeds, offices, silences, state
from data.store.accounts import Kept
from data.store.engine import Connection, writing
from scoring.alerts.silence import silenced_until
from scoring.scope import Scope

ABLE = ("leader", "manager")
SHORTEST, LONGEST = 3, 2000


@dataclass(frozen=True)
class Actor:
    """Who acts: ``account``, what they may see, and whether they may direct others."""

    account: str
    scope: Scope
    directs: bool = False


@dataclass(frozen=True)
class Verbs(Desk):
    """What may be done about alerts of one installation; each deed is news."""

    def acknowledge(self, by: Actor, alert_id: int, note: str, until: datetime) -> None:
        """Say that one deals with it ``until`` then; until then nobody further is told."""
        note, now = _text("note", note), self.now()
        self._ahead("until", until, now)
        with self._about(by, alert_id) as (connection, alert):
            first = alert["first_acknowledged_at"]
            values = {} if pd.notna(first) else {"first_acknowledged_at": now}
            alerts.change(
                connection, [alert_id], acknowledged_by=by.account, acknowledged_at=now,
                acknowledged_until=until, **values,
            )  # fmt: skip
            deeds.add(connection, alert_id, now, by.account, "acknowledged", note=note, until=until)

    def assign(self, by: Actor, alert_id: int, to: str, note: str) -> None:
        """Ask the account ``to`` to deal with it; they are told."""
        _demand(by)
        note, now = _text("note", note), self.now()
        with self._about(by, alert_id) as (connection, alert):
            people = self.people(connection)
            if to not in {a.account_id for a in self.able(people, alert)}:
                raise ValueError(
                    f"to: {to} cannot deal with this alert; write an account of its unit, or above"
                )
            alerts.change(connection, [alert_id], assigned_to=to)
            deeds.add(connection, alert_id, now, by.account, "assigned", note=note, to=to)
            urgent = self.is_urgent(str(alert["rule"]))
            told = Event(alert_id, "assigned", f"{to}:{now}", (to,), None, urgent)
            self.outbox(people).post(connection, [told], now)

    def follow_up(self, by: Actor, alert_id: int, note: str) -> None:
        """Write down what was done about it."""
        note = _text("note", note)
        with self._about(by, alert_id, ended=True) as (connection, _):
            deeds.add(connection, alert_id, self.now(), by.account, "followed_up", note=note)

    def dismiss(self, by: Actor, alert_id: int, note: str) -> None:
        """Say that it was not right: it counts against its rule."""
        _demand(by)
        note = _text("note", note)
        with self._about(by, alert_id, ended=True) as (connection, _):
            deeds.add(connection, alert_id, self.now(), by.account, "dismissed", note=note)

    def silence(
        self, by: Actor, rule: str | None, unit: str | None, subject: tuple[str, str] | None,
        reason: str, until: datetime,
    ) -> None:  # fmt: skip
        """Have nothing told of what fits, until then; it is shown all the same."""
        _demand(by)
        reason, now = _text("reason", reason), self.now()
        self._ahead("until", until, now)
        if rule is None and unit is None and subject is None:
            raise ValueError("rule: names nothing; write a rule, a unit or a subject")
        if rule is not None and rule not in self.settings.alerts.rules:
            known = ", ".join(self.settings.alerts.rules)
            raise ValueError(f"rule: {rule} is no rule; write one of {known}")
        with writing(self.engine) as connection:
            known_units = offices.parents(connection)
            if unit is not None and unit not in known_units:
                raise ValueError(f"unit: {unit} is no unit; write the identifier of one")
            number = silences.add(
                connection, by.account, reason, now, until, rule=rule, unit=unit, subject=subject
            )
            if number not in alert_queries.silences(connection, by.scope):
                raise ValueError("unit: lies outside what you may see; write one of your units")
            for alert_id in self._silenced(connection, number, now):
                deeds.add(
                    connection, alert_id, now, by.account, "silenced", note=reason, until=until
                )
            state.looked(connection, now, news=True, units=(), topics={concerning.ALERTS})

    def unsilence(self, by: Actor, silence_id: int) -> None:
        """End a silence before its time."""
        _demand(by)
        now = self.now()
        with writing(self.engine) as connection:
            seen = silence_id in alert_queries.silences(connection, by.scope)
            if not (seen and silences.end(connection, silence_id, by.account, now)):
                raise ValueError("silence_id: is no silence that lasts; see the list of silences")
            state.looked(connection, now, news=True, units=(), topics={concerning.ALERTS})

    def able(self, people: People, alert: Line) -> list[Kept]:
        """Who may be asked to deal with an alert: its people, and managers and leaders above."""
        subject = subject_of(alert)
        above = {None, *people.above(subject.unit)}
        officers = people.owners(subject, "officer").accounts
        return [
            a
            for a in people.accounts
            if a.account_id in officers or (a.role in ABLE and a.unit in above)
        ]

    @contextmanager
    def _about(
        self, by: Actor, alert_id: int, *, ended: bool = False
    ) -> Iterator[tuple[Connection, Line]]:
        """A transaction about an alert that ``by`` may see; what it does is news."""
        with writing(self.engine) as connection:
            found = alert_queries.one(connection, by.scope, alert_id)
            if found.empty:
                raise ValueError("alert_id: is no alert that you may see; open it from the list")
            alert: Line = found.to_dict("records")[0]
            if alert["state"] == "ended" and not ended:
                raise ValueError("alert_id: is over; there is nothing left to be done")
            yield connection, alert
            state.looked(connection, self.now(), news=True, units=(), topics={concerning.ALERTS})

    def _ahead(self, name: str, until: datetime, now: datetime) -> None:
        most = self.settings.alerts.silence_at_most
        if until.tzinfo is None or not now < until <= now + most:
            raise ValueError(
                f"{name}: is not ahead, or too far; write a time within {most.days} days"
            )

    def _silenced(self, connection: Connection, number: int, now: datetime) -> list[int]:
        """Open alerts that a silence covers."""
        found = alerts.still_open(connection)
        kept = silences.listed(connection, now)
        only = kept[kept["silence_id"] == number]
        at = pd.Timestamp(now).tz_convert("UTC")
        until = silenced_until(found, only, alerts.tree(connection), at)
        return [int(i) for i in found.loc[until > at, "alert_id"]]


def _demand(by: Actor) -> None:
    if not by.directs:
        raise ValueError("alert_id: this is for managers and leaders; ask yours")


def _text(name: str, text: str) -> str:
    said = (text or "").strip()
    if not SHORTEST <= len(said) <= LONGEST:
        raise ValueError(
            f"{name}: says nothing, or too much; write between {SHORTEST} and {LONGEST} letters"
        )
    return said
