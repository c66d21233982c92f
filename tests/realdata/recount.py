"""The rules of the measures a second time, in plain Python: nothing of ours, no pandas.

What is recounted are the docstrings of scoring/cases.py, scoring/calendar.py and
scoring/indicators; where both agree on real rows, one misreading is not in both by accident.
"""

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays

HOURS = timedelta(hours=1)
TICK = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Row = dict[str, str | None]
Figures = dict[tuple[str, str, str], "Figure | None"]
Wait = tuple[float, bool]
"""Hours, and whether that was the end of it."""


# ---- what stands in the files


def table(path: Path, delimiter: str = ",", header: str | None = None) -> tuple[list[Row], int]:
    """The rows of delimited text as wide as the header, and how many others there are."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        records = [record for record in csv.reader(lines, delimiter=delimiter) if any(record)]
    if header:
        records = records[[record[0] for record in records].index(header) :]
    names, *rest = records
    good = [dict(zip(names, record, strict=True)) for record in rest if len(record) == len(names)]
    return good, len(rest) - len(good)


def items(path: Path) -> list[Row]:
    """The objects of a JSON list."""
    found: list[Row] = json.loads(path.read_text(encoding="utf-8"))
    return found


def said(row: Row, column: str, *nothing: str) -> str | None:
    """The stripped cell; None where it is empty, "-", absent or one of ``nothing``."""
    text = str(row.get(column) if row.get(column) is not None else "").strip()
    return None if text in ("", "-", *nothing) else text


def local(text: str | None, zone: str, form: str | None = None) -> datetime | None:
    """A time as the clock of ``zone`` showed it (first of two), unless it has its own offset."""
    if text is None:
        return None
    found = datetime.strptime(text, form) if form else datetime.fromisoformat(text)  # noqa: DTZ007
    if found.tzinfo is not None:
        return found.astimezone(UTC)
    moment = found.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == found, "no such local time"
    return moment


def end_of(day: str, zone: str) -> datetime:
    """The midnight that ends ``day``: what --as-of means."""
    midnight = datetime.fromisoformat(day) + timedelta(days=1)
    return midnight.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


# ---- what becomes of rows


@dataclass(frozen=True)
class Tally:
    """How many rows were read, and what became of them."""

    read: int
    new: int = 0
    corrected: int = 0
    unchanged: int = 0
    rejected: int = 0


def tally(kept: dict[str, object], rows: Iterable[tuple[str, object]], rejected: int = 0) -> Tally:
    """Keep ``rows`` of one file by key, the last of each; each other row of it was corrected."""
    found = dict[str, list[object]]()
    for key, row in rows:
        found.setdefault(key, []).append(row)
    new = sum(key not in kept for key in found)
    older = sum(len(set(same)) - 1 for same in found.values())
    changed = sum(key in kept and kept[key] != same[-1] for key, same in found.items())
    kept.update({key: same[-1] for key, same in found.items()})
    good = sum(map(len, found.values()))
    return Tally(good + rejected, new, older + changed, good - new - older - changed, rejected)


def together(*tallies: Tally) -> Tally:
    """The sum over the files of one source."""
    return Tally(*(sum(getattr(t, name) for t in tallies) for name in Tally.__annotations__))


# ---- the measures


@dataclass(frozen=True)
class Case:
    """A complaint. ``over``: its status says that it ended; ``archived``: it is set aside."""

    unit: str | None
    received: datetime
    officer: str | None = None
    answered: datetime | None = None
    ended: datetime | None = None
    reopened: datetime | None = None
    due: datetime | None = None
    over: bool = False
    archived: bool = False


@dataclass(frozen=True)
class Office:
    """Where, when and by which expectations is counted. ``parents``: the unit above each unit."""

    zone: str
    country: str
    now: datetime
    root: str
    parents: Mapping[str, str]
    answer_days: int | None = None
    answers: bool = True
    ends: bool = True

    def workday_limit(self, received: datetime) -> datetime | None:
        """The last moment of the N-th working day after the day of receipt."""
        if self.answer_days is None:
            return None
        day = received.astimezone(ZoneInfo(self.zone)).date()
        for _ in range(self.answer_days):
            day += timedelta(days=1)
            while day.weekday() > 4 or day in _days_off(self.country):
                day += timedelta(days=1)
        return end_of(day.isoformat(), self.zone) - TICK

    def above(self, unit: str | None) -> list[str]:
        """``unit`` and all units above it; the root for a case without unit."""
        line = [unit or self.root]
        while line[-1] in self.parents:
            line.append(self.parents[line[-1]])
        return line


@dataclass(frozen=True)
class Figure:
    """A value and the number of cases it rests on; None where there was nothing to measure."""

    value: float | None
    n: int


class Seen:
    """A case as it stood at ``office.now``."""

    def __init__(self, case: Case, office: Office) -> None:
        self.case, self.now = case, office.now
        answered, end, reopened = map(self._by_now, (case.answered, case.ended, case.reopened))
        again = end is not None and reopened is not None and reopened > end
        end = None if again else end
        over = case.over and not again and (case.ended is None or case.ended < self.now)
        self.open = end is None and not over
        self.bad_end = end is not None and end < case.received
        self.bad_answer = answered is not None and answered < case.received
        self.answered = None if self.bad_answer else answered
        self.end = None if self.bad_end else end
        self.disordered = None not in (self.answered, self.end) and self.answered > self.end
        self.answer_limit = office.workday_limit(case.received)

    def _by_now(self, moment: datetime | None) -> datetime | None:
        return moment if moment is not None and moment < self.now else None

    def answer_kept(self) -> bool | None:
        """Whether answered in time; None where that is not decided, or cannot be."""
        return None if self.bad_answer else self._kept(self.answered, self.answer_limit)

    def end_kept(self) -> bool | None:
        """Whether ended in time; None as well where it ended at an unknown time."""
        if self.bad_end or (self.end is None and not self.open):
            return None
        return self._kept(self.end, self.case.due)

    def overdue(self) -> bool | None:
        """Whether open past its limit; None without a limit."""
        return None if self.case.due is None else self.open and self.case.due < self.now

    def answer_wait(self) -> Wait:
        """Hours until the answer, or until now, and whether there was one."""
        return self._wait(self.answered)

    def end_wait(self) -> Wait:
        """Hours until the end, or until now, and whether there was one."""
        return self._wait(self.end)

    def _wait(self, done: datetime | None) -> Wait:
        return ((done or self.now) - self.case.received) / HOURS, done is not None

    def _kept(self, done: datetime | None, limit: datetime | None) -> bool | None:
        if limit is None or (done is None and limit >= self.now):
            return None
        return done is not None and done <= limit


def figures(office: Office, cases: Iterable[Case]) -> Figures:
    """Every figure of complaints by kind of subject, subject and indicator; None: unavailable."""
    seen = [Seen(case, office) for case in cases if case.received < office.now]
    groups = dict[tuple[str, str], list[Seen]]()
    for one in seen:
        for subject in _subjects(one.case, office):
            groups.setdefault(subject, []).append(one)
    return {
        (*subject, name): figure
        for subject, group in groups.items()
        for name, figure in _of_subject(group, office).items()
    }


def _subjects(case: Case, office: Office) -> list[tuple[str, str]]:
    units = [("unit", unit) for unit in office.above(case.unit)]
    return [*units, ("person", case.officer)] if case.officer else units


def _of_subject(group: list[Seen], office: Office) -> dict[str, Figure | None]:
    live = [one for one in group if not one.case.archived]
    found: dict[str, Figure | None] = {
        "complaints_received": Figure(len(group), len(group)),
        "complaints_archived": Figure(len(group) - len(live), len(group)),
    }
    answers = [one.answer_wait() for one in live if not (one.bad_answer or one.disordered)]
    ends = [one.end_wait() for one in live if not one.bad_end and (one.end or one.open)]
    of_answers: dict[str, Figure | None] = {
        "answered_in_time": _share(one.answer_kept() for one in live),
        "answer_time_median": _waited(answers, HALF),
        "answer_time_p90": _waited(answers, NINE_TENTHS),
    }
    of_ends: dict[str, Figure | None] = {
        "resolved_in_time": _share(one.end_kept() for one in live),
        "resolution_time_median": _waited(ends, HALF),
        "resolution_time_p90": _waited(ends, NINE_TENTHS),
    }
    faults = [one.bad_answer or one.bad_end or one.disordered for one in live]
    found["complaints_invalid"] = _count(faults) if office.answers or office.ends else None
    if live:
        found["complaints_open"] = Figure(sum(one.open for one in live), len(live))
        of_ends["complaints_overdue"] = _count(one.overdue() for one in live)
    return {
        **found,
        **(of_answers if office.answers else dict.fromkeys(of_answers)),
        **(of_ends if office.ends else dict.fromkeys(of_ends)),
    }


HALF, NINE_TENTHS = Fraction(1, 2), Fraction(9, 10)


def _waited(waits: list[Wait], share: Fraction) -> Figure:
    """The time by which ``share`` of the cases have ended; Kaplan and Meier, in fractions.

    Where exactly so many have ended for a while, the middle of that while.
    """
    ends = sorted({hours for hours, ended in waits if ended})
    longest = max((hours for hours, _ in waits), default=0.0)
    waiting = Fraction(1)
    for end, following in zip(ends, [*ends, longest][1:], strict=True):
        still = sum(hours >= end for hours, _ in waits)
        waiting *= 1 - Fraction(sum(ended and hours == end for hours, ended in waits), still)
        if waiting <= 1 - share:
            flat = waiting == 1 - share
            return Figure((end + following) / 2 if flat else end, len(waits))
    return Figure(None, len(waits))


def _share(hits: Iterable[bool | None]) -> Figure:
    counted = _count(hits)
    return counted if counted.value is None else Figure(counted.value / counted.n, counted.n)


def _count(hits: Iterable[bool | None]) -> Figure:
    known = [hit for hit in hits if hit is not None]
    return Figure(sum(known) if known else None, len(known))


def _days_off(country: str, known: dict[str, object] = {}) -> Mapping[object, str]:  # noqa: B006
    if country not in known:
        known[country] = holidays.country_holidays(country, years=range(2004, 2030))
    return known[country]  # type: ignore[return-value]
