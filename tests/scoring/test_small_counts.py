import numpy as np
import pytest
from scipy import stats

from scoring import small_counts, xmr
from scoring.small_counts import TAIL, Expected, at_most, limits

EVERYTHING = 1e6  # cases of a baseline from which all is known


def known(family, rate, weight=EVERYTHING, spread=1.0):
    return Expected(family, *(np.array([float(cell)]) for cell in (rate, weight, spread)))


def cells(*values):
    return np.array(values, dtype=float)


def judged(hits, n, family="share"):
    """Rule and direction of the newest of these periods, the first 26 being the baseline."""
    found = small_counts.chart(family, cells(hits), cells(n), np.array([len(hits)]), 26)
    return xmr.RULES[found.rule[0, -1]], found.direction[0, -1]


def test_of_a_known_rate_the_tail_is_binomial():
    for hits, n, p in [(0, 3, 0.7), (2, 3, 0.7), (5, 20, 0.9), (20, 20, 0.9), (300, 400, 0.8)]:
        below = at_most(known("share", p), cells(hits), cells(n))
        assert below == pytest.approx(stats.binom.cdf(hits, n, p), abs=1e-4)


def test_of_a_known_rate_the_tail_of_a_count_is_poisson():
    for count, mean in [(0, 0.3), (3, 0.3), (4, 4.0)]:
        below = at_most(known("count", mean), cells(count), cells(1))
        assert below == pytest.approx(stats.poisson.cdf(count, mean), abs=1e-4)


def test_of_a_short_baseline_the_tail_is_beta_binomial():
    # 17 of 19 hits and Jeffreys' prior: rate 17.5 / 20, weight 20; 3 of 6 hits or fewer.
    expected = stats.betabinom.cdf(3, 6, 17.5, 2.5)
    assert at_most(known("share", 17.5 / 20, 20), cells(3), cells(6)) == pytest.approx(expected)


def test_of_a_short_baseline_the_tail_of_a_count_is_negative_binomial():
    # 6.5 events in 13 periods (gamma posterior), one period more: 3 events or fewer.
    expected = stats.nbinom.cdf(3, 6.5, 13 / 14)
    assert at_most(known("count", 0.5, 13), cells(3), cells(1)) == pytest.approx(expected)


def test_overdispersion_widens_both_tails_to_the_variance_that_was_found():
    # Spread 1.5 of 10 cases at p = 0.8: variance 2.4 instead of 1.6.
    below = [float(at_most(known("share", 0.8, spread=1.5), cells(k), cells(10))[0])
             for k in range(11)]  # fmt: skip
    mass = np.diff([0, *below])
    mean = (mass * np.arange(11)).sum()
    assert mean == pytest.approx(8.0, abs=1e-4)
    assert (mass * (np.arange(11) - mean) ** 2).sum() == pytest.approx(2.4, abs=1e-3)


def test_limits_are_the_last_counts_inside():
    low, high = limits(known("share", 0.8), cells(30))
    assert stats.binom.cdf(low[0], 30, 0.8) >= TAIL > stats.binom.cdf(low[0] - 1, 30, 0.8)
    assert high[0] == 29  # all 30 on time: 0.8 ** 30 = 0.00124 is below 0.00135
    assert limits(known("share", 0.8), cells(29))[1][0] == 29  # 0.8 ** 29 = 0.00155 is not


def test_a_good_share_of_few_cases_is_never_too_good():
    # The survey, section 7: interpolated limits call 4 of 4 an outlier at p = 0.82.
    assert judged([3, 4, 3, 3, 3, 3, 4] * 4 + [4], [4] * 29) == ("", 0)


def test_one_miss_after_a_clean_baseline_is_no_signal():
    assert judged([3] * 26 + [2], [3] * 27) == ("", 0)


def test_a_week_all_missed_after_a_clean_baseline_is_one():
    assert judged([3] * 26 + [0], [3] * 27) == ("outside", -1)


def test_seven_weak_weeks_are_a_run_though_none_of_them_is_outside():
    weak = [2] * 7
    assert judged([4, 4, 3, 4] * 7 + weak, [4] * 35) == ("run", -1)
    assert judged([4, 4, 3, 4] * 7 + weak[:1], [4] * 29) == ("", 0)


def test_counts_that_rise_are_outside_on_the_high_side():
    assert judged([0, 1, 0, 0] * 7 + [5], [1] * 29, "count") == ("outside", 1)


def test_few_points_have_limits_and_no_signal():
    assert judged([3] * 11 + [0], [3] * 12) == ("", 0)


@pytest.mark.parametrize(("cases", "p", "by_xmr"), [(2, 0.85, 0.08), (4, 0.85, 0.046)])
def test_where_xmr_calls_many_ordinary_weeks_a_fall_this_calls_hardly_any(cases, p, by_xmr):
    # The survey, fact 1: false concerns 8 % at 2 cases a week, 4.6 % at 4.
    hits = np.random.default_rng(11).binomial(cases, p, (10_000, 53)).astype(float)
    n = np.full(hits.shape, float(cases))
    old = xmr.chart(hits / n, 52)
    fallen = (old.rule[:, -1] > 0) & (old.direction[:, -1] < 0)
    new = small_counts.chart("share", hits, n, np.full(10_000, 53), 52)
    assert fallen.mean() == pytest.approx(by_xmr, rel=0.5)
    assert (new.direction[:, -1] < 0).mean() < 0.003


def test_from_the_threshold_on_xmr_errs_no_more_than_on_normal_data():
    rng = np.random.default_rng(13)
    n = rng.poisson(small_counts.SMALL / (0.85 * 0.15), (20_000, 27))
    shares = rng.binomial(n, 0.85) / n
    normal = rng.normal(size=shares.shape)
    flagged = [(xmr.chart(cells, 26).rule[:, -1] > 0).mean() for cells in (shares, normal)]
    assert flagged[0] == pytest.approx(flagged[1], abs=0.004)
