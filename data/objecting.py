"""What people do about objections (keberatan): each step kept, checked, and rescored at once.

Wrong input raises ValueError "argument: what is wrong; what would be right".
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.alerting.verbs import Actor
from data.attaching import attach, checked
from data.objection_news import ObjectionNews, rising
from data.store import objections, offices, state
from data.store.accounts import Kept
from data.store.engine import Connection, writing
from scoring.indicators import INDICATORS
from scoring.objections import OPEN, after, due, in_time
from scoring.periods import bounds

SHORTEST, LONGEST = 10, 4000
TOLD_PERSON = {"take_up": "taken_up", "uphold": "upheld", "reject": "rejected"}
"""Steps that the one who objected is told of, and as what."""
Line = dict[str, Any]


@dataclass(frozen=True)
class Objecting(ObjectionNews):
    """What may be done about the objections of one installation; each deed is news."""

    def submit(
        self, by: Actor, goal: str, period: str, record: str | None, reason: str, evidence: str
    ) -> int:
        """Object to one's own ``record`` (its key) of a goal, or to its figure; the number."""
        person, now = by.scope.self_id, self.now()
        if person is None:
            raise ValueError("goal: this account stands for nobody; log in as yourself")
        if goal not in self.settings.goals:
            raise ValueError(f"goal: {goal} is no goal; choose one of your own")
        reason, evidence = text("reason", reason), text("evidence", evidence, shortest=0)
        self._demand_in_time(period)
        frame = INDICATORS[self.settings.goals[goal].indicator].frame if record else None
        with writing(self.engine) as connection:
            if record and not objections.is_of(connection, str(frame), record, person):
                raise ValueError("record: is no record of yours; choose one from your list")
            if objections.open_of(connection, person, goal, record) is not None:
                raise ValueError("record: is objected to already; wait for that decision")
            unit = objections.superiors(connection, person)[0] or ""
            calendars = self.calendars(connection)
            at = pd.Timestamp(now).tz_convert("UTC")
            limit = due(calendars, unit, at, self.settings.objections.decide_within)
            number = objections.file(
                connection, now, limit.to_pydatetime(), person=person, unit=unit, goal=goal,
                frame=frame, key=record or None, period=period, reason=reason,
                evidence=evidence or None, filed_by=by.account,
            )  # fmt: skip
            objections.add_step(connection, number, now, by.account, "submitted", reason)
            self.tell_deciders(connection, {number: (person, unit)}, "filed", now)
            state.looked(connection, now, news=True, units=[unit])
        return number

    def take_up(self, by: Actor, objection_id: int, note: str = "") -> None:
        """Begin to look into it; both sides may explain."""
        self._step(by, objection_id, "take_up", text("note", note, shortest=0))

    def explain(self, by: Actor, objection_id: int, note: str) -> None:
        """Add an explanation: by the one who objected, or by whoever sees it as a superior."""
        self._step(by, objection_id, "explain", text("note", note))

    def attach(self, by: Actor, objection_id: int, name: str, content: bytes) -> None:
        """Hand in a file as evidence: by the one who objected, while it is open."""
        limits = self.settings.objections
        file = checked(name, content, limits)
        with self._about(by, objection_id) as (connection, found):
            if not self.may(connection, by, found, "attach"):
                raise ValueError("objection_id: is not yours to do this about; ask who objected")
            after(str(found["state"]), "attach")
            now = self.now()
            attach(connection, objection_id, file, limits.files, now, by.account)
            objections.add_step(connection, objection_id, now, by.account, "attach", file.name)
            state.looked(connection, now, news=True, units=[str(found["unit"])])

    def uphold(self, by: Actor, objection_id: int, note: str) -> None:
        """Decide that it is right: its record is left out of every figure from now on."""
        self._step(by, objection_id, "uphold", text("note", note))

    def reject(self, by: Actor, objection_id: int, note: str) -> None:
        """Decide that it is not right, with the reason."""
        self._step(by, objection_id, "reject", text("note", note))

    def withdraw(self, by: Actor, objection_id: int, note: str = "") -> None:
        """Take one's own back."""
        self._step(by, objection_id, "withdraw", text("note", note, shortest=0))

    def deciders(self, connection: Connection, person: str, unit: str) -> tuple[Kept, ...]:
        """Who may decide, the nearest first: the superior of the assessor, and those above.

        That is whoever the supervisor of the person's supervisor is; then managers and leaders of
        the units above the person's own; then of the whole tree. Never the person, nor the
        supervisor whose own record or judgement it may be.
        """
        steps = rising(connection, self.people(connection), person, unit)
        return tuple(account for step in steps for account in step)

    def waiting(self, connection: Connection, by: Actor) -> int:
        """How many open objections wait for the decision of ``by``."""
        found = objections.listed(connection, by.scope, states=OPEN)
        if found.empty:
            return 0
        people = self.people(connection)
        asked = found[["person", "unit"]].itertuples(index=False, name=None)
        rights = [rising(connection, people, person, unit) for person, unit in asked]
        return sum(by.account in {a.account_id for step in r for a in step} for r in rights)

    def may(self, connection: Connection, by: Actor, found: Line, verb: str) -> bool:
        """Whether ``by`` may do this about an objection that they see."""
        mine = by.scope.self_id == str(found["person"])
        if verb in ("withdraw", "attach"):
            return mine
        deciders = self.deciders(connection, str(found["person"]), str(found["unit"]))
        decides = by.account in {a.account_id for a in deciders}
        return decides or (verb == "explain" and (mine or by.scope.persons))

    def _step(self, by: Actor, objection_id: int, verb: str, note: str) -> None:
        with self._about(by, objection_id) as (connection, found):
            if not self.may(connection, by, found, verb):
                raise ValueError("objection_id: is not yours to do this about; ask its decider")
            new, now = after(str(found["state"]), verb), self.now()
            decided = {"decided_by": by.account, "decided_at": now, "decision": note or None}
            objections.change(connection, objection_id, new, **({} if new in OPEN else decided))
            objections.add_step(connection, objection_id, now, by.account, verb, note or None)
            if verb in TOLD_PERSON:
                self.tell_person(connection, found, TOLD_PERSON[verb], now)
            units = {str(found["unit"])}
            if new == "upheld" and pd.notna(found["key"]):
                units |= self._rescore(connection, found)
            state.looked(connection, now, news=True, units=sorted(units))

    def _rescore(self, connection: Connection, found: Line) -> set[str]:
        """Have the offices of the record and of the person scored anew; the units concerned."""
        frame, roots = str(found["frame"]), offices.roots(connection)
        own = objections.unit_of(connection, frame, str(found["key"]))
        units = {str(unit) for unit in (found["unit"], own) if unit}
        touched = {roots[unit]: state.Days() for unit in units if unit in roots}
        state.mark_stale(connection, touched, frame, units)
        return units

    @contextmanager
    def _about(self, by: Actor, objection_id: int) -> Iterator[tuple[Connection, Line]]:
        """A transaction about an objection that ``by`` may see."""
        with writing(self.engine) as connection:
            found = objections.listed(connection, by.scope, number=objection_id)
            if found.empty:
                raise ValueError("objection_id: is none that you may see; open it from the list")
            yield connection, {str(k): v for k, v in found.iloc[0].to_dict().items()}

    def _demand_in_time(self, period: str) -> None:
        if period == "all":
            return
        span, days = bounds(period), self.settings.objections.file_within
        if span is None:
            raise ValueError(f"period: {period} is none; write one such as 2026-11, or all")
        if not in_time(span[1], self.today(self.now()), days):
            raise ValueError(f"period: ended more than {days} days ago; object in time")


def text(name: str, said: str, shortest: int = SHORTEST) -> str:
    """What was written, if it is neither too short nor too long."""
    found = (said or "").strip()
    if not shortest <= len(found) <= LONGEST:
        raise ValueError(
            f"{name}: says too little, or too much; write between {shortest} and {LONGEST} letters"
        )
    return found
