"""Tells what becomes of objections: those who decide them, and the one who objected."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from data.alerting.objection_post import ObjectionPost
from data.alerting.outbox import Outbox
from data.alerting.people import People
from data.alerting.quiet import Quiet
from data.looks import Looker
from data.store import accounts, objection_notices, objections, offices, state
from data.store.accounts import Kept
from data.store.engine import Connection, writing
from scoring.objections import OPEN, pressing
from scoring.scope import EVERYTHING

ABLE = ("manager", "leader")
Whose = Mapping[int, tuple[str, str]]
"""The person and the unit of each objection."""


@dataclass(frozen=True)
class ObjectionNews(Looker):
    """Leaves messages about the objections of one installation; the teller tells them."""

    def watch(self) -> int:
        """Notice whose limit is near or has passed, and have it told; how many of these."""
        now = self.now()
        with self.engine.connect() as connection:
            if self._pressing(connection, now).empty:
                return 0
        with writing(self.engine) as connection:
            found = self._pressing(connection, now)
            for what, some in found.groupby("what"):
                about = {row["objection_id"]: row for row in some.to_dict("records")}
                for number in about:
                    objection_notices.mark(connection, number, str(what), now)
                whose = {n: (str(r["person"]), str(r["unit"])) for n, r in about.items()}
                self.tell_deciders(connection, whose, str(what), now)
            state.looked(connection, now, news=True, units=sorted(set(found["unit"])))
        return len(found)

    def _pressing(self, connection: Connection, now: datetime) -> pd.DataFrame:
        """Open objections with ``what`` is to be noticed of their limit, and has not been."""
        found = objections.listed(connection, EVERYTHING, states=OPEN)
        at, near = pd.Timestamp(now).tz_convert("UTC"), self.settings.objections.near
        found = found.assign(what=pressing(self.calendars(connection), found, at, near))
        known = objection_notices.marked(connection)
        new = [pair not in known for pair in zip(found["objection_id"], found["what"], strict=True)]
        return found[found["what"].notna() & pd.Series(new, index=found.index, dtype=bool)]

    def tell_deciders(self, connection: Connection, whose: Whose, what: str, now: datetime) -> None:
        """Have it told to the nearest who decide; once the limit has passed, those above too."""
        people, steps = self.people(connection), 2 if what == "passed" else 1
        told = {
            number: tuple(a.account_id for step in found[:steps] for a in step)
            for number, (person, unit) in whose.items()
            for found in [rising(connection, people, person, unit)]
        }
        self._post(people).post(connection, told, what, now)

    def tell_person(
        self, connection: Connection, found: Mapping[str, Any], what: str, now: datetime
    ) -> None:
        """Have the one who objected told what has become of it."""
        people = self.people(connection)
        own = tuple(a.account_id for a in people.accounts if a.person == str(found["person"]))
        self._post(people).post(connection, {int(found["objection_id"]): own}, what, now)

    def people(self, connection: Connection) -> People:
        """All accounts, and the tree of units."""
        return People(tuple(accounts.everyone(connection)), offices.parents(connection))

    def _post(self, people: People) -> ObjectionPost:
        quiet = Quiet(self.calendar, self.settings.alerts.digest)
        return ObjectionPost(Outbox(self.settings.alerts, people, quiet))


def rising(
    connection: Connection, people: People, person: str, unit: str
) -> list[tuple[Kept, ...]]:
    """Who may decide an objection, step by step upward; see ``Objecting.deciders``."""
    _, assessor, superior = objections.superiors(connection, person)
    able = [a for a in people.accounts if a.role in ABLE and a.person not in {person, assessor}]
    first = [a for a in able if superior is not None and a.person == superior]
    above = list(people.above(unit))[1:]
    steps = [first, *([a for a in able if a.unit == name] for name in (*above, None))]
    passed: set[str] = set()
    found = []
    for step in steps:
        found.append(tuple(a for a in step if a.account_id not in passed))
        passed |= {a.account_id for a in step}
    return [step for step in found if step]
