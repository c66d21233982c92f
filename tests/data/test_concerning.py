"""Whom a revision concerns: units whose rows or scores changed, and those above them."""

import pytest

from data.store import concerning, offices, state
from data.store.concerning import Concern
from data.store.engine import writing
from tests.data.test_scorer import at_work

NOBODY = frozenset()
TREE = [{"unit_id": "u1"}, *({"unit_id": f"u{n}", "parent": "u1"} for n in (2, 3))]


@pytest.fixture
def desk(tmp_path, engine):
    """An office of one unit with two below, scored."""
    desk = at_work(tmp_path, engine)
    desk.drop("units", *TREE)
    desk.drop("people", {"person_id": "p1", "unit": "u2"}, {"person_id": "p2", "unit": "u3"})
    desk.look(), desk.score()
    return desk


def news_of(desk, frame, row):
    """Whom the news of one more row concern."""
    before = desk.revision()
    desk.drop(frame, row)
    desk.look(), desk.score()
    with desk.engine.connect() as connection:
        return concerning.since(connection, before, desk.revision())


def test_a_complaint_concerns_its_unit_and_those_above_it(desk):
    case = {"complaint_id": "c1", "unit": "u2", "received": "2026-11-05T09:00"}
    assert news_of(desk, "complaints", case) == Concern({"u1", "u2"}, {"complaints"})


def test_work_of_a_person_concerns_the_persons_unit(desk):
    done = {"activity_id": "a1", "person": "p2", "day": "2026-11-05", "minutes": "60"}
    news_of(desk, "activities", {**done, "activity_id": "a0", "person": "p1"})
    assert news_of(desk, "activities", done) == Concern({"u1", "u3"}, {"activities"})


def test_rows_that_change_no_score_still_concern_their_unit(desk):
    case = {"complaint_id": "c1", "unit": "u2", "received": "2026-11-05T09:00"}
    news_of(desk, "complaints", case)
    assert news_of(desk, "complaints", {**case, "status_found": "lain"}).units == {"u1", "u2"}


def test_a_change_of_the_tree_concerns_everybody_and_anything(desk):
    assert news_of(desk, "units", {"unit_id": "u4", "parent": "u1"}) == Concern(None, None)


def test_news_that_nobody_is_named_for_concern_everybody_and_old_ones_are_forgotten(desk):
    with writing(desk.engine) as connection:
        first = state.looked(connection, desk.at, news=True, units=(), topics={"alerts"})
        assert concerning.since(connection, first - 1, first) == Concern(NOBODY, {"alerts"})
        second = state.looked(connection, desk.at, news=True)
        assert concerning.since(connection, first, second) == Concern(None, None)
        assert concerning.since(connection, second, second) == Concern(NOBODY, NOBODY)
        assert concerning.since(connection, second - concerning.KEPT, second) == Concern()
        assert offices.roots(connection)["u3"] == "u1"
