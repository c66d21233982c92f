import pandas as pd
import pytest

from scoring.goals import Goal, judged


def band(value, n=50, available=True, indicator="answered_in_time", kind="unit", **goal):
    wanted = {"g": Goal(**({"indicator": indicator, "target": 0.9, "at_risk": 0.05} | goal))}
    row = {
        "indicator": indicator,
        "subject_kind": kind,
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
