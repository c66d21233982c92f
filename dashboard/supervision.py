"""What pages may know of the daily work of supervisors, and what supervisors may do.

Every function that returns rows takes a Scope and applies it in the query.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol

import pandas as pd

from dashboard.account import Account
from scoring.daybook import COLUMNS as DAYS
from scoring.scope import Scope

NOTE_KINDS = ("conversation", "praise", "coaching", "action")
NOTES = (
    "note_id", "person", "kind", "text", "due", "by", "by_name", "at", "done_at", "done_name",
    "withdrawn_at",
)  # fmt: skip
"""``due``: the day by which an agreed action is to be done. ``by``: the account that wrote it."""
STATUSES = ("approved", "returned", "rejected")
WAITING = (
    "activity_id", "person", "name", "unit_name", "day", "start", "end", "minutes", "title",
    "quantity", "quantity_unit", "evidence", "recorded_at", "waited", "limit", "source", "label",
)  # fmt: skip
"""``waited``: working days since it was recorded; ``limit``: within how many it is to be decided
(empty: no limit)."""
PULSE = ("person", "weeks", "last_day")
"""``weeks``: approved hours of the last weeks, oldest first; ``last_day``: of the newest record."""
TEAM = ("indicator", "own", "low", "high", "others", "n")
FEWEST = 5
"""Colleagues; of fewer, one could be told from the others."""
VIEWS = ("view_id", "name", "query", "columns")
Attention = Literal["attention", "silent", "absent"]
"""With an open alert; without a record for as long as config.yaml lets pass; away today."""


class DaysOf(Protocol):
    """The days of one person; columns as ``scoring.daybook``. Empty where the scope hides them."""

    def __call__(self, scope: Scope, person: str, *, first: date, last: date) -> pd.DataFrame:
        """One line for each day from ``first`` to ``last``, both included."""


class WaitingOf(Protocol):
    """Activities of visible others that wait for verification, oldest first, with WAITING."""

    def __call__(
        self, scope: Scope, *, person: str | None = None, limit: int = 500
    ) -> pd.DataFrame:
        """Of all, or of ``person`` alone."""


class Deed(Protocol):
    """Something a supervisor does: kept with who, when and what.

    ValueError where it cannot be done, as ``argument: what is wrong; what would be right``.
    """

    def __call__(self, account: Account, **args: Any) -> Any:
        """By ``account``, who must be allowed to and see the person."""


@dataclass(frozen=True)
class Supervision:
    """What a supervisor's pages may ask, and do.

    note(person, kind, text, due), finish(note_id), withdraw(note_id); decide(activities, status,
    reason) -> how many; save_view(page, name, query, columns), drop_view(view_id).
    """

    days: DaysOf
    notes: Callable[[Scope, str], pd.DataFrame]
    """Notes about a visible person, the newest first, with NOTES."""
    waiting: WaitingOf
    waiting_count: Callable[[Scope], int]
    decisions: Callable[[Scope, str, Collection[str]], pd.DataFrame]
    """Of activities of a visible person: activity, status, reason, by_name, at, ended_why."""
    team: Callable[[Scope, str, str, tuple[str, ...]], pd.DataFrame]
    """(scope, person, period, indicators): a visible person among those of the same unit who have
    a value, with TEAM; nothing where these are fewer than FEWEST. ``others``: without names, and
    only for who may see persons."""
    pulse: Callable[[Scope, Collection[str]], pd.DataFrame]
    """Of these persons, as far as visible, with PULSE."""
    flagged: Callable[[Scope, Attention], frozenset[str]]
    """Visible persons who need attention, record nothing, or are away today."""
    views: Callable[[Account, str], pd.DataFrame]
    """Views of a page that the account has saved, by name, with VIEWS."""
    note: Deed
    finish: Deed
    withdraw: Deed
    decide: Deed
    save_view: Deed
    drop_view: Deed


def _nobody(*_: Any, **__: Any) -> Any:
    raise ValueError("account: nobody may do this here; ask your administrator")


def _no_rows(columns: tuple[str, ...]) -> Callable[..., pd.DataFrame]:
    return lambda *_, **__: pd.DataFrame(columns=list(columns))


NO_SUPERVISION = Supervision(
    days=_no_rows(DAYS), notes=_no_rows(NOTES), waiting=_no_rows(WAITING),
    waiting_count=lambda _: 0,
    decisions=_no_rows(("activity", "status", "reason", "by_name", "at", "ended_why")),
    team=_no_rows(TEAM),
    pulse=_no_rows(PULSE), flagged=lambda _, __: frozenset(), views=_no_rows(VIEWS),
    note=_nobody, finish=_nobody, withdraw=_nobody, decide=_nobody, save_view=_nobody,
    drop_view=_nobody,
)  # fmt: skip
