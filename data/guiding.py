"""What supervisors write down about people: umpan balik berkelanjutan, kept and never edited.

Wrong input raises ValueError "argument: what is wrong; what would be right".
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from data.alerting.verbs import Actor
from data.looks import Looker
from data.store import notes, queries, state
from data.store.engine import Connection, writing

KINDS = ("conversation", "praise", "coaching", "action")
"""``action``: something agreed, which may have a day by which it is to be done."""
SHORTEST, LONGEST = 3, 2000
FARTHEST = timedelta(days=366)
EVERYBODY = 1_000_000


@dataclass(frozen=True)
class Guiding:
    """What may be done with notes about people; each deed is news of the person's unit."""

    looker: Looker

    def note(self, by: Actor, person: str, kind: str, text: str, due: date | None) -> None:
        """Write down a conversation or an action about a person one may see, but not oneself."""
        _demand(by)
        said = (text or "").strip()
        if not SHORTEST <= len(said) <= LONGEST:
            raise ValueError(
                f"text: says nothing, or too much; write between {SHORTEST} and {LONGEST} letters"
            )
        if kind not in KINDS:
            raise ValueError(f"kind: {kind} is none; write one of {', '.join(KINDS)}")
        self._ahead(kind, due)
        with writing(self.looker.engine) as connection:
            if person == by.scope.self_id:
                raise ValueError("person: is yourself; your own supervisor writes about you")
            unit = self._unit(connection, by, person)
            now = self.looker.now()
            notes.add(connection, person, kind, said, due, by.account, now)
            state.looked(connection, now, news=True, units=(unit,))

    def finish(self, by: Actor, note_id: int) -> None:
        """Say that what was agreed is done."""
        _demand(by)
        with self._standing(by, note_id) as (connection, note):
            if note["kind"] != "action" or pd.notna(note["done_at"]):
                raise ValueError("note_id: is no agreed action that is still open; see the list")
            notes.done(connection, note_id, by.account, self.looker.now())

    def withdraw(self, by: Actor, note_id: int) -> None:
        """Withdraw one's own note: it stays to be read, marked as withdrawn."""
        _demand(by)
        with self._standing(by, note_id) as (connection, note):
            if note["by"] != by.account:
                raise ValueError("note_id: was written by somebody else; ask its author")
            notes.withdrawn(connection, note_id, self.looker.now())

    @contextmanager
    def _standing(self, by: Actor, note_id: int) -> Iterator[tuple[Connection, dict[Any, Any]]]:
        """A transaction about a note that one sees and that is not withdrawn."""
        with writing(self.looker.engine) as connection:
            found = notes.one(connection, by.scope, note_id)
            if found.empty or pd.notna(found["withdrawn_at"].iloc[0]):
                raise ValueError("note_id: is no note that stands; open it from the list")
            note = found.iloc[0].to_dict()
            unit = self._unit(connection, by, str(note["person"]))
            yield connection, note
            state.looked(connection, self.looker.now(), news=True, units=(unit,))

    @staticmethod
    def _unit(connection: Connection, by: Actor, person: str) -> str:
        found = queries.people(connection, by.scope, search=person, limit=EVERYBODY)
        mine = found.loc[found["person_id"] == person, "unit"]
        if mine.empty:
            raise ValueError("person: is nobody you may see; open the person from the list")
        return str(mine.iloc[0])

    def _ahead(self, kind: str, due: date | None) -> None:
        if due is None:
            return
        if kind != "action":
            raise ValueError("due: goes with an agreed action only; leave it out")
        today = self.looker.today(self.looker.now()).date()
        if not today <= due <= today + FARTHEST:
            raise ValueError(f"due: is past or too far; write a day within {FARTHEST.days} days")


def _demand(by: Actor) -> None:
    if not by.directs:
        raise ValueError("person: this is for managers and leaders; ask yours")
