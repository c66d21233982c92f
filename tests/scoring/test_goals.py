from datetime import date

import pandas as pd
import pytest

from scoring.goals import Goal, judged


def band(value, n=50, available=True, indicator="answered_in_time", kind="unit", **goal):
    wanted = {"g": Goal(**({"indicator": indicator, "target": 0.9, "at_risk": 0.05} | goal))}
    row = {
        "indicator": indicator,
        "subject_kind": kind,
        "period": "2026-11",
        "value": value,
        "n": n,
        "available": available,
    }
    return judged(pd.DataFrame([row]), wanted)["band"][0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.95, "met"), (0.9, "met"), (0.89, "at_risk"), (0.8501, "at_risk"), (0.84, "missed")],
)
def test_higher_is_better_for_shares(value, expected):
    assert band(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(30.0, "met"), (50.0, "at_risk"), (61.0, "missed")]
)
def test_lower_is_better_for_times(value, expected):
    assert band(value, indicator="answer_time_median", target=48, at_risk=12) == expected


def test_too_few_cases_are_thin_and_never_good_or_bad():
    assert band(1.0, n=4) == "thin"
    assert band(0.0, n=4) == "thin"


def test_what_no_source_can_tell_is_unavailable():
    assert band(float("nan"), n=0, available=False) == "unavailable"


def test_a_goal_for_units_does_not_judge_persons():
    assert band(0.5, kind="person", subjects=("unit",)) == "none"


@pytest.mark.parametrize(
    ("value", "target", "at_risk", "expected"),
    [
        pytest.param(0.85, 0.9, 0.05, "at_risk", id="just within what is at risk"),
        pytest.param(0.7 + 0.2, 0.9, 0.0, "met", id="0.8999999999999999 is 0.9"),
        pytest.param(0.8499, 0.9, 0.05, "missed", id="just past it"),
    ],
)
def test_the_edges_hold_whatever_binary_numbers_make_of_them(value, target, at_risk, expected):
    assert band(value, target=target, at_risk=at_risk) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        pytest.param("2026-11-30", None, "met", id="from the last day of the period on"),
        pytest.param("2026-12-01", None, "none", id="from the day after"),
        pytest.param(None, "2026-11-30", "met", id="until its last day"),
        pytest.param(None, "2026-11-29", "none", id="until the day before"),
    ],
)
def test_a_period_is_judged_by_the_goal_in_force_on_its_last_day(since, until, expected):
    dates = [day and date.fromisoformat(day) for day in (since, until)]
    assert band(0.95, since=dates[0], until=dates[1]) == expected


def test_two_goals_for_one_figure_are_refused():
    with pytest.raises(ValueError, match="not unique"):
        judged(
            pd.DataFrame([{"indicator": "answered_in_time", "subject_kind": "unit",
                           "period": "2026-11", "value": 1.0, "n": 9, "available": True}]),
            {name: Goal("answered_in_time", 0.9) for name in ("a", "b")},
        )  # fmt: skip


def test_no_value_is_thin_however_many_cases_there_are():
    assert band(float("nan"), n=50) == "thin"


@pytest.mark.parametrize(
    ("longest", "n", "expected"),
    [
        pytest.param(48.0, 50, "thin", id="not longer than the target: nothing to say"),
        pytest.param(50.0, 50, "at_risk", id="longer than the target"),
        pytest.param(61.0, 50, "missed", id="longer than that"),
        pytest.param(61.0, 4, "thin", id="of too few cases"),
    ],
)
def test_a_wait_not_reached_is_judged_by_the_time_it_exceeds(longest, n, expected):
    row = {"indicator": "answer_time_median", "subject_kind": "unit", "period": "2026-11",
           "value": float("nan"), "low": longest, "n": n, "available": True}  # fmt: skip
    goals = {"g": Goal("answer_time_median", 48, at_risk=12)}
    assert judged(pd.DataFrame([row]), goals)["band"].tolist() == [expected]
