"""Values with n and interval, held against scipy and, by simulation, against the truth."""

import numpy as np
import pandas as pd
import pytest
from scipy import optimize, stats

from scoring.facts import Facts, scored
from scoring.statistics import Count, Mean, Rate, Ratio, Share, Waiting, WeightedMean
from tests.scoring.builders import look

NAN = float("nan")


def facts(statistic, values, person=None, service=None, **more):
    """One record per value, all in November 2026; ``more``: columns the statistic needs."""
    whole = look()
    index = range(len(values))
    keys = pd.Series([f"r{n}" for n in index])
    persons = pd.Series(["P"] * len(values) if person is None else person, dtype=object)
    services = pd.Series(["S"] * len(values) if service is None else service, dtype=object)
    records = whole.records("complaints", keys, service=services, person=persons)
    day = pd.Series(pd.Timestamp("2026-11-05"), index=index).astype("datetime64[us]")
    columns = {name: pd.Series(column, dtype=float) for name, column in more.items()}
    return Facts(records, statistic, pd.Series(values, dtype=float), day, more=columns)


def score(*args, who="P", **more):
    return scored(facts(*args, **more)).set_index("subject_id").loc[who]


def interval(found):
    return found["low"], found["high"]


@pytest.mark.parametrize(("hits", "n"), [(0, 3), (1, 1), (7, 9), (50, 50), (10, 200)])
def test_a_share_has_the_wilson_interval(hits, n):
    found = score(Share(), [1.0] * hits + [0.0] * (n - hits) + [NAN])
    wilson = stats.binomtest(hits, n).proportion_ci(method="wilson")
    assert (found["value"], found["n"]) == (pytest.approx(hits / n), n)
    assert interval(found) == pytest.approx((wilson.low, wilson.high))


def test_a_share_of_lines_that_stand_for_many_is_of_what_they_stand_for():
    found = score(Share(), [3.0, 0.0, NAN], weight=[4.0, 6.0, 90.0])
    assert (found["value"], found["n"]) == (0.3, 10)


@pytest.mark.parametrize("events", [0, 1, 4, 30])
def test_a_count_has_the_exact_poisson_interval(events):
    found = score(Count(), [1.0] * events + [0.0] * 5)
    assert interval(found) == pytest.approx((least(events), most(events)))
    assert (found["value"], found["n"]) == (events, events + 5)


def least(events):
    """The smallest mean at which so many are not yet too many."""
    much = lambda mean: stats.poisson.sf(events - 1, mean) - 0.025  # noqa: E731
    return optimize.brentq(much, 1e-9, 99) if events else 0.0


def most(events):
    """The largest mean at which so many are not yet too few."""
    return optimize.brentq(lambda mean: stats.poisson.cdf(events, mean) - 0.025, 1e-9, 99)


def test_a_rate_is_per_exposure():
    found = score(Rate(), [3.0, 5.0, 0.0], exposure=[2.0, 2.0, 12.0])
    assert (found["value"], found["n"]) == (0.5, 16)
    assert interval(found) == pytest.approx(
        (stats.chi2.ppf(0.025, 16) / 32, stats.chi2.ppf(0.975, 18) / 32)
    )


def test_a_mean_has_students_interval():
    values = [4.0, 5.0, 2.0, 4.0, 1.0]
    found = score(Mean(), [*values, NAN])
    expected = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    assert (found["value"], found["n"]) == (3.2, 5)
    assert interval(found) == pytest.approx((expected.low, expected.high))


def test_a_weighted_mean_with_equal_weights_is_the_mean():
    values = [0.4, 1.1, 0.8, 0.9]
    plain = score(Mean(), values)
    found = score(WeightedMean(), [*values, NAN], weight=[0.3] * 5)
    assert found[["value", "low", "high", "n"]].tolist() == pytest.approx(
        plain[["value", "low", "high", "n"]].tolist()
    )


def test_a_weighted_mean_by_hand():
    # mean 6 / 8; squared distances by weight: 2 * 9 * 0.0625 + 2 * 0.5625 = 2.25; 64 / 20 values
    found = score(WeightedMean(), [1.0, 1.0, 0.0, 0.0], weight=[3.0, 3.0, 1.0, 1.0])
    half = stats.t.ppf(0.975, 2.2) * np.sqrt(2.25 / 20 / 2.2)
    assert (found["value"], found["n"]) == (0.75, 4)
    assert interval(found) == pytest.approx((0.75 - half, 0.75 + half))


def test_a_weighted_mean_of_one_value_that_counts_has_no_interval():
    found = score(WeightedMean(), [1.0, 0.0], weight=[3.0, 1.0])
    assert found["value"] == 0.75
    assert found[["low", "high"]].isna().all()


def days(amounts, whole, **more):
    """A line per day worked, and one with what is expected of as many days."""
    squares = [a**2 for a in amounts]
    return score(
        Ratio(), [*amounts, 0.0], whole=[*[0.0] * len(amounts), whole],
        days=[*[0.0] * len(amounts), len(amounts)], squares=[*squares, 0.0], **more,
    )  # fmt: skip


def test_a_ratio_of_a_person_has_the_interval_of_their_days():
    amounts = [400.0, 450.0, 200.0, 0.0, 300.0]
    found, parts = days(amounts, 5 * 450.0), np.array(amounts) / 450
    expected = stats.ttest_1samp(parts, 0).confidence_interval(0.95)
    assert (found["value"], found["n"]) == (pytest.approx(parts.mean()), 5)
    assert interval(found) == pytest.approx((max(expected.low, 0), expected.high))


def test_a_ratio_of_a_unit_has_the_interval_of_its_persons():
    # Cochran 1977, 2.11, by hand: ratio 1.2; residuals -2, 1, 1 of wholes 10, 20, 30
    done, whole = np.array([10.0, 25.0, 37.0]), np.array([10.0, 20.0, 30.0])
    found = score(Ratio(), done, person=["P", "Q", "R"], whole=whole, days=[5.0] * 3,
                  squares=done**2, who="S")  # fmt: skip
    half = stats.t.ppf(0.975, 2) * np.sqrt(3 / 2 * (4 + 1 + 1)) / 60
    assert (found["value"], found["n"]) == (pytest.approx(1.2), 15)
    assert interval(found) == pytest.approx((1.2 - half, 1.2 + half))


ALIKE = [
    pytest.param(lambda: score(Mean(), [4.2] * 9), id="mean"),
    pytest.param(lambda: score(WeightedMean(), [0.7] * 9, weight=[0.1] * 9), id="weighted mean"),
    pytest.param(lambda: days([430.0] * 9, 9 * 450.0), id="ratio of days"),
    pytest.param(lambda: days([0.0] * 9, 9 * 450.0), id="nothing done on any day"),
    pytest.param(lambda: score(Mean(), [4.2]), id="one case"),
]


@pytest.mark.parametrize("found", ALIKE)
def test_no_spread_is_no_evidence_of_certainty(found):
    assert found()[["low", "high"]].isna().all()
    assert found()["value"] >= 0


EMPTY = [
    pytest.param(Share(), {}, id="share"),
    pytest.param(Count(), {}, id="count"),
    pytest.param(Mean(), {}, id="mean"),
    pytest.param(Rate(), {"exposure": [0.0]}, id="rate"),
    pytest.param(WeightedMean(), {"weight": [1.0]}, id="weighted mean"),
    pytest.param(Ratio(), {"whole": [NAN], "days": [NAN], "squares": [NAN]}, id="ratio"),
    pytest.param(Waiting(0.5), {"ended": [0.0]}, id="waiting"),
]


@pytest.mark.parametrize(("statistic", "more"), EMPTY)
def test_no_case_is_no_value_and_not_0(statistic, more):
    found = score(statistic, [NAN], **more)
    assert found["n"] == 0
    assert found[["value", "low", "high", "expected"]].isna().all()


def covered(statistic, draw, truth, subjects=400, **more):
    """How many of the subjects' intervals hold the truth."""
    drawn = [draw(n) for n in range(subjects)]
    lengths = [len(d) for d in drawn]
    person = np.repeat([f"p{n}" for n in range(subjects)], lengths)
    columns = {name: np.concatenate([fill(d) for d in drawn]) for name, fill in more.items()}
    found = scored(facts(statistic, np.concatenate(drawn), person=person, **columns))
    found = found[found["subject_kind"] == "person"].dropna(subset=["low"])
    return ((found["low"] <= truth) & (truth <= found["high"])).mean()


@pytest.fixture
def rng():
    return np.random.default_rng(20261124)


@pytest.mark.parametrize("share", [0.5, 0.85])
def test_intervals_of_shares_hold_the_truth(share, rng):
    assert covered(Share(), lambda _: rng.binomial(1, share, 12).astype(float), share) > 0.92


def test_intervals_of_means_hold_the_truth(rng):
    assert covered(Mean(), lambda _: rng.normal(3, 1, 6), 3.0) == pytest.approx(0.95, abs=0.03)


def test_intervals_of_weighted_means_hold_the_truth(rng):
    weight = lambda d: np.resize([0.8, 0.2, 0.4], len(d))  # noqa: E731
    found = covered(WeightedMean(), lambda _: rng.normal(1, 0.3, 12), 1.0, weight=weight)
    assert found == pytest.approx(0.95, abs=0.03)


def test_intervals_of_ratios_of_days_hold_the_truth(rng):
    found = covered(
        Ratio(), lambda _: rng.gamma(4, 90, 20), 360 / 450, squares=np.square,
        whole=lambda d: np.full(len(d), 450.0), days=lambda d: np.ones(len(d)),
    )  # fmt: skip
    assert found == pytest.approx(0.95, abs=0.03)


def test_intervals_of_ratios_of_many_persons_hold_the_truth(rng):
    of_each = np.repeat([f"s{n}" for n in range(400)], 12)
    whole = rng.uniform(1000, 9000, len(of_each))
    done = whole * rng.normal(0.8, 0.15, len(of_each))
    drawn = facts(Ratio(), done, person=np.arange(len(of_each)).astype(str), service=of_each,
                  whole=whole, days=np.full(len(whole), 20.0), squares=done**2)  # fmt: skip
    found = scored(drawn).query("subject_kind == 'service'")
    held = (found["low"] <= 0.8) & (found["high"] >= 0.8)
    assert held.mean() == pytest.approx(0.95, abs=0.03)
