import numpy as np
import pandas as pd
import pytest
from scipy import stats

from scoring.evidence import share_interval


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
