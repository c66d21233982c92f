"""Puts the parts together: Services for the pages out of the store's queries."""

from collections.abc import Collection
from datetime import date
from functools import partial

import pandas as pd

from dashboard.account import Account
from dashboard.cli import alerting, concerned, overviewing
from dashboard.cli.build import build_of
from dashboard.cli.objecting import ObjectionDesk, objections_of
from dashboard.cli.owning import Owning
from dashboard.cli.pushing import push_of
from dashboard.cli.supervising import supervision_of
from dashboard.cli.waiting import Unfinished, waiting
from dashboard.cli.walling import services_of as of_walls
from dashboard.questions import SubjectKind
from dashboard.services import IndicatorInfo, Live, OfficeInfo, Services
from data.refresh import Refresh
from data.rules import goals_of
from data.settings import Settings
from data.silence import Ages
from data.store import accounts, queries, rejects, state
from scoring.age import ages
from scoring.goals import judged
from scoring.indication import Spread, spread_of
from scoring.indicators import INDICATORS
from scoring.scope import Scope


def services_of(refresh: Refresh) -> Services:
    """Everything pages may ask, answered from the store of ``refresh``."""
    unfinished = Unfinished(refresh)
    explaining = Owning(refresh)
    desk = Desk(refresh, unfinished, explaining.ages)
    return Services(
        office=office_of(refresh.settings),
        indicators=indicators(),
        build=build_of(),
        now=refresh.now,
        live=desk.live,
        news=partial(concerned.news, refresh.engine),
        verify=desk.verify,
        account=desk.account,
        token=desk.token,
        periods=desk.periods,
        units=desk.units,
        placed=partial(concerned.placed, refresh.engine),
        scores=desk.scores,
        history=desk.history,
        contributions=explaining.contributions,
        standing=explaining.standing,
        signals=desk.signals,
        explain=explaining.explain,
        circumstances=explaining.circumstances,
        own=explaining.own,
        spread=desk.spread,
        methodology=explaining.methodology,
        people=desk.people,
        complaints=desk.complaints,
        activities=desk.activities,
        freshness=desk.freshness,
        sources=desk.sources,
        rejects=desk.rejects,
        push=push_of(refresh),
        supervision=supervision_of(refresh),
        objections=objections_of(refresh),
        objections_waiting=ObjectionDesk(refresh).waiting,
        **overviewing.services_of(refresh, unfinished),
        **alerting.services_of(refresh),
        **of_walls(refresh),
    )


def office_of(settings: Settings) -> OfficeInfo:
    """The office as pages name it."""
    office = settings.office
    return OfficeInfo(office.name, office.zone, office.language, office.simulated)


def indicators() -> tuple[IndicatorInfo, ...]:
    """The catalogue of indicators."""
    return tuple(
        IndicatorInfo(i.id, i.aspect, i.unit, i.better, i.frame, ("unit", "person"), i.definition)
        for i in INDICATORS.values()
    )


class Desk:
    """Answers one question at a time, each in a read transaction of its own."""

    def __init__(self, refresh: Refresh, unfinished: Unfinished, ages: Ages) -> None:
        self.refresh = refresh
        self.unfinished = unfinished
        self.engine = refresh.engine
        self.goals = goals_of(refresh.settings)
        self.ages = ages

    def live(self) -> Live:
        """The revision, and when the worker last looked."""
        with self.engine.connect() as connection:
            return Live(*state.live(connection))

    def verify(self, name: str, password: str) -> Account | None:
        """The account, if the password is right."""
        with self.engine.connect() as connection:
            return _account(accounts.verify(connection, name, password))

    def account(self, account_id: str) -> Account | None:
        """The active account with this identifier."""
        with self.engine.connect() as connection:
            return _account(accounts.find(connection, account_id))

    def token(self, token: str) -> Account | None:
        """The wall display this token belongs to."""
        with self.engine.connect() as connection:
            return _account(accounts.by_token(connection, token))

    def periods(self) -> tuple[str, ...]:
        """Periods with scores, newest first."""
        with self.engine.connect() as connection:
            return queries.periods(connection)

    def units(self, scope: Scope) -> pd.DataFrame:
        """The visible unit tree."""
        with self.engine.connect() as connection:
            return queries.units(connection, scope)

    def scores(
        self, scope: Scope, subject_kind: SubjectKind, period: str, *,
        unit: str | None = None, subjects: tuple[str, ...] | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """Scores of one period with their bands."""
        with self.engine.connect() as connection:
            found = queries.scores(connection, scope, subject_kind, period, unit, subjects)
            return self.ages.aged(connection, judged(found, self.goals))

    def history(
        self, scope: Scope, subject_kind: SubjectKind, subjects: tuple[str, ...]
    ) -> pd.DataFrame:
        """Scores of ``subjects`` over all periods, oldest first, with their bands."""
        with self.engine.connect() as connection:
            found = queries.scores(connection, scope, subject_kind, subjects=subjects)
            ordered = found.sort_values("period", kind="stable").reset_index(drop=True)
            return self.ages.aged(connection, judged(ordered, self.goals))

    def signals(
        self, scope: Scope, subject_kind: SubjectKind, *,
        unit: str | None = None, subjects: tuple[str, ...] | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """What the weeks say of visible subjects."""
        with self.engine.connect() as connection:
            return queries.signals(connection, scope, subject_kind, unit, subjects)

    def spread(self, scope: Scope, unit: str) -> Spread | None:
        """How the official predicates of a unit's people are spread."""
        with self.engine.connect() as connection:
            rated = queries.ratings(connection, scope, unit)
        own = {o.period: o.predicate for o in self.refresh.settings.organisations if o.unit == unit}
        return spread_of(rated, self.refresh.today(self.refresh.now()), own)

    def people(
        self, scope: Scope, *, unit: str | None = None, search: str = "", limit: int = 50,
        only: Collection[str] | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """Visible persons, by name."""
        with self.engine.connect() as connection:
            return queries.people(connection, scope, unit, search, limit, only)

    def complaints(
        self, scope: Scope, *, unit: str | None = None, person: str | None = None,
        open_only: bool = True, step: str | None = None, due: str | None = None, limit: int = 500,
    ) -> pd.DataFrame:  # fmt: skip
        """Complaints with their limits and the working time left, most urgent first."""
        with self.engine.connect() as connection:
            if open_only:
                cases = self.unfinished.seen(connection, scope, unit, person)
            else:
                found = queries.complaints(connection, scope, unit, person)
                cases = waiting(self.refresh, connection, found)
        wanted = cases[cases["is_open"]] if open_only else cases
        for column, asked in (("step", step), ("due", due)):
            wanted = wanted if asked is None else wanted[wanted[column].eq(asked)]
        return wanted.sort_values(["minutes_left", "received"]).head(limit).reset_index(drop=True)

    def activities(self, scope: Scope, person: str, *, first: date, last: date) -> pd.DataFrame:
        """Activities of one person, newest first."""
        with self.engine.connect() as connection:
            return queries.activities(connection, scope, person, first, last)

    def freshness(self) -> pd.DataFrame:
        """Per frame: when it was last looked at with success, and how old figures about it are."""
        known = self.sources()
        grouped = known.assign(failing=known["state"] == "failing").groupby("frame", sort=False)
        parts = grouped.agg(last_success=("last_success", "min"), failing=("failing", "any"))
        return parts.reset_index().merge(ages(known), on="frame")

    def sources(self) -> pd.DataFrame:
        """Every source of config.yaml with its state."""
        with self.engine.connect() as connection:
            found = self.ages.sources(connection)
        failing, asked = found["failures"].fillna(0) > 0, found["last_attempt"].notna()
        looked = asked.map({True: "ok", False: "waiting"}).mask(found["silent"], "silent")
        return found.assign(state=looked.mask(failing, "failing"), kept=found["new"])

    def rejects(self, source: str | None) -> pd.DataFrame:
        """Rejected rows of one source, or of all."""
        with self.engine.connect() as connection:
            return rejects.listed(connection, source)


def _account(kept: accounts.Kept | None) -> Account | None:
    return None if kept is None else Account(**vars(kept))
