"""What a kept batch changes: which offices, and from which day to which."""

from datetime import timedelta

import pytest

from data.store import state
from data.store.tables import FRAMES
from tests.data.builders import USUAL, Desk, config, source

SAID = config(history=3, sources={name: source(name) for name in USUAL})


@pytest.fixture
def engine(sqlite):
    return sqlite


def two_offices(folder, engine):
    """u1 and, beside it, v1; p1 in u1, q1 in v1, with a complaint c1 in u1. All is scored."""
    made = Desk(folder, engine, SAID)
    made.drop("units", {"unit_id": "u1"}, {"unit_id": "v1"})
    made.drop("people", {"person_id": "p1"}, {"person_id": "q1", "unit": "v1"})
    made.drop("complaints", {"complaint_id": "c1", "unit": "u1", "received": "2026-09-10T09:00"})
    made.look(), made.score()
    return made


def three_offices(folder, engine):
    """Besides, w1 with c2; q1 served in v1, which had c1 in hand and answers for an outcome."""
    desk = two_offices(folder, engine)
    desk.drop("units", {"unit_id": "w1"})
    desk.drop("complaints", {"complaint_id": "c2", "unit": "w1", "received": "2026-10-12T09:00"})
    desk.drop("assignments", {"assignment_id": "1", "complaint": "c1", "unit": "v1"})
    desk.drop("placements", {"placement_id": "1", "person": "q1", "unit": "v1"})
    desk.drop("outcomes", {"outcome_id": "1", "unit": "v1", "period": "2026-10"})
    desk.look(), desk.score()
    return desk


@pytest.fixture
def desk(begun):
    return begun(two_offices)


@pytest.fixture
def three(begun):
    return begun(three_offices)


def touched(desk, *names):
    """Take in what was dropped: the days of each office that are to be scored anew."""
    desk.look(*names)
    midnight = desk.refresh.midnight(desk.at)
    with desk.engine.connect() as connection:
        found = state.stale(connection, desk.at, midnight)
    spans = {w.office: [(str(d.since)[:10], str(d.until)[:10]) for d in w.days] for w in found}
    return {office: tuple(days[0]) for office, days in spans.items()}


WHOLE = {
    "a unit": ("units", {"unit_id": "u1", "name": "Badan"}, {"u1"}),
    "a person": ("people", {"person_id": "q1", "unit": "v1", "name": "Ali"}, {"v1"}),
    "a person who moves": ("people", {"person_id": "q1", "unit": "u1"}, {"u1", "v1"}),
    "a placement": ("placements", {"placement_id": "1", "person": "q1", "unit": "v1"}, {"v1"}),
    "a placement elsewhere": (
        "placements", {"placement_id": "1", "person": "q1", "unit": "u1"}, {"u1", "v1"},
    ),
    "an absence": ("absences", {"absence_id": "1", "person": "q1"}, {"v1"}),
}  # fmt: skip


@pytest.mark.parametrize(("name", "row", "offices"), WHOLE.values(), ids=WHOLE)
def test_who_is_where_bears_on_every_period(desk, name, row, offices):
    desk.drop(name, row)
    assert touched(desk, name) == dict.fromkeys(offices, ("None", "None"))


OWN_DAY = {
    "an activity": ("activities", {"activity_id": "1", "person": "q1", "day": "2026-10-05"}, "v1"),
    "a survey": ("surveys", {"survey_id": "1", "unit": "v1", "taken_at": "2026-10-05T09:00"}, "v1"),
    "feedback": ("feedback", {"feedback_id": "1", "given_at": "2026-10-05T09:00"}, "u1"),
}


@pytest.mark.parametrize(("name", "row", "office"), OWN_DAY.values(), ids=OWN_DAY)
def test_what_happens_on_a_day_bears_on_that_day(desk, name, row, office):
    desk.drop(name, row)
    assert touched(desk, name) == {office: ("2026-10-04", "2026-10-06")}


def test_a_complaint_bears_on_all_days_since_it_was_received(desk):
    desk.drop("complaints", {"complaint_id": "c1", "unit": "v1", "received": "2026-09-10T09:00"})
    assert touched(desk, "complaints") == dict.fromkeys(("u1", "v1"), ("2026-09-09", "None"))


HANDS = {
    "in a unit": {"unit": "v1"},
    "with an officer": {"unit": "", "officer": "q1"},
}


@pytest.mark.parametrize("hands", HANDS.values(), ids=HANDS)
def test_an_assignment_bears_on_the_days_since_its_complaint_was_received(desk, hands):
    desk.drop("assignments", {"assignment_id": "1", "complaint": "c1", **hands})
    assert touched(desk, "assignments") == dict.fromkeys(("u1", "v1"), ("2026-09-09", "None"))


def test_an_assignment_that_is_moved_bears_on_whoever_had_it_and_whoever_has_it(three):
    three.drop("assignments", {"assignment_id": "1", "complaint": "c1", "unit": "w1"})
    since = ("2026-09-09", "None")
    assert touched(three, "assignments") == dict.fromkeys(("u1", "v1", "w1"), since)


def test_an_assignment_of_another_complaint_bears_on_the_days_of_both(three):
    three.drop("assignments", {"assignment_id": "1", "complaint": "c2", "unit": "v1"})
    assert touched(three, "assignments") == {
        "u1": ("2026-09-09", "None"), "v1": ("2026-09-09", "None"), "w1": ("2026-10-11", "None"),
    }  # fmt: skip


def test_an_assignment_made_earlier_bears_on_the_days_since_its_complaint_was_received(three):
    row = {"assignment_id": "1", "complaint": "c1", "unit": "v1", "assigned": "2026-11-02T09:00"}
    three.drop("assignments", row)
    assert touched(three, "assignments") == dict.fromkeys(("u1", "v1"), ("2026-09-09", "None"))


PLACED = {
    "a day of it corrected": ({"unit": "v1", "first_day": "2026-06-01"}, {"v1"}),
    "to another office": ({"unit": "w1"}, {"v1", "w1"}),
    "to another person": ({"unit": "v1", "person": "p1"}, {"u1", "v1"}),
}


@pytest.mark.parametrize(("row", "offices"), PLACED.values(), ids=PLACED)
def test_a_placement_that_is_moved_bears_on_all_periods_of_both_offices(three, row, offices):
    three.drop("placements", {"placement_id": "1", "person": "q1", **row})
    assert touched(three, "placements") == dict.fromkeys(offices, ("None", "None"))


STATED = {
    "what was reached": ({"realised": "50"}, {"v1": ("2026-09-30", "2026-11-01")}),
    "the period": ({"period": "2026-08"}, {"v1": ("2026-07-31", "2026-11-01")}),
    "the day it was stated": ({"as_of": "2026-11-20"}, {"v1": ("2026-09-30", "2026-11-21")}),
    "the unit": ({"unit": "w1"}, dict.fromkeys(("v1", "w1"), ("2026-09-30", "2026-11-01"))),
    "no unit": ({"unit": ""}, dict.fromkeys(("u1", "v1"), ("2026-09-30", "2026-11-01"))),
}


@pytest.mark.parametrize(("row", "days"), STATED.values(), ids=STATED)
def test_an_outcome_that_is_corrected_bears_on_the_days_of_before_and_now(three, row, days):
    three.drop("outcomes", {"outcome_id": "1", "unit": "v1", "period": "2026-10", **row})
    assert touched(three, "outcomes") == days


def test_an_assignment_of_a_complaint_that_is_not_there_bears_on_nothing(desk):
    desk.drop("assignments", {"assignment_id": "1", "complaint": "c9", "unit": "v1"})
    assert touched(desk, "assignments") == {}


@pytest.mark.parametrize("hands", HANDS.values(), ids=HANDS)
def test_a_complaint_concerns_all_in_whose_hands_it_has_been(desk, hands):
    desk.drop("assignments", {"assignment_id": "1", "complaint": "c1", **hands})
    desk.look(), desk.score()
    desk.drop("complaints", {"complaint_id": "c1", "unit": "u1", "received": "2026-09-12T09:00"})
    assert touched(desk, "complaints") == dict.fromkeys(("u1", "v1"), ("2026-09-09", "None"))


def test_what_a_person_does_concerns_every_office_they_have_served_in(desk):
    desk.drop("placements", {"placement_id": "1", "person": "q1", "unit": "u1"})
    desk.look(), desk.score()
    desk.drop("activities", {"activity_id": "1", "person": "q1", "day": "2026-10-05"})
    assert set(touched(desk, "activities")) == {"u1", "v1"}


SPANS = {
    "a year": ({"period": "2026"}, ("2025-12-31", "2027-01-01")),
    "a quarter": ({"period": "2026-Q4"}, ("2026-09-30", "2027-01-01")),
    "a month": ({"period": "2026-10"}, ("2026-09-30", "2026-11-01")),
    "stated later": ({"period": "2026-10", "as_of": "2026-11-20"}, ("2026-09-30", "2026-11-21")),
    "stated before": ({"period": "2026-10", "as_of": "2026-08-20"}, ("2026-08-19", "2026-11-01")),
}


@pytest.mark.parametrize(("row", "days"), SPANS.values(), ids=SPANS)
@pytest.mark.parametrize("name", ["targets", "outcomes"])
def test_a_target_bears_on_its_own_period(desk, name, row, days):
    desk.drop(name, {{"targets": "target_id", "outcomes": "outcome_id"}[name]: "1", **row})
    assert touched(desk, name) == {"u1": days}


def test_a_period_that_was_kept_before_such_were_rejected_may_bear_on_all_of_time(desk):
    desk.drop("targets", {"target_id": "1"})
    desk.look(), desk.score()
    with desk.engine.begin() as connection:
        connection.execute(FRAMES["targets"].update().values(period="triwulan IV"))
    desk.drop("targets", {"target_id": "1", "period": "2026-Q4"})
    assert touched(desk, "targets") == {"u1": ("1899-12-31", "2200-01-02")}


def test_an_official_rating_bears_on_no_score_and_is_news_all_the_same(desk):
    before = desk.revision()
    desk.drop("ratings", {"rating_id": "1"})
    assert (touched(desk, "ratings"), desk.revision()) == ({}, before + 1)


def test_a_second_office_has_all_scored_for_programmes_are_then_told_apart(tmp_path, sqlite):
    desk = Desk(tmp_path, sqlite, SAID).staffed()
    desk.drop("units", {"unit_id": "v1"})
    assert set(touched(desk, "units")) == {"u1", "v1"}


def test_a_unit_that_moves_has_all_scored_where_units_have_calendars_of_their_own(tmp_path, sqlite):
    own = {"six": {"units": ["u1"], "works_holidays": True}}
    desk = Desk(tmp_path, sqlite, {**SAID, "calendars": own}).staffed()
    desk.drop("units", {"unit_id": "v1"}, {"unit_id": "w1"})
    desk.look(), desk.score()
    desk.drop("units", {"unit_id": "w1", "parent": "v1"})
    assert set(touched(desk, "units")) == {"u1", "v1", "w1"}


def test_after_a_new_day_every_period_is_scored(desk):
    desk.at += timedelta(days=1)
    assert touched(desk, "ratings") == dict.fromkeys(("u1", "v1"), ("None", "None"))


def test_within_a_day_only_what_has_come_since_is_scored(desk):
    received, due = "2026-11-24T08:00", "2026-11-24T12:00"
    desk.drop("complaints", {"complaint_id": "c2", "unit": "v1", "received": received, "due": due})
    desk.look(), desk.score()
    desk.at += timedelta(hours=3)
    assert touched(desk, "ratings") == {"v1": ("2026-11-23", "None")}
