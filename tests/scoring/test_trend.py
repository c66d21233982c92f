from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.baseline import Rebase, first_day
from scoring.trend import trends
from tests.scoring.trend_offices import normals, series, shares, weeks

UNITS = {"hours": "hours", "index": "index", "count": "count", "share": "share"}
BETTER = {"hours": "lower", "index": "higher", "count": "lower", "share": "higher"}
STEADY = [11.0, 9.0] * 13  # mean 10, limits 10 +/- 5.32


def lines(values, indicator="index", subject="P1", n=None, hits=None):
    """One subject's weekly lines; None is a week without a figure."""
    count = len(values)
    return pd.DataFrame(
        {
            "indicator": indicator,
            "subject_kind": "person",
            "subject_id": subject,
            "period": weeks(count),
            "value": np.array(values, dtype=float),
            "n": np.array(n or [10.0] * count, dtype=float),
            "hits": np.array(hits or [np.nan] * count, dtype=float),
        }
    )


def of_cases(hits, n, subject="P1"):
    """Weekly on-time shares."""
    values = [k / m if m else np.nan for k, m in zip(hits, n, strict=True)]
    return lines(values, "share", subject, n=n, hits=hits)


def found(frame, better=None, **given_):
    """The line of P1."""
    result = trends(frame, UNITS, better or BETTER, **given_)
    return result.set_index("subject_id").loc["P1"]


def rebase(**given_):
    usual = {
        "date": date(2025, 6, 2),
        "reason": "new form",
        "author": "Cut Meutia",
        "subject_kind": "person",
        "subject_id": "P1",
        "indicator": "index",
    }
    return Rebase(**(usual | given_))


# Is it changing?

CHANGES = {
    "higher is better, and it is": ("higher", 20, "improving"),
    "higher is better, and it is not": ("higher", 0, "worsening"),
    "lower is better, and it is": ("lower", 0, "improving"),
    "lower is better, and it is not": ("lower", 20, "worsening"),
    "neither is better": ("neither", 20, "neutral"),
    "nothing changed": ("higher", 11, "common_cause"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_variation_follows_what_is_better(name):
    better, last, expected = CHANGES[name]
    line = found(lines([*STEADY, last]), {"index": better})
    assert (line["method"], line["variation"]) == ("xmr", expected)


def test_the_chart_is_drawn_from_the_first_half_year():
    line = found(lines([*STEADY, 0, 0, 0]))
    assert line["centre"] == 10
    assert (line["lower"], line["upper"]) == pytest.approx((4.68, 15.32))
    assert line["rule"] == "outside"


def test_twelve_points_are_too_few_to_judge_and_thirteen_are_not():
    assert found(lines([*STEADY[:11], 60]))[["method", "variation"]].tolist() == ["thin"] * 2
    assert found(lines([*STEADY[:12], 60]))["variation"] == "improving"


def test_weeks_without_a_figure_are_no_points():
    gappy = [cell for value in STEADY for cell in (value, None)]
    line = found(lines([*gappy, 0, None]))
    assert (line["points"], line["last"], line["variation"]) == (27, 0, "worsening")
    assert line["last_period"] == weeks(53)[52]


def test_few_cases_are_judged_exactly_and_many_by_xmr():
    assert found(of_cases([3] * 30, [3] * 30))["method"] == "exact"
    assert found(of_cases([300, 290] * 15, [400] * 30))["method"] == "xmr"
    assert found(lines([1.0, 0, 2] * 10, "count"))["method"] == "exact"
    assert found(lines([100.0, 90, 110] * 10, "count"))["method"] == "xmr"


def test_shares_without_hits_are_judged_by_xmr():
    assert found(lines([0.9, 0.8] * 15, "share"))["method"] == "xmr"


def test_one_missed_case_after_a_clean_half_year_is_common_cause():
    line = found(of_cases([2] * 26 + [1], [2] * 27))
    assert line["variation"] == "common_cause"
    assert not line["concern"]


# Does it meet its target?

TARGETS = {
    "beyond the bad limit": ("higher", 4.6, "consistently_met"),
    "on the bad limit": ("higher", 10 - 5.32, "consistently_met"),
    "between the limits": ("higher", 12, "hit_or_miss"),
    "beyond the good limit": ("higher", 15.4, "consistently_missed"),
    "lower is better, above both": ("lower", 15.4, "consistently_met"),
    "lower is better, below both": ("lower", 4.6, "consistently_missed"),
    "neither is better": ("neither", 10, "none"),
}


@pytest.mark.parametrize("name", TARGETS)
def test_assurance_compares_the_limits_with_the_target(name):
    better, target, expected = TARGETS[name]
    line = found(lines([*STEADY, 10]), {"index": better}, targets={"index": target})
    assert line["assurance"] == expected


def test_without_a_target_there_is_no_assurance_and_of_few_points_none_yet():
    assert found(lines(STEADY))["assurance"] == "none"
    assert found(lines(STEADY[:12]), targets={"index": 5})["assurance"] == "thin"


def test_the_two_answers_do_not_touch_one_another():
    worse = lines([*STEADY, 0])
    answers = {found(worse, targets={"index": target})["variation"] for target in (-9, 10, 99)}
    assert answers == {"worsening"}
    targets = {"index": 1}
    assert found(worse, targets=targets)["assurance"] == "consistently_met"
    assert found(lines([*STEADY, 99]), targets=targets)["assurance"] == "consistently_met"


# Rebasing.


@pytest.mark.parametrize("name", ["date", "reason", "author"])
@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_a_new_baseline_needs_a_date_a_reason_and_an_author(name, nothing):
    with pytest.raises(ValueError, match=f"rebase: {name} is missing; a new baseline needs"):
        rebase(**{name: nothing})


def test_a_rebasing_begins_a_new_baseline():
    frame = lines([*STEADY, *[value + 50 for value in STEADY]])
    start = date.fromisocalendar(2025, 27, 1)
    assert found(frame)["variation"] == "improving"
    line = found(frame, rebases=[rebase(date=start)])
    assert line[["centre", "points", "variation"]].tolist() == [60, 26, "common_cause"]


def test_a_week_that_a_rebasing_cuts_belongs_to_the_old_baseline():
    frame = lines(STEADY * 2)
    monday = date.fromisocalendar(2025, 27, 1)
    tuesday = date.fromisocalendar(2025, 27, 2)
    points = [found(frame, rebases=[rebase(date=day)])["points"] for day in (monday, tuesday)]
    assert points == [26, 25]


def test_the_newest_of_several_rebasings_counts_and_a_future_one_not_yet():
    days = [date.fromisocalendar(2025, week, 1) for week in (20, 30, 10)] + [date(2030, 1, 1)]
    frame = lines(STEADY * 2)
    assert found(frame, rebases=[rebase(date=day) for day in days])["points"] == 52 - 29


def test_a_rebasing_is_for_one_series_only():
    frame = pd.concat([lines(STEADY), lines(STEADY, subject="P2"), lines(STEADY, "hours")])
    result = trends(frame, UNITS, BETTER, rebases=[rebase()]).set_index(["indicator", "subject_id"])
    assert result["points"].to_dict() == {
        ("hours", "P1"): 26,
        ("index", "P1"): 26 - 22,
        ("index", "P2"): 26,
    }


@pytest.mark.parametrize(
    ("period", "first"),
    [
        ("2026-W47", date(2026, 11, 16)),
        ("2026-W01", date(2025, 12, 29)),
        ("2026-11", date(2026, 11, 1)),
        ("2026-Q4", date(2026, 10, 1)),
        ("2026", date(2026, 1, 1)),
        ("2026-11-18", date(2026, 11, 18)),
    ],
)
def test_the_first_day_of_a_period(period, first):
    assert first_day(period) == first


def test_a_text_that_is_no_period_is_refused_where_days_are_needed():
    with pytest.raises(ValueError, match="period: 'last week' is none; right are"):
        first_day("last week")


# Concerns.


def office(persons=60, count=52, seed=3):
    rng = np.random.default_rng(seed)
    kpis = {"share": shares(persons, count, rng), "index": normals(persons, count, rng)}
    return series(kpis)


def test_a_fall_is_a_concern_with_its_evidence():
    line = found(of_cases([4, 3, 4, 4] * 9 + [1, 2, 2, 1], [4] * 40))
    assert (line["signal"], line["concern"], line["since"]) == ("worsening", True, weeks(37)[36])
    assert line["evidence"] > line["line"]
    assert line["baseline"] == pytest.approx(15 / 16, abs=0.02)
    assert (line["recent"], line["recent_n"]) == (6 / 16, 16)
    assert line["baseline_n"] == 4 * 35  # the newest and four before it do not belong to it yet


def test_an_improvement_is_a_signal_and_no_concern():
    line = found(of_cases([1, 2, 2, 1] * 9 + [4, 4, 4, 4], [4] * 40))
    assert (line["signal"], line["concern"]) == ("improving", False)


def test_where_nothing_is_better_nobody_is_watched():
    line = found(lines([*STEADY * 2, *[99] * 9]), {"index": "neither"})
    assert pd.isna(line["signal"])
    assert (line["concern"], line["expected_false"]) == (False, 0)


def test_a_rule_of_a_chart_is_no_concern():
    line = found(lines([*STEADY, 0]))
    assert (line["variation"], line["concern"]) == ("worsening", False)


def test_before_its_baseline_is_learnt_nobody_is_watched():
    line = found(lines(STEADY[:16] + [0] * 9))
    assert (line["concern"], line["expected_false"]) == (False, 0)
    months = found(lines(STEADY[:16] + [0] * 9), learn=13)
    assert (months["concern"], months["expected_false"]) == (True, 0)


def test_half_a_year_with_gaps_is_a_baseline_as_soon_as_it_has_thirteen_figures():
    steady = lines(STEADY, subject="P2")
    later = lines([10.0] * 27, subject="P2").iloc[26:]
    every_second = lines([value if week % 2 else None for week, value in enumerate(STEADY)])
    every_third = lines([None if week % 3 else value for week, value in enumerate(STEADY)])
    for sparse, expected in ((every_second, 0.01), (every_third, 0)):
        newest = lines([10.0] * 27).iloc[26:]
        line = found(pd.concat([steady, later, sparse, newest]))
        assert line["expected_false"] == expected


def test_the_budget_is_shared_by_the_indicators_of_a_subject():
    two = trends(office(), UNITS, BETTER)
    one = trends(office().query("indicator == 'index'"), UNITS, BETTER)
    assert set(two["expected_false"]) <= {0, 0.005}
    assert set(one["expected_false"]) <= {0, 0.01}
    assert (one["line"] < two.query("indicator == 'index'")["line"].to_numpy()).all()


def test_what_was_noticed_before_is_not_expected_again():
    fallen = [4, 3, 4, 4] * 9 + [1, 2, 2, 1]
    at_once = [found(of_cases(fallen[:k], [4] * k)) for k in range(37, 41)]
    raised = [line for line in at_once if line["raised"] == line["last_period"]]
    assert len(raised) == 1
    assert raised[0]["expected_false"] == 0.01
    assert at_once[-1]["expected_false"] == 0


def test_who_has_no_figure_this_week_can_bring_no_false_concern_this_week():
    frame = pd.concat([lines(STEADY), lines(STEADY[:-1], subject="P2")])
    result = trends(frame, UNITS, BETTER).set_index("subject_id")["expected_false"]
    assert result.to_dict() == {"P1": 0.01, "P2": 0}


def test_false_concerns_found_and_expected_stand_side_by_side():
    frame = office(persons=400, seed=8)
    result = [trends(frame[frame["period"] <= week], UNITS, BETTER) for week in weeks(52)[40:]]
    expected = sum(look["expected_false"].sum() for look in result)
    raised = sum(
        (look["concern"] & (look["raised"] == look["last_period"])).sum() for look in result
    )
    assert expected == pytest.approx(12 * 400 * 0.01, rel=0.2)
    assert raised == pytest.approx(expected, rel=0.4)


def test_hours_are_watched_on_the_scale_on_which_they_are_near_normal():
    rng = np.random.default_rng(17)
    spread = np.exp(rng.normal(2, 0.5, 30))
    line = found(lines([*spread, *(spread[:9] * 2.5)], "hours"))
    assert line["concern"]
    assert line["baseline"] == pytest.approx(np.exp(2), rel=0.3)


# What may not matter, and what is refused.


def test_the_order_of_lines_changes_nothing():
    frame = office()
    shuffled = frame.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(trends(frame, UNITS, BETTER), trends(shuffled, UNITS, BETTER))


def test_an_unrelated_subject_changes_nothing():
    frame = office()
    unit = lines([5.0, 50] * 26).assign(subject_kind="unit", subject_id="U")
    alone, together = (trends(rows, UNITS, BETTER) for rows in (frame, pd.concat([frame, unit])))
    kept = together[together["subject_kind"] == "person"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, kept)


def test_a_colleague_changes_neither_method_nor_limits_nor_line_nor_variation():
    frame = office()
    colleague = lines([5.0, 50] * 26, subject="X")
    alone, together = (
        trends(rows, UNITS, BETTER) for rows in (frame, pd.concat([frame, colleague]))
    )
    kept = together[together["subject_id"] != "X"].reset_index(drop=True)
    own = ["method", "variation", "rule", "centre", "lower", "upper", "assurance"]
    pd.testing.assert_frame_equal(alone[own], kept[own])
    counted = alone["indicator"] == "share"
    assert alone.loc[counted, "line"].equals(kept.loc[counted, "line"])


@settings(max_examples=25)
@given(
    seed=st.integers(0, 10_000),
    fall=st.floats(0, 4),
    worse=st.floats(0.01, 5),
    better=st.sampled_from(["higher", "lower"]),
)
def test_worse_figures_never_turn_worsening_into_improving(seed, fall, worse, better):
    rng = np.random.default_rng(seed)
    way = 1 if better == "higher" else -1
    values = way * (rng.normal(0, 1, 40) - fall * (np.arange(40) >= 30))
    before = found(lines(values), {"index": better})
    after = found(lines([*values, values[-1] - way * worse]), {"index": better})
    for column in ("variation", "signal"):
        assert (before[column], after[column]) != ("worsening", "improving")


@settings(max_examples=25)
@given(seed=st.integers(0, 10_000), week=st.integers(26, 39))
def test_one_case_missed_instead_of_met_never_turns_worsening_into_improving(seed, week):
    rng = np.random.default_rng(seed)
    hits = rng.binomial(4, np.where(np.arange(40) < 32, 0.85, 0.45)).tolist()
    missed = [*hits[:week], max(hits[week] - 1, 0), *hits[week + 1 :]]
    before, after = (found(of_cases(row, [4] * 40))["signal"] for row in (hits, missed))
    assert (before, after) != ("worsening", "improving")


def test_a_subject_without_any_figure_has_a_line_and_no_answer():
    line = found(lines([None] * 30))
    assert line[["points", "method", "variation"]].tolist() == [0, "thin", "thin"]
    assert not line["concern"]


def test_no_lines_at_all_give_a_frame_without_lines():
    empty = trends(lines([1.0]).iloc[:0], UNITS, BETTER)
    assert len(empty) == 0
    assert list(empty.columns) == list(trends(lines([1.0]), UNITS, BETTER).columns)


def test_a_week_that_stands_twice_is_refused():
    with pytest.raises(ValueError, match="index, person, P1, 2025-W01 stands 2 times; once"):
        trends(pd.concat([lines([1.0]), lines([1.0])]), UNITS, BETTER)


@pytest.mark.parametrize("name", ["units", "better"])
def test_an_indicator_that_nothing_is_said_of_is_refused(name):
    given_ = {"units": UNITS, "better": BETTER} | {name: {}}
    with pytest.raises(ValueError, match=f"trend: {name} says nothing of index"):
        trends(lines([1.0]), **given_)


def test_a_budget_beyond_what_was_worked_out_is_refused():
    with pytest.raises(ValueError, match=r"trend: a budget of .* is not worked out"):
        trends(lines(STEADY), UNITS, BETTER, budget=0.5)
