"""The past as rules would have seen it, working day by working day: for replay."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

import pandas as pd

from data.alerting.arrivals import Arrivals
from data.alerting.sighting import BACK, Sighting
from data.reach import reach
from data.store import offices
from data.store.engine import Connection
from scoring.activities import activity_days
from scoring.alerts.replay import replay
from scoring.alerts.sight import Sight
from scoring.cases import cases_of
from scoring.look import Look
from scoring.shapes import SHAPES, SIGNALS

DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class Past(Sighting):
    """What the rules would have found.

    ``known_then``: from rows as they were kept by then, else as they are now.
    """

    known_then: bool = False
    _weeks: dict[str, pd.DataFrame] = field(default_factory=dict, compare=False)

    @cached_property
    def arrivals(self) -> Arrivals:
        """When the rows of every source came."""
        return Arrivals(self, self.known_then)

    def replayed(self, first: date, last: date) -> pd.DataFrame:
        """What would have happened, and been told, from day to day (scoring.alerts.replay)."""
        return replay(self.alert_rules, self.sights(first, last))

    def sights(self, first: date, last: date) -> Iterator[Sight]:
        """What there was to be seen at the end of each working day, both days included."""
        for at in self._ends(first, last):
            with self.engine.connect() as connection:
                yield self._sight(connection, at)

    def _ends(self, first: date, last: date) -> list[datetime]:
        """When the office closed on each working day."""
        days = pd.Series(pd.date_range(first, last, unit="us"))
        minutes = self.calendar.minutes_in(days, days + DAY)
        worked = days[minutes > 0]
        closed = self.calendar.after_minutes(self.calendar.start_of(worked), minutes[minutes > 0])
        return [moment.to_pydatetime() for moment in closed]

    def _sight(self, connection: Connection, at: datetime) -> Sight:
        known_at = at if self.known_then else None
        look = self._look_at(connection, at, known_at)
        days = look.once(activity_days)
        scores = self.computed(at, known_at=known_at, newest=True)
        recorded = days.groupby("person").agg(newest=("day", "max")).reset_index()
        waits = days[days["pending_n"] > 0]
        return Sight(
            look, self.alert_rules, scores=self.expecting(scores, look.now),
            signals=self._signals(connection, at), cases=look.once(cases_of),
            active=recorded,
            pending=waits[["person", "unit", "pending_since", "pending_n"]],
            spreads=self.spreads(connection, look.now),
            sources=self.arrivals.sources(connection, at),
            rejects=self.arrivals.rejects(connection, at),
        )  # fmt: skip

    def _look_at(self, connection: Connection, at: datetime, known_at: datetime | None) -> Look:
        """All offices at once, from a month before the newest period on."""
        periods = self.newest(at)
        roots = offices.roots(connection, known_at)
        calendars = (self.calendar, *self.own_calendars.values())
        parts = [
            offices.frames(
                connection, office, periods[0].start - BACK, known_at=known_at,
                main=office == offices.main_office(roots),
                cases_since=reach(periods[0], calendars, self.rules),
            )
            for office in sorted(set(roots.values()))
        ]  # fmt: skip
        frames = {
            name: pd.concat([part[name] for part in parts]).drop_duplicates(shape.key)
            for name, shape in SHAPES.items()
            if parts
        }
        at_utc = pd.Timestamp(at).tz_convert("UTC")
        return Look(frames, self.calendars(connection, known_at), self.rules, periods, at_utc)

    def _signals(self, connection: Connection, at: datetime) -> pd.DataFrame:
        """What the weeks said, worked out once a week, from rows as they are now."""
        week = self.weeks(at)[0].name
        if not any(rule.kind == "worsening" for rule in self.alert_rules.values()):
            return pd.DataFrame(columns=list(SIGNALS))
        if week not in self._weeks:
            roots = sorted(set(offices.roots(connection).values()))
            found = [self.watched(connection, office, at) for office in roots]
            self._weeks[week] = pd.concat(found, ignore_index=True)
        return self._weeks[week]
