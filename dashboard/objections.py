"""What pages may know of objections (keberatan), and what their readers may do about them.

Who sees no persons (Scope.persons) sees only their own. That holds for every function and deed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from dashboard.account import Account
from scoring.scope import Scope

COLUMNS = (
    "objection_id", "person", "person_name", "unit", "unit_name", "goal", "indicator", "frame",
    "key", "period", "reason", "evidence", "filed_at", "due_at", "state", "decided_name",
    "decided_at", "decision", "minutes_left", "overdue",
)  # fmt: skip
"""Times in UTC. ``minutes_left``: working minutes until it is due (negative: overdue; empty: it is
decided). ``overdue``: open, and its limit has passed."""
FILES = ("file_id", "name", "kind", "size", "at")
"""Files handed in as evidence. ``kind``: pdf, jpeg or png. ``size``: bytes."""
STEPS = ("at", "by_name", "verb", "note")
VERBS = ("submitted", "take_up", "explain", "uphold", "reject", "withdraw", "attach")
Objection = Mapping[str, Any]
"""One row with COLUMNS and: ``steps`` (STEPS, oldest first), ``deciders`` (names, the nearest
first), ``allowed`` (verbs that the account may use now), ``files`` (FILES, oldest first)."""


@dataclass(frozen=True)
class File:
    """A file handed in as evidence: its name, its kind (pdf, jpeg, png), what is in it."""

    name: str
    kind: str
    content: bytes


class ObjectionsOf(Protocol):
    """Visible objections with COLUMNS: open ones first, what is due first before the rest."""

    def __call__(
        self, scope: Scope, *, person: str | None = None, is_open: bool | None = None
    ) -> pd.DataFrame:
        """Of ``person`` or of all; open ones, decided ones, or both (None)."""


class ObjectionOf(Protocol):
    """One objection as an account sees it; None where it may not be seen."""

    def __call__(self, scope: Scope, account_id: str, objection_id: int) -> Objection | None:
        """With its steps, and what ``account_id`` may do about it."""


class ObjectionDeed(Protocol):
    """A step of an objection: kept with who, when and what.

    ValueError where it cannot be done, as ``argument: what is wrong; what would be right``.
    """

    def __call__(self, account: Account, **args: Any) -> int | None:
        """By ``account``; filing returns the number."""


@dataclass(frozen=True)
class Objections:
    """Questions and deeds. ``decides``: open ones that wait for an account to decide them.

    submit(goal, period, record, reason, evidence) returns the number; take_up, explain, uphold,
    reject, withdraw (objection_id, note); attach (objection_id, name, content). ``file``: one that
    was handed in, if its objection may be seen. ``file_within``: days after the end of a period;
    ``decide_within``: working days after filing. ``most_files``: of one objection; ``most_bytes``:
    of each file.
    """

    listed: ObjectionsOf
    one: ObjectionOf
    decides: Callable[[Scope, str], pd.DataFrame]
    deeds: Mapping[str, ObjectionDeed]
    file_within: int
    decide_within: int
    file: Callable[[Scope, int], File | None] = lambda *_: None
    most_files: int = 0
    most_bytes: int = 0


def _none(*_: Any, **__: Any) -> pd.DataFrame:
    return pd.DataFrame(columns=[*COLUMNS])


NO_OBJECTIONS = Objections(_none, lambda *_: None, _none, {}, 0, 0)
