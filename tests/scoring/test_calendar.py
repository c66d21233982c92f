from datetime import date, time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.calendar import Calendar, Season
from tests.scoring.builders import DAY, WIB, at, calendar, days, moments

NEW_YORK = "America/New_York"
FRIDAY = ((time(7, 30), time(12)), (time(13, 30), time(16, 30)))
FASTING = ((time(8), time(12, 30)), (time(13), time(15)))
FASTING_FRIDAY = ((time(8), time(12)), (time(13, 30), time(16)))
RAMADAN = Season(
    date(2026, 2, 19), date(2026, 3, 20), {**dict.fromkeys(range(4), FASTING), 4: FASTING_FRIDAY}
)
ACEH = Calendar(WIB, {**dict.fromkeys(range(4), DAY), 4: FRIDAY}, seasons=(RAMADAN,))
SIX_DAYS = Calendar(WIB, {**dict.fromkeys(range(5), ((time(8), time(14)),)), 5: ((480, 780),)})


def guard_post(zone=WIB, holidays=(), works_holidays=True):
    """Nights from 22:00 to 06:00, every day."""
    nights = dict.fromkeys(range(7), ((time(22), time(6)),))
    off = frozenset(map(date.fromisoformat, holidays))
    return Calendar(zone, nights, holidays=off, works_holidays=works_holidays)


def hospital(zone=WIB, **more):
    """Open day and night."""
    return Calendar(zone, dict.fromkeys(range(7), ((time(0), time(0)),)), **more)


@pytest.mark.parametrize(
    ("start", "limit", "runs_out_on"),
    [
        pytest.param("2026-11-02 09:00", 5, "2026-11-09", id="monday, five days: next monday"),
        pytest.param("2026-11-06 23:59", 1, "2026-11-09", id="late on friday: monday"),
        pytest.param("2026-11-07 10:00", 1, "2026-11-09", id="saturday: monday"),
        pytest.param("2026-11-02 00:00", 0, "2026-11-02", id="no day at all: the same day"),
        pytest.param("2026-11-07 10:00", 0, "2026-11-07", id="no day at all on a saturday"),
        pytest.param("2026-11-02 09:00", -3, "2026-11-02", id="less than no day: the same day"),
        pytest.param("2026-11-02 09:00", 1.5, "2026-11-04", id="part of a day: the whole of it"),
        pytest.param("2026-11-02 09:00", 14, "2026-11-20", id="fourteen working days"),
    ],
)
def test_a_limit_of_working_days_ends_at_midnight_of_the_last(start, limit, runs_out_on):
    end = calendar().after_workdays(moments(start), pd.Series([float(limit)]))
    assert end[0] == at(runs_out_on) + pd.Timedelta(days=1) - pd.Timedelta(microseconds=1)


def test_idul_adha_2024_in_aceh_gives_two_days_and_takes_two_saturdays():
    aceh = calendar(
        ("2024-06-17", "2024-06-18", "2024-06-19", "2024-06-20"), ("2024-06-22", "2024-06-29")
    )
    week = aceh.workdays_in(days("2024-06-17"), days("2024-07-01"))
    assert week[0] == 8  # 21 and 22; 24 to 28 and 29
    limit = aceh.after_workdays(moments("2024-06-14 10:00"), pd.Series([5.0]))  # 21 22 24 25 26
    assert limit[0] == at("2024-06-27") - pd.Timedelta(microseconds=1)


def test_a_replacement_saturday_has_the_hours_of_monday():
    aceh = calendar(extra=("2024-06-22",))
    assert aceh.minutes_in(days("2024-06-22"), days("2024-06-23"))[0] == 450


def test_a_replacement_saturday_of_a_six_day_office_has_the_hours_of_saturday():
    office = Calendar(WIB, SIX_DAYS.hours, extra_workdays=frozenset({date(2024, 6, 22)}))
    assert office.minutes_in(days("2024-06-22"), days("2024-06-23"))[0] == 300


def test_a_replacement_day_is_worked_although_a_holiday():
    both = calendar(("2026-11-03", "2026-11-04"), ("2026-11-03",))
    assert both.workdays_in(days("2026-11-03"), days("2026-11-05"))[0] == 1


@pytest.mark.parametrize(
    ("office", "start", "end", "minutes"),
    [
        pytest.param(ACEH, "2026-11-06", "2026-11-07", 270 + 180, id="friday of Aceh"),
        pytest.param(ACEH, "2026-11-06 12:00", "2026-11-06 13:30", 0, id="friday prayer"),
        pytest.param(ACEH, "2026-11-02", "2026-11-09", 2250, id="a week: 37.5 hours"),
        pytest.param(ACEH, "2026-02-23", "2026-03-02", 1950, id="a week of ramadan: 32.5 hours"),
        pytest.param(ACEH, "2026-02-18", "2026-02-20", 450 + 390, id="into ramadan"),
        pytest.param(ACEH, "2026-03-20", "2026-03-24", 390 + 450, id="out of ramadan"),
        pytest.param(SIX_DAYS, "2026-11-06 13:00", "2026-11-09 09:00", 60 + 300 + 60, id="six"),
        pytest.param(guard_post(), "2026-11-02", "2026-11-03", 480, id="end and start of nights"),
        pytest.param(guard_post(), "2026-11-02 06:00", "2026-11-02 22:00", 0, id="between nights"),
        pytest.param(
            guard_post(holidays=("2026-11-03",), works_holidays=False),
            "2026-11-02 12:00", "2026-11-04 12:00", 480, id="a night into a holiday",
        ),
        pytest.param(hospital(), "2026-11-06 12:00", "2026-11-09 12:00", 3 * 1440, id="hospital"),
    ],
)  # fmt: skip
def test_only_time_within_hours_is_working_time(office, start, end, minutes):
    assert office.minutes_between(moments(start), moments(end))[0] == minutes


@pytest.mark.parametrize(
    ("office", "start", "end", "hours"),
    [
        pytest.param(guard_post, "2024-03-09 20:00", "2024-03-10 20:00", 7, id="night of 7 hours"),
        pytest.param(guard_post, "2024-11-02 20:00", "2024-11-03 20:00", 9, id="night of 9 hours"),
        pytest.param(hospital, "2024-03-10 00:00", "2024-03-11 00:00", 23, id="day of 23 hours"),
        pytest.param(hospital, "2024-11-03 00:00", "2024-11-04 00:00", 25, id="day of 25 hours"),
    ],
)
def test_where_the_clocks_change_minutes_are_those_that_pass(office, start, end, hours):
    office, start, end = (
        office(NEW_YORK),
        moments(start, zone=NEW_YORK),
        moments(end, zone=NEW_YORK),
    )
    assert office.minutes_between(start, end)[0] == hours * 60
    assert office.after_minutes(start, pd.Series([hours * 60.0]))[0] <= end[0]


def test_a_day_of_25_hours_does_not_change_the_minutes_of_an_office():
    new_york = calendar(zone=NEW_YORK)
    spent = new_york.minutes_between(
        moments("2024-11-01 09:00", zone=NEW_YORK), moments("2024-11-04 09:00", zone=NEW_YORK)
    )
    assert spent[0] == 450


def test_a_clock_change_of_half_an_hour_is_known():
    island = Calendar("Australia/Lord_Howe", dict.fromkeys(range(7), ((130, 240),)))
    span = days("2024-10-06", "2024-04-07"), days("2024-10-07", "2024-04-08")
    assert list(island.minutes_in(*span)) == [90, 110]  # 02:00 becomes 02:30; 02:00 becomes 01:30


def test_of_a_time_that_occurs_twice_the_first_is_meant():
    office, day = Calendar(NEW_YORK, dict.fromkeys(range(7), ((90, 180),))), days("2024-11-03")
    assert office.minutes_in(day, days("2024-11-04"))[0] == 150  # 01:30 to 02:00, 01:00 to 03:00
    havana = calendar(zone="America/Havana").start_of(day)  # 00:00 to 01:00 occurs twice
    assert havana[0] == pd.Timestamp("2024-11-03 04:00", tz="UTC")


def test_hours_that_overlap_or_touch_count_once():
    hours = {0: ((1320, 1800), (600, 660), (630, 720), (720, 780)), 1: ((300, 480),)}
    office = Calendar(WIB, hours)
    spent = office.minutes_between(moments("2026-11-02"), moments("2026-11-04"))
    assert spent[0] == 180 + 480 + 120  # 10-13, 22-06, 06-08
    assert list(
        office.minutes_in(days("2026-11-02", "2026-11-03"), days("2026-11-03", "2026-11-04"))
    ) == [660, 120]


def test_a_night_shift_makes_one_working_day_that_of_its_beginning():
    office = Calendar(WIB, {0: ((time(22), time(6)),)})
    assert list(
        office.workdays_in(days("2026-11-02", "2026-11-03"), days("2026-11-03", "2026-11-04"))
    ) == [1, 0]


def test_who_works_on_holidays_has_none():
    spent = [
        hospital(holidays=frozenset({date(2026, 11, 3)}), works_holidays=works).minutes_in(
            days("2026-11-02"), days("2026-11-05")
        )[0]
        for works in (True, False)
    ]
    assert spent == [3 * 1440, 2 * 1440]


@pytest.mark.parametrize(
    ("start", "minutes", "runs_out"),
    [
        pytest.param("2026-11-06 07:30", 450, "2026-11-06 16:00", id="used up at closing time"),
        pytest.param("2026-11-06 07:30", 270, "2026-11-06 12:00", id="used up at the break"),
        pytest.param("2026-11-06 07:30", 451, "2026-11-09 07:31", id="a minute more: monday"),
        pytest.param("2026-11-07 10:00", 0, "2026-11-07 10:00", id="nothing: at once"),
        pytest.param("2026-11-07 10:00", -60, "2026-11-07 10:00", id="less than nothing: at once"),
    ],
)
def test_a_budget_runs_out_when_it_is_used_up(start, minutes, runs_out):
    end = calendar().after_minutes(moments(start), pd.Series([float(minutes)]))
    assert end[0] == at(runs_out)


def test_what_is_missing_stays_missing():
    some, none = moments("2026-11-06 11:00", None), moments(None, "2026-11-06 11:00")
    office, day, off = calendar(), days("2026-11-06", None), days(None, "2026-11-06")
    assert office.minutes_between(none, some).isna().all()
    assert office.workdays_between(day, off).isna().all()
    assert office.workdays_in(day, off).isna().all()
    assert office.after_minutes(some, pd.Series([float("nan"), 1.0])).isna().all()
    assert office.after_workdays(some, pd.Series([float("nan"), 1.0])).isna().all()


def test_a_limit_beyond_the_calendar_is_missing():
    late, office = moments("2041-12-30 09:00"), calendar()
    assert office.after_workdays(late, pd.Series([2.0])).isna()[0]
    assert office.after_minutes(late, pd.Series([float("inf")])).isna()[0]


def test_an_office_that_never_works_has_no_limits():
    never = Calendar(WIB, {})
    assert never.minutes_between(moments("2026-11-02"), moments("2026-11-09"))[0] == 0
    assert never.after_minutes(moments("2026-11-02"), pd.Series([1.0])).isna()[0]
    assert never.after_workdays(moments("2026-11-02"), pd.Series([1.0])).isna()[0]


def test_a_window_longer_than_a_day_is_refused():
    with pytest.raises(ValueError, match="longer than 24 hours; write"):
        Calendar(WIB, {0: ((480, 2000),)})


def test_working_days_are_counted_by_the_day_of_the_office_not_of_greenwich():
    late = moments("2026-11-03 01:00")  # still 2 November in UTC
    assert calendar().local_day(late)[0] == pd.Timestamp("2026-11-03")


ZONES = (WIB, NEW_YORK, "Europe/Lisbon", "Australia/Lord_Howe", "Africa/Casablanca")
OFFICES = [
    office
    for zone in ZONES
    for office in (calendar(("2023-04-21",), zone=zone), guard_post(zone), hospital(zone))
]
STARTS = st.integers(0, 400 * 24 * 3600).map(
    lambda second: pd.Series([at("2023-01-01", "UTC") + pd.Timedelta(seconds=second)])
)


@given(start=STARTS, budget=st.integers(0, 40_000), office=st.sampled_from(OFFICES))
def test_elapsed_until_the_deadline_is_the_budget(start, budget, office):
    end = office.after_minutes(start, pd.Series([float(budget)]))
    assert end[0] >= start[0]
    assert office.minutes_between(start, end)[0] == budget


@given(start=STARTS, limit=st.integers(0, 60), office=st.sampled_from(OFFICES))
def test_working_days_until_the_deadline_are_the_limit(start, limit, office):
    end = office.after_workdays(start, pd.Series([float(limit)]))
    assert end[0] >= start[0]
    assert office.workdays_between(office.local_day(start), office.local_day(end))[0] == limit
