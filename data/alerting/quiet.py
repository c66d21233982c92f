"""When it may be told: within the office's day, else with the digest of the next working day."""

from dataclasses import dataclass
from datetime import datetime, time

import pandas as pd

from scoring.calendar import Calendar

DAY = pd.Timedelta(days=1)
SECOND = pd.Timedelta(seconds=1)
AHEAD = 60
"""Days looked ahead for a working day; no office is closed for longer."""


@dataclass(frozen=True)
class Quiet:
    """The office's ``calendar`` and the time of its ``digest``."""

    calendar: Calendar
    digest: time

    def until(self, now: datetime) -> datetime | None:
        """When it may be told again; None: now. Pauses of a working day are no night.

        That is the next digest, or the next opening where that comes first.
        """
        at = pd.Timestamp(now).tz_convert("UTC")
        if self._open(at):
            return None
        ends: datetime = min(self._next_digest(at), self._next_opening(at)).to_pydatetime()
        return ends

    def _open(self, at: pd.Timestamp) -> bool:
        """Whether the office's day has begun and is not over."""
        begins, ends = self._day(at)
        return self._minutes(begins, at + SECOND) > 0 and self._minutes(at, ends) > 0

    def _day(self, at: pd.Timestamp) -> tuple[pd.Timestamp, pd.Timestamp]:
        today = self.calendar.local_day(pd.Series([at]))
        begins, ends = self.calendar.start_of(pd.concat([today, today + DAY]))
        return begins, ends

    def _minutes(self, start: pd.Timestamp, end: pd.Timestamp) -> float:
        return float(self.calendar.minutes_between(pd.Series([start]), pd.Series([end])).iloc[0])

    def _next_digest(self, at: pd.Timestamp) -> pd.Timestamp:
        today = self.calendar.local_day(pd.Series([at])).iloc[0]
        days = pd.Series(pd.date_range(today, periods=AHEAD, unit="us"))
        worked = days[self.calendar.minutes_in(days, days + DAY) > 0]
        of_day = pd.Timedelta(hours=self.digest.hour, minutes=self.digest.minute)
        moments = (worked + of_day).dt.tz_localize(
            self.calendar.zone, ambiguous=True, nonexistent="shift_forward"
        )
        ahead = moments[moments > at]
        return (at + DAY if ahead.empty else ahead.min()).tz_convert("UTC")

    def _next_opening(self, at: pd.Timestamp) -> pd.Timestamp:
        opened = self.calendar.after_minutes(pd.Series([at]), pd.Series([0.01])).iloc[0]
        return at + DAY if opened is pd.NaT else opened.floor("s")
