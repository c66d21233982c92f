"""What pages may ask for: functions handed in by the command line, or by a test.

Every function that returns rows takes a Scope and applies it in the query.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pandas as pd

from dashboard.account import Account
from dashboard.alerts import Alert, AlertsOf, Deeds
from dashboard.delivery import NO_PUSH, Push
from dashboard.method import Method
from dashboard.objections import NO_OBJECTIONS, Objections
from dashboard.overview import ChangesOf, FunnelOf, OverviewInfo, QueueOf, VisitOf
from dashboard.own import OwnOf, nobody
from dashboard.questions import (
    ActivitiesOf,
    CircumstancesOf,
    ComplaintsOf,
    ContributionsOf,
    ExplainOf,
    HistoryOf,
    PeopleOf,
    ScoresOf,
    SignalsOf,
    StandingOf,
    SubjectKind,
)
from dashboard.supervision import NO_SUPERVISION, Supervision
from dashboard.walls import Wall
from scoring.indication import Spread
from scoring.scope import Scope


@dataclass(frozen=True)
class Live:
    """The number that makes everything live. ``looked_at`` (UTC) is the worker's last look."""

    revision: int
    looked_at: datetime | None


@dataclass(frozen=True)
class OfficeInfo:
    """The office as pages name it. ``zone`` is the IANA name times are shown in."""

    name: str
    zone: str
    language: str
    simulated: bool


@dataclass(frozen=True)
class IndicatorInfo:
    """What a page must know of an indicator.

    ``unit``: share, hours, count, rate or index. ``better``: higher, lower or neither.
    ``aspect``: results, process or behaviour. ``frame``: the frame its data come from.
    ``definition``: the first line of its docstring.
    """

    id: str
    aspect: str
    unit: str
    better: str
    frame: str
    subjects: tuple[SubjectKind, ...]
    definition: str


@dataclass(frozen=True)
class News:
    """``units``: whom news concern, with those above them; None: everybody.

    ``topics``: what has changed: the frames whose rows did (and with them scores), ``alerts``, and
    ``weeks``; None: anything.
    """

    units: frozenset[str] | None = None
    topics: frozenset[str] | None = None

    @property
    def spares_badge(self) -> bool:
        """Whether the count of alerts, which stands on every page, is surely the same."""
        return self.topics is not None and "alerts" not in self.topics


@dataclass(frozen=True)
class Services:
    """Everything a page can ask. Frozen; tests put lambdas in its place."""

    office: OfficeInfo
    indicators: tuple[IndicatorInfo, ...]
    build: str
    now: Callable[[], datetime]
    live: Callable[[], Live]
    news: Callable[[int], News]
    """What the revisions after one concern."""
    verify: Callable[[str, str], Account | None]
    account: Callable[[str], Account | None]
    token: Callable[[str], Account | None]
    periods: Callable[[], tuple[str, ...]]
    """Periods with scores, newest first."""
    units: Callable[[Scope], pd.DataFrame]
    """The visible tree, parents first. Columns: unit_id, name, parent, level, depth, people."""
    placed: Callable[[frozenset[str]], frozenset[str]]
    """The persons of some units, units below not counted. To be compared with, not to be shown."""
    scores: ScoresOf
    history: HistoryOf
    contributions: ContributionsOf
    standing: StandingOf
    signals: SignalsOf
    explain: ExplainOf
    circumstances: CircumstancesOf
    spread: Callable[[Scope, str], Spread | None]
    """Official predicates of the people at or under a visible unit; None where there are none."""
    methodology: Callable[[], Method]
    people: PeopleOf
    complaints: ComplaintsOf
    activities: ActivitiesOf
    freshness: Callable[[], pd.DataFrame]
    """Per frame: frame, last_success, newest, stale_since (UTC; empty: not), failing (bool)."""
    sources: Callable[[], pd.DataFrame]
    """Per source: source, frame, kind, state (ok, failing, silent, waiting), last_attempt,
    last_success, next_attempt, failures, error, read, new, corrected, unchanged, rejected, newest,
    kept, rhythm (timedelta), expected_by (UTC: something newer should be there by then)."""
    rejects: Callable[[str | None], pd.DataFrame]
    """Rejected rows of one source or all: source, label, column, reason, value, seen_at."""
    alerts: AlertsOf
    alert: Callable[[Scope, int], Alert | None]
    alert_count: Callable[[Scope, str], tuple[int, int]]
    """Open alerts that wait for an account, and all that it may see. By index: every page asks."""
    silences: Callable[[Scope], pd.DataFrame]
    alert_rules: Callable[[], pd.DataFrame]
    """``right``: share of the ended ones that were; medians in working minutes."""
    failed_notices: Callable[[], pd.DataFrame]
    assignable: Callable[[Scope, int], list[tuple[str, str]]]
    """Accounts that may be asked to deal with an alert, with their names."""
    deeds: Deeds
    overview: OverviewInfo
    queue: QueueOf
    funnel: FunnelOf
    visit: VisitOf
    """Keeps that an account sees the overview; the one thing a page tells by being opened."""
    changes: ChangesOf
    alerts_by_unit: Callable[[Scope], pd.DataFrame]
    """Alerts that fire, without those about persons: unit, unit_name, rule, title_id, title_en,
    urgent, n, since (UTC, of the oldest). Whoever sees a unit may know how many it has."""
    streaks: Callable[[Scope, timedelta], pd.DataFrame]
    """Complaints received so long ago at most, answered in time on end: columns as streaks_of."""
    own: OwnOf = nobody
    objections: Objections = NO_OBJECTIONS
    objections_waiting: Callable[[Scope, str], int] = lambda *_: 0
    """Open objections that wait for an account's decision. Every page asks."""
    push: Push = NO_PUSH
    """Sources that an office's own application delivers rows to."""
    supervision: Supervision = NO_SUPERVISION
    """What supervisors ask and do: days, notes, verification, saved views."""
    walls: Mapping[str, Wall] = field(default_factory=dict)
    """Wall displays by name."""
