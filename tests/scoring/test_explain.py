"""Why a subject has its score: the sum, the records, what is left out, and what would move it."""

from datetime import date
from functools import cache

import pandas as pd
import pytest

from scoring.explain import changes, explained
from scoring.facts import scored
from scoring.goals import Goal
from scoring.indicators import INDICATORS
from scoring.rules import Limits, Rules
from tests.scoring.builders import activities, complaints, frame, look, months, people

GOALS = {
    "answers": Goal("answered_in_time", target=0.9, at_risk=0.1, min_n=1, weight=2),
    "minutes": Goal("approved_minutes_share", target=0.8, at_risk=0.2, min_n=1, weight=1),
    "late": Goal("complaints_overdue", target=0, at_risk=5, min_n=1, weight=0),
    "gaming": Goal("unanswered_closed_share", target=0.2, min_n=1, weight=1),
}
CASES = complaints(
    {"complaint_id": "kept", "first_answer": "2026-11-05 09:00", "closed": "2026-11-06 09:00"},
    {"complaint_id": "missed", "first_answer": "2026-11-12 09:00", "closed": "2026-11-12 10:00"},
    {"complaint_id": "early", "first_answer": "2026-11-01 09:00"},
    {"complaint_id": "filed", "status": "archived"},
    {"complaint_id": "silent", "closed": "2026-11-04 09:00"},
    {"complaint_id": "young", "received": "2026-11-27 09:00"},
).assign(officer="P")
WORK = activities(
    {"activity_id": "good", "minutes": 300},
    {"activity_id": "waits", "minutes": 60, "status": "pending", "day": "2026-11-03"},
    {"activity_id": "bad", "minutes": 2000},
    {"activity_id": "today", "minutes": 60, "day": "2026-11-30"},
)


def office(now="2026-11-30 12:00", *periods, **more):
    folk = people({"person_id": "P", "kind": "pns"})
    return look(now, *periods, **({"people": folk, "complaints": CASES, "activities": WORK} | more))


def why(subject=("person", "P"), goal=None, whole=None):
    return usual(subject, goal) if whole is None else explained(whole, *subject, GOALS, 0.5, goal)


@cache
def usual(subject, goal):
    """The explanation of the office as it is, worked out once for all tests."""
    return explained(office(), *subject, GOALS, 0.5, goal)


@cache
def on(now):
    """The explanation of P as of another day."""
    return explained(office(now), "person", "P", GOALS, 0.5, "answers")


def part(name, **more):
    return next(p for p in why(**more).parts if p.indicator.id == name)


def test_the_score_is_the_sum_of_its_contributions():
    found = why()
    assert found.composite["score"] == pytest.approx(
        sum(p.score["contribution"] for p in found.parts if p.score.get("weight", 0) > 0)
    )
    assert set(found.aspects) == {"process", "results"}


def test_the_heaviest_goals_come_first_and_what_has_no_goal_last():
    named = [p.goal for p in why().parts]
    assert named[:4] == ["answers", "minutes", "gaming", "late"]
    assert set(named[4:]) == {None}


def test_the_records_behind_a_value_say_what_was_seen_and_what_is_left_out():
    found = part("answered_in_time").records.set_index("key")
    assert found["value"].dropna().to_dict() == {"kept": 1, "missed": 0, "silent": 0}
    assert found["left_out"].dropna().to_dict() == {"early": "before_receipt", "filed": "archived"}
    assert part("answered_in_time").left_out == {"archived": 1, "before_receipt": 1}


def test_what_is_not_decided_yet_is_coming():
    assert part("answered_in_time").coming["key"].tolist() == ["young"]
    assert on("2026-12-10 12:00").parts[0].coming.empty


def test_minutes_are_shown_down_to_the_activities():
    found = part("approved_minutes_share")
    records = found.records.set_index("key")
    assert records.loc["good", "value"] == 300
    assert records["left_out"].dropna().to_dict() == {
        "bad": "over_24h", "today": "today", "waits": "pending",
    }  # fmt: skip
    assert records["value"].sum() == pytest.approx(found.score["value"] * 19 * 450)


@pytest.mark.parametrize(
    ("name", "needed", "gap"),
    [
        pytest.param("answered_in_time", 17, 0.9 - 1 / 3, id="(1 + 17) / (3 + 17) is 0.9"),
        pytest.param("unanswered_closed_share", 2, 1 / 3 - 0.2, id="1 / (3 + 2) is 0.2"),
        pytest.param("approved_minutes_share", 6540, 0.8 - 300 / 8550, id="6840 of 8550 minutes"),
        pytest.param("complaints_overdue", None, 1, id="a count"),
        pytest.param("complaints_open", None, None, id="nothing to reach"),
    ],
)
def test_what_would_move_it(name, needed, gap):
    found = part(name)
    assert (found.needed, found.gap) == tuple(x and pytest.approx(x) for x in (needed, gap))


@pytest.mark.parametrize(("target", "needed"), [(1.0, None), (1 / 3, 0.0), (0.2, 0.0)])
def test_a_goal_out_of_reach_and_one_that_is_reached(target, needed):
    goals = {"g": Goal("answered_in_time", target=target, min_n=1)}
    assert explained(office(), "person", "P", goals, 0.5, "g").parts[0].needed == needed


def test_one_goal_alone_is_still_weighed_with_the_others():
    found, whole = why(goal="answers"), why()
    assert [p.goal for p in found.parts] == ["answers"]
    assert found.composite == whole.composite
    assert found.parts[0].score["share"] == 0.5


RULES = Rules(
    limits=(Limits(answer={"default": 5}), Limits(answer={"default": 2}, since=date(2026, 11, 10)),
            Limits(answer={"default": 1}, since=date(2027, 1, 1)))
)  # fmt: skip


@pytest.mark.parametrize(("now", "days"), [("2026-11-09 12:00", 5), ("2026-11-30 12:00", 2)])
def test_the_rules_are_those_in_force(now, days):
    found = why(whole=office(now, rules=RULES), goal="answers").parts[0].rules
    assert found["limits.answer"] == {"default": days}
    assert found["in_hand"] == 0.5


def test_a_unit_is_explained_by_the_same_facts():
    found = why(("unit", "D"))
    values = {p.indicator.id: p.score["value"] for p in found.parts}
    assert values["answered_in_time"] == pytest.approx(1 / 3)
    assert found.service.empty
    assert found.discipline == {}


AWAY = {"person": "P", "first_day": "2026-12-28", "last_day": "2026-12-30", "kind": "unexcused"}


@pytest.mark.parametrize(
    ("now", "month", "step"),
    [
        ("2026-12-31 12:00", "2026-12", "oral_reprimand"),
        pytest.param("2027-01-01 12:00", "2027-01", "none", id="a new year begins with nothing"),
    ],
)
def test_of_a_person_it_is_said_where_they_stand_in_the_year(now, month, step):
    whole = office(now, *months(month), absences=frame("absences", AWAY))
    assert why(whole=whole, goal="answers").discipline["step"] == step


def test_of_a_person_it_is_said_what_was_expected():
    found = why().service[["unit", "days", "minutes"]]
    assert found.to_numpy().tolist() == [["S", 20, 9000]]


def test_who_has_no_records_has_no_score_and_no_parts():
    found = why(("person", "nobody"))
    assert (found.composite, found.parts) == ({}, ())
    assert found.discipline["step"] == "not_applicable"


def test_a_past_day_is_explained_as_it_was():
    ninth, tenth = (on(day).parts[0].records.set_index("key")["value"].dropna().to_dict()
                    for day in ("2026-11-09 12:00", "2026-11-10 12:00"))  # fmt: skip
    assert ninth == {"kept": 1}
    assert tenth == {"kept": 1, "missed": 0, "silent": 0}


def test_what_changed_since_the_last_look_names_the_records():
    found = changes(on("2026-11-09 12:00"), on("2026-11-10 12:00")).iloc[0]
    assert found["records"] == ["missed", "silent"]
    assert (found["value_before"], found["value"]) == (1.0, pytest.approx(1 / 3))


def test_between_two_looks_at_the_same_nothing_changed():
    nobody = why(("person", "nobody"))
    assert changes(why(), why()).empty
    assert changes(nobody, nobody).empty


def test_an_explanation_has_the_value_n_and_interval_of_the_score():
    whole = office()
    for found in why().parts:
        score = scored(INDICATORS[found.indicator.id].facts(whole)).set_index("subject_id").loc["P"]
        assert [found.score[c] for c in ("value", "n", "low", "high")] == pytest.approx(
            score[["value", "n", "low", "high"]].tolist(), nan_ok=True
        )


def test_the_band_is_that_of_the_goal():
    assert part("complaints_overdue").score["band"] == "at_risk"
    assert part("complaints_open").score["band"] == "none"
    assert pd.isna(part("complaints_open").score["target"])
