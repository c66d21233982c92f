"""The backlog: what is open, late, or about to be, at the end of each period."""

import pytest

from scoring.indicators import backlog
from scoring.rules import Limits, Rules
from tests.scoring.builders import complaints, look, months, of, stands

# Received on Monday 2 November at 09:00; to be finished by the end of Friday the 20th.


def state(indicator, *rows, now="2026-11-20 12:00", **more):
    return of(indicator(look(now, complaints=complaints(*rows), **more)))["value"]


@pytest.mark.parametrize(
    ("now", "soon", "overdue"),
    [
        pytest.param("2026-11-18 23:59", 0, 0, id="two days before: not yet"),
        pytest.param("2026-11-19 00:00", 1, 0, id="within a working day"),
        pytest.param("2026-11-20 23:59", 1, 0, id="on its last day"),
        pytest.param("2026-11-21 00:00", 0, 1, id="past it"),
    ],
)
def test_a_case_is_about_to_be_late_and_then_late(now, soon, overdue):
    assert state(backlog.complaints_due_soon, {}, now=now) == soon
    assert state(backlog.complaints_overdue, {}, now=now) == overdue


def test_a_weekend_is_no_time_to_be_late_in():
    limit = Rules(limits=(Limits(finish={"default": 5}),), soon=1.0)  # the end of Monday the 9th
    assert state(backlog.complaints_due_soon, {}, now="2026-11-06 08:00", rules=limit) == 1


def test_a_paused_case_has_more_time_left():
    waiting = {"waiting": "2026-11-05T02:00:00Z/"}
    now = "2026-11-25 12:00"
    assert state(backlog.complaints_overdue, {}, waiting, now=now) == 1
    assert state(backlog.complaints_due_soon, waiting, now=now) == 0


def test_what_is_ended_is_neither():
    rows = ({"closed": "2026-11-19 09:00"}, {"status": "closed"}, {"status": "archived"})
    for indicator in (backlog.complaints_open, backlog.complaints_overdue):
        assert state(indicator, *rows, now="2026-11-25 12:00") == 0


def test_an_end_before_receipt_does_not_open_a_case():
    assert state(backlog.complaints_open, {"closed": "2026-11-01 09:00"}) == 0


def test_where_the_end_is_not_recorded_nothing_is_overdue_though_others_are():
    rows = ({"finish_tracked": False}, {})
    score = of(backlog.complaints_overdue(look("2026-11-25", complaints=complaints(*rows))))
    assert (score["value"], score["n"]) == (1, 1)


def test_the_age_of_the_backlog_is_by_the_clock_since_receipt():
    rows = ({}, {"received": "2026-11-04 09:00"}, {"received": "2026-11-05 09:00"},
            {"received": "2026-11-01 09:00", "closed": "2026-11-03 09:00"})  # fmt: skip
    score = of(backlog.backlog_age_median(look("2026-11-06 09:00", complaints=complaints(*rows))))
    assert (score["value"], score["n"]) == (48.0, 3)


def test_nothing_open_has_no_age_and_not_0():
    score = of(backlog.backlog_age_median(look(complaints=complaints({"closed": "2026-11-03"}))))
    assert (score["n"], score.isna()["value"]) == (0, True)


TWO = months("2026-12", "2026-11")


@pytest.mark.parametrize(
    ("case", "november", "december"),
    [
        pytest.param({}, 1, 1, id="open in both"),
        pytest.param({"closed": "2026-12-01 00:00"}, 1, 0, id="closed at the first moment"),
        pytest.param({"closed": "2026-11-30 23:59"}, 0, 0, id="closed at the last"),
        pytest.param(
            {"closed": "2026-11-10 09:00", "reopened": "2026-12-03 09:00"}, 0, 1, id="opened again"
        ),
        pytest.param(
            {"resolved": "2026-11-10 09:00", "reopened": "2026-11-13 09:00",
             "closed": "2026-12-03 09:00"}, 1, 0, id="opened again, and ended again",
        ),
    ],
)  # fmt: skip
def test_each_period_has_the_backlog_of_its_end(case, november, december):
    facts = backlog.complaints_open(look("2026-12-10 09:00", *TWO, complaints=complaints(case)))
    assert [of(facts, "S", p.name)["value"] for p in TWO] == [december, november]


def test_a_case_is_no_backlog_of_the_time_before_its_receipt():
    row = {"received": "2026-12-01 00:00"}
    facts = backlog.complaints_open(look("2026-12-10 09:00", *TWO, complaints=complaints(row)))
    assert stands(facts, "S", "2026-12")
    assert not stands(facts, "S", "2026-11")
