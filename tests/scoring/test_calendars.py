"""Calendars of units; and a plain calendar in plain Python to hold every kind against."""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import strategies as st

from scoring.calendar import Calendar, Season
from scoring.calendars import Calendars, resolved
from scoring.pauses import pauses_of
from tests.scoring.builders import WIB, at, calendar, days, moments

MINUTE, ONE_DAY, LENGTH = timedelta(minutes=1), timedelta(days=1), 12
USUAL, SIX = calendar(), Calendar(WIB, dict.fromkeys(range(6), ((480, 840),)))
GUARD = Calendar(WIB, dict.fromkeys(range(7), ((1320, 1800),)), works_holidays=True)
OFFICES = Calendars(USUAL, {"six": SIX, "guard": GUARD, "also six": SIX, "as usual": USUAL})
UNITS = pd.Series(["guard", "six", None, "also six", "unknown", "as usual"], dtype="str")


@pytest.mark.parametrize(
    ("column", "answers"),
    [  # from Friday 6 November 2026 to Monday 9 November
        pytest.param("workdays_in", [3, 2, 1, 2, 1, 1], id="working days"),
        pytest.param("minutes_in", [1440, 720, 450, 720, 450, 450], id="minutes"),
        pytest.param("workdays_between", [3, 2, 1, 2, 1, 1], id="working days after"),
    ],
)
def test_each_row_is_counted_by_the_calendar_of_its_unit(column, answers):
    from_, to = days(*["2026-11-06"] * 6), days(*["2026-11-09"] * 6)
    assert list(getattr(OFFICES, column)(UNITS, from_, to)) == answers


def test_each_limit_runs_out_by_the_calendar_of_its_unit():
    start = moments(*["2026-11-06 08:00"] * 6).set_axis([5, 5, 3, 2, 1, 0])
    ends = OFFICES.after_minutes(UNITS, start, pd.Series([480.0] * 6))
    later = {"guard": "2026-11-07 06:00", "six": "2026-11-07 10:00", "also six": "2026-11-07 10:00"}
    assert list(ends) == [at(later.get(u, "2026-11-09 08:30")) for u in UNITS]
    assert list(ends.index) == [5, 5, 3, 2, 1, 0]


def test_pauses_go_with_their_rows_to_the_calendar_of_the_unit():
    spans = pd.Series([None, "2026-11-06T02:00:00Z/2026-11-07T02:00:00Z"] * 3, dtype="str")
    pauses, start = pauses_of(spans, at("2026-11-30")), moments(*["2026-11-06 08:00"] * 6)
    ends = OFFICES.after_workdays(UNITS, start, pd.Series([1.0] * 6), pauses)
    last = ["2026-11-07", "2026-11-07", "2026-11-09", "2026-11-07", "2026-11-09", "2026-11-09"]
    assert list(OFFICES.local_day(ends)) == list(days(*last))
    spent = OFFICES.minutes_between(UNITS, start, moments(*["2026-11-07 10:00"] * 6), pauses)
    assert list(spent) == [480, 60 + 60, 420, 60 + 60, 420, 60]


def test_calendars_of_two_zones_are_refused():
    with pytest.raises(ValueError, match="calendar of unit U: is in Europe/Lisbon, the usual one"):
        Calendars(USUAL, {"U": calendar(zone="Europe/Lisbon")})


def test_a_unit_follows_its_own_calendar_or_the_nearest_above():
    parents = {"office": None, "post": "office", "gate": "post", "desk": "office", "lost": "no one"}
    found = resolved(parents, {"office": SIX, "post": GUARD, "elsewhere": USUAL})
    known = {"office": SIX, "post": GUARD, "gate": GUARD, "desk": SIX, "elsewhere": USUAL}
    assert found == known


def test_units_in_a_circle_do_not_hang():
    circle = {"A": "B", "B": "C", "C": "A", "self": "self"}
    assert resolved(circle, {}) == {}
    assert resolved(circle, {"B": SIX}) == dict.fromkeys("ABC", SIX)


class Plain:
    """The same calendar minute by minute, counted from a day before it begins; pauses too."""

    def __init__(self, calendar):
        self.calendar = calendar
        self.shown, latest = clock(calendar.zone, calendar.first)
        self.minute_at = lambda wall: bisect_left(latest, wall)
        self.owner = [None] * len(self.shown)  # the day whose hours a minute is part of
        for day in (calendar.first + n * ONE_DAY for n in range(LENGTH)):
            for opening, closing in self.hours(day):
                midnight = datetime.combine(day, time(0))
                from_, to = (self.minute_at(midnight + m * MINUTE) for m in (opening, closing))
                self.owner[from_:to] = [owner or day for owner in self.owner[from_:to]]

    def hours(self, day):
        known, weekday = self.calendar, day.weekday()
        seasons = [s.hours for s in known.seasons if s.first <= day <= s.last]
        hours = [*seasons, known.hours][0]
        if not known.first <= day <= known.last:
            return ()
        if day in known.extra_workdays:
            return hours.get(weekday) or hours.get(0, ())
        return hours.get(weekday, ()) if known.works_holidays or day not in known.holidays else ()

    def day(self, minute):
        return self.shown[minute].date()

    def runs(self, minute, pauses):
        return not any(begin <= minute < end for begin, end in pauses)

    def minutes(self, start, end, pauses):
        return sum(self.owner[m] is not None and self.runs(m, pauses) for m in range(start, end))

    def minutes_limit(self, start, budget, pauses):
        while budget and start < len(self.shown):
            budget -= self.minutes(start, start + 1, pauses)
            start += 1
        return None if budget else start

    def counts(self, day, pauses):
        return bool(self.hours(day)) and self.runs(self.end(day) - 1, pauses)

    def days(self, start, end, pauses):
        after = (start + n * ONE_DAY for n in range(1, (end - start).days + 1))
        return sum(self.counts(day, pauses) for day in after)

    def days_limit(self, start, limit, pauses):
        while limit and start <= self.calendar.last:
            start += ONE_DAY
            limit -= self.counts(start, pauses)
        return None if limit or start > self.calendar.last else self.end(start)

    def end(self, day):
        return self.minute_at(datetime.combine(day, time(0)) + ONE_DAY)


@lru_cache
def clock(zone, first):
    """What clocks of a zone show in each minute, and the latest they have shown by then."""
    begin = datetime(first.year, first.month, first.day, tzinfo=UTC) - ONE_DAY
    minutes = (begin + n * MINUTE for n in range((LENGTH + 3) * 1440))
    shown = [m.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for m in minutes]
    return shown, list(accumulate(shown, max))


SPANS = [  # days around the changes of the clocks, at midnight and by half an hour too
    (zone, date.fromisoformat(first))
    for zone, firsts in {
        "Asia/Jakarta": ["2024-03-04"],
        "America/New_York": ["2024-03-06", "2024-10-30"],
        "America/Havana": ["2024-03-06", "2024-10-30"],
        "Europe/Lisbon": ["2024-03-27", "2024-10-23"],
        "Australia/Lord_Howe": ["2024-04-03", "2024-10-02"],
        "Africa/Casablanca": ["2024-03-06", "2024-04-10"],
    }.items()
    for first in firsts
]
WINDOW = st.builds(
    lambda opening, length: (opening * 10, (opening + length) * 10),
    st.integers(0, 143) | st.integers(0, 18), st.integers(1, 144),
)  # fmt: skip
HOURS = st.dictionaries(
    st.integers(0, 6), st.lists(WINDOW, max_size=3) | st.just([(0, 1440)]), min_size=3
)
MOMENT = st.integers(1440, (LENGTH + 2) * 1440)
PAUSES = st.lists(st.tuples(MOMENT, MOMENT | st.none()), max_size=4)
ROW = st.tuples(MOMENT, MOMENT, st.integers(0, 4000), st.integers(0, 8), PAUSES)


@st.composite
def offices(draw):
    zone, first = draw(st.sampled_from(SPANS))
    day = st.integers(0, LENGTH - 1).map(lambda n: first + n * ONE_DAY)
    some = st.frozensets(day, max_size=3)
    seasons = st.lists(st.builds(Season, day, day, HOURS), max_size=2)
    return Calendar(
        zone, draw(HOURS), draw(some), draw(some), tuple(draw(seasons)), first,
        first + (LENGTH - 1) * ONE_DAY, draw(st.booleans()),
    )  # fmt: skip


class Case:
    """Rows of start, end, budget, limit and pauses as columns, and as the plain calendar has it."""

    def __init__(self, office, rows, now):
        self.office = office
        self.begin = pd.Timestamp(office.first, tz="UTC").as_unit("us") - ONE_DAY
        rows = [(*sorted(row[:2]), *row[2:]) for row in rows]
        starts, ends, budgets, limits, pauses = zip(*rows, strict=True)
        self.start, self.end = self.moments(starts), self.moments(ends)
        self.budget, self.limit = pd.Series(budgets, dtype=float), pd.Series(limits, dtype=float)
        spans = pd.Series([self.text(p) or None for p in pauses], dtype="str")
        self.pauses = pauses_of(spans, self.moments([now])[0])
        self.rows = [(*r[:4], [(b, min(e or now, now)) for b, e in r[4]]) for r in rows]

    @cached_property
    def plain(self):
        return Plain(self.office)

    def moments(self, minutes):
        found = [None if m is None else self.begin + m * MINUTE for m in minutes]
        return pd.Series(found, dtype="datetime64[us, UTC]")

    def text(self, pauses):
        moments = [[self.begin + m * MINUTE if m else None for m in pause] for pause in pauses]
        return ";".join(f"{b.isoformat()}/{e.isoformat() if e else ''}" for b, e in moments)

    def day(self, moments):
        return self.office.local_day(moments)


CASES = st.builds(Case, offices(), st.lists(ROW, min_size=1, max_size=4), MOMENT)
