"""Invented objections that can be filed and decided: scoped, with steps, by the real machine."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboard.account import Account
from dashboard.objections import COLUMNS, FILES, STEPS, File, Objection, Objections
from dashboard.view import Viewer
from scoring.objections import OPEN, after, possible
from scoring.scope import Scope

NOW = pd.Timestamp("2026-11-24T07:05:00Z")
SHORTEST = 10
MOST_FILES, MOST_BYTES = 3, 5_000_000


@dataclass
class Pleas:
    """``told``: a deed is news. Who sees persons decides, but about themselves."""

    told: Callable[[], None]
    kept: list[dict[str, Any]] = field(default_factory=list)
    steps: list[tuple[int, Any, str, str, str | None]] = field(default_factory=list)
    files: list[tuple[int, File]] = field(default_factory=list)

    def services(self) -> Objections:
        """All of it as pages ask."""
        told = ("take_up", "explain", "uphold", "reject", "withdraw")
        deeds: dict[str, Any] = {verb: self._deed(verb) for verb in told}
        deeds |= {"submit": self.submit, "attach": self.attach}
        asked = (self.listed, self.one, self.decides, deeds, 14, 14)
        return Objections(*asked, self.file, MOST_FILES, MOST_BYTES)

    def listed(
        self, scope: Scope, *, person: str | None = None, is_open: bool | None = None
    ) -> pd.DataFrame:
        """Those that the scope lets be seen."""
        rows = [
            row for row in self.kept
            if (scope.persons or row["person"] == scope.self_id)
            and person in (None, row["person"])
            and is_open in (None, row["state"] in OPEN)
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=[*COLUMNS])

    def decides(self, scope: Scope, account_id: str) -> pd.DataFrame:  # noqa: ARG002
        """Open ones of others."""
        found = self.listed(scope, is_open=True)
        return found[(found["person"] != scope.self_id) & scope.persons]

    def waiting(self, scope: Scope, account_id: str) -> int:
        """How many open ones of others there are."""
        return len(self.decides(scope, account_id))

    def one(
        self,
        scope: Scope,
        account_id: str,  # noqa: ARG002
        objection_id: int,
    ) -> Objection | None:
        """One of them, with what this account may do."""
        found = self.listed(scope)
        found = found[found["objection_id"] == objection_id]
        if found.empty:
            return None
        row = {str(k): v for k, v in found.iloc[0].to_dict().items()}
        own = row["person"] == scope.self_id
        mine = (
            ("explain", "withdraw", "attach") if own else ("take_up", "explain", "uphold", "reject")
        )
        lines = [step[1:] for step in self.steps if step[0] == objection_id]
        return row | {
            "steps": pd.DataFrame(lines, columns=[*STEPS]),
            "files": pd.DataFrame(
                [
                    {
                        "file_id": n,
                        "name": f.name,
                        "kind": f.kind,
                        "size": len(f.content),
                        "at": NOW,
                    }
                    for n, (about, f) in enumerate(self.files, start=1)
                    if about == objection_id
                ],
                columns=[*FILES],
            ),
            "deciders": ("Kepala Dinas Kesehatan",),
            "allowed": tuple(verb for verb in possible(row["state"]) if verb in mine),
        }

    def attach(self, account: Account, *, objection_id: int, name: str, content: bytes) -> None:
        """Keep a file of one's own open one; only PDF here."""
        found = self.one(Viewer(account).scope, account.account_id, objection_id)
        if found is None or "attach" not in found["allowed"]:
            raise ValueError("objection_id: is not yours; ask who objected")
        if not content.startswith(b"%PDF-"):
            raise ValueError("file_kind: is no PDF; save it as one")
        if len(found["files"]) >= MOST_FILES:
            raise ValueError("file_count: has enough; join them")
        self.files.append((objection_id, File(name, "pdf", content)))
        self.told()

    def file(self, scope: Scope, file_id: int) -> File | None:
        """A file of one that may be seen."""
        if not 0 < file_id <= len(self.files):
            return None
        about, found = self.files[file_id - 1]
        seen = self.listed(scope)
        return found if about in set(seen["objection_id"]) else None

    def submit(
        self, account: Account, *, goal: str, period: str, record: str | None, reason: str,
        evidence: str,
    ) -> int:  # fmt: skip
        """Keep one."""
        if len(reason.strip()) < SHORTEST:
            raise ValueError("reason: says too little; write a sentence")
        number = len(self.kept) + 1
        row = dict.fromkeys(COLUMNS) | {
            "objection_id": number, "person": account.person, "person_name": account.name,
            "unit": account.unit, "unit_name": "Bidang Pelayanan Kesehatan", "goal": goal,
            "indicator": goal, "frame": "complaints", "key": record, "period": period,
            "reason": reason, "evidence": evidence, "filed_at": NOW, "decided_at": pd.NaT,
            "due_at": pd.Timestamp("2026-12-14T16:59:00Z"), "state": "submitted",
            "minutes_left": 14 * 450.0, "overdue": False,
        }  # fmt: skip
        self.kept.append(row)
        self.steps.append((number, NOW, account.name, "submitted", reason))
        self.told()
        return number

    def _deed(self, verb: str) -> Callable[..., None]:
        def deed(account: Account, *, objection_id: int, note: str) -> None:
            found = self.one(Viewer(account).scope, account.account_id, objection_id)
            if found is None or verb not in found["allowed"]:
                raise ValueError("objection_id: is not yours to decide; ask its decider")
            if verb in ("uphold", "reject") and len(note.strip()) < SHORTEST:
                raise ValueError("note: says too little; write a sentence")
            row = self.kept[objection_id - 1]
            row["state"] = after(row["state"], verb)
            if row["state"] not in OPEN:
                row |= {"decided_at": NOW, "decision": note, "minutes_left": None}
            self.steps.append((objection_id, NOW, account.name, verb, note or None))
            self.told()

        return deed
