"""A supervisor's work in memory behind Supervision: notes, decisions and views that are kept."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from dashboard.account import Account
from dashboard.supervision import NOTES, PULSE, TEAM, VIEWS, WAITING, Supervision
from dashboard.view import Viewer
from scoring.daybook import COLUMNS
from scoring.scope import Scope

MOMENT = pd.Timestamp("2026-11-24 14:05", tz="Asia/Jakarta").tz_convert("UTC")
WEEKS = (30.0, 32.0, 0.0, 28.0, 37.5, 37.5, 36.0, 30.0, 20.0, 25.0, 30.0, 6.0)


@dataclass
class Supervisor:
    """``people``: visible persons of a scope (person_id, name, unit_name). ``told``: a deed."""

    people: Callable[[Scope], pd.DataFrame]
    told: Callable[[], None]
    kept: list[dict[str, Any]] = field(default_factory=list)
    decided: list[tuple[str, str, str, str]] = field(default_factory=list)
    saved: list[dict[str, Any]] = field(default_factory=list)

    def sees(self, scope: Scope, person: str) -> bool:
        """Whether the person is visible."""
        return person in set(self.people(scope)["person_id"])

    def days(self, scope: Scope, person: str, *, first: date, last: date) -> pd.DataFrame:
        """Full days; on Tuesdays something waits; the 16th is leave, the 17th without reason."""
        if not self.sees(scope, person):
            return pd.DataFrame(columns=list(COLUMNS))
        day = pd.Series(pd.date_range(first, last, unit="us"))
        works, come = day.dt.day_of_week < 5, day <= "2026-11-24"
        away = day.map({pd.Timestamp("2026-11-16"): "leave",
                        pd.Timestamp("2026-11-17"): "unexcused"}).astype(object)  # fmt: skip
        there = works & come & away.isna()
        waits = (there & (day.dt.day_of_week == 1)).astype(float)
        return pd.DataFrame(
            {"day": day, "workday": works, "expected": 450.0 * (works & (away != "leave")),
             "entries": 3.0 * there, "reported": 420.0 * there, "approved": 300.0 * there,
             "refused": 0.0, "waiting": waits, "absence": away, "late": 15.0 * waits}
        )[[*COLUMNS]]  # fmt: skip

    def notes(self, scope: Scope, person: str) -> pd.DataFrame:
        """Notes about a visible person, the newest first."""
        mine = [n for n in reversed(self.kept) if n["person"] == person]
        return pd.DataFrame(mine if self.sees(scope, person) else [], columns=list(NOTES))

    def waiting(self, scope: Scope, *, person: str | None = None, limit: int = 500) -> pd.DataFrame:
        """One activity of everybody visible but oneself, past its limit for every second."""
        done = {number for number, *_ in self.decided}
        seen = self.people(scope)
        seen = seen[seen["person_id"] != scope.self_id]
        rows = [
            {"activity_id": f"w-{row['person_id']}", "person": row["person_id"],
             "name": row["name"], "unit_name": row["unit_name"],
             "day": pd.Timestamp("2026-11-18"), "start": MOMENT, "end": MOMENT, "minutes": 60.0,
             "title": "Rapat koordinasi", "quantity": 2.0, "quantity_unit": "berkas",
             "evidence": None, "recorded_at": MOMENT, "waited": 2.0 + 2 * (place % 2),
             "limit": 3.0, "source": "ekinerja", "label": "x:1"}
            for place, row in enumerate(seen.to_dict("records"))
            if scope.persons and person in (None, row["person_id"])
        ]  # fmt: skip
        left = [row for row in rows if row["activity_id"] not in done]
        return pd.DataFrame(left[:limit], columns=list(WAITING))

    def team(self, scope: Scope, person: str, _: str, indicators: tuple[str, ...]) -> pd.DataFrame:
        """Six colleagues, from 0,4 to 0,9; without dots for who sees no persons."""
        others = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9) if scope.persons else ()
        rows = [(name, 0.72, 0.525, 0.775, others, 6) for name in indicators]
        return pd.DataFrame(rows if self.sees(scope, person) else [], columns=list(TEAM))

    def pulse(self, scope: Scope, persons: Collection[str]) -> pd.DataFrame:
        """The same weeks for everybody visible."""
        rows = [(p, WEEKS, pd.Timestamp("2026-11-24")) for p in persons if self.sees(scope, p)]
        return pd.DataFrame(rows, columns=list(PULSE))

    def flagged(self, scope: Scope, which: str) -> frozenset[str]:
        """The first visible person needs attention, the second is silent, the third is away."""
        place = ("attention", "silent", "absent").index(which)
        return frozenset(self.people(scope)["person_id"].iloc[place : place + 1])

    def note(self, account: Account, *, person: str, kind: str, text: str, due: Any) -> None:
        """Keep a note."""
        if not text.strip():
            raise ValueError("text: says nothing; write something")
        if not self.sees(Viewer(account).scope, person):
            raise ValueError("person: is nobody you may see")
        self.kept.append(
            dict.fromkeys(NOTES)
            | {"note_id": len(self.kept) + 1, "person": person, "kind": kind, "text": text,
               "due": due, "by": account.account_id, "by_name": account.name, "at": MOMENT}
        )  # fmt: skip
        self.told()

    def change(self, account: Account, note_id: int, **values: Any) -> None:
        """Finish or withdraw a note."""
        row = self.kept[note_id - 1]
        if row["by"] != account.account_id:
            raise ValueError("note_id: was written by somebody else")
        row.update(values)
        self.told()

    def decide(
        self, account: Account, *, activities: Collection[str], status: str, reason: str
    ) -> int:
        """Keep decisions."""
        if status != "approved" and not reason:
            raise ValueError("reason: says nothing")
        if not activities:
            raise ValueError("activities: none is chosen")
        self.decided += [(number, status, reason, account.account_id) for number in activities]
        self.told()
        return len(activities)

    def save_view(self, account: Account, **view: Any) -> None:
        """Keep a view."""
        if not view["name"]:
            raise ValueError("name: is empty")
        self.saved.append(
            view | {"account": account.account_id, "view_id": len(self.saved) + 1, "gone": False}
        )

    def drop_view(self, account: Account, *, view_id: int) -> None:
        """Forget a view."""
        view = self.saved[view_id - 1]
        if view["account"] != account.account_id:
            raise ValueError("view_id: is none of yours")
        view["gone"] = True

    def views(self, account: Account, page: str) -> pd.DataFrame:
        """Views of an account."""
        mine = [v for v in self.saved if v["account"] == account.account_id and not v["gone"]]
        return pd.DataFrame([v for v in mine if v["page"] == page], columns=list(VIEWS))

    def decisions(self, scope: Scope, person: str, _: Collection[str]) -> pd.DataFrame:
        """One decision, on the first activity of Monday 23 November."""
        columns = ["activity", "status", "reason", "by_name", "at", "ended_why"]
        row = ("2026-11-23-0", "returned", "kurang rinci", "Kepala", MOMENT, None)
        return pd.DataFrame([row] if self.sees(scope, person) else [], columns=columns)

    def supervision(self) -> Supervision:
        """All of it behind Supervision."""
        return Supervision(
            days=self.days,
            notes=self.notes,
            waiting=self.waiting,
            waiting_count=lambda scope: len(self.waiting(scope)),
            decisions=self.decisions,
            team=self.team,
            pulse=self.pulse,
            flagged=self.flagged,
            views=self.views,
            note=self.note,
            finish=lambda account, *, note_id: self.change(
                account, note_id, done_at=MOMENT, done_name=account.name
            ),
            withdraw=lambda account, *, note_id: self.change(account, note_id, withdrawn_at=MOMENT),
            decide=self.decide,
            save_view=self.save_view,
            drop_view=self.drop_view,
        )
