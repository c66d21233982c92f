"""Records and whom they count for; facts and the periods they fall into."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from scoring.facts import Facts, placed, scored
from scoring.periods import bounds, last_day, last_periods, period_of
from scoring.records import NOWHERE
from scoring.statistics import Count, Share
from scoring.tree import ancestors_of
from tests.scoring.builders import days, frame, look, months

TOLD = {"unit": ["S", "B1", None, "X"], "person": ["P", None, "P", "Q"],
        "programme": ["A|B", None, "B", None]}  # fmt: skip


def counted(told=TOLD, whole=None, day="2026-11-05", **more):
    """{subject: how many records}"""
    whole = whole or look()
    belongs = {name: pd.Series(column, dtype=object) for name, column in told.items()}
    size = len(belongs["unit"])
    records = whole.records("complaints", pd.Series(range(size)).astype(str), **belongs)
    seen = pd.Series(np.ones(size))
    facts = Facts(records, Count(), seen, days(*[day] * size), **more)
    return facts, scored(facts).set_index("subject_id")["value"].to_dict()


def test_a_record_counts_for_its_person_its_units_and_its_programmes():
    assert counted()[1] == {"P": 2, "Q": 1, "S": 1, "B1": 2, "D": 2, "A": 1, "B": 2}


def test_a_record_of_nobody_counts_for_nobody():
    assert counted({"unit": [None], "person": [None]})[1] == {}


def test_the_records_of_a_subject_are_found_again():
    facts, _ = counted()
    assert facts.records.of("programme", "B").tolist() == [True, False, True, False]
    assert facts.records.of("unit", "D").tolist() == [True, True, False, False]
    assert not facts.records.of("person", "nobody").any()


def test_each_record_is_spread_over_its_subjects():
    records = counted()[0].records
    lines, subjects = records.spread(np.array([0, 2]))
    named = [
        (int(line), records.names[code][1]) for line, code in zip(lines, subjects, strict=True)
    ]
    assert sorted(named) == [(0, who) for who in ("A", "B", "B1", "D", "P", "S")] + [
        (2, "B"), (2, "P"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"unit": ["S", "S", "B1"], "person": ["P", "Q", "P"]}, id="in one thing"),
        pytest.param(
            {"unit": ["S", "S", None], "person": ["P", None, "Q"]}, id="in what is missing"
        ),
    ],
)
def test_leaves_that_differ_are_kept_apart(told):
    assert len(set(counted(told)[0].records.leaf)) == 3


@pytest.mark.parametrize(
    ("day", "place"),
    [
        ("2026-09-30", NOWHERE), ("2026-10-01", 1), ("2026-10-31", 1), ("2026-11-01", 0),
        ("2026-11-30", 0), ("2026-12-01", NOWHERE), (None, NOWHERE),
    ],
)  # fmt: skip
def test_a_day_falls_into_the_period_it_lies_in(day, place):
    assert placed(days(day), months("2026-11", "2026-10")).tolist() == [place]


def test_what_is_not_decided_stands_in_the_period_that_is_not_over():
    undecided = {"day": None, "whole": look("2026-11-10", *months("2026-11", "2026-10"))}
    facts, _ = counted({"unit": ["S"]}, **undecided)
    assert scored(facts)["period"].unique().tolist() == ["2026-11"]
    over = {"day": None, "whole": look("2026-12-10", *months("2026-11", "2026-10"))}
    assert scored(counted({"unit": ["S"]}, **over)[0]).empty


def test_what_is_left_out_and_never_decided_stands_nowhere():
    why = pd.Series(["archived"], dtype=object)
    assert scored(counted({"unit": ["S"]}, day=None, left_out=why)[0]).empty


@pytest.mark.parametrize("able", [(True, False), (False, True)])
def test_who_has_no_source_that_can_tell_is_unavailable_in_that_period_alone(able):
    two = months("2026-11", "2026-10")
    keys, units = pd.Series(["a", "b"]), pd.Series(["S", "S"])
    records = look("2026-12-10", *two).records("complaints", keys, unit=units)
    can = pd.Series(able)
    facts = Facts(records, Share(), can.astype(float), days("2026-11-05", "2026-10-05"), able=can)
    found = scored(facts).set_index(["subject_id", "period"])["available"]
    assert (found["S", "2026-11"], found["S", "2026-10"]) == able


TREES = [
    pytest.param({"a": None, "b": "a", "c": "b"}, {"a": "a", "b": "ba", "c": "cba"}, id="a line"),
    pytest.param({"a": "b", "b": "a"}, {"a": "ab", "b": "ba"}, id="a circle of two"),
    pytest.param(
        {"a": "c", "b": "a", "c": "b"}, {"a": "acb", "b": "bac", "c": "cba"}, id="of three"
    ),
    pytest.param({"a": "a", "b": "a"}, {"a": "a", "b": "ba"}, id="its own parent"),
    pytest.param({"a": "nobody", "b": "a"}, {"a": "a", "b": "ba"}, id="a parent that is not there"),
    pytest.param(
        {"a": "b", "b": "a", "c": "a"}, {"a": "ab", "b": "ba", "c": "cab"}, id="beside one"
    ),
]


@pytest.mark.parametrize(("parents", "above"), TREES)
def test_the_climb_ends(parents, above):
    units = frame("units", *({"unit_id": u, "name": u, "parent": p} for u, p in parents.items()))
    found = ancestors_of(units).sort_values("distance", kind="stable")
    assert found.groupby("unit")["ancestor"].agg("".join).to_dict() == above


@pytest.mark.parametrize(
    ("name", "first", "after"),
    [("2026", "2026-01-01", "2027-01-01"), ("2026-Q4", "2026-10-01", "2027-01-01"),
     ("2026-11", "2026-11-01", "2026-12-01"), (" 2026-Q1 ", "2026-01-01", "2026-04-01")],
)  # fmt: skip
def test_a_period_has_bounds(name, first, after):
    assert bounds(name) == (pd.Timestamp(first), pd.Timestamp(after))


@pytest.mark.parametrize(
    "name", ["", "nan", "NaT", "all", "2026-13", "2026-Q5", "Triwulan IV", "1e9"]
)
def test_what_is_no_period_has_none(name):
    assert bounds(name) is None


@pytest.mark.parametrize(
    ("name", "day"),
    [("2026-11", "2026-11-30"), ("2026-Q4", "2026-12-31"), ("2026", "2026-12-31"),
     ("2026-W53", "2027-01-03")],
)  # fmt: skip
def test_the_last_day_of_a_period(name, day):
    assert last_day(name) == pd.Timestamp(day)


@pytest.mark.parametrize("kind", ["week", "month", "quarter", "year"])
def test_periods_follow_one_another_and_know_their_last_day(kind):
    found = last_periods(kind, pd.Timestamp("2027-01-02"), 30)
    assert all(one.start == other.end for one, other in pairwise(found))
    assert [last_day(p.name) + pd.Timedelta(days=1) for p in found] == [p.end for p in found]


def test_all_time_is_one_period_up_to_today():
    assert period_of("all", pd.Timestamp("2026-11-24 10:00")).end == pd.Timestamp("2026-11-25")
    assert len(last_periods("all", pd.Timestamp("2026-11-24"), 12)) == 1
