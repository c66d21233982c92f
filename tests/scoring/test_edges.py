"""Offices at the edge: frames without rows, single rows, rows that say hardly anything."""

from functools import cache

import pandas as pd
import pytest

from scoring.indicators import INDICATORS
from scoring.look import Look
from scoring.plans import forecasts
from scoring.shapes import SHAPES
from scoring.snapshot import take
from tests.scoring.builders import complaints, frame, look, of
from tests.scoring.offices import RULES, look_at, office

ROWS = office(7)
WHOLE = look_at(ROWS)
CSV = cache(lambda: take(WHOLE).to_csv())
SCORED = sorted({i.frame for i in INDICATORS.values()})


def without(name, frames=WHOLE.frames):
    return {other: rows for other, rows in frames.items() if other != name}


def seen(frames, like=WHOLE):
    return take(Look(frames, like.calendars, like.rules, like.periods, like.now))


NEEDED = ("units", "people", "placements", "absences", "assignments", "activities", "complaints")


@pytest.mark.parametrize("name", NEEDED)
def test_where_a_frame_is_missing_the_others_are_scored_all_the_same(name):
    own = {i.id for i in INDICATORS.values() if i.frame == name}
    found = set(seen(without(name))["indicator"])
    assert found
    assert not found & own


def test_frames_without_rows_are_as_frames_that_are_not_there():
    bare = {name: WHOLE.frames[name] for name in ("units", "complaints")}
    empty = {name: SHAPES[name].empty() for name in WHOLE.frames if name not in bare}
    assert seen(bare).to_csv() == seen(bare | empty).to_csv()


@pytest.mark.parametrize("name", SCORED)
def test_one_row_alone_is_scored(name):
    one = {n: rows[:1] for n, rows in ROWS.items() if n in (name, "units", "people")}
    assert (take(look_at(one | {"complaints": one.get("complaints", [])}))["n"] >= 0).all()


BARE = {
    "people": {"person_id": "P", "name": "N", "unit": "S"},
    "placements": {"placement_id": "1", "person": "P", "unit": "S", "first_day": "2026-11-01"},
    "absences": {"person": "P", "first_day": "2026-11-05", "last_day": "2026-11-05"},
    "activities": {"person": "P", "day": "2026-11-05"},
    "complaints": {"complaint_id": "c", "received": "2026-11-05 09:00"},
    "assignments": {"complaint": "c", "assigned": "2026-11-05 10:00"},
    "surveys": {"unit": "S", "taken_at": "2026-11-05 09:00"},
    "feedback": {"person": "P", "given_at": "2026-11-05 09:00"},
    "targets": {"person": "P", "period": "2026-11"},
    "outcomes": {"programme": "A", "period": "2026"},
}


SAID = {
    "forwarded_in_time", "answered_in_time", "resolved_in_time",  # past their limits
    "activities_per_day", "backlog_age_median", "pending_share", "verified_in_time",
}  # fmt: skip


def test_rows_that_say_only_what_they_must_have_no_value_and_not_0():
    whole = look(rules=RULES, **{name: frame(name, row) for name, row in BARE.items()})
    told = take(whole).dropna(subset="value")["indicator"]
    counts = {i.id for i in INDICATORS.values() if i.unit == "count"}
    assert set(told) <= SAID | counts
    assert len(forecasts(whole)) == 1


def test_categories_and_texts_are_the_same():
    texts = {n: [c for c, k in SHAPES[n].columns.items() if k.kind in ("text", "category")]
             for n in WHOLE.frames}  # fmt: skip
    frames = {
        n: rows.astype(dict.fromkeys(texts[n], "category")) for n, rows in WHOLE.frames.items()
    }
    assert seen(frames).to_csv() == CSV()


def test_rows_with_any_index_are_the_same():
    frames = {n: rows.set_axis(range(5, 5 + len(rows))) for n, rows in WHOLE.frames.items()}
    assert seen(frames).to_csv() == CSV()


def test_a_look_changes_none_of_its_frames():
    before = {name: rows.copy() for name, rows in WHOLE.frames.items()}
    seen(WHOLE.frames)
    for name, rows in WHOLE.frames.items():
        pd.testing.assert_frame_equal(rows, before[name])


def test_units_in_a_circle_are_scored_all_the_same():
    circle = [{"unit_id": u, "name": u, "parent": p} for u, p in (("S", "B1"), ("B1", "S"))]
    circle += [{"unit_id": "B2", "name": "B2", "parent": "B2"}, {"unit_id": "D", "name": "D"}]
    assert not take(look_at(ROWS | {"units": circle})).empty


def test_without_any_unit_persons_are_scored_all_the_same():
    scores = take(look_at(ROWS | {"units": []}))
    assert set(scores["subject_kind"]) <= {"person", "service", "programme"}


def test_a_unit_nobody_knows_is_nobodys():
    scores = take(look(complaints=complaints({"unit": "elsewhere", "officer": "P"})))
    assert set(scores["subject_id"]) == {"P"}


def test_a_programme_nobody_configured_is_scored_by_its_outcomes_alone():
    outcome = {"programme": "BARU", "period": "2026", "title": "t", "target": 4, "realised": 3}
    whole = look(outcomes=frame("outcomes", outcome), complaints=complaints({"category": "BARU"}))
    scores = take(whole)
    assert set(scores.loc[scores["subject_id"] == "BARU", "indicator"]) == {"outcome_achievement"}
    assert of(INDICATORS["outcome_achievement"].facts(whole), "BARU")["value"] == 0.75


def test_people_said_twice_are_counted_once():
    twice = ROWS["people"] + [p | {"unit": "B2"} for p in ROWS["people"]]
    assert take(look_at(ROWS | {"people": twice})).to_csv() == CSV()
