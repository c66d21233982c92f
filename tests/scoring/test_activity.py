import pytest

from scoring.indicators import activity as measured
from tests.scoring.builders import activities, frame, look, of, people

# November 2026 up to Friday the 6th: five complete working days of 450 minutes when Saturday comes.
SATURDAY = "2026-11-07 09:00"
FIVE_DAYS = 5 * 450


def share(person=None, rows=({"minutes": 450},), now=SATURDAY, absences=()):
    whole = {
        "people": people({"person_id": "P"} | (person or {})),
        "activities": activities(*rows),
        "absences": frame("absences", *absences),
    }
    return of(measured.approved_minutes_share(look(now, **whole)), "P")


def test_approved_minutes_per_expected_minutes():
    assert share()["value"] == pytest.approx(450 / FIVE_DAYS)
    assert share()["n"] == 5


def test_today_is_not_over_and_not_counted():
    rows = ({"day": "2026-11-02", "minutes": 225}, {"day": "2026-11-03", "minutes": 450})
    assert share(rows=rows, now="2026-11-03 15:00")["value"] == pytest.approx(0.5)


def test_only_approved_minutes_count():
    rows = (
        {"minutes": 100},
        *({"minutes": 100, "status": s} for s in ("rejected", "returned", "unknown")),
    )
    assert share(rows=rows)["value"] == pytest.approx(100 / FIVE_DAYS)


TUESDAY = ({"day": "2026-11-03", "minutes": 400}, {"day": "2026-11-03", "minutes": 50})


def test_a_day_on_which_something_waits_is_left_out_until_it_is_decided():
    waits = (TUESDAY[0], TUESDAY[1] | {"status": "pending"})
    found = share(rows=({"minutes": 450}, *waits))
    assert (found["value"], found["n"]) == (pytest.approx(450 / 1800), 4)
    for decided, minutes in (("approved", 900), ("rejected", 850)):
        rows = (TUESDAY[0], TUESDAY[1] | {"status": decided})
        found = share(rows=({"minutes": 450}, *rows))
        assert (found["value"], found["n"]) == (pytest.approx(minutes / FIVE_DAYS), 5)


def test_what_waits_takes_out_no_more_than_was_expected_of_the_day():
    monday, waits = {"minutes": 450}, {"status": "pending", "minutes": 50}
    twice = [{"day": "2026-11-03"} | waits, {"day": "2026-11-03", "unit": "S"} | waits]
    assert share(rows=(monday, *twice))["n"] == 4
    leave = {"person": "P", "first_day": "2026-11-03", "last_day": "2026-11-03", "kind": "leave"}
    assert share(rows=(monday, *twice), absences=(leave,))["n"] == 4
    sunday = {"day": "2026-11-01"} | waits
    assert share(rows=(monday, sunday))["n"] == 5
    half = share({"full_time": 0.5}, rows=(monday, *twice))
    assert half["value"] == pytest.approx(450 / (4 * 225))


def test_half_time_halves_what_is_expected():
    assert share({"full_time": 0.5})["value"] == pytest.approx(2 * 450 / FIVE_DAYS)


def test_leave_is_taken_out_before_anybody_is_judged():
    leave = {"person": "P", "first_day": "2026-11-03", "last_day": "2026-11-06", "kind": "leave"}
    assert share(absences=(leave, leave))["value"] == pytest.approx(1.0)  # said twice, counted once


@pytest.mark.parametrize(
    ("person", "expected_days"),
    [
        pytest.param({"active_from": "2026-11-05"}, 2, id="came on Thursday"),
        pytest.param({"active_to": "2026-11-03"}, 2, id="left after Tuesday"),
    ],
)
def test_only_days_in_service_are_expected(person, expected_days):
    rows = ({"day": "2026-11-03", "minutes": 450}, {"day": "2026-11-05", "minutes": 450})
    assert share(person, rows)["n"] == expected_days
    assert share(person, rows)["value"] == 0.5


def test_minutes_are_end_less_start_where_none_are_given():
    rows = ({"start": "2026-11-02 08:00", "end": "2026-11-02 09:30"},)
    assert share(rows=rows)["value"] == pytest.approx(90 / FIVE_DAYS)


IMPOSSIBLE = [
    pytest.param(
        {"start": "2026-11-02 09:00", "end": "2026-11-02 08:00", "minutes": 60},
        id="end before start",
    ),
    pytest.param({"minutes": -5}, id="negative minutes"),
    pytest.param({"minutes": 1441}, id="more than a day"),
    pytest.param(
        {"day": "2026-11-25", "minutes": 10, "recorded_at": "2026-11-06 16:00"}, id="a day to come"
    ),
]


@pytest.mark.parametrize("row", IMPOSSIBLE)
def test_an_impossible_activity_is_counted_and_left_out(row):
    whole = {"people": people({"person_id": "P"}), "activities": activities(row, {"minutes": 450})}
    assert of(measured.activities_invalid(look(SATURDAY, **whole)), "P")["value"] == 1
    assert of(measured.approved_minutes_share(look(SATURDAY, **whole)), "P")[
        "value"
    ] == pytest.approx(0.2)


def test_without_any_minutes_the_share_is_unavailable_and_not_zero():
    score = share(rows=({},))
    assert not score["available"]


def test_where_nothing_is_verified_the_share_is_unavailable_and_not_zero():
    assert not share(rows=({"minutes": 450, "status": "pending", "status_tracked": False},))[
        "available"
    ]


def test_a_person_without_activities_among_others_has_a_share_of_zero():
    whole = {
        "people": people({"person_id": "P"}, {"person_id": "Q"}),
        "activities": activities({"minutes": 450}),
    }
    assert of(measured.approved_minutes_share(look(SATURDAY, **whole)), "Q")["value"] == 0.0


@pytest.mark.parametrize(
    ("day", "recorded", "kept"),
    [
        pytest.param("2026-11-06", "2026-11-06 20:00", 1.0, id="the same evening"),
        pytest.param("2026-11-06", "2026-11-09 23:59", 1.0, id="friday's work on monday"),
        pytest.param("2026-11-06", "2026-11-10 00:00", 0.0, id="friday's work on tuesday"),
        pytest.param("2026-11-07", "2026-11-09 10:00", 1.0, id="saturday's work on monday"),
    ],
)
def test_recorded_within_one_working_day(day, recorded, kept):
    done = activities({"day": day, "recorded_at": recorded})
    assert of(measured.recorded_in_time(look(activities=done)), "P")["value"] == kept


def test_a_source_that_does_not_say_when_it_was_recorded_makes_it_unavailable():
    assert not of(measured.recorded_in_time(look(activities=activities({}))), "P")["available"]


def test_a_unit_sums_its_people_and_those_below():
    whole = {
        "people": people({"person_id": "P"}, {"person_id": "Q", "unit": "B2"}),
        "activities": activities({"minutes": 450}, {"minutes": 900, "person": "Q", "unit": "B2"}),
    }
    scores = measured.approved_minutes_share(look(SATURDAY, **whole))
    assert of(scores, "D")["value"] == pytest.approx(1350 / (2 * FIVE_DAYS))
    assert of(scores, "B2")["value"] == pytest.approx(900 / FIVE_DAYS)
