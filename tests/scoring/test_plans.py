"""Items of performance plans (SKP) and outcomes of programmes.

November 2026 has 21 working days; ten of them have gone by the evening of Friday the 13th.
"""

import pytest

from scoring.indicators import targets as measured
from scoring.plans import forecasts, items_of, outcomes_of
from scoring.rules import Plan, Rules
from tests.scoring.builders import activities, frame, look, months, of, people, reasons, stands

USUAL = {"person": "P", "period": "2026-11", "aspect": "quantity", "pattern": "count",
         "target": 20, "as_of": "2026-11-13"}  # fmt: skip


def plan(*rows, now="2026-11-16 09:00", periods=(), rules=None, absences=(), person=None, **more):
    return look(
        now, *periods, rules=rules,
        people=people({"person_id": "P"} | (person or {}), {"person_id": "Q", "unit": "B2"}),
        targets=frame("targets", *(USUAL | r for r in rows)),
        absences=frame("absences", *({"person": "P", "kind": "leave"} | a for a in absences)),
        **more,
    )  # fmt: skip


def pace(*rows, **more):
    return of(measured.target_pace(plan(*rows, **more)), "P")["value"]


def achieved(*rows, who="P", **more):
    return of(measured.target_achievement(plan(*rows, **more)), who)["value"]


def test_a_count_is_paced_by_the_working_days_gone_when_it_was_stated():
    assert pace({"realised": 5}) == pytest.approx(5 / (20 * 10 / 21))
    assert pace({"realised": 5}, now="2026-11-30 09:00") == pytest.approx(5 / (20 * 10 / 21))


def test_leave_is_taken_out_of_what_is_due():
    week = {"first_day": "2026-11-09", "last_day": "2026-11-13"}
    assert pace({"realised": 5}, absences=(week,)) == pytest.approx(5 / (20 * 5 / 16))
    later = {"first_day": "2026-11-16", "last_day": "2026-11-20"}
    assert pace({"realised": 5}, absences=(later,)) == pytest.approx(5 / (20 * 10 / 16))


def test_who_came_in_the_middle_is_not_late_from_the_beginning():
    came = {"active_from": "2026-11-12"}  # two days of thirteen
    assert pace({"realised": 2}, person=came) == pytest.approx(2 / (20 * 2 / 13))


def test_who_leaves_has_until_then():
    gone = {"active_to": "2026-11-20"}
    assert pace({"realised": 5}, person=gone) == pytest.approx(5 / (20 * 10 / 15))


@pytest.mark.parametrize("pattern", ["position", "release"])
def test_positions_and_published_indices_are_never_divided_by_time(pattern):
    assert pace({"pattern": pattern, "realised": 15}) == pytest.approx(0.75)


def test_a_budget_is_paced_downwards_and_judged_at_its_end():
    budget = {"aspect": "cost", "better": "lower", "realised": 12}
    assert pace(budget) == pytest.approx(2 - 12 / (20 * 10 / 21))
    assert reasons(measured.target_achievement(plan(budget)), ("person", "P")) == ["not_over"]
    over = budget | {"as_of": "2026-11-30", "realised": 15}
    assert achieved(over, now="2026-12-01 09:00") == pytest.approx(1.2)  # 2 - 0.75, cut at the cap


def test_no_item_hides_another_beyond_the_cap():
    assert achieved({"realised": 60}) == 1.2
    assert achieved({"realised": 60}, rules=Rules(plan=Plan(cap=3.0))) == pytest.approx(3.0)


MISSING = [
    pytest.param({"realised": None}, "not_measured", id="not measured"),
    pytest.param({"realised": 5, "target": 0}, "zero_target", id="target of nothing"),
    pytest.param({"realised": -5}, "negative_realised", id="less than nothing"),
    pytest.param({"realised": 5, "as_of": "2026-11-20"}, "not_measured", id="stated after now"),
]


@pytest.mark.parametrize(("row", "why"), MISSING)
def test_what_is_not_measured_is_missing_and_never_0(row, why):
    facts = measured.target_achievement(plan(row))
    assert (of(facts, "P")["n"], of(facts, "P").isna()["value"]) == (0, True)
    assert reasons(facts, ("person", "P")) == [why]


def test_main_and_additional_work_are_weighted():
    rows = ({"realised": 10}, {"realised": 20}, {"realised": 4, "main": False})
    assert achieved(*rows) == pytest.approx(0.8 * (0.5 + 1.0) / 2 + 0.2 * 0.2)
    half = Rules(plan=Plan(main=0.5, additional=0.5))
    assert achieved(*rows, rules=half) == pytest.approx(0.5 * 0.75 + 0.5 * 0.2)


def test_an_item_not_measured_takes_no_part():
    rows = ({"realised": 10}, {"realised": None}, {"realised": 4, "main": False})
    assert achieved(*rows) == pytest.approx((0.4 * 0.5 + 0.2 * 0.2) / 0.6)


def test_without_additional_work_the_main_counts_whole():
    assert achieved({"realised": 10}) == 0.5


def test_a_unit_is_made_of_its_persons_alike_however_many_items_they_have():
    rows = ({"realised": 10}, {"realised": 20}, {"realised": 20, "person": "Q"})
    found = of(measured.target_achievement(plan(*rows)), "D")
    assert (found["value"], found["n"]) == (pytest.approx((0.75 + 1.0) / 2), 3)
    assert achieved(*rows, who="B2") == 1.0


def test_an_item_stands_from_its_statement_to_the_end_of_its_own_period():
    year = {"period": "2026", "realised": 10, "as_of": "2026-10-15"}
    three = months("2026-11", "2026-10", "2026-09")
    facts = measured.target_achievement(plan(year, periods=three))
    assert [stands(facts, "P", p.name) for p in three] == [True, True, False]
    assert of(facts, "P", "2026-11")["value"] == 0.5


@pytest.mark.parametrize("name", ["Triwulan IV", "", "all", "2026-13"])
def test_an_item_of_a_period_nobody_understands_is_of_none(name):
    assert items_of(plan({"period": name, "realised": 5})).empty


@pytest.mark.parametrize("name", ["2026", "2026-Q4", "2026-11", " 2026-11 "])
def test_items_have_periods_of_any_kind(name):
    assert len(items_of(plan({"period": name, "realised": 5}))) == 1


def test_an_item_of_a_period_to_come_is_not_there_yet():
    assert items_of(plan({"period": "2026-12", "realised": 5})).empty


DONE = [{"target": "targets0", "quantity": 3, "day": f"2026-11-{d:02}"} for d in (2, 6, 9)]


def forecast(*done, **more):
    return forecasts(plan({"realised": 9}, activities=activities(*done), **more)).iloc[0]


def test_a_forecast_goes_on_at_the_rate_so_far():
    # nine in the ten days of two weeks, eleven days to come
    found = forecast(*DONE)
    assert (found["basis"], found["forecast"]) == ("thin", pytest.approx(9 + 0.9 * 11))


def test_leave_to_come_brings_nothing():
    week = {"first_day": "2026-11-16", "last_day": "2026-11-20"}
    assert forecast(*DONE, absences=(week,))["forecast"] == pytest.approx(9 + 0.9 * 6)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"status": "rejected"}, id="refused"),
        pytest.param({"minutes": 1500}, id="impossible"),
        pytest.param({"recorded_at": "2026-11-20 09:00"}, id="recorded later"),
        pytest.param({"day": "2026-10-30"}, id="before its period"),
        pytest.param({"day": "2026-11-16"}, id="today"),
        pytest.param({"target": "another"}, id="of another item"),
    ],
)
def test_what_does_not_serve_the_item_is_not_in_its_forecast(row):
    more = {"target": "targets0", "quantity": 90, "day": "2026-11-04"} | row
    assert forecast(*DONE, more)["forecast"] == pytest.approx(9 + 0.9 * 11)


def test_a_stale_statement_is_carried_on_from_its_own_day():
    assert forecast(*DONE, now="2026-11-23 09:00")["forecast"] == pytest.approx(9 + 9 / 15 * 11)


def test_without_activities_the_share_of_time_is_gone_by():
    found = forecast()
    assert (found["basis"], found["forecast"]) == ("share", pytest.approx(9 * 21 / 10))


def outcome(**row):
    usual = {"programme": "A", "unit": "S", "period": "2026", "title": "rumah", "target": 100}
    return look(outcomes=frame("outcomes", usual | row))


@pytest.mark.parametrize(
    ("row", "value"),
    [
        pytest.param({"baseline": 50, "realised": 75}, 0.5, id="half of the way"),
        pytest.param({"realised": 75}, 0.75, id="no baseline: of the target"),
        pytest.param({"baseline": 50, "realised": 40}, 0.0, id="worse than it began"),
        pytest.param({"baseline": 50, "realised": 200}, 1.2, id="far beyond: the cap"),
        pytest.param({"baseline": 100, "realised": 90}, 0.9, id="to be kept as it was"),
        pytest.param(
            {"baseline": 20, "target": 10, "realised": 12, "better": "lower"}, 0.8, id="down"
        ),
        pytest.param(
            {"baseline": 20, "target": 0, "realised": 5, "better": "lower"}, 0.75, id="to nothing"
        ),
        pytest.param({"target": 10, "realised": 12, "better": "lower"}, 0.8, id="down alone"),
        pytest.param(
            {"baseline": 10, "target": 12, "realised": 11, "better": "lower"}, 2 - 11 / 12,
            id="to rise no further",
        ),
    ],
)  # fmt: skip
def test_an_outcome_is_the_way_from_baseline_to_target(row, value):
    assert outcomes_of(outcome(**row))["achievement"].tolist() == pytest.approx([value])


def test_an_outcome_not_measured_is_missing_and_says_so():
    facts = measured.outcome_achievement(outcome(baseline=50))
    assert (of(facts, "A")["n"], of(facts, "S")["n"]) == (0, 0)
    assert reasons(facts, ("programme", "A")) == ["not_measured"]


def test_an_outcome_counts_for_its_programme_and_its_unit():
    facts = measured.outcome_achievement(outcome(baseline=50, realised=75))
    assert [of(facts, who)["value"] for who in ("A", "S", "D")] == [0.5, 0.5, 0.5]


def test_an_outcome_of_no_unit_is_the_offices():
    facts = measured.outcome_achievement(outcome(realised=75, unit=None))
    assert of(facts, "D")["value"] == 0.75
    assert not stands(facts, "S")
