"""Inherited cases: a missed limit counts for whoever had it for half of its working time.

Received on Monday 2 November at 09:00 and to be answered by the end of Monday the 9th: 360 minutes
of work on the first day and 450 on each of five more, 2,610 in all. Half of them, 1,305, are gone
on Thursday the 5th at 08:15.
"""

import pytest

from scoring.indicators import backlog, gaming
from scoring.indicators import complaints as measured
from scoring.rules import Limits, Rules
from tests.scoring.builders import complaints, frame, look, months, of, people, reasons, stands

AFTER = "2026-11-12 09:00"


def handed(*steps, now=AFTER, rules=None, periods=(), **case):
    """One complaint that went through the hands of (officer, unit, since)."""
    names = ("officer", "unit", "assigned")
    rows = [{"complaint": "complaints0"} | dict(zip(names, step, strict=True)) for step in steps]
    case = {"officer": steps[-1][0] if steps else "A"} | case
    known = frame("assignments", *rows)
    return look(now, *periods, rules=rules, complaints=complaints(case), assignments=known)


def missed_by(whole):
    facts = measured.answered_in_time(whole)
    return [who for who in "ABC" if stands(facts, who) and of(facts, who)["value"] == 0.0]


RECEIPT = "2026-11-02 09:00"


@pytest.mark.parametrize(
    ("passed_on", "charged"),
    [
        pytest.param("2026-11-03 09:00", ["B"], id="soon: the one who had it for long"),
        pytest.param("2026-11-05 08:14", ["B"], id="a minute before half of the time"),
        pytest.param("2026-11-05 08:15", ["B"], id="at half of the time: the later one"),
        pytest.param("2026-11-05 08:16", ["A"], id="a minute after half of the time"),
        pytest.param("2026-11-09 15:00", ["A"], id="shortly before the limit"),
        pytest.param("2026-11-10 09:00", ["A"], id="after the limit"),
    ],
)
def test_a_missed_limit_counts_for_whoever_had_it_for_half_of_its_time(passed_on, charged):
    assert missed_by(handed(("A", "S", RECEIPT), ("B", "S", passed_on))) == charged


def test_the_one_who_inherits_a_lost_case_is_shown_it_and_not_blamed():
    facts = measured.answered_in_time(handed(("A", "S", RECEIPT), ("B", "S", "2026-11-09 15:00")))
    assert (of(facts, "B")["n"], of(facts, "S")["n"]) == (0, 1)
    assert reasons(facts, ("person", "B")) == ["inherited"]
    assert reasons(facts) == []


def test_what_nobody_had_for_half_of_the_time_counts_for_the_unit_alone():
    steps = (("A", "S", RECEIPT), ("B", "S", "2026-11-04 09:00"), ("C", "S", "2026-11-06 09:00"))
    assert missed_by(handed(*steps)) == []
    assert of(measured.answered_in_time(handed(*steps)))["value"] == 0.0


def test_how_much_of_the_time_is_enough_is_a_rule():
    steps = (("A", "S", RECEIPT), ("B", "S", "2026-11-04 09:00"), ("C", "S", "2026-11-06 09:00"))
    third = Rules(limits=(Limits(answer={"default": 5}),), in_hand=0.3)
    assert missed_by(handed(*steps, rules=third)) == ["B"]  # 900 minutes, A and C 855 each


def test_time_spent_waiting_for_the_reporter_is_nobodys():
    waiting = "2026-11-03T00:30:00Z/2026-11-10T00:30:00Z"  # until Tuesday the 10th, 07:30
    steps = (("A", "S", RECEIPT), ("B", "S", "2026-11-10 07:30"))
    assert missed_by(handed(*steps, waiting=waiting, now="2026-11-25 09:00")) == ["B"]


def test_without_pauses_in_the_rules_the_time_of_waiting_counts():
    waiting = "2026-11-03T00:30:00Z/2026-11-10T00:30:00Z"
    rules = Rules(limits=(Limits(answer={"default": 8}, pauses=False),))
    steps = (("A", "S", RECEIPT), ("B", "S", "2026-11-10 07:30"))
    assert missed_by(handed(*steps, waiting=waiting, rules=rules, now="2026-11-25 09:00")) == ["A"]


def test_a_kept_limit_counts_for_whoever_had_it_when_it_was_answered():
    steps = (("A", "S", RECEIPT), ("B", "S", "2026-11-05 09:00"))
    facts = measured.answered_in_time(handed(*steps, first_answer="2026-11-04 09:00"))
    assert of(facts, "A")["value"] == 1.0
    assert not stands(facts, "B")


def test_a_late_answer_of_the_heir_still_counts_for_the_one_who_let_it_lie():
    steps = (("A", "S", RECEIPT), ("B", "S", "2026-11-10 09:00"))
    facts = measured.answered_in_time(handed(*steps, first_answer="2026-11-10 10:00"))
    assert of(facts, "A")["value"] == 0.0
    assert of(facts, "B")["n"] == 0


def test_what_is_not_decided_yet_is_coming_for_whoever_has_it_now():
    steps = (("A", "S", RECEIPT), ("B", "S", "2026-11-05 09:00"))
    facts = measured.answered_in_time(handed(*steps, now="2026-11-06 09:00"))
    assert of(facts, "B")["n"] == 0
    assert not stands(facts, "A")


def test_assignments_count_in_the_order_of_time_whatever_they_are_called():
    whole = handed(("B", "S", "2026-11-09 15:00"), ("A", "S", RECEIPT), officer="B")
    assert missed_by(whole) == ["A"]
    whole = handed(("B", "B2", "2026-11-09 15:00"), ("A", "S", "2026-11-06 09:00"), unit="B2")
    assert not stands(measured.answered_in_time(whole), "B2")


def test_without_assignments_a_case_is_its_officers():
    assert missed_by(handed(officer="C")) == ["C"]


def test_an_assignment_to_come_has_not_happened():
    whole = handed(("A", "S", RECEIPT), ("B", "S", "2026-11-20 09:00"))
    assert missed_by(whole) == ["A"]
    assert of(backlog.complaints_open(whole), "A")["value"] == 1


@pytest.mark.parametrize(
    ("sent_on", "unit"),
    [
        pytest.param("2026-11-04 09:00", "S", id="soon: the unit that got it"),
        pytest.param("2026-11-06 09:00", "D", id="late: the office that kept it"),
    ],
)
def test_the_time_before_forwarding_is_the_offices(sent_on, unit):
    facts = measured.answered_in_time(handed(("A", "S", sent_on), forwarded=sent_on))
    assert stands(facts, unit)
    assert stands(facts, "S") == (unit == "S")


@pytest.mark.parametrize(
    ("sent_on", "value"), [("2026-11-04 09:00", 1.0), ("2026-11-06 09:00", 0.0)]
)
def test_forwarding_counts_for_the_office_that_does_it_not_for_the_one_who_gets_the_case(
    sent_on, value
):
    facts = measured.forwarded_in_time(handed(("A", "S", sent_on), forwarded=sent_on))
    assert of(facts, "D")["value"] == value
    assert not stands(facts, "S")
    assert not stands(facts, "A") or of(facts, "A")["n"] == 0


def test_where_nobody_says_when_it_was_forwarded_the_first_unit_had_it_from_receipt():
    facts = measured.answered_in_time(handed(("A", "S", "2026-11-06 09:00")))
    assert of(facts)["value"] == 0.0
    assert missed_by(handed(("A", "S", "2026-11-06 09:00"))) == []


@pytest.mark.parametrize(
    ("passed_on", "unit"), [("2026-11-04 09:00", "B2"), ("2026-11-09 09:00", "S")]
)
def test_each_unit_owns_the_time_it_had(passed_on, unit):
    steps = (("A", "S", RECEIPT), ("B", "B2", passed_on))
    facts = measured.answered_in_time(handed(*steps, unit="B2"))
    assert [u for u in ("S", "B2") if stands(facts, u)] == [unit]


def test_a_unit_that_is_not_told_is_the_one_the_officer_serves_in():
    whole = handed(("A", None, RECEIPT), ("B", None, "2026-11-04 09:00"), unit="S")
    served = people({"person_id": "A"}, {"person_id": "B", "unit": "B2"})
    whole = look(AFTER, **{**whole.frames, "people": served})
    assert stands(measured.answered_in_time(whole), "B2")


def test_an_officer_nobody_names_is_the_one_of_the_complaint():
    assert missed_by(handed((None, "S", RECEIPT), officer="A")) == ["A"]


def test_a_limit_without_working_time_is_shared_by_the_clock():
    saturday = {"received": "2026-11-07 08:00", "due": "2026-11-07 18:00"}
    steps = (("A", "S", "2026-11-07 08:00"), ("B", "S", "2026-11-07 12:00"))
    facts = measured.resolved_in_time(handed(*steps, **saturday))
    assert of(facts, "B")["value"] == 0.0
    assert not stands(facts, "A")


def test_a_wait_is_the_citizens_for_the_unit_and_ones_own_for_the_officer():
    steps = (("A", "S", RECEIPT), ("B", "S", "2026-11-05 09:00"))
    facts = measured.answer_time_median(handed(*steps, first_answer="2026-11-05 10:00"))
    assert (of(facts)["value"], of(facts)["n"]) == (73.0, 1)
    assert (of(facts, "B")["value"], of(facts, "B")["n"]) == (1.0, 1)
    assert not stands(facts, "A")


def test_a_backlog_is_of_whoever_had_it_then():
    steps = (("A", "S", RECEIPT), ("B", "B2", "2026-12-03 09:00"))
    whole = handed(*steps, now="2026-12-10 09:00", periods=months("2026-12", "2026-11"), unit="B2")
    facts = backlog.complaints_open(whole)
    assert [of(facts, who, "2026-11")["value"] for who in ("A", "S")] == [1, 1]
    assert [of(facts, who, "2026-12")["value"] for who in ("B", "B2")] == [1, 1]
    assert not stands(facts, "B", "2026-11")


def test_what_was_overdue_when_it_came_is_not_counted_for_the_heir():
    steps = (("A", "S", RECEIPT), ("B", "S", "2026-11-20 12:00"))
    facts = backlog.complaints_overdue(handed(*steps, now="2026-11-25 09:00"))
    assert (of(facts)["value"], of(facts, "B")["n"]) == (1, 0)
    assert reasons(facts, ("person", "B")) == ["inherited"]
    assert of(backlog.complaints_open(handed(*steps, now="2026-11-25 09:00")), "B")["value"] == 1


def test_what_one_let_become_overdue_is_counted():
    steps = (("A", "S", RECEIPT), ("B", "S", "2026-11-03 09:00"))
    facts = backlog.complaints_overdue(handed(*steps, now="2026-11-25 09:00"))
    assert (of(facts, "B")["value"], of(facts)["value"]) == (1, 1)


def test_what_is_opened_again_counts_for_whoever_called_it_solved():
    steps = (("A", "S", RECEIPT), ("B", "S", "2026-11-10 09:00"))
    case = {"closed": "2026-11-04 10:00", "reopened": "2026-11-09 09:00"}
    facts = gaming.reopened_share(handed(*steps, **case))
    assert of(facts, "A")["value"] == 1.0
    assert not stands(facts, "B")


def test_a_rating_counts_for_whoever_ended_the_case():
    steps = (("A", "S", RECEIPT), ("B", "S", "2026-11-10 09:00"))
    facts = measured.reporter_rating(handed(*steps, closed="2026-11-04 10:00", rating=2))
    assert of(facts, "A")["value"] == 2.0
    assert not stands(facts, "B")
