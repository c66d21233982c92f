"""What pages ask for, question by question: the shape of each of the Services.

Every function that returns rows takes a Scope and applies it in the query.
"""

from collections.abc import Collection
from datetime import date
from typing import Literal, Protocol

import pandas as pd

from dashboard.why import Circumstances, Why
from scoring.scope import Scope

SubjectKind = Literal["unit", "person", "service", "programme"]


class ScoresOf(Protocol):
    """Scores of one period.

    Columns: indicator, subject_kind, subject_id, period, value, n, low, high, band, target.
    ``band``: met, at_risk, missed, thin (too few cases), none (no goal), unavailable, or stale (of
    the newest period: a source of it has been silent for too long; ``stale_since``, UTC).
    """

    def __call__(
        self,
        scope: Scope,
        subject_kind: SubjectKind,
        period: str,
        *,
        unit: str | None = None,
        subjects: tuple[str, ...] | None = None,
    ) -> pd.DataFrame:
        """Of all visible subjects, of those at or under ``unit``, or of ``subjects`` alone."""


class HistoryOf(Protocol):
    """Scores of some subjects over all kept periods, oldest first; columns as ScoresOf."""

    def __call__(
        self, scope: Scope, subject_kind: SubjectKind, subjects: tuple[str, ...]
    ) -> pd.DataFrame:
        """Of ``subjects``, as far as visible."""


class ContributionsOf(Protocol):
    """What each goal adds to the score of its subject in one period (scoring.composite).

    Columns as ScoresOf and: goal, aspect, weight, points, points_low, points_high, evident, share,
    contribution, lost. Scores come of composites() of these lines.
    """

    def __call__(
        self,
        scope: Scope,
        subject_kind: SubjectKind,
        period: str,
        *,
        unit: str | None = None,
        subjects: tuple[str, ...] | None = None,
    ) -> pd.DataFrame:
        """Of all visible subjects, of those at or under ``unit``, or of ``subjects`` alone."""


class StandingOf(Protocol):
    """How subjects stand among their peers: all of their office and, for units, of their level.

    Columns: indicator, subject_id, and those of scoring.standing.compared. Peers that the viewer
    may not see take part in what is usual; they are not told.
    """

    def __call__(
        self,
        scope: Scope,
        subject_kind: SubjectKind,
        period: str,
        *,
        subjects: tuple[str, ...],
        indicators: tuple[str, ...],
    ) -> pd.DataFrame:
        """Of ``subjects``, as far as visible, by these ``indicators``."""


class SignalsOf(Protocol):
    """What the weeks of subjects say of what is expected of them; columns as SIGNALS."""

    def __call__(
        self,
        scope: Scope,
        subject_kind: SubjectKind,
        *,
        unit: str | None = None,
        subjects: tuple[str, ...] | None = None,
    ) -> pd.DataFrame:
        """Of all visible subjects, of those at or under ``unit``, or of ``subjects`` alone."""


class ExplainOf(Protocol):
    """Why a subject has its score; None where the scope does not let it be seen."""

    def __call__(
        self,
        scope: Scope,
        subject_kind: SubjectKind,
        subject_id: str,
        period: str,
        *,
        goal: str | None = None,
    ) -> Why | None:
        """Of one ``goal`` with its records, or of everything."""


class CircumstancesOf(Protocol):
    """What the score of a person must be read with; None where the scope hides the person."""

    def __call__(self, scope: Scope, person: str, period: str) -> Circumstances | None:
        """Of ``person`` in ``period``."""


class PeopleOf(Protocol):
    """Persons, by name. Columns: person_id, name, position, unit, unit_name, kind."""

    def __call__(
        self, scope: Scope, *, unit: str | None = None, search: str = "", limit: int = 50,
        only: Collection[str] | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """Visible persons at or under ``unit`` whose name or identifier contains ``search``.

        ``only``: none but these.
        """


class ComplaintsOf(Protocol):
    """Complaints, most urgent first.

    Columns: complaint_id, unit, unit_name, officer, officer_name, category, kind, channel,
    received, first_answer, finished, answer_limit, finish_limit (times in UTC), status,
    status_found, is_open (bool), next_limit (the nearest limit still running), minutes_left
    (working minutes until next_limit; negative: overdue; empty: no limit), source, label.
    Names and identifiers of officers are empty where the scope excludes persons.
    """

    def __call__(
        self,
        scope: Scope,
        *,
        unit: str | None = None,
        person: str | None = None,
        open_only: bool = True,
        step: str | None = None,
        due: str | None = None,
        limit: int = 500,
    ) -> pd.DataFrame:
        """Of the units at or under ``unit``, or handled by ``person``; at one ``step`` of
        scoring.queue, or so near their limit (``due``).
        """


class ActivitiesOf(Protocol):
    """Activities of one person, newest first.

    Columns: activity_id, day, start, end, minutes, title, quantity, quantity_unit, status,
    recorded_at, verified_at, source, label.
    """

    def __call__(self, scope: Scope, person: str, *, first: date, last: date) -> pd.DataFrame:
        """Of the days ``first`` to ``last``, both included."""
