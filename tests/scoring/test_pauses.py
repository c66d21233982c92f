"""Pauses; and every kind of calendar, with and without them, against the plain one."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.pauses import pauses_of
from tests.scoring.builders import at, calendar, moments
from tests.scoring.test_calendars import CASES, LENGTH, MOMENT, ONE_DAY

NOW = at("2026-11-30 12:00")
SOME = settings(max_examples=60)  # 1500 of each were tried once


def spans(*pauses, zone="Asia/Jakarta"):
    """Pauses by the office's clock, as text; without an end: still running."""
    texts = [f"{_utc(begin, zone)}/{_utc(end, zone) if end else ''}" for begin, end in pauses]
    return pd.Series([";".join(texts) or None], dtype="str")


def _utc(text, zone):
    return at(text, zone).strftime("%Y-%m-%dT%H:%M:%SZ")


FRIDAY, MONDAY = "2026-11-06", "2026-11-09"
WEEKEND = (f"{FRIDAY} 15:00", f"{MONDAY} 08:00")


@pytest.mark.parametrize(
    ("pauses", "runs_out"),
    [  # 450 minutes from Friday 09:00: 360 on Friday, 90 on Monday
        pytest.param([], f"{MONDAY} 09:00", id="no pause"),
        pytest.param([WEEKEND], f"{MONDAY} 10:30", id="over a weekend: 60 and 30 minutes"),
        pytest.param([("2026-11-07", "2026-11-08")], f"{MONDAY} 09:00", id="within a weekend"),
        pytest.param([(f"{FRIDAY} 12:00", f"{FRIDAY} 13:00")], f"{MONDAY} 09:00", id="in a break"),
        pytest.param(
            [(f"{FRIDAY} 10:00", f"{FRIDAY} 11:00"), (f"{FRIDAY} 10:30", f"{FRIDAY} 11:30")],
            f"{MONDAY} 10:30", id="two that overlap: 90 minutes",
        ),
        pytest.param(
            [(f"{FRIDAY} 11:00", f"{FRIDAY} 11:30"), (f"{FRIDAY} 10:00", f"{FRIDAY} 11:00")],
            f"{MONDAY} 10:30", id="two that touch, the later one first",
        ),
        pytest.param(
            [(f"{FRIDAY} {a}:00", f"{FRIDAY} {b}:30") for a, b in ((10, 13), (10, 10), (11, 11))],
            f"{MONDAY} 11:30", id="two within a third: 120 and 30 minutes",
        ),
        pytest.param(
            [(f"{FRIDAY} 15:00", f"{FRIDAY} 16:00"), (f"{MONDAY} 09:30", f"{MONDAY} 10:00")],
            f"{MONDAY} 10:30", id="one moves the limit into reach of the next",
        ),
        pytest.param([("2026-11-05", f"{FRIDAY} 10:00")], f"{MONDAY} 10:00", id="before and after"),
        pytest.param([("2026-11-04", "2026-11-05")], f"{MONDAY} 09:00", id="before receipt"),
        pytest.param([(f"{MONDAY} 09:00", "2026-11-10")], f"{MONDAY} 09:00", id="as it is used up"),
        pytest.param([(f"{MONDAY} 08:59", "2026-11-10")], "2026-11-10 07:31", id="a minute before"),
        pytest.param([("2026-11-12", "2026-11-13")], f"{MONDAY} 09:00", id="after the limit"),
        pytest.param([(f"{MONDAY} 08:00", None)], "2026-11-30 14:00", id="running now, at a break"),
        pytest.param([(f"{MONDAY} 08:00", "2027-11-09")], "2026-11-30 14:00", id="until after now"),
        pytest.param([("2026-12-09", None)], f"{MONDAY} 09:00", id="after now"),
    ],
)  # fmt: skip
def test_a_budget_of_minutes_stands_still_in_pauses(pauses, runs_out):
    start, found = moments(f"{FRIDAY} 09:00"), pauses_of(spans(*pauses), NOW)
    end = found.after_minutes(calendar(), start, pd.Series([450.0]))
    assert end[0] == at(runs_out)
    assert found.minutes_between(calendar(), start, end)[0] == 450


@pytest.mark.parametrize(
    ("pauses", "runs_out_on"),
    [  # two working days from Thursday 5 November: Friday and Monday
        pytest.param([], MONDAY, id="no pause"),
        pytest.param([WEEKEND], "2026-11-10", id="from friday to monday: friday is the reporter's"),
        pytest.param([("2026-11-07", "2026-11-08")], MONDAY, id="within a weekend"),
        pytest.param([(f"{FRIDAY} 08:00", f"{FRIDAY} 15:00")], MONDAY, id="asked and answered"),
        pytest.param([(f"{FRIDAY} 08:00", "2026-11-07 00:00")], "2026-11-10", id="to midnight"),
        pytest.param([("2026-11-07 00:00", f"{MONDAY} 00:00")], MONDAY, id="from midnight"),
        pytest.param(
            [(f"{FRIDAY} 10:00", "2026-11-10 09:00"), (f"{MONDAY} 10:00", "2026-11-11 09:00")],
            "2026-11-12", id="two that overlap: friday, monday, tuesday",
        ),
        pytest.param(
            [(f"{FRIDAY} 10:00", MONDAY), ("2026-11-10 10:00", "2026-11-12 09:00")],
            "2026-11-12", id="one moves the limit into reach of the next",
        ),
        pytest.param([("2026-11-02", f"{FRIDAY} 09:00")], MONDAY, id="before receipt to friday"),
        pytest.param([("2026-11-05", f"{MONDAY} 09:00")], "2026-11-10", id="on the day of receipt"),
        pytest.param([("2026-11-02", "2026-11-03")], MONDAY, id="before receipt"),
        pytest.param([(f"{MONDAY} 23:59", "2026-11-12 09:00")], "2026-11-12", id="a minute before"),
        pytest.param([("2026-11-10 00:00", "2026-11-12 09:00")], MONDAY, id="after the limit"),
        pytest.param([(f"{MONDAY} 08:00", None)], "2026-11-30", id="running now: today at least"),
    ],
)  # fmt: skip
def test_working_days_that_end_in_a_pause_are_not_counted(pauses, runs_out_on):
    start, found, office = moments("2026-11-05 09:00"), pauses_of(spans(*pauses), NOW), calendar()
    end = found.after_workdays(office, start, pd.Series([2.0]))
    assert end[0] == at(runs_out_on) + pd.Timedelta(days=1) - pd.Timedelta(microseconds=1)
    assert found.workdays_between(office, office.local_day(start), office.local_day(end))[0] == 2


def test_no_day_at_all_is_the_day_of_receipt_also_in_a_pause():
    found = pauses_of(spans(("2026-11-05 08:00", "2026-11-10 08:00")), NOW)
    end = found.after_workdays(calendar(), moments("2026-11-05 09:00"), pd.Series([0.0]))
    assert end[0] == at(FRIDAY) - pd.Timedelta(microseconds=1)


def test_what_is_no_interval_is_no_pause():
    texts = [
        "",
        "today/tomorrow",
        "2026-11-06T00:00:00Z",
        "2026-11-09T00:00:00Z/2026-11-06T00:00:00Z",
    ]
    found = pauses_of(pd.Series([*texts, None], dtype="str"), NOW)
    assert (found.rows, len(found.row)) == (5, 0)


def test_pauses_go_with_the_rows_that_are_chosen():
    texts = pd.concat([spans(WEEKEND), spans(), spans(("2026-11-06 10:00", "2026-11-06 10:10"))])
    chosen = pauses_of(texts, NOW).only(np.array([2, 1]))
    start, end = moments(*[f"{FRIDAY} 09:00"] * 2), moments(*[f"{FRIDAY} 12:00"] * 2)
    assert list(chosen.minutes_between(calendar(), start, end)) == [170, 180]


def test_pauses_of_other_rows_are_refused():
    with pytest.raises(ValueError, match="pauses: 1 rows beside a column of 2; choose"):
        pauses_of(spans(WEEKEND), NOW).minutes_between(
            calendar(), moments(FRIDAY, FRIDAY), moments(MONDAY, MONDAY)
        )


@SOME
@given(CASES)
def test_minutes_are_those_of_the_plain_calendar(case):
    spent = case.pauses.minutes_between(case.office, case.start, case.end)
    assert list(spent) == [case.plain.minutes(a, b, p) for a, b, _, _, p in case.rows]


@SOME
@given(CASES)
def test_minutes_of_a_day_are_those_of_the_hours_that_begin_on_it(case):
    plain, from_ = (
        case.plain,
        pd.Series(pd.date_range(case.office.first, periods=LENGTH, unit="us")),
    )
    minutes = case.office.minutes_in(from_, from_ + ONE_DAY)
    assert list(minutes) == [plain.owner.count(day.date()) for day in from_]


@SOME
@given(CASES)
def test_budgets_run_out_as_in_the_plain_calendar(case):
    ends = case.pauses.after_minutes(case.office, case.start, case.budget)
    minutes = [case.plain.minutes_limit(a, x, p) for a, _, x, _, p in case.rows]
    pd.testing.assert_series_equal(ends, case.moments(minutes))


@SOME
@given(CASES)
def test_working_days_are_those_of_the_plain_calendar(case):
    plain, days_of = case.plain, case.day
    counted = case.pauses.workdays_between(case.office, days_of(case.start), days_of(case.end))
    assert list(counted) == [
        plain.days(plain.day(a), plain.day(b), p) for a, b, _, _, p in case.rows
    ]


@SOME
@given(CASES)
def test_limits_of_days_run_out_as_in_the_plain_calendar(case):
    ends = case.pauses.after_workdays(case.office, case.start, case.limit)
    minutes = [case.plain.days_limit(case.plain.day(a), n, p) for a, _, _, n, p in case.rows]
    pd.testing.assert_series_equal(ends, case.moments(minutes) - pd.Timedelta(microseconds=1))


@SOME
@given(CASES)
def test_what_has_elapsed_at_a_limit_is_the_limit(case):
    office, pauses, start = case.office, case.pauses, case.start + pd.Timedelta(microseconds=7)
    ends = pauses.after_minutes(office, start, case.budget)
    used = pauses.minutes_between(office, start, ends)
    assert ((used == case.budget) | ends.isna()).all()
    ends = pauses.after_workdays(office, start, case.limit)
    used = pauses.workdays_between(office, case.day(start), case.day(ends))
    assert ((used == case.limit) | ends.isna()).all()


@SOME
@given(CASES, MOMENT)
def test_parts_add_up_to_the_whole_and_never_run_backwards(case, minute):
    between = case.moments([minute] * len(case.rows))
    for ask, at_ in (
        (case.pauses.minutes_between, pd.Series),
        (case.pauses.workdays_between, case.day),
    ):
        a, b, c = (at_(column) for column in (case.start, between, case.end))
        parts = ask(case.office, a, b) + ask(case.office, b, c)
        assert list(parts) == pytest.approx(list(ask(case.office, a, c)))
        assert (ask(case.office, a, c)[a <= c] >= 0).all()


@SOME
@given(CASES)
def test_without_pauses_nothing_stands_still(case):
    none = pauses_of(pd.Series([None] * len(case.rows), dtype="str"), case.begin)
    office, start = case.office, case.start
    for kind, amounts in (("minutes", case.budget), ("workdays", case.limit)):
        ends = getattr(office, f"after_{kind}")(start, amounts)
        pd.testing.assert_series_equal(getattr(none, f"after_{kind}")(office, start, amounts), ends)


@SOME
@given(CASES, st.randoms())
def test_the_order_of_the_rows_changes_nothing(case, random):
    order = np.array(random.sample(range(len(case.rows)), len(case.rows)))
    start, mixed = case.start.iloc[order], case.pauses.only(order)
    for kind, amounts in (("minutes", case.budget), ("workdays", case.limit)):
        ends = getattr(case.pauses, f"after_{kind}")(case.office, case.start, amounts)
        again = getattr(mixed, f"after_{kind}")(case.office, start, amounts.iloc[order])
        pd.testing.assert_series_equal(again, ends.iloc[order])
