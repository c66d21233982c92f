"""Which rows an office is scored from, on SQLite and on PostgreSQL."""

from datetime import timedelta

import pandas as pd
import pytest

from data.store import offices
from scoring.shapes import SHAPES
from tests.data.builders import USUAL, Desk, config, source

FIRST = pd.Timestamp("2026-11-01")
ALL = config(sources={name: source(name) for name in USUAL})
SINGLE = ("placements", "absences", "targets", "feedback", "ratings")


def taken_in(folder, engine):
    """u1 over u2, and v1 beside them; p1 in u1, p2 in u2 supervised by p1, q1 in v1."""
    made = Desk(folder, engine, ALL)
    made.drop("units", {"unit_id": "u1"}, {"unit_id": "u2", "parent": "u1"}, {"unit_id": "v1"})
    made.drop(
        "people", {"person_id": "p1"}, {"person_id": "p2", "unit": "u2", "supervisor": "p1"},
        {"person_id": "q1", "unit": "v1"},
    )  # fmt: skip
    made.look()
    return made


@pytest.fixture
def desk(begun):
    return begun(taken_in)


def read(desk, office="u1", first_day=FIRST, **how):
    """The keys of the rows of each frame that an office is scored from."""
    desk.look()
    with desk.engine.connect() as connection:
        main = office == offices.main_office(offices.roots(connection))
        found = offices.frames(connection, office, first_day, main=main, **how)
    assert list(found) == list(SHAPES)
    return {name: set(rows[SHAPES[name].key]) for name, rows in found.items()}


def given(name, *rows):
    """Rows of a frame, keyed 1, 2 and so on."""
    key = SHAPES[name].key
    return [{key: str(number), **row} for number, row in enumerate(rows, start=1)]


@pytest.mark.parametrize("name", SINGLE[1:])
def test_rows_of_persons_belong_to_the_office_they_are_placed_in(desk, name):
    desk.drop(name, *given(name, {"person": "p2"}, {"person": "q1"}))
    assert (read(desk)[name], read(desk, "v1")[name]) == ({"1"}, {"2"})


def test_a_person_who_has_served_here_comes_with_everything_of_theirs(desk):
    desk.drop(
        "placements",
        *given("placements", {"person": "q1", "unit": "u2"}, {"person": "q1", "unit": "v1"}),
    )
    desk.drop("absences", *given("absences", {"person": "q1"}))
    desk.drop("activities", *given("activities", {"person": "q1", "unit": "v1"}))
    found = read(desk)
    assert found["people"] == {"p1", "p2", "q1"}
    assert (found["placements"], found["absences"], found["activities"]) == (
        {"1", "2"},
        {"1"},
        {"1"},
    )


WHOSE = {
    "in a unit": ({"unit": "u2"}, {"u1"}),
    "with an officer": ({"officer": "p2"}, {"u1"}),
    "in a unit of another with an officer of ours": ({"unit": "v1", "officer": "p1"}, {"u1", "v1"}),
    "with nobody": ({}, {"u1"}),
}  # fmt: skip


@pytest.mark.parametrize(("row", "wanted"), WHOSE.values(), ids=WHOSE)
def test_a_complaint_belongs_to_every_office_that_has_to_do_with_it(desk, row, wanted):
    desk.drop("complaints", *given("complaints", row))
    assert {office for office in ("u1", "v1") if read(desk, office)["complaints"]} == wanted


HELD = {"by unit": {"unit": "u2"}, "by officer": {"unit": "", "officer": "p1"}}


@pytest.mark.parametrize("hands", HELD.values(), ids=HELD)
def test_a_complaint_that_was_in_our_hands_comes_with_all_hands_it_was_in(desk, hands):
    desk.drop("complaints", {"complaint_id": "c1", "unit": "v1"})
    held = [{"complaint": "c1", **hands}, {"complaint": "c1", "unit": "v1"}, {"complaint": "c2"}]
    desk.drop("assignments", *given("assignments", *held))
    found = read(desk)
    assert (found["complaints"], found["assignments"]) == ({"c1"}, {"1", "2"})


@pytest.mark.parametrize("name", ["surveys", "outcomes"])
def test_what_citizens_get_belongs_to_the_unit_that_gives_it(desk, name):
    desk.drop(name, *given(name, {"unit": "u2"}, {"unit": "v1"}))
    assert (read(desk)[name], read(desk, "v1")[name]) == ({"1"}, {"2"})


def test_an_outcome_that_names_no_unit_belongs_to_the_main_office(desk):
    desk.drop("outcomes", *given("outcomes", {"unit": ""}))
    assert (read(desk)["outcomes"], read(desk, "v1")["outcomes"]) == ({"1"}, set())


DATED = {
    "activities": ("day", "2026-10-01", "2026-11-02"),
    "surveys": ("taken_at", "2026-10-01T09:00", "2026-11-01T00:00"),
    "feedback": ("given_at", "2026-10-01T09:00", "2026-11-01T00:00"),
}


@pytest.mark.parametrize(("name", "dated"), DATED.items(), ids=DATED)
def test_what_happens_on_a_day_is_read_no_further_back_than_needed(desk, name, dated):
    column, before, since = dated
    desk.drop(name, *given(name, {column: before}, {column: since}))
    assert read(desk)[name] == {"2"}


def test_complaints_and_absences_are_read_from_the_beginning(desk):
    desk.drop("complaints", *given("complaints", {"unit": "u1", "received": "2020-01-01T09:00"}))
    desk.drop("absences", *given("absences", {"first_day": "2020-01-01"}))
    found = read(desk)
    assert (found["complaints"], found["absences"]) == ({"1"}, {"1"})


def with_everything(folder, engine):
    """An office in which everybody has a little of everything."""
    desk = taken_in(folder, engine)
    for name in SINGLE:
        desk.drop(name, *given(name, {"person": "p1"}, {"person": "p2"}))
    desk.drop(
        "activities", *given("activities", {"person": "p1"}, {"person": "p2"}, {"unit": "u2"})
    )
    cases = [{"officer": "p1", "unit": "u1"}, {"officer": "p2", "unit": "u2"}, {"unit": "u1"}, {}]
    desk.drop("complaints", *given("complaints", *cases))
    desk.drop(
        "assignments",
        *given("assignments", {"complaint": "3", "officer": "p1"}, {"complaint": "2"}),
    )
    desk.drop("surveys", *given("surveys", {"unit": "u1"}, {"unit": "u2"}))
    desk.look()
    return desk


@pytest.fixture
def busy(begun):
    return begun(with_everything)


def test_of_one_person_only_what_concerns_them_is_read(busy):
    found = read(busy, only=("person", "p2"))
    assert (found["people"], found["activities"]) == ({"p2"}, {"2"})
    assert (found["complaints"], found["assignments"]) == ({"2"}, {"2"})
    assert [found[name] for name in SINGLE] == [{"2"}] * len(SINGLE)
    assert (found["surveys"], found["units"]) == (set(), {"u1", "u2"})


def test_of_a_supervisor_the_work_that_they_verify_is_read_too(busy):
    found = read(busy, only=("person", "p1"))
    assert (found["people"], found["activities"]) == ({"p1", "p2"}, {"1", "2", "3"})
    assert (found["complaints"], found["absences"]) == ({"1", "3"}, {"1"})


def test_of_one_unit_only_what_concerns_it_and_those_below_is_read(busy):
    found = read(busy, only=("unit", "u2"))
    assert (found["people"], found["surveys"], found["units"]) == ({"p2"}, {"2"}, {"u1", "u2"})
    assert (found["activities"], found["complaints"]) == ({"2", "3"}, {"2"})


def test_of_an_officer_of_a_unit_all_cases_are_read_wherever_they_are(busy):
    busy.drop("complaints", {"complaint_id": "5", "officer": "q1", "unit": "u2"})
    busy.drop("complaints", {"complaint_id": "6", "officer": "q1", "unit": "u1"})
    assert read(busy, only=("unit", "u2"))["complaints"] == {"2", "5", "6"}


def test_of_the_office_itself_everything_is_read(busy):
    assert read(busy, only=("unit", "u1")) == read(busy)


def test_rows_can_be_read_with_where_they_came_from(busy):
    busy.look()
    with busy.engine.connect() as connection:
        found = offices.frames(connection, "u1", FIRST, main=True, provenance=True)
    places = {name: set(rows["source"]) for name, rows in found.items() if not rows.empty}
    assert places == {name: {name} for name in places}
    assert found["people"]["label"].tolist() == ["0002.csv:2", "0002.csv:3"]


def test_rows_can_be_read_as_they_were_kept_then(busy):
    busy.look()
    before = busy.at + timedelta(minutes=1)
    busy.at += timedelta(hours=1)
    busy.drop("complaints", {"complaint_id": "1", "officer": "q1", "unit": "v1"})
    assert "1" not in read(busy)["complaints"]
    assert "1" in read(busy, known_at=before)["complaints"]
