"""Recorded and verified in time: for the one who records, and for the supervisor who verifies.

P serves in S, under supervisor V. One working day to record, three to verify, unless said.
"""

from datetime import date

import pytest

from scoring.activities import activity_lines
from scoring.indicators import activity as measured
from scoring.rules import Limits, Rules
from tests.scoring.builders import activities, frame, look, of, people, stands

SATURDAY = "2026-11-07 09:00"
SEEN = people({"person_id": "P", "supervisor": "V"}, {"person_id": "V"})


def lines(*rows, **more):
    return activity_lines(look("2026-11-20 09:00", activities=activities(*rows), **more))


def share(indicator, *rows, now=SATURDAY, who="P", **more):
    return of(indicator(look(now, activities=activities(*rows), people=SEEN, **more)), who)


VERIFIED = [
    pytest.param({"verified_at": "2026-11-05 23:00"}, 1.0, 1, id="three working days: in time"),
    pytest.param({"verified_at": "2026-11-06 00:00"}, 0.0, 1, id="a moment after"),
    pytest.param({"verified_at": "2026-11-05 23:00", "status": "rejected"}, 1.0, 1, id="refused"),
    pytest.param({"status": "pending"}, 0.0, 1, id="lies there past its limit"),
]


@pytest.mark.parametrize(("row", "value", "n"), VERIFIED)
def test_verified_in_time_counts_for_the_supervisor(row, value, n):
    row = {"recorded_at": "2026-11-02 16:00"} | row
    found = share(measured.verified_in_time, row, who="V")
    assert (found["value"], found["n"]) == (value, n)
    whole = look(SATURDAY, activities=activities(row), people=SEEN)
    assert not stands(measured.verified_in_time(whole), "P")


def test_what_is_still_within_its_limit_is_not_counted_either_way():
    row = {"status": "pending", "recorded_at": "2026-11-04 16:00"}
    assert share(measured.verified_in_time, row, who="V")["n"] == 0


def test_the_supervisors_time_runs_from_the_record_and_not_from_the_day():
    row = {"recorded_at": "2026-11-20 16:00", "verified_at": "2026-11-25 09:00"}
    assert share(measured.verified_in_time, row, who="V", now="2026-11-30 09:00")["value"] == 1.0


def test_where_times_of_decisions_are_never_told_supervisors_are_not_blamed_for_the_rest():
    rows = ({}, {"status": "pending"})
    assert not share(measured.verified_in_time, *rows, who="V")["available"]
    assert share(measured.verified_in_time, rows[1], who="V")["value"] == 0.0  # decides on nothing


CHANGED = Rules(
    limits=(Limits(record=3.0, verify=5.0), Limits(record=1.0, since=date(2026, 11, 4)))
)


def test_each_day_has_the_limits_in_force_on_it():
    rows = [{"day": f"2026-11-0{d}", "recorded_at": f"2026-11-0{d + 2} 09:00"} for d in (2, 3, 4)]
    found = lines(*rows, rules=CHANGED)
    assert found["in_time"].tolist() == [1, 1, 0]


def test_each_record_has_the_limit_of_verification_in_force_on_its_day():
    rows = [{"day": f"2026-11-0{d}", "verified_at": f"2026-11-{d + 7:02} 09:00"} for d in (2, 4)]
    found = lines(*rows, rules=CHANGED)
    assert found["verified_in_time"].tolist() == [1, 0]  # five working days; three


def test_a_six_day_office_is_late_on_monday():
    rows = ({"day": "2026-11-06", "recorded_at": "2026-11-09 09:00"},) * 2
    found = lines(rows[0], rows[1] | {"unit": "B2"}, six_days=("B2",))
    assert found["in_time"].tolist() == [1, 0]


def away(person, first, last, kind="leave"):
    return frame("absences", {"person": person, "first_day": first, "last_day": last, "kind": kind})


@pytest.mark.parametrize(
    ("absence", "in_time"),
    [
        pytest.param(away("P", "2026-11-03", "2026-11-08"), 1, id="back on Monday: recorded then"),
        pytest.param(away("P", "2026-11-03", "2026-11-05"), 0, id="back on Friday"),
        pytest.param(away("Q", "2026-11-03", "2026-11-08"), 0, id="somebody else was away"),
        pytest.param(away("P", "2026-11-03", "2026-11-08", "unexcused"), 0, id="without reason"),
        pytest.param(away("P", "2026-11-03", "2026-11-08", "late"), 0, id="late is not away"),
    ],
)
def test_days_away_with_reason_are_no_delay(absence, in_time):
    row = {"day": "2026-11-02", "recorded_at": "2026-11-09 09:00"}
    assert lines(row, absences=absence, people=SEEN)["in_time"].tolist() == [in_time]


@pytest.mark.parametrize(
    ("decided", "who", "hits", "n"),
    [
        pytest.param({"verified_at": "2026-11-13 09:00"}, "V", 1, 1, id="verified on coming back"),
        pytest.param({"verified_at": "2026-11-13 09:00"}, "P", 0, 1, id="the other one was away"),
        pytest.param({"status": "pending"}, "V", 0, 0, id="still within the limit"),
        pytest.param({"status": "pending"}, "P", 0, 1, id="past it"),
    ],
)
def test_days_the_supervisor_is_away_are_not_held_against_them(decided, who, hits, n):
    row = {"recorded_at": "2026-11-06 16:00"} | decided  # five working days before the 13th
    leave = away(who, "2026-11-09", "2026-11-10")
    found = share(measured.verified_in_time, row, now="2026-11-13 12:00", who="V", absences=leave)
    assert (found["n"], found["n"] and found["value"]) == (n, hits)
