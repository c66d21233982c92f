"""Absence without valid reason: PNS only, cumulative in the calendar year, an indication."""

import pandas as pd
import pytest

from scoring.absence import standing_of
from scoring.indicators.behaviour import unexcused_days
from tests.scoring.builders import frame, look, months, of, people, stands

FOLK = ({"person_id": "P", "kind": "pns"}, {"person_id": "Q", "kind": "pns", "unit": "B2"},
        {"person_id": "R", "kind": "pppk"})  # fmt: skip


def office(*absences, now="2026-11-30 12:00", periods=(), folk=FOLK, **more):
    rows = [
        {"person": "P", "kind": "unexcused", "last_day": a.get("first_day")} | a for a in absences
    ]
    return look(now, *periods, people=people(*folk), absences=frame("absences", *rows), **more)


def days_of(*absences, who="P", **more):
    score = of(unexcused_days(office(*absences, **more)), who)
    return score["value"], score["n"]


def test_working_days_without_reason_are_counted_each_once():
    week = {"first_day": "2026-11-05", "last_day": "2026-11-10"}  # a weekend within
    assert days_of(week, {"first_day": "2026-11-09"}) == (4, 1)
    assert days_of(week, who="D") == (4, 2)
    assert days_of(week, who="Q") == (0, 1)


@pytest.mark.parametrize(
    "kind", ["leave", "sick", "duty_travel", "training", "secondment", "other"]
)
def test_a_day_for_which_another_entry_gives_a_reason_accuses_nobody(kind):
    rows = ({"first_day": "2026-11-05"}, {"first_day": "2026-11-05", "kind": kind})
    assert days_of(*rows) == (0, 1)
    assert days_of(*reversed(rows)) == (0, 1)


def test_coming_late_is_no_reason_to_be_away():
    rows = ({"first_day": "2026-11-05"}, {"first_day": "2026-11-05", "kind": "late", "minutes": 5})
    assert days_of(*rows) == (1, 1)


def test_who_is_not_pns_does_not_stand_there():
    facts = unexcused_days(office({"person": "R", "first_day": "2026-11-05"}))
    assert not stands(facts, "R")
    assert of(facts, "S")["value"] == 0


def test_where_no_source_tells_of_it_nothing_is_said():
    facts = unexcused_days(office({"first_day": "2026-11-05", "kind": "leave"}))
    assert (of(facts, "P")["available"], of(facts, "P")["n"]) == (False, 0)


def test_what_is_told_only_later_makes_nothing_available_before():
    row = {"first_day": "2026-11-20"}
    assert not of(unexcused_days(office(row, now="2026-11-10 09:00")), "P")["available"]


def test_days_sum_up_over_the_year_and_begin_anew_with_the_next():
    rows = [{"first_day": d} for d in ("2026-10-05", "2026-11-05", "2026-12-31", "2027-01-04")]
    four = months("2027-01", "2026-12", "2026-11", "2026-10")
    facts = unexcused_days(office(*rows, now="2027-01-11 09:00", periods=four))
    assert [of(facts, "P", p.name)["value"] for p in four] == [1, 3, 2, 1]


def test_on_new_years_day_nobody_has_missed_a_day_of_the_new_year():
    row = {"first_day": "2026-12-30"}
    facts = unexcused_days(
        office(row, now="2027-01-01 12:00", periods=months("2027-01", "2026-12"))
    )
    assert of(facts, "P")["value"] == 0
    assert of(facts, "P", "2026-12")["value"] == 1


def test_today_is_not_over_and_not_missed():
    rows = ({"first_day": "2026-11-04"}, {"first_day": "2026-11-05"})
    assert days_of(*rows, now="2026-11-05 18:00") == (1, 1)


MOVED = (
    {"person": "P", "unit": "S", "first_day": "2026-01-01", "last_day": "2026-11-10"},
    {"person": "P", "unit": "B2", "first_day": "2026-11-11"},
)


def test_a_day_counts_for_the_unit_of_that_very_day():
    moved = frame("placements", *MOVED)
    facts = unexcused_days(office({"first_day": "2026-11-05"}, placements=moved))
    assert [(of(facts, u)["value"], of(facts, u)["n"]) for u in ("B2", "D")] == [(0, 2), (1, 2)]
    assert (of(facts, "P")["value"], of(facts, "P")["n"]) == (1, 1)
    assert of(facts, "S").isna()["value"]  # nobody of theirs is there any more


def test_who_left_long_ago_does_not_stand_there():
    folk = (*FOLK, {"person_id": "L", "kind": "pns", "active_to": "2026-06-30"})
    facts = unexcused_days(office({"first_day": "2026-11-05"}, folk=folk))
    assert not stands(facts, "L")
    assert of(facts, "D")["n"] == 2


def standing(*absences, year=2026, who="P", **more):
    return standing_of(office(*absences, **more), pd.Series([who]), year).iloc[0]


def test_a_standing_is_that_of_the_days_and_minutes_of_the_year():
    rows = [{"first_day": f"2026-11-{d:02}"} for d in (3, 5, 9)]
    late = {"first_day": "2026-11-12", "kind": "late", "minutes": 450}
    assert standing(*rows)["step"] == "oral_reprimand"
    assert standing(*rows, late)["step"] == "written_reprimand"


def test_ten_working_days_on_end_are_a_run_over_weekends():
    row = {"first_day": "2026-11-06", "last_day": "2026-11-19"}
    assert (standing(row)["run"], standing(row)["step"]) == (10, "dismissal_after_run")


def test_minutes_lost_today_or_later_are_not_counted_yet():
    late = {"first_day": "2026-11-12", "kind": "late", "minutes": 450}
    assert standing(late, now="2026-11-12 18:00")["days"] is pd.NA
    assert standing(late, now="2026-11-13 08:00")["days"] == 1


def test_the_table_does_not_hold_for_others_than_pns():
    assert standing({"person": "R", "first_day": "2026-11-05"}, who="R")["step"] == "not_applicable"
