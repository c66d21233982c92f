"""A look reads only complaints that bear on its periods, and scores as if it had read them all."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pandas as pd
import pytest

from data.looks import measured
from data.reach import reach
from data.store import offices
from scoring.calendar import Calendar
from scoring.periods import period_of
from scoring.rules import Limits, Rules, Suspicion
from tests.data.builders import NOW, USUAL, Desk, config, source

LIMITS = {"forward": {"default": 3}, "answer": {"default": 5}, "finish": {"default": 20}}
SAID = config(
    history=14,
    sources={name: source(name) for name in USUAL},
    limits=LIMITS,
    calendars={"six": {"units": ["u3"], "hours": {"sat": ["08:00-13:00"]}}},
    suspicion={"closed": 2, "minutes": 90},
    programmes={"roads": {"name": "Roads", "categories": ["jalan"]}},
)
CHANCE = 0.25
FIELDS = ("forwarded", "first_answer", "resolved", "closed", "reopened", "due")


def text(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def some_case(number, dice):
    """A complaint of the last 14 months, with whatever may have happened to it, or not."""
    received = NOW - timedelta(minutes=dice.randrange(60 * 24 * 425))
    told = {"complaint_id": f"c{number}", "received": text(received)}
    for field in FIELDS:
        if dice.random() > CHANCE * (3 if field == "reopened" else 1):
            days = dice.choice([-1, 1, 3, 10, 10, 30, 90, 200])
            told[field] = text(received + timedelta(days=days, minutes=dice.randrange(90)))
    if dice.random() < CHANCE:
        begun = received + timedelta(days=dice.randrange(9))
        ends = (text(begun + timedelta(days=dice.choice([2, 60]))), "")
        told["waiting"] = f"{text(begun)}/{dice.choice(ends)}"
    return {
        **told,
        "unit": dice.choice(["u1", "u2", "u3", ""]),
        "officer": dice.choice(["p1", "p2", ""]),
        "status": dice.choice(["closed", "closed", "closed", "archived", "in_progress"]),
        "kind": dice.choice(["complaint", "information"]),
        "category": dice.choice(["jalan", "air"]),
        "rating": dice.choice(["", "2", "5"]),
    }


def some_assignment(number, dice):
    """One of those complaints given to somebody, also long after its end."""
    return {
        "assignment_id": f"h{number}", "complaint": f"c{dice.randrange(400)}",
        "assigned": text(NOW - timedelta(minutes=dice.randrange(60 * 24 * 425))),
        "unit": dice.choice(["u1", "u2", "u3"]), "officer": dice.choice(["p1", "p2", ""]),
    }  # fmt: skip


@pytest.fixture
def desk(tmp_path, engine):
    made = Desk(tmp_path, engine, SAID)
    made.drop("units", {"unit_id": "u1"}, *({"unit_id": u, "parent": "u1"} for u in ("u2", "u3")))
    made.drop("people", {"person_id": "p1"}, {"person_id": "p2", "unit": "u2"})
    made.look()
    return made


def with_history(desk, seed):
    dice = Random(seed)
    desk.drop("complaints", *(some_case(n, dice) for n in range(400)))
    desk.drop("assignments", *(some_assignment(n, dice) for n in range(100)))
    desk.look()
    return desk


def looks(desk, periods, at, **how):
    """The look as it is taken, and one that has every complaint there is."""
    with desk.engine.connect() as connection:
        look = desk.refresh.look(connection, "u1", at, periods, **how)
        whole = offices.frames(connection, "u1", periods[-1].start, main=True, **how)
    return look, replace(look, frames=whole)


def same(desk, periods, at, **how):
    few, every = looks(desk, periods, at, **how)
    assert len(few.frames["complaints"]) < len(every.frames["complaints"])
    pd.testing.assert_frame_equal(measured(few), measured(every), check_exact=True)


@pytest.mark.parametrize("number", [0, 1, 4])
@pytest.mark.parametrize("days_ago", [0, 100])
def test_each_period_alone_has_the_scores_of_a_look_at_all_complaints(desk, number, days_ago):
    with_history(desk, seed=number)
    at = NOW - timedelta(days=days_ago)
    months = (desk.refresh.newest(at), *((p,) for p in desk.refresh._periods(at)[1:]))
    same(desk, months[number], at)


@pytest.mark.parametrize("only", [("unit", "u2"), ("person", "p2")])
def test_so_have_one_unit_and_one_person_and_rows_as_they_were_known(desk, only):
    with_history(desk, seed=9)
    same(desk, desk.refresh.newest(NOW), NOW, only=only, known_at=NOW + timedelta(hours=1))


def test_so_have_weeks_and_several_periods_at_once(desk):
    with_history(desk, seed=10)
    same(desk, desk.refresh.weeks(NOW)[:8], NOW)
    same(desk, desk.refresh._periods(NOW)[1:4], NOW)


DONE = {
    "received": "2026-02-02T09:00", "forwarded": "2026-02-03T09:00",
    "first_answer": "2026-02-04T09:00", "resolved": "2026-02-05T09:00", "status": "closed",
    "rating": "4",
}  # fmt: skip
LATE = {"received": "2026-10-29T09:00", "closed": "2026-10-30T09:00", "status": "closed"}
EDGES = {
    "over for long": (DONE, False),
    "closed just before the period and never forwarded": (LATE, True),
    "open for two years": ({"received": "2024-11-20T09:00"}, True),
    "opened again for long": ({**DONE, "reopened": "2026-02-09T09:00"}, True),
    "opened again and ended again": (
        {**DONE, "reopened": "2026-02-09T09:00", "closed": "2026-02-10T09:00"}, False,
    ),
    "opened again after long": ({**DONE, "reopened": "2026-11-09T09:00"}, True),
    "closed nobody knows when": ({"received": "2026-02-02T09:00", "status": "closed"}, False),
    "due long after": ({**DONE, "due": "2027-02-02T09:00"}, True),
    "answered long after": ({**DONE, "first_answer": "2026-11-10T09:00"}, True),
    "paused, all clocks stopped": ({**DONE, "waiting": "2026-02-03T00:00:00Z/"}, False),
    "paused and never forwarded": (
        {**DONE, "forwarded": "", "waiting": "2026-02-03T00:00:00Z/"}, True,
    ),
    "paused and forwarded before receipt": (
        {**DONE, "forwarded": "2026-02-01T09:00", "waiting": "2026-02-03T00:00:00Z/"}, True,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("row", "read"), EDGES.values(), ids=EDGES)
def test_what_bears_on_a_period_is_read_and_what_does_not_changes_nothing(desk, row, read):
    desk.drop("complaints", {"complaint_id": "c1", **row}, {"complaint_id": "c2"})
    desk.look()
    few, every = looks(desk, desk.refresh.newest(NOW), NOW)
    assert ("c1" in set(few.frames["complaints"]["complaint_id"])) == read
    pd.testing.assert_frame_equal(measured(few), measured(every), check_exact=True)


def test_one_given_to_somebody_long_after_its_end_bears_on_nothing(desk):
    desk.drop("complaints", {"complaint_id": "c1", "officer": "p1", **DONE}, {"complaint_id": "c2"})
    desk.drop("assignments", *({"assignment_id": c, "complaint": c, "officer": "p2"}
                               for c in ("c1", "c2")))  # fmt: skip
    desk.look()
    few, every = looks(desk, desk.refresh.newest(NOW), NOW)
    assert set(few.frames["assignments"]["complaint"]) == {"c2"}
    pd.testing.assert_frame_equal(measured(few), measured(every), check_exact=True)


def test_what_was_ended_at_once_across_midnight_stays_together(desk):
    at = datetime(2026, 11, 1, 3, tzinfo=UTC)
    ends = ("2026-10-31T23:30", "2026-11-01T00:30")
    rows = [{**DONE, "officer": "p1", "resolved": end} for end in ends]
    desk.drop("complaints", *({**row, "complaint_id": f"c{n}"} for n, row in enumerate(rows)))
    desk.look()
    scores = measured(looks(desk, desk.refresh.newest(at), at)[0])
    found = scores[(scores["indicator"] == "mass_closed_share") & (scores["subject_id"] == "p1")]
    assert found["value"].tolist() == [1.0]


NOVEMBER = period_of("month", pd.Timestamp("2026-11-24"))
FIVE_DAYS = Calendar("Asia/Jakarta", dict.fromkeys(range(5), ((480, 960),)))
ONE_DAY = Calendar("Asia/Jakarta", {0: ((480, 960),)})
FROM = {
    "as long before as it lasts": (Rules(), FIVE_DAYS, "2026-10-02"),
    "the longest limit": (Rules(limits=(Limits(finish={"a": 30, "b": None}),)), FIVE_DAYS,
                          "2026-09-21"),
    "an earlier version of it": (
        Rules(limits=(Limits(answer={"default": 30}), Limits(since=date(2026, 1, 1)))), FIVE_DAYS,
        "2026-09-21",
    ),
    "few working days": (Rules(limits=(Limits(forward={"default": 8}),)), ONE_DAY, "2026-09-07"),
    "endings long apart": (Rules(suspicion=Suspicion(minutes=100_000)), FIVE_DAYS, "2026-08-23"),
}  # fmt: skip


@pytest.mark.parametrize(("rules", "calendar", "day"), FROM.values(), ids=FROM)
def test_how_far_back_follows_from_the_rules_and_calendars(rules, calendar, day):
    assert reach(NOVEMBER, (FIVE_DAYS, calendar), rules).normalize() == pd.Timestamp(day)


def test_a_limit_begun_the_day_before_has_run_out_before_the_period():
    rules = Rules(limits=(Limits(finish={"default": 30}),))
    before = reach(NOVEMBER, (FIVE_DAYS,), rules).tz_localize("Asia/Jakarta") - pd.Timedelta(1, "s")
    end = FIVE_DAYS.after_workdays(pd.Series([before]), pd.Series([30.0]))[0]
    assert end < pd.Timestamp("2026-11-01", tz="Asia/Jakarta")
