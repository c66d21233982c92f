"""Which figures will probably miss their target at the period's end."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from scoring.alerts.finding import conditions
from scoring.alerts.pace import forecast_miss
from tests.scoring.alerts.builders import found_of, rule, rules, scores, sight

PACE = rule(kind="pace", recover=0.25)
EARLY, MIDDLE, LATE = "2026-11-03 09:00", "2026-11-16 00:00", "2026-11-28 09:00"
"""November 2026 has 21 working days: 1.2, 10 and 20 of them have gone (the 28th is a Saturday)."""


def chance(gone=0.5, **more):
    lines = scores(more)
    return forecast_miss(lines, lines["value"] * 0 + gone)[0]


def test_what_can_no_longer_be_reached_is_missed_for_certain():
    assert chance(value=0.6, n=20) == 1.0  # 12 of 20, 20 to come: 32 of 40 at most; 34 are needed


def test_what_is_reached_whatever_comes_is_not_missed():
    assert chance(gone=20 / 23, value=1.0, n=20) == 0.0  # 3 to come: 20 of 23 are 0.87 already


def test_at_the_end_of_the_period_nothing_is_uncertain():
    assert [chance(gone=1.0, value=v, n=20) for v in (0.8, 0.85)] == [1.0, 0.0]


def test_the_forecast_of_a_share_is_what_drawing_the_cases_to_come_gives():
    rng = np.random.default_rng(1)  # 17 of 20; 20 to come; 34 of 40 are needed, so 17 of these
    rates = rng.beta(17.5, 3.5, 200_000)
    drawn = binom.rvs(20, rates, random_state=rng) < 17
    assert chance(value=0.85, n=20) == pytest.approx(drawn.mean(), abs=0.004)


def test_few_cases_early_on_are_no_verdict():
    assert 0.3 < chance(gone=0.1, value=0.8, n=5) < 0.8


def test_where_less_is_better_the_bad_ones_are_forecast():
    reopened = {"indicator": "reopened_share", "n": 20}
    assert chance(value=0.5, **reopened) == 1.0  # 10 of 20, 40 in all: 4 are allowed
    assert chance(value=0.0, **reopened) < 0.05
    assert chance(gone=1.0, value=0.1, **reopened) == 0.0


def test_a_mean_is_as_uncertain_as_what_is_left_of_the_period():
    index = {"indicator": "satisfaction_index", "value": 73, "n": 40, "low": 69.08, "high": 76.92}
    # two below 75, error 2.0 now; of a quarter still to come half of that: P(z < 2) = 0.977
    assert chance(gone=0.75, **index) == pytest.approx(0.9772, abs=0.001)
    assert chance(gone=1.0, **index) == 1.0


def test_a_plan_ends_as_its_pace_says():
    plans = {"indicator": "target_pace", "n": 4}
    assert [chance(value=v, **plans) for v in (0.85, 0.95)] == [1.0, 0.0]


FOUND = {
    "certainly missed": ({"value": 0.5}, MIDDLE, "bad"),
    "on its way": ({"value": 0.99, "n": 90}, MIDDLE, "good"),
    "neither likely nor unlikely": ({"value": 0.84, "n": 200}, MIDDLE, "between"),
    "too early to tell": ({"value": 0.5}, EARLY, "unknown"),
    "too few cases": ({"value": 0.5, "n": 4}, MIDDLE, "unknown"),
    "late, and missed by little": ({"value": 0.8, "n": 200}, LATE, "bad"),
}


@pytest.mark.parametrize("case", FOUND.values(), ids=list(FOUND))
def test_a_pace_is_bad_where_missing_is_likely(case):
    assert found_of(PACE, sight(case[1], scores=scores(case[0]))) == {"S": case[2]}


def test_waits_and_stocks_have_no_pace():
    some = [{"indicator": i, "value": 99} for i in ("answer_time_median", "complaints_overdue")]
    assert conditions(PACE, sight(scores=scores(*some))).empty


@pytest.mark.parametrize(
    ("value", "indicators", "cause"),
    [(0.6, (), "missed|S"), (0.6, ("resolved_in_time",), None), (0.87, (), None)],
    ids=["missed already", "by no rule that looks at it", "not missed yet"],
)
def test_what_is_missed_already_is_told_by_the_alert_that_says_so(value, indicators, cause):
    missed = rule("missed", "target_missed", indicators=indicators)
    seen = replace(sight(MIDDLE, scores=scores({"value": value})), rules=rules(missed))
    told = conditions(PACE, seen)["cause"].iloc[0]
    assert told == cause if cause else pd.isna(told)
