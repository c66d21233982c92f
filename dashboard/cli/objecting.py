"""Objections for the pages: what is asked of them, and the deeds."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from dashboard.account import Account
from dashboard.cli.acting import acting
from dashboard.objections import COLUMNS, FILES, STEPS, File, Objection, ObjectionDeed, Objections
from dashboard.view import Viewer
from data.alerting.verbs import Actor
from data.attaching import MEGABYTE
from data.looks import Looker
from data.objecting import Objecting
from data.store import accounts, evidence, objections, queries
from data.store.engine import Connection
from scoring.columns import DTYPES
from scoring.objections import OPEN, STATES, possible
from scoring.scope import EVERYTHING, Scope

VERBS = ("submit", "take_up", "explain", "uphold", "reject", "withdraw", "attach")
ENDED = tuple(state for state in STATES if state not in OPEN)
ALL = 1_000_000


def objections_of(looker: Looker) -> Objections:
    """Everything about objections, answered from the store."""
    desk = ObjectionDesk(looker)
    limits = looker.settings.objections
    return Objections(
        listed=desk.listed, one=desk.one, decides=desk.decides, deeds=desk.deeds,
        file_within=limits.file_within, decide_within=limits.decide_within, file=desk.file,
        most_files=limits.files, most_bytes=int(limits.file_size * MEGABYTE),
    )  # fmt: skip


def actor_of(account: Account) -> Actor:
    """Who acts, and within what."""
    viewer = Viewer(account)
    if not viewer.may("see_objections"):
        raise ValueError("objection_id: this account only looks; log in as yourself")
    return Actor(account.account_id, viewer.scope)


@dataclass(frozen=True)
class ObjectionDesk:
    """Answers questions about objections, each in a read transaction of its own."""

    looker: Looker

    @cached_property
    def verbs(self) -> Objecting:
        """What people may do."""
        known = self.looker
        return Objecting(known.settings, known.engine, known.base, known.now)

    @property
    def deeds(self) -> Mapping[str, ObjectionDeed]:
        """The verbs, as pages call them: the account first, the rest by name."""
        return {name: acting(getattr(self.verbs, name), actor_of) for name in VERBS}

    def listed(
        self, scope: Scope, *, person: str | None = None, is_open: bool | None = None
    ) -> pd.DataFrame:
        """Visible objections."""
        states = None if is_open is None else OPEN if is_open else ENDED
        with self.looker.engine.connect() as connection:
            found = objections.listed(connection, scope, person=person, states=states)
            return self._told(connection, found)

    def decides(self, scope: Scope, account_id: str) -> pd.DataFrame:
        """Open ones that the account may decide."""
        with self.looker.engine.connect() as connection:
            found = objections.listed(connection, scope, states=OPEN)
            by = Actor(account_id, scope)
            mine = [
                self.verbs.may(connection, by, {str(k): v for k, v in row.items()}, "uphold")
                for row in found.to_dict("records")
            ]
            return self._told(connection, found[pd.Series(mine, index=found.index, dtype=bool)])

    def waiting(self, scope: Scope, account_id: str) -> int:
        """How many open ones wait for the account's decision."""
        with self.looker.engine.connect() as connection:
            return self.verbs.waiting(connection, Actor(account_id, scope))

    def one(self, scope: Scope, account_id: str, objection_id: int) -> Objection | None:
        """One objection with its steps, its record, and what the account may do."""
        with self.looker.engine.connect() as connection:
            found = objections.listed(connection, scope, number=objection_id)
            if found.empty:
                return None
            line = {str(k): v for k, v in self._told(connection, found).iloc[0].items()}
            by = Actor(account_id, scope)
            deciders = self.verbs.deciders(connection, line["person"], line["unit"])
            return line | {
                "steps": self._steps(connection, objection_id),
                "files": evidence.listed(connection, objection_id)[[*FILES]],
                "deciders": tuple(a.name for a in deciders),
                "allowed": tuple(
                    verb
                    for verb in possible(line["state"])
                    if self.verbs.may(connection, by, line, verb)
                ),
            }

    def file(self, scope: Scope, file_id: int) -> File | None:
        """A file that was handed in, if its objection may be seen."""
        with self.looker.engine.connect() as connection:
            found = evidence.one(connection, scope, file_id)
        return None if found is None else File(found.name, found.kind, found.content)

    def _steps(self, connection: Connection, objection_id: int) -> pd.DataFrame:
        found = objections.steps(connection, objection_id)
        return found.assign(by_name=_named(connection, found["by"]))[[*STEPS]]

    def _told(self, connection: Connection, found: pd.DataFrame) -> pd.DataFrame:
        """Objections with names, and the working time left."""
        goals, text = self.looker.settings.goals, DTYPES["text"]
        units = queries.units(connection, EVERYTHING).set_index("unit_id")["name"]
        people = queries.people(connection, EVERYTHING, limit=ALL) if len(found) else None
        names = {} if people is None else people.set_index("person_id")["name"].to_dict()
        now = pd.Timestamp(self.looker.now()).tz_convert("UTC")
        at = pd.Series(now, index=found.index, dtype=DTYPES["moment"])
        is_open = found["state"].isin(OPEN)
        left = self.looker.calendars(connection).minutes_between(found["unit"], at, found["due_at"])
        return found.assign(
            person_name=found["person"].map(names).astype(text),
            unit_name=found["unit"].map(units.to_dict()).astype(text),
            indicator=found["goal"].map(lambda g: goals[g].indicator if g in goals else g),
            decided_name=_named(connection, found["decided_by"]),
            minutes_left=left.where(is_open),
            overdue=is_open & (found["due_at"] < now),
        )[[*COLUMNS]]


def _named(connection: Connection, by: pd.Series) -> pd.Series:
    names = {a.account_id: a.name for a in accounts.everyone(connection)}
    return by.map(names).fillna(by).astype(DTYPES["text"])
