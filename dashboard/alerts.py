"""What pages may know of alerts, and what their readers may do about them.

Who sees no persons (Scope.persons) sees only alerts about themselves or about what is in their
hands: ``subject_id`` or ``officer`` is Scope.self_id. That holds for every function and deed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import pandas as pd

from dashboard.account import Account
from scoring.alerts.shapes import ALERTS
from scoring.scope import Scope

COLUMNS = (
    *ALERTS, "rule_kind", "urgent", "subject_name", "unit_name", "officer_name", "owners",
    "owner_names", "mine_for", "assigned_name", "acknowledged_name", "silenced_until",
    "silenced_by", "silenced_name", "acknowledge_minutes", "recovery_minutes",
)  # fmt: skip
"""``owners``: accounts told so far; ``mine_for``: those at the level reached, or asked to deal with
it. ``acknowledge_minutes`` and ``recovery_minutes`` are working time since it fired."""
STEPS = ("at", "by", "by_name", "verb", "note", "until", "to", "to_name")
VERBS = (
    "pending", "fired", "recovering", "recovered", "told", "escalated", "acknowledged", "came_back",
    "freed", "assigned", "followed_up", "dismissed", "silenced",
)  # fmt: skip
"""What a step is: a change of state, a telling, or somebody's deed."""
RECORDS = ("frame", "key", "source", "label")
SEEN = ("period", "value", "n", "target", "band")
SILENCES = (
    "silence_id", "rule", "unit", "unit_name", "subject_kind", "subject_id", "subject_name",
    "by", "reason", "since", "until", "active",
)  # fmt: skip
RULES = (
    "rule", "kind", "title_id", "title_en", "on", "fired", "open", "judged", "right",
    "acknowledge_median_minutes", "recovery_median_minutes", "measure", "hold_minutes", "levels",
)  # fmt: skip
"""``measure``: from where on it finds, as its kind says. ``hold_minutes``: working time it must
stand. ``levels``: each level with the working minutes after which it is told. ``judged``: how many
are known to be right or wrong; ``right``: their share that was, missing while these are too few."""
FAILED = ("channel", "recipient", "kind", "attempts", "error", "since")

Alert = Mapping[str, Any]
"""One row of AlertsOf and: ``steps`` (STEPS, oldest first), ``records`` (RECORDS, at most 60),
``seen`` (SEEN, oldest first: what its indicator said of its subject)."""


class AlertsOf(Protocol):
    """Alerts with COLUMNS, the most urgent first; ended ones the newest first.

    Names and identifiers of persons are missing where the scope hides persons.
    """

    def __call__(
        self,
        scope: Scope,
        *,
        unit: str | None = None,
        person: str | None = None,
        state: Literal["open", "ended"] = "open",
        limit: int = 500,
    ) -> pd.DataFrame:
        """Of the units at or under ``unit``, or about ``person`` and what is in their hands."""


class Deed(Protocol):
    """Something a person does about an alert: kept with who, when and what.

    ValueError where it cannot be done, as ``argument: what is wrong; what would be right``.
    """

    def __call__(self, account: Account, **args: Any) -> None:
        """By ``account``, who must be allowed to and see the alert."""


@dataclass(frozen=True)
class Deeds:
    """What may be done; who may is asked again by the deed itself.

    acknowledge(alert_id, note, until), assign(alert_id, to, note), follow_up(alert_id, note),
    dismiss(alert_id, note), silence(rule, unit, subject, reason, until), unsilence(silence_id).
    ``until`` is zone-aware; ``subject`` is kind and identifier, or None for all of ``unit``.
    """

    acknowledge: Deed
    assign: Deed
    follow_up: Deed
    dismiss: Deed
    silence: Deed
    unsilence: Deed
