"""Three clocks of a complaint: limits by kind, date, unit and pause; and the waiting times."""

from datetime import date

import pandas as pd
import pytest
from scipy import stats

from scoring.indicators import complaints as measured
from scoring.rules import Limits, Programme, Rules
from tests.scoring.builders import complaints, look, months, of, reasons

KINDS = {"information": 5, "aspiration": 5, "complaint": 14, "oversight": 60}
LAPOR = Rules(
    limits=(Limits(forward={"default": 3}, answer={"default": 5}, finish=KINDS | {"default": 14}),)
)


def decided(indicator, *rows, now="2027-02-26 12:00", rules=LAPOR, **more):
    """Limits kept or missed in any period."""
    whole = look(now, rules=rules, complaints=complaints(*rows), **more)
    facts = indicator(whole)
    return facts.value.tolist()


# 3, 5, 14 and 60 working days after Monday 2 November 2026, at the end of the day.
EDGES = [
    pytest.param(measured.forwarded_in_time, "forwarded", {}, "2026-11-05", id="forward: 3"),
    pytest.param(measured.answered_in_time, "first_answer", {}, "2026-11-09", id="answer: 5"),
    pytest.param(
        measured.resolved_in_time, "closed", {"kind": "information"}, "2026-11-09", id="5 days"
    ),
    pytest.param(
        measured.resolved_in_time, "closed", {"kind": "aspiration"}, "2026-11-09", id="5 as well"
    ),
    pytest.param(measured.resolved_in_time, "closed", {}, "2026-11-20", id="a complaint: 14"),
    pytest.param(
        measured.resolved_in_time, "closed", {"kind": "oversight"}, "2027-01-25", id="60 days"
    ),
    pytest.param(
        measured.resolved_in_time, "closed", {"kind": "unknown"}, "2026-11-20", id="unknown: 14"
    ),
]


@pytest.mark.parametrize(("indicator", "column", "case", "last_day"), EDGES)
def test_a_limit_runs_out_at_the_end_of_its_last_working_day(indicator, column, case, last_day):
    kept, missed = case | {column: f"{last_day} 23:59"}, case | {column: f"{last_day} 23:59:59.9"}
    assert decided(indicator, kept, missed) == [1.0, 1.0]
    day_after = (date.fromisoformat(last_day).toordinal()) + 1
    late = case | {column: f"{date.fromordinal(day_after)} 00:00"}
    assert decided(indicator, late, case) == [0.0, 0.0]


def test_the_clocks_are_apart():
    row = {"forwarded": "2026-11-06 09:00", "first_answer": "2026-11-09 09:00",
           "closed": "2026-11-23 09:00"}  # fmt: skip
    clocks = (measured.forwarded_in_time, measured.answered_in_time, measured.resolved_in_time)
    assert [decided(clock, row) for clock in clocks] == [[0.0], [1.0], [0.0]]


@pytest.mark.parametrize(
    ("waiting", "kept"),
    [
        pytest.param(None, 0.0, id="no pause"),
        pytest.param("2026-11-04T02:00:00Z/2026-11-06T02:00:00Z", 1.0, id="two days with them"),
        pytest.param("2026-11-04T02:00:00Z/2026-11-04T08:00:00Z", 0.0, id="asked and answered"),
        pytest.param("2026-11-10T02:00:00Z/2026-11-12T02:00:00Z", 0.0, id="after the limit"),
    ],
)
def test_days_spent_waiting_for_the_reporter_are_not_counted(waiting, kept):
    row = {"first_answer": "2026-11-11 16:00", "waiting": waiting}
    assert decided(measured.answered_in_time, row) == [kept]


def test_a_case_that_still_waits_for_its_reporter_is_not_missed():
    row = {"waiting": "2026-11-04T02:00:00Z/"}
    facts = measured.answered_in_time(look("2026-11-25 12:00", complaints=complaints(row)))
    assert of(facts)["n"] == 0


def test_pauses_count_where_the_rules_do_not_know_them():
    bare = Rules(limits=(Limits(answer={"default": 5}, pauses=False),))
    row = {"first_answer": "2026-11-11 16:00", "waiting": "2026-11-04T02:00:00Z/2026-11-06T02:00Z"}
    assert decided(measured.answered_in_time, row, rules=bare) == [0.0]


STRICTER = Rules(
    limits=(
        Limits(answer={"default": 5}, since=date(2026, 10, 1)),
        Limits(answer={"default": 2}, since=date(2026, 11, 3)),
    )
)


@pytest.mark.parametrize(
    ("received", "answered", "value"),
    [
        pytest.param("2026-11-02 23:59", "2026-11-09 12:00", 1.0, id="the day before: five days"),
        pytest.param("2026-11-03 00:00", "2026-11-09 12:00", 0.0, id="from its day on: two days"),
        pytest.param("2026-11-03 00:00", "2026-11-05 12:00", 1.0, id="two days kept"),
    ],
)
def test_a_case_is_judged_by_the_limits_in_force_when_it_came_in(received, answered, value):
    row = {"received": received, "first_answer": answered}
    assert decided(measured.answered_in_time, row, rules=STRICTER) == [value]


def test_before_the_first_limits_nothing_is_judged():
    row = {"received": "2026-09-30 09:00", "first_answer": "2026-11-09 12:00"}
    facts = measured.answered_in_time(look(rules=STRICTER, complaints=complaints(row)))
    assert facts.left_out.tolist() == ["no_limit"]


def test_a_six_day_office_has_its_own_limit():
    row = {"first_answer": "2026-11-09 09:00"}  # Saturday the 7th is its fifth day
    whole = look(complaints=complaints(row, row | {"unit": "B2"}), six_days=("S",))
    facts = measured.answered_in_time(whole)
    assert (of(facts, "S")["value"], of(facts, "B2")["value"]) == (0.0, 1.0)


def test_a_due_time_before_receipt_cannot_be_and_the_limit_of_the_kind_holds():
    row = {"due": "2026-11-01 10:00", "closed": "2026-11-20 12:00"}
    assert decided(measured.resolved_in_time, row) == [1.0]


def test_a_due_time_is_not_looked_at_where_the_rules_say_so():
    own = Rules(limits=(Limits(finish={"default": 14}, use_due=False),))
    row = {"due": "2026-11-03 10:00", "closed": "2026-11-20 12:00"}
    assert decided(measured.resolved_in_time, row, rules=own) == [1.0]


def test_a_case_that_was_never_decided_is_left_out_in_the_month_of_its_receipt():
    bare = look(complaints=complaints({}), rules=Rules())
    assert reasons(measured.answered_in_time(bare)) == ["no_limit"]


def test_a_reopened_case_ended_again_is_judged_by_its_second_end():
    again = {"resolved": "2026-11-04 10:00", "reopened": "2026-11-05 10:00"}
    rows = (again | {"closed": "2026-11-10 10:00"}, again | {"closed": "2026-11-23 10:00"})
    assert decided(measured.resolved_in_time, *rows) == [1.0, 0.0]
    assert decided(measured.resolved_in_time, again) == [0.0]  # open again, and past its limit


def test_an_open_case_counts_as_waiting_until_now():
    hours = ({"first_answer": "2026-11-02 10:00"}, {"first_answer": "2026-11-02 12:00"}, {}, {})
    score = of(measured.answer_time_median(look("2026-11-03 09:00", complaints=complaints(*hours))))
    # half of them answered after 3 hours, the next known time is 24: between the two
    assert (score["value"], score["n"]) == (13.5, 4)


def test_where_most_are_open_the_median_is_not_reached_and_not_short():
    rows = ({"first_answer": "2026-11-02 10:00"}, {}, {})
    score = of(measured.answer_time_median(look(complaints=complaints(*rows))))
    assert (score["n"], score.isna()["value"]) == (3, True)
    assert score["low"] == 28 * 24 + 3  # it is longer than the longest wait so far
    assert of(measured.answer_time_p90(look(complaints=complaints(*rows)))).isna()["value"]


def test_the_waiting_time_is_the_kaplan_meier_curve_of_scipy():
    done, open_for, now = (3, 5, 8, 13, 21, 34), (4, 9, 20), pd.Timestamp("2026-11-22")
    rows = [{"received": "2026-11-20", "first_answer": _ago("2026-11-20", -h)} for h in done]
    rows += [{"received": _ago(now, hours)} for hours in open_for]
    curve = stats.ecdf(stats.CensoredData(uncensored=done, right=open_for)).sf
    expected = curve.quantiles[curve.probabilities <= 0.5].min()
    score = of(measured.answer_time_median(look(str(now), complaints=complaints(*rows))))
    assert (score["value"], score["n"]) == (expected, 9)


def _ago(moment, hours):
    return str(pd.Timestamp(moment) - pd.Timedelta(hours=hours))


KEPT, LATE, EASY, HARD = "03", "20", "information", "oversight"
GIVEN = (
    ("P", EASY, KEPT), ("P", HARD, KEPT), ("P", HARD, LATE), ("P", HARD, LATE),
    ("Q", EASY, KEPT), ("Q", EASY, KEPT), ("Q", EASY, LATE), ("Q", HARD, LATE),
)  # fmt: skip


def test_what_is_to_be_expected_of_the_kinds_one_was_given():
    # information: 3 of 4 kept; oversight: 1 of 4. P: one of the first and three of the second.
    rows = [{"officer": officer, "kind": kind, "first_answer": f"2026-11-{day} 09:00"}
            for officer, kind, day in GIVEN]  # fmt: skip
    facts = measured.answered_in_time(look(complaints=complaints(*rows)))
    assert of(facts, "P")["expected"] == pytest.approx((0.75 + 3 * 0.25) / 4)
    assert of(facts, "Q")["expected"] == pytest.approx((3 * 0.75 + 0.25) / 4)
    assert of(facts, "S")["expected"] == of(facts, "S")["value"] == 0.5


def test_a_programme_counts_the_complaints_of_its_categories_and_units():
    programmes = {"P1": Programme(categories=("air",)),
                  "P2": Programme(categories=("air", "jalan"), units=("B1",))}  # fmt: skip
    rules = Rules(limits=LAPOR.limits, programmes=programmes)
    rows = ({"category": "air"}, {"category": "air", "unit": "B2"}, {"category": "jalan"},
            {"category": "lain"}, {"category": "air", "unit": "elsewhere"})  # fmt: skip
    facts = measured.complaints_received(look(rules=rules, complaints=complaints(*rows)))
    assert (of(facts, "P1")["value"], of(facts, "P2")["value"]) == (2, 2)


def test_a_rating_of_an_open_case_is_not_counted_yet():
    rows = ({"rating": 1}, {"rating": 5, "closed": "2026-11-05 09:00"})
    score = of(measured.reporter_rating(look(complaints=complaints(*rows))))
    assert (score["value"], score["n"]) == (5.0, 1)


def test_a_rating_of_a_case_that_ended_at_an_unknown_time_stands_in_the_month_of_its_receipt():
    row = {"rating": 4, "status": "closed"}
    assert of(measured.reporter_rating(look(complaints=complaints(row))))["value"] == 4.0


def test_where_nobody_ever_rated_there_is_no_rating():
    score = of(measured.reporter_rating(look(complaints=complaints({"closed": "2026-11-05"}))))
    assert (score["available"], score["n"]) == (False, 0)


def test_a_period_of_which_no_source_tells_is_unavailable_whatever_others_tell():
    rows = ({"received": "2026-10-01 09:00", "answer_tracked": False}, {})
    two = months("2026-11", "2026-10")
    facts = measured.answered_in_time(look("2026-11-30", *two, complaints=complaints(*rows)))
    assert [of(facts, "S", p.name)["available"] for p in two] == [True, False]
