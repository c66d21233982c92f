"""Objections: which step is possible when, until when, and what an upheld one takes out."""

import pandas as pd
import pytest

from scoring.activities import activity_days
from scoring.calendars import Calendars
from scoring.explain import explained
from scoring.facts import scored
from scoring.goals import Goal
from scoring.indicators import INDICATORS
from scoring.objections import after, due, excluded_keys, in_time, possible
from tests.scoring.builders import activities, at, calendar, complaints, look, people

GOALS = {
    "answers": Goal("answered_in_time", target=0.9, at_risk=0.1, min_n=1, weight=1),
    "minutes": Goal("approved_minutes_share", target=0.8, at_risk=0.1, min_n=1, weight=1),
}
KEPT, LATE = "2026-11-03 09:00", "2026-11-20 09:00"


def excluded(frame, key, since="2026-11-25 09:00"):
    return pd.DataFrame({"frame": [frame], "key": [key], "since": [at(since)]})


def office(now="2026-11-30 12:00", out=None):
    found = look(
        now,
        people=people({"person_id": "P", "kind": "pns"}),
        complaints=complaints(
            {"complaint_id": "kept", "received": "2026-11-02 08:00", "first_answer": KEPT},
            {"complaint_id": "late", "received": "2026-11-02 08:00", "first_answer": LATE},
        ).assign(officer="P"),
        activities=activities(
            {"activity_id": "good", "minutes": 300, "day": "2026-11-03"},
            {"activity_id": "bad", "minutes": 60, "day": "2026-11-04", "status": "rejected"},
        ),
    )
    return found if out is None else type(found)(
        found.frames, found.calendars, found.rules, found.periods, found.now, out
    )  # fmt: skip


def value(found, indicator):
    scores = scored(INDICATORS[indicator].facts(found)).set_index(["subject_kind", "subject_id"])
    row = scores.loc[("person", "P")]
    return row["value"], row["n"]


STEPS = [
    ("submitted", "take_up", "reviewing"),
    ("submitted", "uphold", "upheld"),
    ("reviewing", "uphold", "upheld"),
    ("reviewing", "reject", "rejected"),
    ("reviewing", "withdraw", "withdrawn"),
    ("reviewing", "explain", "reviewing"),
    ("submitted", "attach", "submitted"),
]


@pytest.mark.parametrize(("state", "verb", "leads"), STEPS)
def test_a_step_leads_from_an_open_state_to_the_next(state, verb, leads):
    assert after(state, verb) == leads


@pytest.mark.parametrize("state", ["upheld", "rejected", "withdrawn"])
def test_a_decision_is_final(state):
    assert possible(state) == ()
    with pytest.raises(ValueError, match=r"^objection_id: is .+; "):
        after(state, "uphold")


def test_it_is_taken_up_only_once():
    assert "take_up" in possible("submitted")
    assert "take_up" not in possible("reviewing")


def test_the_limit_counts_working_days_of_the_unit_and_runs_out_with_the_last_one():
    calendars = Calendars(calendar(holidays=("2026-12-01",)))
    # Monday 30 Nov is the first day after; 1 Dec is off; so three working days end on 3 Dec.
    found = due(calendars, "D", at("2026-11-27 15:00"), 3)
    assert at("2026-12-03 23:59") < found < at("2026-12-04 00:00")


@pytest.mark.parametrize(("today", "may"), [("2026-11-20", True), ("2026-12-14", True),
                                            ("2026-12-15", False)])  # fmt: skip
def test_one_may_object_until_so_many_days_after_the_period(today, may):
    assert in_time(pd.Timestamp("2026-12-01"), pd.Timestamp(today), 14) is may


def test_without_an_objection_every_record_counts():
    assert value(office(), "answered_in_time") == (0.5, 2)


def test_an_excluded_complaint_is_no_case_of_anybody():
    found = office(out=excluded("complaints", "late"))
    assert value(found, "answered_in_time") == (1.0, 1)
    scores = scored(INDICATORS["answered_in_time"].facts(found))
    assert set(scores["n"]) == {1}


def test_what_is_excluded_is_told_with_its_reason():
    found = explained(office(out=excluded("complaints", "late")), "person", "P", GOALS, 0.5)
    part = next(p for p in found.parts if p.indicator.id == "answered_in_time")
    assert part.left_out == {"objection_upheld": 1}


def test_before_the_decision_the_record_counted_still():
    found = office("2026-11-24 12:00", excluded("complaints", "late"))
    assert value(found, "answered_in_time") == (0.5, 2)


def test_an_excluded_activity_adds_to_no_figure_and_no_sum_of_days():
    assert value(office(), "refused_share") == (0.5, 2)
    found = office(out=excluded("activities", "bad"))
    assert value(found, "refused_share") == (0.0, 1)
    assert value(found, "activities_recorded")[0] == 1
    assert activity_days(found)[["entries", "refused"]].sum().tolist() == [1.0, 0.0]


def test_an_excluded_activity_is_told_behind_the_minutes():
    found = explained(office(out=excluded("activities", "good")), "person", "P", GOALS, 0.5)
    part = next(p for p in found.parts if p.indicator.id == "approved_minutes_share")
    assert part.left_out["objection_upheld"] == 1
    assert part.score["value"] == 0


def test_a_record_of_another_frame_with_the_same_key_is_untouched():
    assert excluded_keys(excluded("activities", "late"), "complaints", at(LATE)) == frozenset()
    assert value(office(out=excluded("activities", "late")), "answered_in_time") == (0.5, 2)
