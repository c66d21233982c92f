"""What the overview asks beside scores: the queue of complaints, and what changed since a visit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import pandas as pd

from dashboard.account import Account
from scoring.comparison import Peers
from scoring.scope import Scope


@dataclass(frozen=True)
class OverviewInfo:
    """``near``: working days a limit is near. ``flow``: days over which a flow is counted.

    ``regions``: unit by code of Kemendagri, where its name does not tell.
    """

    near: float = 3.0
    flow: int = 7
    regions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Visit:
    """``since`` (UTC): the end of the visit before. ``before``: band by goal at that time."""

    since: datetime
    before: Mapping[str, str]


@dataclass(frozen=True)
class Changes:
    """Alerts that fired and ended since a moment, and open complaints whose limit passed since."""

    fired: int
    ended: int
    late: int


@dataclass(frozen=True)
class Queue:
    """Open complaints: ``waiting`` has unit, step, due, n (scoring.queue).

    ``received`` and ``finished``: how many of the last days (OverviewInfo.flow).
    """

    waiting: pd.DataFrame
    received: int
    finished: int


@dataclass(frozen=True)
class Funnel:
    """One indicator of all units of a level in one period.

    ``scores``: of the visible ones, with unit name, flag and tails as StandingOf. ``sizes``: n
    along the curves; ``limits``: per level of confidence the lower and upper curve.
    """

    ordinary: Peers
    scores: pd.DataFrame
    sizes: tuple[float, ...]
    limits: Mapping[float, tuple[tuple[float, ...], tuple[float, ...]]]


class QueueOf(Protocol):
    """Visible open complaints, counted."""

    def __call__(self, scope: Scope, *, unit: str | None = None) -> Queue:
        """Of all, or of units at or under ``unit``."""


class FunnelOf(Protocol):
    """Units of one level by how many cases they had; limits by all of that level."""

    def __call__(self, scope: Scope, indicator: str, period: str, level: str) -> Funnel | None:
        """None where the indicator cannot be compared so, or peers are too few."""


class VisitOf(Protocol):
    """Keeps that an account sees the overview now."""

    def __call__(self, account: Account, shown: Mapping[str, str]) -> Visit | None:
        """What stood there at the end of its visit before; None at its first."""


class ChangesOf(Protocol):
    """What became of alerts and complaints since a moment."""

    def __call__(self, scope: Scope, since: datetime) -> Changes:
        """Of those that may be seen."""
