"""Time that an office spends waiting for the reporter, and limits that do not run meanwhile.

A clock that runs in working minutes stands still during a pause: only the working minutes outside
of pauses are counted, and a limit is the first moment at which its budget is used up.

A clock that runs in working days has no finer hand than a day, so one rule decides of each day: it
counts if the clock is running when it ends, at midnight. The day on which a pause begins is
therefore the reporter's and the day on which it ends is the office's; a question that is asked and
answered on one day costs neither of them a day. The reason: the reporter's days are not the
office's, and no day may be counted for both.

Both agree with calendar.py where there is no pause, and with themselves: what has elapsed at a
limit is the limit. A pause that begins exactly when a budget is used up comes too late to move it.
What of a pause lies before receipt, or after the limit, changes nothing. A pause that has not
ended is one until ``now``; the limit therefore moves on as long as it lasts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from scoring.calendar import Calendar
from scoring.timeline import (
    MINUTE,
    NAT,
    Ints,
    Timeline,
    budget,
    micros_of,
    missing,
    moments_of,
    whole_days,
)


@dataclass(frozen=True)
class Pauses:
    """The pauses of ``rows`` rows, as ``pauses_of`` makes them.

    ``row``: whose pause it is, by position. ``begin``, ``end``: microseconds UTC. In order of row
    and time; within a row none overlap. Columns handed to the methods have as many rows, in the
    same order.
    """

    rows: int
    row: Ints
    begin: Ints
    end: Ints

    def only(self, chosen: Ints) -> "Pauses":
        """The pauses of the rows at these positions, each named once, as rows 0, 1, 2, ..."""
        place = np.full(self.rows, -1, dtype=np.int64)
        place[chosen] = np.arange(len(chosen))
        row = place[self.row]
        order = np.argsort(row, kind="stable")
        kept = order[row[order] >= 0]
        return Pauses(len(chosen), row[kept], self.begin[kept], self.end[kept])

    def minutes_between(self, calendar: Calendar, start: pd.Series, end: pd.Series) -> pd.Series:
        """Working minutes outside of pauses; negative when ``end`` comes before ``start``."""
        run = [self._run(calendar.timeline, micros_of(moments)) for moments in (start, end)]
        used = pd.Series((run[1] - run[0]) / MINUTE, index=start.index)
        return used.mask(missing(start, end))

    def after_minutes(self, calendar: Calendar, start: pd.Series, minutes: pd.Series) -> pd.Series:
        """The moment (UTC) at which ``minutes`` outside of pauses after ``start`` are used up."""
        at, line = micros_of(start), calendar.timeline
        needed = line.worked(at) + budget(minutes)
        ends = self._postponed(needed, at, self.begin, self.end, line.worked, line.when)
        return moments_of(np.where(missing(start, minutes), NAT, ends), start.index)

    def workdays_between(self, calendar: Calendar, start: pd.Series, end: pd.Series) -> pd.Series:
        """Working days after day ``start`` to day ``end`` whose end lies in no pause."""
        counted = [self._counted(calendar, calendar.day_number(days) + 1) for days in (start, end)]
        between = pd.Series(counted[1] - counted[0], index=start.index, dtype="float64")
        return between.mask(missing(start, end))

    def after_workdays(
        self, calendar: Calendar, start: pd.Series, workdays: pd.Series
    ) -> pd.Series:
        """The moment (UTC) at which the last of ``workdays`` that count after ``start`` ends."""
        since, line = calendar.day_number(calendar.local_day(start)) + 1, calendar.timeline
        needed = line.before(since) + whole_days(workdays)
        begin, end = self._days(calendar)
        day = self._postponed(needed, since, begin, end, line.before, line.day_by)
        return moments_of(np.where(missing(start, workdays), NAT, line.eve(day)), start.index)

    def _run(self, line: Timeline, at: Ints) -> Ints:
        """Working microseconds outside of the row's pauses until each row's moment."""
        run, until = line.worked(at), self._of_rows(at)
        lost = line.worked(np.minimum(self.end, until)) - line.worked(np.minimum(self.begin, until))
        np.subtract.at(run, self.row, lost)
        return run

    def _counted(self, calendar: Calendar, day: Ints) -> Ints:
        """Working days before each row's day that did not end in one of the row's pauses."""
        line, until = calendar.timeline, self._of_rows(day)
        counted = line.before(day)
        begin, end = (line.before(np.minimum(days, until)) for days in self._days(calendar))
        np.subtract.at(counted, self.row, end - begin)
        return counted

    def _days(self, calendar: Calendar) -> tuple[Ints, Ints]:
        """The first day that ends within each pause, and the first that no longer does."""
        index = pd.RangeIndex(len(self.row))
        moments = (moments_of(sides, index) for sides in (self.begin, self.end))
        begin, end = (calendar.day_number(calendar.local_day(m)) for m in moments)
        return begin, end

    def _postponed(
        self, needed: Ints, since: Ints, begin: Ints, end: Ints,
        gone: Callable[[Ints], Ints], limit_of: Callable[[Ints, Ints], Ints],
    ) -> Ints:  # fmt: skip
        """When ``needed`` has ``gone``, as each pause that begins before then adds what it takes.

        The first pause of every row at once, then the second of every row, and so on.
        """
        limits = limit_of(needed, since)
        first = np.maximum(begin, self._of_rows(since))
        lost = np.maximum(gone(end) - gone(first), 0)
        for nth in self._turns:
            row = self.row[nth]
            needed[row] += np.where(first[nth] < limits[row], lost[nth], 0)
            limits[row] = limit_of(needed[row], since[row])
        return limits

    @cached_property
    def _turns(self) -> list[Ints]:
        """Positions of the first pause of each row, of the second of each row, and so on."""
        turn = np.arange(len(self.row)) - np.searchsorted(self.row, self.row, side="left")
        order = np.argsort(turn, kind="stable")
        return np.split(order, np.cumsum(np.bincount(turn))[:-1]) if len(order) else []

    def _of_rows(self, values: Ints) -> Ints:
        if len(values) != self.rows:
            raise ValueError(
                f"pauses: {self.rows} rows beside a column of {len(values)}; "
                "choose the same rows first, with only()"
            )
        return values[self.row]


def pauses_of(spans: pd.Series, now: pd.Timestamp) -> Pauses:
    """Pauses as far as they had happened by ``now``.

    ``spans``: text ``start/end;start/end`` in ISO 8601 UTC; without an end it is still running;
    missing: none. What is no interval, or ends before it begins, is no pause.
    """
    found = spans.reset_index(drop=True).dropna()
    if found.empty:
        return Pauses(len(spans), *np.zeros((3, 0), dtype=np.int64))
    parts = found.str.split(";").explode().str.partition("/")
    until = micros_of(pd.DatetimeIndex([now]))[0]
    begin, end = (_micros(parts[side]) for side in (0, 2))
    end = np.where((parts[1] == "/") & (parts[2] == ""), until, end)
    kept = (begin != NAT) & (end != NAT) & (begin < np.minimum(end, until))
    row = parts.index.to_numpy(dtype=np.int64)
    return _merged(len(spans), row[kept], begin[kept], np.minimum(end, until)[kept])


def _micros(texts: pd.Series) -> Ints:
    return micros_of(pd.to_datetime(texts, format="ISO8601", errors="coerce", utc=True))


def _merged(rows: int, row: Ints, begin: Ints, end: Ints) -> Pauses:
    """In order of row and time, those of a row that overlap or touch made one."""
    order = np.lexsort((begin, row))
    row, begin = row[order], begin[order]
    latest = pd.Series(end[order]).groupby(row).cummax().to_numpy()
    fresh = np.ones(len(row), dtype=bool)
    fresh[1:] = (row[1:] != row[:-1]) | (begin[1:] > latest[:-1])
    last = np.append(fresh[1:], True)[: len(row)]
    return Pauses(rows, row[fresh], begin[fresh], latest[last])
