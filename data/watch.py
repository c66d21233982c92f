"""Watches the weeks of every subject against its own baseline, within the budget of alarms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from data.looks import Looker
from data.rules import goals_of
from data.settings.goals import Rebase as BaselineSetting
from data.store import rejects, signals, state
from data.store.engine import Connection
from data.store.parts import Subject
from scoring import weekly
from scoring.baseline import Rebase, points_of
from scoring.indicators import INDICATORS
from scoring.look import Look
from scoring.periods import Period, last_periods
from scoring.series import series_of
from scoring.trend import LEARN, trends
from scoring.xmr import ENOUGH

WEEKS = 52
REST = 20
"""A look at all weeks is followed by a rest so many times as long as it took."""
KINDS = ("unit", "person")


@dataclass(frozen=True)
class Watcher(Looker):
    """Finds out who changes, and keeps it."""

    def weeks(self, now: datetime) -> tuple[Period, ...]:
        """The weeks that are over, newest first."""
        return last_periods("week", self.today(now), WEEKS + 1)[1:]

    def watched(self, connection: Connection, office: str, now: datetime) -> pd.DataFrame:
        """What the weeks say of every unit and person of ``office`` (trend.trends), with as_of.

        Stocks are left to their bands: judged week by week, one backlog would be many signs.
        """
        weeks = self.weeks(now)
        last = weeks[0].end - pd.Timedelta(days=1)
        in_force = [g for g in goals_of(self.settings).values() if g.in_force(last)]
        goals = [g for g in in_force if not INDICATORS[g.indicator].stock]
        targets = {k: {g.indicator: g.target for g in goals if k in g.subjects} for k in KINDS}
        look = self.look(connection, office, now, weeks)
        found = [self._trends(look, kind, wanted) for kind, wanted in targets.items() if wanted]
        told = [part for part in found if not part.empty]
        empty = pd.DataFrame(columns=signals.COLUMNS)
        return (pd.concat(told, ignore_index=True) if told else empty).assign(as_of=weeks[0].name)

    def _trends(self, look: Look, kind: str, targets: Mapping[str, float]) -> pd.DataFrame:
        """The trends of all units, or all persons of this office, in what is expected of them."""
        series = series_of(look, targets)
        people, units = look.frames["people"], look.frames["units"]
        own = people.loc[people["unit"].isin(units["unit_id"]), "person_id"]
        mine = (series["subject_kind"] == kind) & (
            series["subject_id"].isin(own) | (kind == "unit")
        )
        series = series[mine]
        if series.empty:
            return series
        rebases = self._rebases(series, look)
        found = trends(
            series,
            {name: INDICATORS[name].unit for name in targets},
            {name: INDICATORS[name].better for name in targets},
            targets,
            rebases,
            self.settings.alarms.budget,
            learn_from(series),
        )
        return found.assign(weeks=weekly.written(points_of(series, rebases)))

    def _rebases(self, series: pd.DataFrame, look: Look) -> list[Rebase]:
        """The new baselines that config.yaml decides on, one for each series they concern."""
        subjects = series[["indicator", "subject_kind", "subject_id"]].drop_duplicates()
        return [
            Rebase(b.date, b.reason, b.author, str(kind), str(subject), str(indicator))
            for b in self.settings.baselines
            for indicator, kind, subject in subjects[_concerned(subjects, b, look)].to_numpy()
        ]

    def is_due(self, connection: Connection, office: str, now: datetime) -> bool:
        """Whether the weeks have to be looked at again: a new week, or changed rows, and rested."""
        known = rejects.marks(connection, _place(office))
        if known.get("week") != self.weeks(now)[0].name:
            return True
        rest = self.rests_until(connection, office)
        return rest is not None and now >= rest

    def touch(
        self, connection: Connection, office: str, now: datetime, days: Iterable[state.Days]
    ) -> None:
        """Note that rows of weeks that are over have changed, if they have."""
        weeks = self.weeks(now)
        if any(d.meet(weeks[-1].start, weeks[0].end) for d in days):
            rejects.remember(connection, _place(office), {"stale": "yes"})

    def rests_until(self, connection: Connection, office: str) -> datetime | None:
        """When changed weeks may be looked at again; None if none have changed."""
        known = rejects.marks(connection, _place(office))
        stale = known.get("stale") == "yes" and "rest" in known
        return datetime.fromisoformat(known["rest"]) if stale else None

    def keep(
        self, connection: Connection, office: str, found: pd.DataFrame, began: datetime
    ) -> set[Subject]:
        """Keep what was found; whose it changes."""
        now = self.now()
        rest = now + max(REST * (now - began), timedelta(seconds=5))
        told = {"week": self.weeks(began)[0].name, "stale": "no", "rest": rest.isoformat()}
        rejects.remember(connection, _place(office), told)
        return signals.save(connection, office, found)


def learn_from(series: pd.DataFrame) -> int:
    """Weeks of a first baseline: half a year, or a quarter while the office's past is shorter.

    Half a year finds a fall sooner; but who begins with little would be blind for half a year.
    """
    known = series.loc[series["value"].notna(), "period"].nunique()
    return LEARN if known >= LEARN + ENOUGH else ENOUGH


def _concerned(subjects: pd.DataFrame, found: BaselineSetting, look: Look) -> pd.Series:
    """Which series a new baseline is for: of a unit and those below, of a person, or of all."""
    below = look.ancestors.loc[look.ancestors["ancestor"] == found.unit, "unit"]
    kind, who = subjects["subject_kind"], subjects["subject_id"]
    here = pd.Series(data=True, index=subjects.index)
    if found.unit is not None:
        here = (kind == "unit") & who.isin(below)
    if found.person is not None:
        here = (kind == "person") & (who == found.person)
    return here if found.indicator is None else here & (subjects["indicator"] == found.indicator)


def _place(office: str) -> str:
    """Where it is noted when the weeks of ``office`` were looked at."""
    return f":weeks:{office}"
