"""Time limits of single complaints: soon to pass, and passed."""

import pytest

from scoring.alerts.finding import conditions, found
from scoring.alerts.machine import step
from scoring.alerts.rule import Rule
from scoring.alerts.sight import Sight
from scoring.cases import cases_of
from tests.scoring.alerts.builders import (
    CALENDARS,
    NONE,
    SILENT,
    found_of,
    rule,
    rules,
    sources,
)
from tests.scoring.builders import at, complaints, look

SUBJECTS = {"subjects": ("complaint",)}
ANSWER = {"indicators": ("answered_in_time",)}
NEAR = rule("near", "deadline_near", share=0.6, **SUBJECTS, **ANSWER)
PASSED = rule("passed", "deadline_passed", **SUBJECTS, **ANSWER)


def seen(now: str, *some, others: tuple[Rule, ...] = (NEAR, PASSED, SILENT), **more) -> Sight:
    """Complaints of Monday 2 November 09:00, five working days to answer: by Monday the 9th.

    From receipt to that limit there are 6 + 5 * 7.5 = 43.5 working hours; 60 % are 26.1.
    """
    there = look(now, complaints=complaints(*some or ({"complaint_id": "c"},)))
    return Sight(there, rules(*others), cases=cases_of(there), **more)


BOTH = {"indicators": ("answered_in_time", "resolved_in_time")}


def test_a_late_answer_does_not_explain_that_the_end_of_the_same_complaint_is_near():
    near, passed = rule("near", "deadline_near", share=0.1, **SUBJECTS, **BOTH), PASSED
    sight = seen("2026-11-10 09:00", others=(near, passed))
    whole = found(rules(near, passed), sight)
    after, _ = step(NONE, whole, rules(near, passed), CALENDARS, sight.now)
    told = after.set_index(["rule", "indicator"])["inhibited"].to_dict()
    assert told == {("near", "answered_in_time"): True, ("near", "resolved_in_time"): False,
                    ("passed", "answered_in_time"): False}  # fmt: skip


STANDING = {  # 26.1 h: 6 on Monday, 7.5 each on Tuesday and Wednesday, 5.1 on Thursday: 13:36
    "long before": ("2026-11-04 09:00", {}, "good", "good"),
    "a minute before its share": ("2026-11-05 13:35", {}, "good", "good"),
    "at its share": ("2026-11-05 13:36", {}, "bad", "good"),
    "the evening of the last day": ("2026-11-09 23:59", {}, "bad", "good"),
    "a minute after the limit": ("2026-11-10 00:01", {}, "bad", "bad"),
    "answered": ("2026-11-10 00:01", {"first_answer": "2026-11-09 10:00"}, "good", "good"),
    "answered late": ("2026-11-11 12:00", {"first_answer": "2026-11-10 10:00"}, "good", "good"),
    "ended without an answer": (
        "2026-11-11 12:00", {"closed": "2026-11-03 10:00", "status": "closed"}, "good", "good"),
    "waiting for the reporter since Tuesday": (
        "2026-11-11 12:00", {"waiting": "2026-11-03T00:30Z/"}, "good", "good"),
}  # fmt: skip


@pytest.mark.parametrize("case", STANDING.values(), ids=list(STANDING))
def test_a_limit_is_near_from_a_share_of_its_working_time_on_and_then_passed(case):
    now, row, near, passed = case
    sight = seen(now, {"complaint_id": "c"} | row)
    assert (found_of(NEAR, sight), found_of(PASSED, sight)) == ({"c": near}, {"c": passed})


@pytest.mark.parametrize(
    "row",
    [{"kind": "oversight", "answer_tracked": False}, {"status": "archived"}],
    ids=["nobody records answers", "archived"],
)
def test_where_nothing_can_be_judged_nothing_is_found(row):
    sight = seen("2026-11-20 09:00", row)
    assert conditions(PASSED, sight).empty


def test_a_limit_that_is_near_says_how_many_working_minutes_are_left_and_since_when():
    told = conditions(NEAR, seen("2026-11-09 15:00")).iloc[0]
    assert told[["value", "target"]].tolist() == [60.0, 43.5 * 60]
    assert told["since"] == at("2026-11-05 13:36")


def test_a_limit_that_has_passed_says_since_when_and_whose_it_is():
    case = {"complaint_id": "c", "officer": "P1", "unit": "B2"}
    told = conditions(PASSED, seen("2026-11-11 07:30", case)).iloc[0]
    assert told["since"].ceil("s") == at("2026-11-10 00:00")
    assert told[["unit", "officer", "value"]].tolist() == ["B2", "P1", -450.0]


def test_once_passed_the_warning_has_the_alert_that_says_so_as_its_cause():
    told = conditions(NEAR, seen("2026-11-11 09:00")).iloc[0]
    assert (told["found"], told["cause"]) == ("bad", "passed|c")
    alone = conditions(NEAR, seen("2026-11-11 09:00", others=(NEAR,))).iloc[0]
    assert alone[["cause"]].isna().all()


def test_answer_and_finish_are_two_alerts_where_a_rule_names_neither():
    both = rule("passed", "deadline_passed", **SUBJECTS)
    told = conditions(both, seen("2026-11-30 09:00"))
    assert sorted(told["indicator"]) == ["answered_in_time", "resolved_in_time"]


def test_a_silent_source_explains_a_late_case_but_does_not_hide_it():
    quiet = sources(complaints="2026-11-10 09:00")
    told = conditions(PASSED, seen("2026-11-16 09:00", sources=quiet)).iloc[0]
    assert (told["found"], told["cause"]) == ("bad", "silent|s_complaints")


def test_a_rule_that_does_not_look_at_complaints_finds_none():
    assert conditions(rule("passed", "deadline_passed"), seen("2026-11-20 09:00")).empty
