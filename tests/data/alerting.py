"""Builders for tests of alerts: an office with people, accounts, rules and a clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from data.alerting.deciding import Alerting
from data.alerting.verbs import Actor, Verbs
from data.notify.channels import ChannelError, Message
from data.notify.teller import Teller
from data.store import accounts, alerts, deeds, notices
from data.store.accounts import Kept
from data.store.engine import writing
from scoring.scope import Scope
from tests.data.builders import NOW, Desk, config, table

TITLE = {"id": "Batas waktu lewat", "en": "Time limit has passed"}
STEPS = {"officer": "0h", "supervisor": "8h", "head": "24h"}
LATE = {"kind": "deadline_passed", "title": TITLE, "subjects": ["complaint"],
        "indicators": ["answered_in_time"], "steps": STEPS}  # fmt: skip
"""The plain rule: hours are 08:00-16:00 on five days, so 8h is a working day."""
CAST = (
    Kept("petugas", "Cut", "staff", "u2", "p2"),
    Kept("atasan", "Ali", "manager", "u2", "p3"),
    Kept("kepala", "Nur", "leader", "u1", None),
    Kept("admin", "Admin", "admin", None, None),
)
EVERYONE = {"url": "json://127.0.0.1:9/{account}", "to": {"roles": ["staff", "manager", "leader"]}}
"""A channel on which each account gets a message of its own."""


def said(rules: Mapping[str, Any] | None = None, **alerts: Any) -> dict[str, object]:
    """config.yaml with these rules of alerts, and one channel unless it says otherwise."""
    wanted = {"rules": {"late": LATE} if rules is None else rules, "channels": {"mail": EVERYONE}}
    return config(history=1, alerts={**wanted, **alerts})  # alerts are about the newest period


@dataclass
class Post:
    """Takes messages in place of a service; ``down``: none; ``deaf``: none to such addresses."""

    sent: list[tuple[str, Message]] = field(default_factory=list)
    down: bool = False
    deaf: str | None = None

    def __call__(self, url: str, message: Message) -> None:
        if self.down or (self.deaf and self.deaf in url):
            raise ChannelError("the service is down")
        self.sent.append((url, message))

    @property
    def readers(self) -> list[str]:
        """Who got something, in order."""
        return [url.rsplit("/", 1)[1] for url, _ in self.sent]

    @property
    def bodies(self) -> list[str]:
        """What they were told."""
        return [message.body for _, message in self.sent]


@dataclass
class Alarm:
    """An office whose alerts are decided and told; ``at`` of its desk is the present."""

    desk: Desk
    post: Any = field(default_factory=Post)
    cast: tuple[Kept, ...] = CAST

    def __post_init__(self) -> None:
        if not self.cast:
            return
        self.desk.drop(
            "units", {"unit_id": "u1", "name": "Dinas"},
            {"unit_id": "u2", "parent": "u1", "name": "Bidang"},
        )  # fmt: skip
        names = {"p1": "Cut Nyak", "p2": "Teuku Umar", "p3": "Ali"}
        self.desk.drop(
            "people", *({"person_id": p, "name": n, "unit": "u2"} for p, n in names.items())
        )
        self.desk.look()
        with writing(self.desk.engine) as connection:
            for account in self.cast:
                accounts.add(connection, account, None)

    @property
    def _parts(self) -> tuple[Any, ...]:
        refresh = self.desk.refresh
        return refresh.settings, refresh.engine, refresh.base, lambda: self.desk.at

    @property
    def alerting(self) -> Alerting:
        """What decides."""
        return Alerting(*self._parts)

    @property
    def verbs(self) -> Verbs:
        """What people do."""
        return Verbs(*self._parts)

    def late(self, count: int = 1, **more: str) -> "Alarm":
        """So many complaints in the hands of p2 whose answer is overdue."""
        cases = [
            {"complaint_id": f"c{n}", "unit": "u2", "officer": "p2",
             "received": "2026-11-02T09:00", **more}
            for n in range(1, count + 1)
        ]  # fmt: skip
        return self.take("complaints", *cases)

    def answered(self, number: int = 1) -> "Alarm":
        """One of them is answered at last, now."""
        moment = f"{self.desk.at:%FT%TZ}"
        return self.late_one(number, first_answer=moment)

    def late_one(self, number: int, **more: str) -> "Alarm":
        """One of them, told anew."""
        row = {"complaint_id": f"c{number}", "unit": "u2", "officer": "p2",
               "received": "2026-11-02T09:00", **more}  # fmt: skip
        return self.take("complaints", row)

    def take(self, name: str, *rows: Mapping[str, Any]) -> "Alarm":
        """Rows come in and are scored."""
        self.desk.drop(name, *rows)
        self.desk.look(name)
        self.desk.score()
        return self

    def decide(self, after: timedelta = timedelta(0)) -> bool:
        """Decide so much later."""
        self.desk.at += after
        return self.alerting.decide()

    def tell(self, after: timedelta = timedelta(minutes=2)) -> int:
        """Tell what is due so much later."""
        self.desk.at += after
        return Teller(*self._parts, self.post).tell()

    def on(self, moment: str) -> "Alarm":
        """It is now this moment in Aceh."""
        at = pd.Timestamp(moment, tz="Asia/Jakarta").tz_convert("UTC")
        self.desk.at = at.to_pydatetime()
        return self

    def open(self) -> pd.DataFrame:
        """Open alerts."""
        with self.desk.engine.connect() as connection:
            return alerts.still_open(connection)

    def steps(self, alert_id: int = 1) -> list[str]:
        """What happened to an alert, oldest first."""
        with self.desk.engine.connect() as connection:
            return list(deeds.steps(connection, alert_id)["verb"])

    def failing(self) -> pd.DataFrame:
        """What cannot be told at present."""
        with self.desk.engine.connect() as connection:
            return notices.failed(connection)

    def notices(self) -> list[str]:
        """States of all notices."""
        with self.desk.engine.connect() as connection:
            return list(connection.execute(notices.NOTICES.select()).mappings())

    def number(self) -> int:
        """The number of the first alert."""
        return int(min(row[0] for row in table(self.desk.engine, "alerts")))


WHOLE = Scope(under=None, persons=True)
LEADER = Actor("kepala", Scope(under="u1", persons=True), directs=True)
STAFF = Actor("petugas", Scope(under="u2", persons=False, self_id="p2"))


def alarm(tmp_path: Any, engine: Any, at: datetime = NOW, **more: Any) -> Alarm:
    """An office with the plain rule and channel."""
    return Alarm(Desk(tmp_path, engine, said(**more), at))
