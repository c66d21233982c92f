"""Silence: persons and units that record nothing, sources that bring nothing."""

from dataclasses import replace

import pandas as pd
import pytest

from scoring.alerts.finding import conditions
from scoring.calendars import Calendars
from tests.scoring.alerts.builders import SILENT, found_of, rule, sight, sources
from tests.scoring.builders import at, calendar, days, frame, people

QUIET = rule("quiet", "silent_subject", subjects=("person",), threshold=3)
UNIT = rule("quiet", "silent_subject", subjects=("unit",), threshold=3)


def active(**newest):
    """The last day each person recorded something."""
    return pd.DataFrame({"person": list(newest), "newest": days(*newest.values())})


def staff(*some, now="2026-11-16 09:00", absences=(), newest="2026-11-11", **more):
    """P of section S, last active on Wednesday the 11th; Q, of the same section, on Friday."""
    told = people({"person_id": "P"} | (dict(some[0]) if some else {}), {"person_id": "Q"})
    away = frame("absences", *({"person": "P", "kind": "leave"} | dict(a) for a in absences))
    there = {"people": told, "absences": away, **more}
    return sight(now, frames=there, active=active(P=newest, Q="2026-11-13"))


def silent_days(seen):
    return conditions(QUIET, seen).set_index("subject_id").loc["P", "value"]


def test_complete_working_days_without_a_record_are_counted_today_is_not_over():
    assert silent_days(staff(now="2026-11-16 15:00")) == 2.0  # Thursday and Friday
    assert silent_days(staff(now="2026-11-17 07:00")) == 3.0


FOUND = {
    "three working days": ("2026-11-17 09:00", "2026-11-11", "bad"),
    "two": ("2026-11-16 09:00", "2026-11-11", "between"),
    "recorded on the last working day": ("2026-11-16 09:00", "2026-11-13", "good"),
    "recorded today": ("2026-11-16 09:00", "2026-11-16", "good"),
    "after the weekend": ("2026-11-15 09:00", "2026-11-13", "good"),
}


@pytest.mark.parametrize("case", FOUND.values(), ids=list(FOUND))
def test_a_person_is_silent_from_so_many_working_days_on_until_the_next_record(case):
    now, newest, what = case
    assert found_of(QUIET, staff(now=now, newest=newest))["P"] == what


UNFAIR = {
    "on leave throughout": ({}, [{"first_day": "2026-11-12", "last_day": "2026-11-20"}], 0.0),
    "a day of leave": ({}, [{"first_day": "2026-11-12", "last_day": "2026-11-12"}], 2.0),
    "leave over a weekend": ({}, [{"first_day": "2026-11-13", "last_day": "2026-11-15"}], 2.0),
    "came late": ({}, [{"first_day": "2026-11-12", "last_day": "2026-11-12", "kind": "late"}], 3.0),
    "stays away without reason": (
        {}, [{"first_day": "2026-11-12", "last_day": "2026-11-12", "kind": "unexcused"}], 3.0),
    "began on Friday": ({"active_from": "2026-11-13"}, [], 2.0),
}  # fmt: skip


@pytest.mark.parametrize("case", UNFAIR.values(), ids=list(UNFAIR))
def test_days_that_nobody_expects_anything_of_are_no_silence(case):
    person, absences, expected = case
    assert silent_days(staff(person, absences=absences, now="2026-11-17 09:00")) == expected


def test_holidays_of_the_unit_are_no_silence():
    seen = staff(now="2026-11-17 09:00")
    free = Calendars(calendar(), {"S": calendar(("2026-11-12",))})
    assert silent_days(replace(seen, look=replace(seen.look, calendars=free))) == 2.0


def test_who_is_no_longer_in_service_is_not_looked_at():
    gone = staff({"active_to": "2026-11-12"})
    assert "P" not in found_of(QUIET, gone)


def test_who_never_recorded_anything_is_counted_from_the_first_of_the_period():
    seen = staff(newest=None, now="2026-11-05 09:00")
    assert silent_days(seen) == 3.0  # Monday 2 to Wednesday 4
    assert found_of(QUIET, seen)["P"] == "bad"


def test_where_nobody_of_the_unit_ever_recorded_anything_nothing_is_known():
    here = people({"person_id": "P"}, {"person_id": "R", "unit": "B2"})
    seen = sight(frames={"people": here}, active=active(R="2026-11-13"))
    assert found_of(QUIET, seen) == {"P": "unknown", "R": "good"}


def test_a_unit_is_silent_where_none_of_its_people_recorded_anything():
    here = people({"person_id": "P"}, {"person_id": "R", "unit": "B2"})
    seen = sight(frames={"people": here}, active=active(P="2026-11-10", R="2026-11-13"))
    assert found_of(UNIT, seen) == {"S": "bad", "B1": "bad", "B2": "good", "D": "good"}


def test_a_unit_of_which_everybody_is_away_is_not_silent():
    told = frame("absences", {"person": "P", "kind": "leave", "first_day": "2026-11-11",
                              "last_day": "2026-11-20"})  # fmt: skip
    there = {"people": people({"person_id": "P"}), "absences": told}
    assert found_of(UNIT, sight(frames=there, active=active(P="2026-11-10")))["S"] == "good"


def test_a_unit_is_silent_for_as_long_as_anybody_was_there():
    away = [{"first_day": "2026-11-09", "last_day": "2026-11-20"}]
    seen = staff(absences=away, newest="2026-11-06", now="2026-11-19 09:00")
    assert conditions(UNIT, seen).set_index("subject_id").loc["S", "value"] == 3.0  # Q: 16 to 18


def test_silence_of_the_source_is_not_that_of_people():
    quiet = sources(activities="2026-11-10 16:00")
    seen = staff(now="2026-11-17 09:00")
    told = conditions(QUIET, replace(seen, sources=quiet))
    assert set(told["found"]) == {"unknown"}
    assert set(told["cause"]) == {"silent|s_activities"}


def test_a_silence_says_since_which_day_and_whose_it_is():
    told = conditions(QUIET, staff()).set_index("subject_id").loc["P"]
    assert told["since"] == at("2026-11-12 00:00")
    assert told[["unit", "officer", "target"]].tolist() == ["S", "P", 3.0]


def test_a_source_is_silent_when_it_should_have_brought_something_and_unknown_before_it_began():
    told = sources(complaints="2026-11-10 09:00", surveys="2026-11-13 09:00", feedback=None)
    seen = sight(sources=told)
    assert found_of(SILENT, seen) == {
        "s_complaints": "bad", "s_surveys": "good", "s_feedback": "unknown"}  # fmt: skip
    first = conditions(SILENT, seen).iloc[0]
    assert first["since"].ceil("s") == at("2026-11-12 00:00")  # the end of the 11th
