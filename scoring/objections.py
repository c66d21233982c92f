"""Objections (keberatan) as a state machine, and what an upheld one takes out of scoring. Pure.

submitted -> reviewing -> upheld | rejected; withdrawn by the one who objected while it is open. One
that is not decided by its limit stays open and is overdue: silence decides nothing.
"""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from scoring.calendars import Calendars
from scoring.columns import DTYPES

STATES = ("submitted", "reviewing", "upheld", "rejected", "withdrawn")
OPEN = ("submitted", "reviewing")
STEPS: Mapping[str, tuple[tuple[str, ...], str | None]] = MappingProxyType(
    {
        "take_up": (("submitted",), "reviewing"),
        "explain": (OPEN, None),
        "attach": (OPEN, None),
        "uphold": (OPEN, "upheld"),
        "reject": (OPEN, "rejected"),
        "withdraw": (OPEN, "withdrawn"),
    }
)
"""Of each verb: from which states it may be done, and to which it leads; None: it stays."""
EXCLUDED = ("frame", "key", "since")
UPHELD = "objection_upheld"
"""Why a record that was rightly objected to is no case."""


def after(state: str, verb: str) -> str:
    """The state after ``verb``. ValueError where it cannot be done in ``state``."""
    possible, leads = STEPS[verb]
    if state not in possible:
        raise ValueError(f"objection_id: is {state}; this can be done while it is open")
    return leads or state


def possible(state: str) -> tuple[str, ...]:
    """What may be done in ``state``, by whoever may."""
    return tuple(verb for verb, (states, _) in STEPS.items() if state in states)


def due(calendars: Calendars, unit: str, filed: pd.Timestamp, workdays: float) -> pd.Timestamp:
    """When (UTC) the limit of deciding runs out, by the calendar of the person's unit."""
    moments = pd.Series([filed]).astype(DTYPES["moment"])
    found = calendars.after_workdays(pd.Series([unit]), moments, pd.Series([float(workdays)]))
    return pd.Timestamp(found.iloc[0])


def pressing(
    calendars: Calendars, found: pd.DataFrame, now: pd.Timestamp, near: float
) -> pd.Series:
    """Of objections (unit, filed_at, due_at): ``near`` their limit, ``passed``, or neither (empty).

    One is near once the share ``near`` of the working time from filing to its limit is over.
    """
    at = pd.Series(now, index=found.index, dtype=DTYPES["moment"])
    given = calendars.minutes_between(found["unit"], found["filed_at"], found["due_at"])
    spent = calendars.minutes_between(found["unit"], found["filed_at"], at)
    said: pd.Series = pd.Series(pd.NA, index=found.index, dtype=DTYPES["text"])
    said = said.mask(spent >= near * given, "near")
    return said.mask(found["due_at"] < at, "passed")


def in_time(end: pd.Timestamp, today: pd.Timestamp, days: int) -> bool:
    """Whether one may still object to a figure of a period that ``end`` (its first day after)."""
    return today < end + pd.Timedelta(days=days)


def nothing_excluded() -> pd.DataFrame:
    """No record is left out: EXCLUDED without a row."""
    kinds = {"frame": "text", "key": "text", "since": "moment"}
    return pd.DataFrame({n: pd.Series([], dtype=DTYPES[k]) for n, k in kinds.items()})  # type: ignore[index]


def excluded_keys(excluded: pd.DataFrame, frame: str, now: pd.Timestamp) -> frozenset[str]:
    """Keys of the records of ``frame`` that were left out before ``now``."""
    if excluded.empty:
        return frozenset()
    held = (excluded["frame"] == frame) & (excluded["since"] < now)
    return frozenset(excluded.loc[held, "key"])
