import pytest

from scoring.facts import scored
from scoring.indicators import backlog
from scoring.indicators import complaints as measured
from scoring.rules import Rules
from tests.scoring.builders import complaints, frame, look, of

# Received on Monday 2 November at 09:00. Answer limit: 5 working days, the end of Monday the 9th.
# Finish limit: 14 working days, the end of Friday the 20th.
IN_TIME, LATE = "2026-11-09 23:00", "2026-11-10 00:00"


def subjects(facts):
    scores = scored(facts)
    return set(zip(scores["subject_kind"], scores["subject_id"], strict=True))


def answered(*rows, now="2026-11-30 12:00"):
    return of(measured.answered_in_time(look(now, complaints=complaints(*rows))))


@pytest.mark.parametrize(
    ("row", "now", "value"),
    [
        pytest.param({"first_answer": IN_TIME}, "2026-11-30", 1.0, id="on the last day: kept"),
        pytest.param({"first_answer": LATE}, "2026-11-30", 0.0, id="a moment after: missed"),
        pytest.param({}, "2026-11-10 08:00", 0.0, id="open past its limit: missed"),
    ],
)
def test_a_case_keeps_its_limit_or_misses_it(row, now, value):
    assert (answered(row, now=now)["value"], answered(row, now=now)["n"]) == (value, 1)


def test_a_young_open_case_is_not_counted_either_way():
    score = answered({}, {"first_answer": IN_TIME}, now="2026-11-09 23:30")
    assert (score["value"], score["n"]) == (1.0, 1)


def test_nothing_decided_is_no_value_and_not_zero():
    score = answered({}, now="2026-11-03 08:00")
    assert score["n"] == 0
    assert score.isna()["value"]
    assert score["available"]


def test_an_answer_before_receipt_is_invalid_and_left_out():
    cases = complaints({"first_answer": "2026-11-02 08:59"}, {"first_answer": IN_TIME})
    assert of(measured.answered_in_time(look(complaints=cases)))["n"] == 1
    assert of(measured.complaints_invalid(look(complaints=cases)))["value"] == 1
    assert of(measured.answer_time_median(look(complaints=cases)))["n"] == 1


def test_an_answer_after_the_end_is_no_waiting_time_but_its_limit_still_counts():
    cases = complaints({"closed": "2026-11-04 09:00", "first_answer": LATE})
    assert of(measured.complaints_invalid(look(complaints=cases)))["value"] == 1
    assert of(measured.answer_time_median(look(complaints=cases)))["n"] == 0
    assert of(measured.answered_in_time(look(complaints=cases)))["value"] == 0.0
    assert of(measured.resolved_in_time(look(complaints=cases)))["value"] == 1.0


def test_an_end_before_receipt_does_not_make_a_sound_answer_wrong():
    cases = complaints({"closed": "2026-11-01 09:00", "first_answer": IN_TIME})
    assert of(measured.answer_time_median(look(complaints=cases)))["n"] == 1


def test_what_cannot_be_told_has_no_value_and_no_cases():
    cases = complaints({"finish_tracked": False, "answer_tracked": False})
    for indicator in (backlog.complaints_overdue, measured.complaints_invalid):
        score = of(indicator(look(complaints=cases)))
        assert (score["n"], score["available"], score.isna()["value"]) == (0, False, True)


def test_a_complaint_without_a_limit_is_not_overdue_and_not_looked_at():
    bare = look(complaints=complaints({}), rules=Rules())
    assert of(backlog.complaints_overdue(bare))["n"] == 0


def test_a_reopening_after_now_has_not_happened():
    cases = complaints({"closed": "2026-11-04 10:00", "reopened": "2026-11-20 10:00"})
    assert of(backlog.complaints_open(look("2026-11-06 09:00", complaints=cases)))["value"] == 0


def test_a_source_that_records_no_answers_makes_the_measure_unavailable():
    score = answered({"answer_tracked": False}, {"answer_tracked": False})
    assert (score["n"], score["available"]) == (0, False)


def test_a_due_time_of_the_source_comes_before_the_limit_of_the_kind():
    cases = complaints({"due": "2026-11-03 10:00", "closed": "2026-11-03 10:01"})
    assert of(measured.resolved_in_time(look(complaints=cases)))["value"] == 0.0


def test_resolved_counts_before_closed():
    cases = complaints({"resolved": "2026-11-20 10:00", "closed": "2026-11-25 10:00"})
    assert of(measured.resolved_in_time(look(complaints=cases)))["value"] == 1.0


def test_a_case_reopened_after_its_end_is_open_again():
    cases = complaints(
        {"closed": "2026-11-04 10:00", "reopened": "2026-11-05 10:00", "status": "closed"}
    )
    assert of(backlog.complaints_open(look(complaints=cases)))["value"] == 1
    assert of(measured.resolved_in_time(look(complaints=cases)))["value"] == 0.0


def test_closed_at_an_unknown_time_is_neither_open_nor_judged():
    cases = complaints({"status": "closed"})
    assert of(backlog.complaints_open(look(complaints=cases)))["value"] == 0
    assert of(measured.resolved_in_time(look(complaints=cases)))["n"] == 0


def test_archived_cases_stand_outside_every_figure_but_their_own():
    cases = complaints({"status": "archived"}, {"first_answer": IN_TIME})
    assert of(measured.complaints_archived(look(complaints=cases)))["value"] == 1
    assert of(measured.complaints_received(look(complaints=cases)))["value"] == 2
    assert of(backlog.complaints_open(look(complaints=cases)))["n"] == 1


def test_an_unknown_status_is_open_and_never_a_crash():
    cases = complaints({"status": "unknown", "status_found": "Entah"})
    assert of(backlog.complaints_open(look(complaints=cases)))["value"] == 1


def test_overdue_is_open_past_the_finish_limit():
    cases = complaints({}, {"closed": "2026-11-25 10:00"}, {"received": "2026-11-20 10:00"})
    assert of(backlog.complaints_overdue(look(complaints=cases)))["value"] == 1


def test_median_and_p90_are_of_hours_by_the_clock():
    hours = (1, 2, 3, 4, 10)
    cases = complaints(*({"first_answer": f"2026-11-02 {9 + h:02}:00"} for h in hours))
    assert of(measured.answer_time_median(look(complaints=cases)))["value"] == 3.0
    assert of(measured.answer_time_p90(look(complaints=cases)))["value"] == 10.0


def test_a_case_counts_for_its_officer_its_unit_and_every_unit_above():
    cases = complaints({"officer": "P", "first_answer": IN_TIME})
    assert subjects(measured.answered_in_time(look(complaints=cases))) == {
        ("unit", "S"),
        ("unit", "B1"),
        ("unit", "D"),
        ("person", "P"),
    }


def test_a_case_of_no_unit_counts_for_the_office_alone():
    cases = complaints({"unit": None})
    assert subjects(backlog.complaints_open(look(complaints=cases))) == {("unit", "D")}


def test_a_case_is_judged_in_the_period_in_which_it_was_decided():
    cases = complaints({"received": "2026-10-26 09:00"})  # its answer limit ends on 2 November
    assert of(measured.answered_in_time(look(complaints=cases)))["value"] == 0.0


def test_what_happens_after_now_has_not_happened():
    cases = complaints({"first_answer": IN_TIME, "closed": "2026-11-12 09:00", "status": "closed"})
    early = look("2026-11-05 09:00", complaints=cases)
    assert of(backlog.complaints_open(early))["value"] == 1
    assert of(measured.answered_in_time(early))["n"] == 0


def test_a_kind_without_a_limit_is_not_judged():
    bare = look(complaints=complaints({"first_answer": IN_TIME}), rules=Rules())
    assert of(measured.answered_in_time(bare))["n"] == 0


def test_a_circle_in_the_unit_tree_does_not_hang():
    circle = frame(
        "units",
        {"unit_id": "S", "name": "S", "parent": "T"},
        {"unit_id": "T", "name": "T", "parent": "S"},
    )
    scores = backlog.complaints_open(look(units=circle, complaints=complaints({})))
    assert of(scores)["value"] == 1
