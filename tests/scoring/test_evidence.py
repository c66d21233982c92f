import numpy as np
import pandas as pd
import pytest
from scipy import stats

from scoring.evidence import quantile_ranks, share_interval


def test_the_wilson_interval_agrees_with_scipy():
    hits, n = pd.Series([0, 1, 9, 50]), pd.Series([5, 4, 10, 50])
    low, high = share_interval(hits, n)
    expected = [
        stats.binomtest(k, m).proportion_ci(method="wilson") for k, m in zip(hits, n, strict=True)
    ]
    assert low == pytest.approx([e.low for e in expected])
    assert high == pytest.approx([e.high for e in expected])


def test_no_cases_have_no_interval():
    low, high = share_interval(pd.Series([0]), pd.Series([0]))
    assert np.isnan(low).all()
    assert np.isnan(high).all()


@pytest.mark.parametrize("q", [0.5, 0.9])
def test_ranks_are_binomial_quantiles(q):
    n = pd.Series([20, 50, 400])
    low, high = quantile_ranks(n, q)
    assert low.tolist() == stats.binom.ppf(0.025, n, q).tolist()
    assert [h for h in high if not np.isnan(h)] == [
        h for h, m in zip(stats.binom.ppf(0.975, n, q) + 1, n, strict=True) if h <= m
    ]


def test_few_cases_do_not_enclose_a_median():
    low, high = quantile_ranks(pd.Series([3]), 0.5)
    assert np.isnan(low[0])
    assert np.isnan(high[0])


def test_the_textbook_interval_of_a_median_of_ten_is_the_second_and_ninth():
    # Conover, Practical Nonparametric Statistics: n = 10, median, 95 %: ranks 2 and 9.
    low, high = quantile_ranks(pd.Series([10]), 0.5)
    assert (low[0], high[0]) == (2, 9)
