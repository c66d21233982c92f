from datetime import date, time

import pandas as pd
import pytest

from scoring.calendar import Calendar
from scoring.discipline import Step, Table, standing_of

ORDINAL = 1000  # of some first working day of 2026


def absent(*workdays, person=0, year=2026, unexcused=True):
    """Absence of one person on these working days."""
    rows = {"person": person, "workday": list(workdays), "year": year, "unexcused": unexcused}
    return pd.DataFrame(rows)


def scattered(n):
    """``n`` days of absence, no two of them consecutive."""
    return absent(*range(ORDINAL, ORDINAL + 2 * n, 2))


def late(*minutes, workday=ORDINAL, person=0, year=2026):
    """Minutes lost, each time on the next working day."""
    rows = [(person, workday + i, year, lost) for i, lost in enumerate(minutes)]
    return pd.DataFrame(rows, columns=["person", "workday", "year", "minutes"])


def standing(absences, kind="pns", year=2026, **more):
    """Where one person stands; missing as None."""
    found = standing_of(absences, pd.Series([kind]), year, **more).iloc[0]
    return found.astype(object).where(found.notna(), None)


BORDERS = [
    # days, step reached, next step, days to it, approaching
    (0, "none", "oral_reprimand", 3, False),
    (1, "none", "oral_reprimand", 2, False),
    (2, "none", "oral_reprimand", 1, True),
    (3, "oral_reprimand", "written_reprimand", 1, False),
    (4, "written_reprimand", "written_dissatisfaction", 3, False),
    (5, "written_reprimand", "written_dissatisfaction", 2, False),
    (6, "written_reprimand", "written_dissatisfaction", 1, True),
    (7, "written_dissatisfaction", "allowance_cut_6_months", 4, False),
    (9, "written_dissatisfaction", "allowance_cut_6_months", 2, False),
    (10, "written_dissatisfaction", "allowance_cut_6_months", 1, True),
    (11, "allowance_cut_6_months", "allowance_cut_9_months", 3, False),
    (13, "allowance_cut_6_months", "allowance_cut_9_months", 1, False),
    (14, "allowance_cut_9_months", "allowance_cut_12_months", 3, False),
    (16, "allowance_cut_9_months", "allowance_cut_12_months", 1, False),
    (17, "allowance_cut_12_months", "demotion", 4, False),
    (20, "allowance_cut_12_months", "demotion", 1, True),
    (21, "demotion", "removal_from_post", 4, False),
    (24, "demotion", "removal_from_post", 1, False),
    (25, "removal_from_post", "dismissal", 3, False),
    (26, "removal_from_post", "dismissal", 2, False),
    (27, "removal_from_post", "dismissal", 1, True),
    (28, "dismissal", None, None, False),
    (40, "dismissal", None, None, False),
]


@pytest.mark.parametrize(("n", "step", "next_step", "left", "near"), BORDERS)
def test_the_step_reached_and_the_next_by_days_of_the_year(n, step, next_step, left, near):
    found = standing(scattered(n))
    assert (found["days"], found["step"]) == (n, step)
    assert (found["next_step"], found["days_to_next"]) == (next_step, left)
    assert found["approaching"] == (next_step if near else None)


def test_a_mark_holds_until_the_step_after_it_is_reached():
    table = Table(near=(18,))
    found = [standing(scattered(n), table=table)["approaching"] for n in (17, 18, 20, 21)]
    assert found == [None, "demotion", "demotion", None]


@pytest.mark.parametrize(
    ("n", "step"), [(9, "written_dissatisfaction"), (10, "dismissal_after_run")]
)
def test_ten_working_days_on_end_go_beyond_the_table_of_days(n, step):
    found = standing(absent(*range(ORDINAL, ORDINAL + n)))
    assert (found["run"], found["step"]) == (n, step)
    assert (found["next_step"] is None) == (n == 10)


def test_weekends_and_holidays_do_not_end_a_run():
    # Monday 2 to Monday 16 November 2026 with Wednesday the 11th off: 11 days less one.
    hours = dict.fromkeys(range(5), ((time(8), time(16)),))
    office = Calendar("Asia/Jakarta", hours, holidays=frozenset({date(2026, 11, 11)}))
    away = pd.Series(pd.date_range("2026-11-02", "2026-11-16").as_unit("us"))
    base = pd.Series(pd.Timestamp("2026-01-01"), index=away.index).astype("datetime64[us]")
    worked = office.workdays_in(away, away + pd.Timedelta(days=1)) > 0
    found = standing(absent(*office.workdays_between(base, away).where(worked)))
    assert (found["days"], found["run"], found["step"]) == (10, 10, "dismissal_after_run")


def test_a_working_day_present_ends_a_run():
    found = standing(absent(*range(1000, 1006), *range(1007, 1012)))
    assert (found["days"], found["run"]) == (11, 6)


def test_a_day_away_with_reason_ends_a_run_and_is_no_absence():
    rows = [absent(*range(1000, 1005)), absent(1005, unexcused=False), absent(*range(1006, 1011))]
    found = standing(pd.concat(rows))
    assert (found["days"], found["run"]) == (10, 5)


def test_a_reason_not_yet_decided_does_not_accuse():
    assert standing(absent(1000, unexcused=None))["days"] == 0


def test_a_day_said_twice_is_one_day():
    found = standing(pd.concat([absent(1000, 1001), absent(1001)]))
    assert (found["days"], found["run"]) == (2, 2)


def test_a_day_off_is_no_absence():
    assert standing(absent(1000, None))["days"] == 1


def test_new_year_sets_the_days_to_nothing():
    before, after = absent(900, 902, 904, year=2025), absent(1000)
    both = pd.concat([before, after])
    assert standing(both)["days"] == 1
    assert (standing(both, year=2025)["days"], standing(both, year=2025)["run"]) == (3, 1)


def test_a_run_over_new_year_is_not_cut():
    both = pd.concat([absent(*range(994, 1000), year=2025), absent(*range(1000, 1004))])
    before, after = standing(both, year=2025), standing(both)
    assert (before["days"], before["run"], before["step"]) == (6, 6, "written_reprimand")
    assert (after["days"], after["run"], after["step"]) == (4, 10, "dismissal_after_run")


def test_a_run_that_ended_before_new_year_is_of_the_old_year():
    assert standing(absent(*range(980, 990), year=2025))["run"] == 0


def test_the_run_that_still_lasts_is_told_apart():
    rows = absent(*range(1000, 1005), 1007, 1008)
    assert standing(rows, latest=pd.Series([1008]))["open_run"] == 2
    assert standing(rows, latest=pd.Series([1009]))["open_run"] == 0
    assert standing(rows)["open_run"] is None


@pytest.mark.parametrize(
    ("minutes", "counted"),
    [((449,), 0), ((225, 225), 1), ((300, 300, 299), 1), ((300, 300, 300), 2), ((-60, 450), 1)],
)
def test_minutes_lost_are_a_day_for_each_seven_and_a_half_hours(minutes, counted):
    found = standing(scattered(0), lost=late(*minutes))
    assert (found["days"], found["absent_days"], found["run"]) == (counted, 0, 0)


def test_minutes_lost_and_days_absent_are_counted_together():
    found = standing(scattered(2), lost=late(450, workday=2000))
    assert (found["days"], found["step"], found["minutes"]) == (3, "oral_reprimand", 450)


def test_a_day_absent_is_not_late_as_well():
    assert standing(absent(1000), lost=late(450, workday=1000))["days"] == 1


def test_no_day_loses_more_than_a_day():
    twice = pd.concat([late(400), late(400)])
    assert standing(scattered(0), lost=twice)["minutes"] == 450


def test_minutes_of_another_year_are_not_counted():
    assert standing(scattered(0), lost=late(450, year=2025))["minutes"] == 0


@pytest.mark.parametrize("kind", ["pppk", "pppk_part_time", "other", None])
def test_the_table_is_not_applicable_to_others_than_pns(kind):
    found = standing(scattered(28), kind=kind)
    assert found["step"] == "not_applicable"
    assert found.drop("step").isna().all()


def test_who_is_not_tracked_has_no_standing_rather_than_nothing():
    assert standing(scattered(0), tracked=pd.Series([False])).isna().all()


def test_people_do_not_share_days_or_runs():
    rows = pd.concat([absent(*range(1000, 1005)), absent(*range(1005, 1010), person=2)])
    found = standing_of(rows, pd.Series(["pns"] * 3, index=["a", "b", "c"]), 2026)
    assert found["days"].tolist() == [5, 0, 5]
    assert found["run"].to_dict() == {"a": 5, "b": 0, "c": 5}


def test_the_table_can_be_configured():
    table = Table(steps=(Step("talk", 1),), run=Step("gone", 3), near=(0,), day_minutes=60)
    assert standing(scattered(0), table=table)["approaching"] == "talk"
    assert standing(absent(1000, 1001, 1002), table=table)["step"] == "gone"
    assert standing(scattered(0), table=table, lost=late(60))["step"] == "talk"
