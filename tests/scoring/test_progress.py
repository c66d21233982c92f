import numpy as np
import pandas as pd
import pytest
from scipy import stats

from scoring.progress import (
    achievement,
    elapsed_share,
    forecast_by_share,
    forecast_by_week,
    pace,
    weekly_totals,
)


def numbers(*values):
    return pd.Series(values, dtype="float64")


def items(*rows):
    """Items that count up to 100, more being better, unless said."""
    usual = {"target": 100.0, "realised": 40.0, "pattern": "count", "better": "higher"}
    frame = pd.DataFrame([usual | row for row in rows])
    return frame.astype({"target": "float64", "realised": "float64"})


def only(frame):
    """The one line of a frame; missing as None."""
    line = frame.iloc[0].astype(object)
    return line.where(line.notna(), None)


def achieved(over=True, cap=float("inf"), **item):
    found = only(achievement(items(item), pd.Series([over]), cap))
    return found["achievement"], found["reason"]


ACHIEVED = [
    pytest.param({"realised": 40}, 0.4, id="counted so far"),
    pytest.param({"realised": 0}, 0.0, id="measured and nothing done"),
    pytest.param({"realised": 100}, 1.0, id="as planned"),
    pytest.param({"realised": 130}, 1.3, id="more than planned"),
    pytest.param({"pattern": "position", "target": 95, "realised": 76}, 0.8, id="position"),
    pytest.param({"pattern": "release", "target": 88, "realised": 92.4}, 1.05, id="release"),
    pytest.param({"better": None, "realised": 40}, 0.4, id="more is better unless said"),
    # PermenPANRB 8/2021, page 100: target 7 to 8 months, realised 6.5 and 9 months.
    pytest.param({"better": "lower", "target": 7, "realised": 6.5}, 15 / 14, id="107 % in time"),
    pytest.param({"better": "lower", "target": 8, "realised": 9}, 0.875, id="87.5 % in time"),
    pytest.param({"better": "lower", "realised": 0}, 2.0, id="nothing spent"),
    pytest.param({"better": "lower", "realised": 200}, 0.0, id="twice as much spent"),
    pytest.param({"better": "lower", "realised": 250}, 0.0, id="more than twice, not below 0"),
]


@pytest.mark.parametrize(("item", "expected"), ACHIEVED)
def test_achievement_is_what_was_realised_of_the_target(item, expected):
    value, reason = achieved(**item)
    assert value == pytest.approx(expected)
    assert reason is None


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"realised": None}, "not_measured"),
        ({"target": None}, "no_target"),
        ({"target": 0}, "zero_target"),
        ({"target": 0, "better": "lower"}, "zero_target"),
        ({"target": -5}, "negative_target"),
        ({"realised": -1}, "negative_realised"),
    ],
)
def test_an_achievement_that_cannot_be_is_missing_with_its_reason(item, reason):
    assert achieved(**item) == (None, reason)


def test_a_budget_not_yet_used_up_is_no_achievement_before_the_end():
    assert achieved(over=False, better="lower", realised=10) == (None, "not_over")
    assert achieved(over=False, better="lower", realised=10, pattern="position")[0] == 1.9
    assert achieved(over=False, realised=10)[0] == 0.1


def test_one_item_brings_no_more_than_the_cap():
    assert achieved(realised=500, cap=1.2)[0] == 1.2
    assert achieved(realised=120, cap=1.2)[0] == 1.2
    assert achieved(realised=119, cap=1.2)[0] == 1.19


@pytest.mark.parametrize(
    ("elapsed", "whole", "so_far", "in_all", "share"),
    [
        pytest.param(500, 1000, 0, 0, 0.5, id="half"),
        pytest.param(500, 1000, 200, 200, 0.375, id="300 of 800"),
        pytest.param(500, 1000, 0, 200, 0.625, id="leave to come"),
        pytest.param(1000, 1000, 200, 200, 1.0, id="the end"),
        pytest.param(0, 1000, 0, 0, 0.0, id="the beginning"),
        pytest.param(500, 1000, 500, 1000, None, id="away throughout"),
    ],
)
def test_time_elapsed_is_a_share_of_the_time_the_person_is_there(
    elapsed, whole, so_far, in_all, share
):
    found = elapsed_share(*map(numbers, (elapsed, whole, so_far, in_all)))
    assert only(found.to_frame("share"))["share"] == share


def paced(elapsed, **item):
    found = only(pace(items(item), numbers(elapsed)))
    return found["expected"], found["pace"], found["reason"]


def test_a_count_is_expected_in_proportion_to_time():
    assert paced(0.5, realised=40) == (50, 0.8, None)
    assert paced(1.0, realised=40) == (100, 0.4, None)
    assert paced(0.25, realised=0) == (25, 0, None)


def test_less_than_expected_is_ahead_where_lower_is_better():
    assert paced(0.5, realised=40, better="lower") == (50, pytest.approx(1.2), None)


@pytest.mark.parametrize(
    ("elapsed", "item", "reason"),
    [
        (0.5, {"pattern": "position"}, "not_paced"),
        (0.5, {"pattern": "release"}, "not_paced"),
        (0.0, {}, "not_started"),
        (None, {}, "no_time"),
        (0.5, {"realised": None}, "not_measured"),
        (0.5, {"target": 0}, "zero_target"),
    ],
)
def test_what_cannot_be_paced_has_a_reason_and_no_pace(elapsed, item, reason):
    assert paced(elapsed, **item) == (None, None, reason)


def test_without_dates_a_count_goes_on_in_proportion_to_time_without_interval():
    found = only(forecast_by_share(items({"realised": 30}), numbers(0.4), least=0.1))
    assert (found["forecast"], found["basis"]) == (pytest.approx(75), "share")
    assert found[["low", "high", "probability"]].tolist() == [None, None, None]


@pytest.mark.parametrize(
    ("elapsed", "item", "basis"),
    [
        (0.09, {}, "thin"),
        (0.1, {}, "share"),
        (0.0, {}, None),
        (0.5, {"pattern": "position"}, None),
        (0.5, {"realised": None}, None),
    ],
)
def test_a_forecast_says_what_it_rests_on(elapsed, item, basis):
    found = only(forecast_by_share(items(item), numbers(elapsed), least=0.1))
    assert found["basis"] == basis
    assert (found["forecast"] is None) == (basis is None)


def test_a_week_without_contribution_is_a_week_with_nothing():
    worked = pd.DataFrame({"item": 0, "week": [1, 2, 3], "days": [5, 4, 0]})
    contributed = pd.DataFrame({"item": 0, "week": [1, 1, 3], "amount": [2.0, 3.0, 9.0]})
    found = weekly_totals(contributed, worked)
    assert found[["week", "days", "amount"]].to_numpy().tolist() == [[1, 5, 5], [2, 4, 0]]


def weeks(*amounts, days=5):
    return pd.DataFrame({"item": 0, "days": days, "amount": np.array(amounts, dtype=float)})


def forecast(*amounts, left=10, days=5, fewest=3, **item):
    """The forecast of one item with these weekly amounts, all of what is realised unless said."""
    rows = items({"realised": sum(amounts)} | item)
    return only(forecast_by_week(rows, weeks(*amounts, days=days), numbers(left), fewest))


def test_a_count_goes_on_as_in_its_weeks_so_far():
    # 10, 20, 30 in weeks of 5 days: 4 a day; 10 days to come bring 40 to the 60 there are.
    # Noise a day: (10^2 + 0 + 10^2) / 5 / 2 = 20. Spread: 20 * 10 * (1 + 10 / 15) = 1000 / 3.
    found, half = forecast(10, 20, 30), stats.t.ppf(0.975, 2) * (1000 / 3) ** 0.5
    assert (found["forecast"], found["basis"]) == (pytest.approx(100), "weeks")
    assert found["low"] == 60  # 100 - 78.6 would take away what is realised
    assert found["high"] == pytest.approx(100 + half + half**2 / (4 * 40))
    assert found["probability"] == pytest.approx(0.5)


def test_weeks_count_by_their_working_days():
    # 4 a day in each week of 5, 2 and 3 days but for one: (20 - 20)^2 / 5, 2^2 / 2, 2^2 / 3.
    found = forecast(20, 10, 10, days=[5, 2, 3], left=20)
    noise = (2**2 / 2 + 2**2 / 3) / 2
    half = stats.t.ppf(0.975, 2) * (noise * 20 * (1 + 20 / 10)) ** 0.5
    assert found["forecast"] == pytest.approx(120)
    assert found["low"] == pytest.approx(120 - half)


def test_the_probability_belongs_to_the_interval():
    usual = forecast(18, 20, 22, 19, 21)
    at_low = forecast(18, 20, 22, 19, 21, target=usual["low"])
    at_high = forecast(18, 20, 22, 19, 21, target=usual["high"])
    assert at_low["probability"] == pytest.approx(0.975)
    assert at_high["probability"] == pytest.approx(0.025)
    kept = forecast(18, 20, 22, 19, 21, target=usual["high"], better="lower")
    assert kept["probability"] == pytest.approx(0.975)


@pytest.mark.parametrize(
    ("target", "better", "probability"),
    [(60, "higher", 1.0), (59, "higher", 1.0), (59, "lower", 0.0)],
)
def test_a_target_reached_or_broken_already_is_certain(target, better, probability):
    assert forecast(10, 20, 30, target=target, better=better)["probability"] == probability


@pytest.mark.parametrize(
    ("amounts", "basis"),
    [((10, 20), "thin"), ((10,), "thin"), ((20, 20, 20), "no_spread"), ((10, 20, 30), "weeks")],
)
def test_few_weeks_or_weeks_all_alike_have_a_forecast_without_interval(amounts, basis):
    found = forecast(*amounts)
    assert found["basis"] == basis
    assert found["forecast"] is not None
    assert (found[["low", "high", "probability"]].isna().all()) == (basis != "weeks")


def test_how_many_weeks_are_few_can_be_configured():
    assert forecast(10, 20, 30, 40, fewest=5)["basis"] == "thin"


@pytest.mark.parametrize(("realised", "probability"), [(100, 1.0), (99, 0.0)])
def test_when_no_day_is_left_the_end_is_known(realised, probability):
    found = forecast(10, 20, left=0, realised=realised)
    assert found[["forecast", "low", "high"]].tolist() == [realised] * 3
    assert (found["probability"], found["basis"]) == (probability, "over")


def test_a_budget_just_kept_at_the_end_is_kept():
    assert forecast(10, 20, left=0, realised=100, better="lower")["probability"] == 1.0
    assert forecast(10, 20, left=0, realised=101, better="lower")["probability"] == 0.0


@pytest.mark.parametrize(
    "item",
    [
        pytest.param({"pattern": "position"}, id="position"),
        pytest.param({"pattern": "release"}, id="release"),
        pytest.param({"realised": None}, id="not measured"),
        pytest.param({"target": 0}, id="zero target"),
        pytest.param({"left": None}, id="days to come unknown"),
    ],
)
def test_what_is_not_counted_up_has_no_forecast(item):
    assert forecast(10, 20, 30, **item).isna().all()


def test_nothing_contributed_on_a_date_leaves_the_forecast_to_the_share_of_time():
    assert forecast(0, 0, 0, realised=50).isna().all()
    assert only(forecast_by_week(items({}), weeks(), numbers(10))).isna().all()


def test_items_do_not_share_weeks_and_keep_their_index():
    rows = items({"realised": 60}, {"realised": 60}, {"realised": 3}).set_index(pd.Index([7, 8, 9]))
    both = pd.concat([weeks(10, 20, 30), weeks(1, 1, 1).assign(item=2)])
    found = forecast_by_week(rows, both, pd.Series(10.0, index=rows.index))
    assert found["forecast"].tolist() == pytest.approx([100, float("nan"), 5], nan_ok=True)
    assert found.index.tolist() == [7, 8, 9]


def normal(rng, days):
    return np.clip(rng.normal(4 * days, np.sqrt(3 * days)), 0, None)


def overdispersed(mean, shape):
    """Gamma-Poisson amounts: the smaller the shape, the wilder the weeks."""
    return lambda rng, days: rng.poisson(rng.gamma(shape * days / 5, mean / shape))


def simulated(draw, number, left, rng, size=4000):
    """Forecasts of many items drawn alike, and what each then really ended with."""
    days = rng.integers(2, 6, (size, number))
    amounts = draw(rng, days).astype(float)
    rows = items({"target": 1e9}).loc[[0] * size].reset_index(drop=True)
    rows["realised"] = amounts.sum(axis=1)
    at = np.repeat(np.arange(size), number)
    past = pd.DataFrame({"item": at, "days": days.ravel(), "amount": amounts.ravel()})
    end = rows["realised"] + draw(rng, np.full(size, left))
    return rows, past, pd.Series(float(left), index=rows.index), end


@pytest.mark.parametrize(("number", "left"), [(3, 100), (6, 50), (12, 60), (26, 120), (40, 15)])
@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(normal, id="normal"),
        pytest.param(lambda rng, days: rng.poisson(2 * days), id="poisson"),
        pytest.param(overdispersed(10, 4), id="10 a week"),
        pytest.param(overdispersed(3, 2), id="3 a week"),
    ],
)
def test_the_interval_encloses_what_really_comes_in_about_95_of_100(draw, number, left):
    rows, past, days, end = simulated(draw, number, left, np.random.default_rng(11))
    found = forecast_by_week(rows, past, days)
    told = found["basis"] == "weeks"
    held = (found["low"] <= end) & (end <= found["high"])
    assert told.mean() > 0.95
    assert 0.92 <= held[told].mean() <= 0.98


def test_of_targets_said_to_be_reached_with_a_probability_so_many_are():
    rng = np.random.default_rng(12)
    rows, past, days, end = simulated(overdispersed(10, 4), 12, 60, rng, size=20000)
    coming = forecast_by_week(rows, past, days)["forecast"] - rows["realised"]
    rows["target"] = rows["realised"] + coming * rng.uniform(0.6, 1.5, len(rows))
    said = forecast_by_week(rows, past, days)["probability"]
    for low in (0.1, 0.3, 0.5, 0.7):
        among = said.between(low, low + 0.2)
        assert (end >= rows["target"])[among].mean() == pytest.approx(low + 0.1, abs=0.05)
