"""Supervision for the pages: days, notes, verification, pulses and saved views, from the store."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from dashboard.account import Account
from dashboard.cli.acting import acting
from dashboard.cli.around import office_of, visible_name
from dashboard.supervision import (
    FEWEST,
    NOTES,
    PULSE,
    TEAM,
    VIEWS,
    WAITING,
    Attention,
    Supervision,
)
from dashboard.view import Viewer
from data.alerting.verbs import Actor
from data.guiding import Guiding
from data.refresh import Refresh
from data.store import accounts, decisions, notes, pulse, queries, saved_views
from data.store.engine import Connection
from data.verifying import Verifying
from data.viewing import Viewing
from scoring.columns import DTYPES
from scoring.daybook import COLUMNS as DAYS
from scoring.daybook import daybook
from scoring.periods import Period
from scoring.rules import limit_on
from scoring.scope import EVERYTHING, Scope

READ = ("units", "people", "placements", "absences", "activities")
"""Frames that the days of a person are made of."""
WEEKS = 12
EVERYBODY = 1_000_000


def supervision_of(refresh: Refresh) -> Supervision:
    """What pages may ask and do."""
    desk, guiding, viewing = Desk(refresh), Guiding(refresh), Viewing(refresh)
    return Supervision(
        days=desk.days,
        notes=desk.notes,
        waiting=desk.waiting,
        waiting_count=desk.waiting_count,
        decisions=desk.decisions,
        team=desk.team,
        pulse=desk.pulse,
        flagged=desk.flagged,
        views=desk.views,
        note=acting(guiding.note, supervisor),
        finish=acting(guiding.finish, supervisor),
        withdraw=acting(guiding.withdraw, supervisor),
        decide=acting(Verifying(refresh).decide, supervisor),
        save_view=lambda account, **args: viewing.save(account.account_id, **args),
        drop_view=lambda account, **args: viewing.drop(account.account_id, **args),
    )


def supervisor(account: Account) -> Actor:
    """Who acts, and within what."""
    viewer = Viewer(account)
    return Actor(account.account_id, viewer.scope, directs=viewer.may("supervise"))


@dataclass(frozen=True)
class Desk:
    """Answers one question at a time, each in a read transaction of its own."""

    refresh: Refresh

    def days(self, scope: Scope, person: str, *, first: date, last: date) -> pd.DataFrame:
        """The days of a visible person."""
        begin, end = pd.Timestamp(first), pd.Timestamp(last)
        with self.refresh.engine.connect() as connection:
            if visible_name(connection, scope, "person", person) is None:
                return pd.DataFrame(columns=list(DAYS))
            office = office_of(connection, ("person", person), None)
            periods = (Period("days", begin, end + pd.Timedelta(days=1)),)
            look = self.refresh.look(
                connection, office, self.refresh.now(), periods, only=("person", person),
                names=READ,
            )  # fmt: skip
        return daybook(look, person, begin, end)

    def notes(self, scope: Scope, person: str) -> pd.DataFrame:
        """Notes about a visible person, with the names of accounts."""
        with self.refresh.engine.connect() as connection:
            found = notes.about(connection, scope, person)
            names = _names(connection)
        return found.assign(
            by_name=_named(found["by"], names), done_name=_named(found["done_by"], names)
        )[[*NOTES]]

    def waiting(self, scope: Scope, *, person: str | None = None, limit: int = 500) -> pd.DataFrame:
        """What waits, with who did it and how long it has waited."""
        now = self.refresh.now()
        with self.refresh.engine.connect() as connection:
            found = decisions.waiting(connection, scope, limit, person=person)
            people = queries.named(connection, found["person"].unique())
            calendars = self.refresh.calendars(connection)
        noted = calendars.local_day(found["recorded_at"]).fillna(found["day"])
        today = pd.Series(self.refresh.today(now), index=found.index)
        known = people.set_index("person_id")
        waited = calendars.workdays_between(found["unit"], noted, today)
        told = found.assign(
            name=found["person"].map(known["name"]),
            unit_name=found["person"].map(known["unit_name"]),
            waited=waited,
            limit=limit_on(self.refresh.rules.limits, noted, "verify"),
        )
        oldest = told.assign(noted=noted).sort_values(["noted", "person", "activity_id"])
        return oldest[[*WAITING]].reset_index(drop=True)

    def waiting_count(self, scope: Scope) -> int:
        """How many wait."""
        with self.refresh.engine.connect() as connection:
            return decisions.count(connection, scope)

    def decisions(self, scope: Scope, person: str, activities: Collection[str]) -> pd.DataFrame:
        """Decisions made here on activities of a visible person."""
        with self.refresh.engine.connect() as connection:
            seen = visible_name(connection, scope, "person", person) is not None
            found = decisions.of(connection, activities if seen else ())
            names = _names(connection)
        named = found.assign(by_name=_named(found["by"], names))
        return named[["activity", "status", "reason", "by_name", "at", "ended_why"]]

    def team(
        self, scope: Scope, person: str, period: str, indicators: tuple[str, ...]
    ) -> pd.DataFrame:
        """A visible person among those of the same unit."""
        with self.refresh.engine.connect() as connection:
            mine = queries.people(connection, scope, search=person, limit=EVERYBODY)
            unit = mine.loc[mine["person_id"] == person, "unit"]
            if unit.empty:
                return pd.DataFrame(columns=list(TEAM))
            everybody = queries.people(connection, EVERYTHING, unit=unit.iloc[0], limit=EVERYBODY)
            near = tuple(everybody.loc[everybody["unit"] == unit.iloc[0], "person_id"])
            scores = queries.scores(connection, EVERYTHING, "person", period, subjects=near)
        known = scores[scores["indicator"].isin(indicators) & scores["value"].notna()]
        rows = [row for name in indicators
                if (row := _among(name, known, person, named=scope.persons))]  # fmt: skip
        return pd.DataFrame(rows, columns=list(TEAM))

    def pulse(self, scope: Scope, persons: Collection[str]) -> pd.DataFrame:
        """Approved hours of the last weeks (Monday to Sunday, the present one last)."""
        today = self.refresh.today(self.refresh.now())
        monday = today - pd.Timedelta(days=today.weekday())
        first = monday - pd.Timedelta(weeks=WEEKS - 1)
        with self.refresh.engine.connect() as connection:
            found = pulse.minutes_by_day(connection, scope, persons, first.date())
        found = found[found["day"] <= today]
        sums = found.assign(week=(found["day"] - first).dt.days // 7, hours=found["approved"] / 60)
        hours = sums.pivot_table("hours", "person", "week", aggfunc="sum", fill_value=0.0)
        hours = hours.reindex(columns=range(WEEKS), fill_value=0.0).round(1)
        last = found.groupby("person")["day"].max()
        rows = [(person, tuple(map(float, line)), last[person]) for person, *line in
                hours.itertuples(name=None)]  # fmt: skip
        return pd.DataFrame(rows, columns=list(PULSE))

    def flagged(self, scope: Scope, which: Attention) -> frozenset[str]:
        """Visible persons who need attention, are silent, or are away."""
        now = self.refresh.now()
        today = self.refresh.today(now)
        with self.refresh.engine.connect() as connection:
            if which == "attention":
                return pulse.alerted(connection, scope, now)
            if which == "absent":
                return pulse.absent(connection, scope, today.date())
            since = self._silent_since(today)
            if since is None:
                return frozenset()
            return pulse.silent(connection, scope, since, today.date() - timedelta(days=1))

    def views(self, account: Account, page: str) -> pd.DataFrame:
        """Views that the account has saved."""
        with self.refresh.engine.connect() as connection:
            return saved_views.of(connection, account.account_id, page)[[*VIEWS]]

    def _silent_since(self, today: pd.Timestamp) -> date | None:
        """The first of as many complete working days as a rule lets people stay silent, if any."""
        rules = self.refresh.settings.alerts.rules.values()
        told = [r.threshold for r in rules if r.kind == "silent_subject" and "person" in r.subjects]
        wanted = int(next((days for days in told if days), 0))
        if not wanted:
            return None
        ahead = pd.Series(pd.date_range(end=today - pd.Timedelta(days=1), periods=wanted * 3 + 14,
                                        unit="us"))  # fmt: skip
        until = pd.Series(today, index=ahead.index)
        left = self.refresh.calendar.workdays_in(ahead, until)
        first: date = ahead[left >= wanted].max().date()
        return first


def _among(
    indicator: str, known: pd.DataFrame, person: str, *, named: bool
) -> tuple[object, ...] | None:
    """One line of ``team``; None where the person has no value, or colleagues are too few."""
    values = known[known["indicator"] == indicator].set_index("subject_id")["value"]
    others = values.drop(person, errors="ignore")
    if person not in values or len(others) < FEWEST:
        return None
    low, high = others.quantile([0.25, 0.75])
    dots = tuple(map(float, others)) if named else ()
    return indicator, float(values[person]), float(low), float(high), dots, len(others)


def _names(connection: Connection) -> dict[str, str]:
    return {a.account_id: a.name for a in accounts.everyone(connection)}


def _named(by: pd.Series, names: dict[str, str]) -> pd.Series:
    """Names of accounts; one that is gone is called by its identifier."""
    return by.map(names).astype(DTYPES["text"]).fillna(by)
