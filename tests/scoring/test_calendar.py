import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scoring.builders import at, calendar, days, moments

NEW_YORK = "America/New_York"


@pytest.mark.parametrize(
    ("start", "limit", "runs_out_on"),
    [
        pytest.param("2026-11-02 09:00", 5, "2026-11-09", id="monday, five days: next monday"),
        pytest.param("2026-11-06 23:59", 1, "2026-11-09", id="late on friday: monday"),
        pytest.param("2026-11-07 10:00", 1, "2026-11-09", id="saturday: monday"),
        pytest.param("2026-11-02 00:00", 0, "2026-11-02", id="no day at all: the same day"),
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


def test_a_replacement_saturday_has_the_hours_of_monday():
    aceh = calendar(extra=("2024-06-22",))
    assert aceh.minutes_in(days("2024-06-22"), days("2024-06-23"))[0] == 450


def test_a_budget_used_up_at_closing_time_runs_out_at_that_closing():
    end = calendar().after_minutes(moments("2026-11-06 07:30"), pd.Series([450.0]))
    assert end[0] == at("2026-11-06 16:00")


def test_breaks_and_nights_are_not_working_time():
    spent = calendar().minutes_between(moments("2026-11-06 11:00"), moments("2026-11-09 08:00"))
    assert spent[0] == 60 + 180 + 30


def test_what_is_missing_stays_missing():
    spent = calendar().minutes_between(
        moments(None, "2026-11-06 11:00"), moments("2026-11-06 11:00", None)
    )
    assert spent.isna().all()


def test_a_day_of_25_hours_does_not_change_working_minutes():
    new_york = calendar(zone=NEW_YORK)
    spent = new_york.minutes_between(
        moments("2024-11-01 09:00", zone=NEW_YORK), moments("2024-11-04 09:00", zone=NEW_YORK)
    )
    assert spent[0] == 450


def test_working_days_are_counted_by_the_day_of_the_office_not_of_greenwich():
    late = moments("2026-11-03 01:00")  # still 2 November in UTC
    assert calendar().local_day(late)[0] == pd.Timestamp("2026-11-03")


@given(
    minute=st.integers(0, 400 * 24 * 60),
    budget=st.integers(1, 40_000),
    zone=st.sampled_from(["Asia/Jakarta", NEW_YORK, "Europe/Amsterdam"]),
)
def test_elapsed_until_the_deadline_is_the_budget(minute, budget, zone):
    start = pd.Series(
        [pd.Timestamp("2023-01-01", tz="UTC").as_unit("us") + pd.Timedelta(minutes=minute)]
    )
    office = CALENDARS[zone]
    end = office.after_minutes(start, pd.Series([float(budget)]))
    assert office.minutes_between(start, end)[0] == pytest.approx(budget, abs=1e-6)


@given(minute=st.integers(0, 400 * 24 * 60), limit=st.integers(1, 60))
def test_working_days_until_the_deadline_are_the_limit(minute, limit):
    start = pd.Series(
        [pd.Timestamp("2023-01-01", tz="UTC").as_unit("us") + pd.Timedelta(minutes=minute)]
    )
    office = CALENDARS["Asia/Jakarta"]
    end = office.after_workdays(start, pd.Series([float(limit)]))
    assert office.workdays_between(office.local_day(start), office.local_day(end))[0] == limit


CALENDARS = {
    zone: calendar(("2023-04-21",), zone=zone)
    for zone in ("Asia/Jakarta", NEW_YORK, "Europe/Amsterdam")
}
