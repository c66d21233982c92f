"""The weighted score: a sum of contributions, with how much of its weight had evidence."""

from datetime import date

import pandas as pd
import pytest

from scoring.composite import composites, contributions, moved, points_of
from scoring.goals import Goal

NAN = float("nan")
GOALS = {
    "answers": Goal("answered_in_time", target=0.9, at_risk=0.1, min_n=10, weight=2),
    "waits": Goal("answer_time_median", target=48, at_risk=24, min_n=10, weight=1),
    "minutes": Goal("approved_minutes_share", target=0.8, at_risk=0.2, min_n=5, weight=1),
}


def scores(*rows):
    usual = {"indicator": "answered_in_time", "subject_kind": "unit", "subject_id": "S",
             "period": "2026-11", "value": 0.9, "n": 50, "low": 0.8, "high": 0.97,
             "available": True}  # fmt: skip
    return pd.DataFrame([usual | row for row in rows])


WAITS = {"indicator": "answer_time_median", "value": 60.0, "low": 50.0, "high": 72.0}
MINUTES = {"indicator": "approved_minutes_share", "value": 0.6, "low": 0.5, "high": 0.7}
ALL = scores({"value": 0.45}, WAITS, MINUTES)


def composite(found, goals=GOALS, min_evidence=0.5, by=()):
    return composites(contributions(found, goals), min_evidence, by)


@pytest.mark.parametrize(
    ("value", "target", "floor", "points"),
    [
        pytest.param(0.9, 0.9, 0.0, 100, id="at the target"),
        pytest.param(1.0, 0.9, 0.0, 100, id="beyond it"),
        pytest.param(0.45, 0.9, 0.0, 50, id="half way"),
        pytest.param(0.7, 0.9, 0.5, 50, id="half way from a floor"),
        pytest.param(0.4, 0.9, 0.5, 0, id="below the floor"),
        pytest.param(48, 48, 96, 100, id="less is better: at the target"),
        pytest.param(72, 48, 96, 50, id="less is better: half way"),
        pytest.param(100, 48, 96, 0, id="less is better: past the floor"),
    ],
)
def test_points_go_from_the_floor_to_the_target(value, target, floor, points):
    columns = (pd.Series([float(x)]) for x in (value, target, floor))
    assert points_of(*columns).tolist() == [pytest.approx(points)]


@pytest.mark.parametrize(
    ("goal", "floor"),
    [
        (Goal("answered_in_time", 0.9), 0.0),
        (Goal("answered_in_time", 0.9, floor=0.5), 0.5),
        (Goal("answer_time_median", 48), 96),
        (Goal("complaints_overdue", 0, at_risk=5), 15),
        (Goal("complaints_overdue", 0), 1),
    ],
)
def test_what_earns_nothing(goal, floor):
    assert goal.worth_nothing == floor


def test_contributions_sum_to_the_score_and_what_is_lost_to_the_rest():
    parts = contributions(ALL, GOALS)
    # 50 points of weight 2, 75 and 75 of weight 1
    assert parts["contribution"].tolist() == pytest.approx([25.0, 18.75, 18.75])
    found = composite(ALL).iloc[0]
    assert (found["score"], found["evidence"], found["n"]) == (62.5, 1.0, 3)
    assert parts["contribution"].sum() + parts["lost"].sum() == pytest.approx(100)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"n": 9}, id="too few"),
        pytest.param({"value": NAN, "n": 0}, id="nothing to measure"),
        pytest.param({"available": False, "value": NAN, "n": 0}, id="no source"),
    ],
)
def test_a_goal_without_evidence_takes_no_part_and_its_weight_is_told(row):
    found = composite(scores(row, WAITS, MINUTES)).iloc[0]
    assert (found["score"], found["evidence"], found["n"]) == (75.0, 0.5, 2)
    parts = contributions(scores(row, WAITS, MINUTES), GOALS)
    assert parts["share"].tolist() == [0.0, 0.5, 0.5]
    assert parts["contribution"][0] == 0.0


def test_below_the_least_evidence_there_is_no_score():
    thin = scores({"n": 9}, WAITS, MINUTES)
    assert composite(thin, min_evidence=0.5).iloc[0]["score"] == 75.0
    found = composite(thin, min_evidence=0.51).iloc[0]
    assert found[["score", "low", "high"]].isna().all()
    assert found["evidence"] == 0.5


def test_tenths_that_sum_up_to_the_least_evidence_are_enough():
    goals = {n: Goal(i, 1.0, weight=w) for n, i, w in (
        ("a", "answered_in_time", 0.1), ("b", "resolved_in_time", 0.2),
        ("c", "recorded_in_time", 0.7))}  # fmt: skip
    rows = scores({}, {"indicator": "resolved_in_time"}, {"indicator": "recorded_in_time", "n": 0})
    assert composite(rows, goals, min_evidence=0.3).iloc[0]["score"] == pytest.approx(90)


def test_without_any_evidence_there_is_no_score_and_no_0():
    found = composite(scores({"n": 0, "value": NAN}), min_evidence=0.0).iloc[0]
    assert (found.isna()["score"], found["evidence"], found["n"]) == (True, 0.0, 0)


def test_what_no_goal_is_for_takes_no_part():
    assert contributions(scores({"indicator": "complaints_open"}), GOALS).empty
    assert composite(scores({"indicator": "complaints_open"})).empty
    assert composite(scores({}).iloc[:0]).empty


def test_a_goal_of_no_weight_judges_and_adds_nothing():
    goals = GOALS | {"minutes": Goal("approved_minutes_share", 0.8, weight=0)}
    assert "minutes" not in contributions(ALL, goals)["goal"].tolist()


def test_the_score_by_aspect():
    rows = scores({}, {"indicator": "resolved_in_time", "value": 0.45})
    goals = GOALS | {"ends": Goal("resolved_in_time", 0.9)}
    found = composite(rows, goals, by=("aspect",)).set_index("aspect")["score"]
    assert found.to_dict() == {"process": 100.0, "results": 50.0}


def test_the_interval_adds_up_the_variances():
    rows = scores({"value": 0.45, "low": 0.36, "high": 0.54}, MINUTES | {"low": 0.52, "high": 0.68})
    found = composite(rows).iloc[0]
    half = ((10 * 2) ** 2 + (10 * 1) ** 2) ** 0.5 / 3  # 40-60 and 65-85 points
    assert (found["low"], found["high"]) == pytest.approx((175 / 3 - half, 175 / 3 + half))


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [
        pytest.param(50.0, 72.0, (50, pytest.approx(95.8333)), id="both known"),
        pytest.param(50.0, NAN, (0, pytest.approx(95.8333)), id="the longest wait is not known"),
        pytest.param(NAN, 72.0, (50, 100), id="the shortest is not known"),
    ],
)
def test_an_end_of_an_interval_that_is_not_known_is_as_bad_or_good_as_can_be(low, high, ends):
    parts = contributions(scores(WAITS | {"low": low, "high": high}), GOALS)
    assert (parts["points_low"][0], parts["points_high"][0]) == ends


def test_without_an_interval_of_a_part_the_score_has_none():
    rows = scores({"low": NAN, "high": NAN}, MINUTES)
    found = composite(rows).iloc[0]
    assert found["score"] == pytest.approx((200 + 75) / 3)
    assert found[["low", "high"]].isna().all()


OLD = {
    "old": Goal("answered_in_time", 0.5, weight=1, until=date(2026, 10, 31)),
    "new": Goal("answered_in_time", 0.9, weight=3, since=date(2026, 11, 1)),
}


def test_each_period_has_the_goals_in_force_on_its_last_day():
    rows = scores({"period": "2026-10", "value": 0.5}, {"value": 0.5})
    found = contributions(rows, OLD).set_index("period")
    assert found["goal"].to_dict() == {"2026-10": "old", "2026-11": "new"}
    assert found["points"].to_dict() == pytest.approx({"2026-10": 100, "2026-11": 50 / 0.9})


@pytest.mark.parametrize(("today", "goal"), [("2026-10-31", "old"), ("2026-11-01", "new")])
def test_all_time_is_judged_by_the_goals_of_today(today, goal):
    found = contributions(scores({"period": "all"}), OLD, pd.Timestamp(today))
    assert found["goal"].tolist() == [goal]


def test_what_if_lists_exactly_whom_it_moves():
    rows = scores({}, {"subject_id": "T", "value": 0.96}, {"subject_id": "U", "value": 0.7})
    after = GOALS | {"answers": Goal("answered_in_time", 0.95, at_risk=0.1, min_n=10, weight=2)}
    found = moved(rows, GOALS, after, 0.5).set_index("subject_id")
    assert list(found.index) == ["S", "U"]  # T stays at 100 points, and met
    assert found["bands"]["S"] == "answers: met > at_risk"
    assert found["change"]["S"] == pytest.approx(100 * 0.9 / 0.95 - 100)
    assert pd.isna(found["bands"]["U"])  # missed before and after, with fewer points


def test_what_if_nothing_changes_moves_nobody():
    assert moved(ALL, GOALS, dict(GOALS), 0.5).empty


def test_other_weights_move_whom_they_move():
    after = GOALS | {"waits": Goal("answer_time_median", 48, at_risk=24, min_n=10, weight=9)}
    found = moved(
        pd.concat([ALL, scores({"subject_id": "T"})], ignore_index=True), GOALS, after, 0.5
    )
    assert found["subject_id"].tolist() == ["S"]
    assert found["score_after"].tolist() == pytest.approx([(100 + 9 * 75 + 75) / 12])


def test_a_goal_taken_away_and_one_that_no_longer_weighs():
    without = {k: g for k, g in GOALS.items() if k != "minutes"}
    assert moved(ALL, GOALS, without, 0.5)["bands"].tolist() == ["minutes: at_risk > none"]
    idle = GOALS | {"minutes": Goal("approved_minutes_share", 0.8, at_risk=0.2, weight=0)}
    found = moved(ALL, GOALS, idle, 0.5)
    assert found["bands"].isna().all()  # still at risk
    assert found["score_after"].tolist() == pytest.approx([175 / 3])


def test_a_score_that_comes_or_goes_is_a_move():
    stricter = GOALS | {"answers": Goal("answered_in_time", 0.9, at_risk=0.1, min_n=60, weight=8)}
    found = moved(ALL, GOALS, stricter, 0.5)
    assert found["score_after"].isna().tolist() == [True]
    assert found["bands"].tolist() == ["answers: missed > thin"]


def test_leaving_cases_open_until_no_median_is_reached_is_no_way_out():
    open_too_long = scores(WAITS | {"value": NAN, "low": 72.0, "high": NAN}, MINUTES)
    parts = contributions(open_too_long, GOALS)
    assert parts[["points", "points_low", "points_high"]].iloc[0].tolist() == [50, 0, 50]
    assert composite(open_too_long).iloc[0]["score"] == pytest.approx(62.5)
