from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from scoring.ikm import Elements, Scale, elements_of, index_of, interval_of, minimum_sample

EXAMPLE = (105, 101, 100, 116, 102, 105, 106, 105, 115)


def counted(totals, n):
    """One subject with these sums of answers, by ``n`` (one or one per element) sheets."""
    n = np.broadcast_to(n, (1, len(totals))).astype(np.int64)
    none = np.zeros_like(n)
    return Elements(n, np.array([totals], dtype=np.int64), none, none, n.max(axis=1))


def of_sum(total, n):
    """One subject whose nine elements together add up to ``total``."""
    return counted([total // 9 + (u < total % 9) for u in range(9)], n)


def answered(*sheets, codes=None, size=1):
    """Sheets of answers, all of one subject unless said."""
    answers = np.array(sheets, dtype=float)
    at = np.zeros(len(sheets), dtype=np.int64) if codes is None else np.array(codes)
    return answers, at, elements_of(answers, at, size)


@pytest.mark.parametrize(
    ("weight", "rounded"), [("exact", 91.48), (0.11, 90.56), (0.111, 91.38), (0.1111, 91.47)]
)
def test_the_worked_example_of_29_sheets(weight, rounded):
    found = index_of(counted(EXAMPLE, 29), Scale(weight=weight))
    assert found["rounded"].tolist() == [rounded]
    assert found["category"].tolist() == ["A"]
    assert found["n"].tolist() == [29]


# IKM = total * 25 / (9 n): the sums are chosen so that it is exactly the number named.
EDGES = [
    pytest.param(116982, 5000, 64.99, "D", id="64.99"),
    pytest.param(292473, 12500, 64.99, "D", id="64.994"),
    pytest.param(116991, 5000, 65.0, "C", id="64.995"),
    pytest.param(117000, 5000, 65.0, "C", id="65.00"),
    pytest.param(137880, 5000, 76.6, "C", id="76.60"),
    pytest.param(137889, 5000, 76.61, "B", id="76.605"),
    pytest.param(137898, 5000, 76.61, "B", id="76.61"),
    pytest.param(158940, 5000, 88.3, "B", id="88.30"),
    pytest.param(158949, 5000, 88.31, "A", id="88.305"),
    pytest.param(158958, 5000, 88.31, "A", id="88.31"),
    pytest.param(45000, 5000, 25.0, "D", id="the least"),
    pytest.param(180000, 5000, 100.0, "A", id="the most"),
]


@pytest.mark.parametrize(("total", "n", "rounded", "category"), EDGES)
def test_the_category_is_that_of_the_index_rounded_half_up_as_a_decimal(
    total, n, rounded, category
):
    found = index_of(of_sum(total, n))
    assert found["rounded"].tolist() == [rounded]
    assert found["category"].tolist() == [category]


def test_rounding_agrees_with_decimals_for_any_numbers_of_answers():
    rng = np.random.default_rng(4)
    n = rng.integers(1, 4000, (400, 9))
    total = np.array([[rng.integers(k, 4 * k + 1) for k in line] for line in n])
    none = np.zeros_like(n)
    found = index_of(Elements(n, total, none, none, n.max(axis=1)))["rounded"]
    for line in range(len(n)):
        exact = Fraction(25, 9) * sum(map(Fraction, map(int, total[line]), map(int, n[line])))
        digits = Decimal(exact.numerator * 10**20 // exact.denominator).scaleb(-20)
        assert found[line] == float(digits.quantize(Decimal("0.01"), ROUND_HALF_UP))


def test_the_printed_weight_changes_the_category():
    # 88.90 = total * 25 / (9 * 5000); times 0.99 it is 88.01.
    exact, printed = (index_of(of_sum(160020, 5000), Scale(weight=w)) for w in ("exact", 0.11))
    assert exact.loc[0, ["rounded", "category"]].tolist() == [88.9, "A"]
    assert printed.loc[0, ["rounded", "category"]].tolist() == [88.01, "B"]


def test_with_the_printed_weight_99_is_the_most():
    assert index_of(of_sum(36, 1), Scale(weight=0.11))["rounded"].tolist() == [99.0]


def test_bounds_can_be_configured():
    found = index_of(of_sum(117000, 5000), Scale(bounds={"good": 65.005, "poor": 0}))
    assert found["category"].tolist() == ["poor"]


def test_invalid_answers_are_counted_and_never_used():
    _, _, found = answered([0, 5, 2.5, np.nan], [3, 4, 1, 2])
    assert found.invalid.tolist() == [[1, 1, 1, 0]]
    assert found.blank.tolist() == [[0, 0, 0, 1]]
    assert found.n.tolist() == [[1, 1, 1, 1]]
    assert found.total.tolist() == [[3, 4, 1, 2]]
    assert found.sheets.tolist() == [1]


def test_elements_are_averaged_over_their_own_answers():
    # Means 3.5 and 2: (3.5 + 2) / 2 * 25.
    _, _, found = answered([4, 2], [3, np.nan])
    assert index_of(found)["value"].tolist() == [pytest.approx(68.75)]


def test_an_element_nobody_answered_is_named_and_leaves_no_index():
    _, _, found = answered([4, np.nan, 3], [4, 0, 4])
    assert np.flatnonzero(found.unanswered[0]).tolist() == [1]
    assert index_of(found)[["value", "rounded", "category"]].isna().all(axis=None)


def test_each_subject_has_its_own_sheets_and_one_without_sheets_has_no_index():
    answers, codes, found = answered([4, 4], [1, 1], [3, 3], codes=[0, 2, 0], size=3)
    assert index_of(found)["rounded"].tolist() == [87.5, pytest.approx(np.nan, nan_ok=True), 25.0]
    assert index_of(found)["n"].tolist() == [2, 0, 1]
    low, _ = interval_of(answers, codes, found)
    assert np.isnan(low).tolist() == [False, True, True]


def test_with_whole_sheets_the_interval_is_the_t_interval_of_their_means():
    answers, codes, found = answered([4, 3, 3], [2, 2, 3], [3, 4, 3], [3, 3, 1])
    means = answers.mean(axis=1) * 25
    expected = stats.t.interval(0.95, 3, means.mean(), stats.sem(means))
    low, high = interval_of(answers, codes, found)
    assert (low[0], high[0]) == pytest.approx(expected)


def test_the_interval_stays_within_what_can_be_reached():
    low, high = interval_of(*answered([4, 4], [1, 1]), Scale(weight=0.11))
    assert (low[0], high[0]) == pytest.approx((5.5, 22.0))


@pytest.mark.parametrize("sheets", [([3, 4],), ([3, 4], [3, 4], [3, 4])], ids=["one", "equal"])
def test_without_spread_there_is_no_interval(sheets):
    low, high = interval_of(*answered(*sheets))
    assert np.isnan([low[0], high[0]]).all()


def test_a_sheet_without_a_valid_answer_changes_no_interval():
    sheets = ([4, 3], [2, 3], [3, 1])
    assert interval_of(*answered(*sheets)) == interval_of(*answered(*sheets, [np.nan, 0]))


@pytest.mark.parametrize("gaps", [0.0, 0.3])
def test_the_interval_encloses_the_true_index_in_about_95_of_100_surveys(gaps):
    rng = np.random.default_rng(7)
    surveys, sheets = 3000, 40
    mood = rng.normal(0, 0.6, (surveys * sheets, 1))
    means = np.linspace(2.4, 3.2, 9)
    drawn = np.clip(np.rint(means + mood + rng.normal(0, 0.6, (surveys * sheets, 9))), 1, 4)
    truth = drawn.mean() * 25
    drawn[rng.random(drawn.shape) < gaps] = np.nan
    codes = np.repeat(np.arange(surveys), sheets)
    low, high = interval_of(drawn, codes, elements_of(drawn, codes, surveys))
    assert 0.93 <= ((low <= truth) & (truth <= high)).mean() <= 0.97


# Krejcie and Morgan 1970, table 1.
TABLE = (
    "10-10 15-14 20-19 25-24 30-28 35-32 40-36 45-40 50-44 55-48 60-52 65-56 70-59 75-63 80-66 "
    "85-70 90-73 95-76 100-80 110-86 120-92 130-97 140-103 150-108 160-113 170-118 180-123 "
    "190-127 200-132 210-136 220-140 230-144 240-148 250-152 260-155 270-159 280-162 290-165 "
    "300-169 320-175 340-181 360-186 380-191 400-196 420-201 440-205 460-210 480-214 500-217 "
    "550-226 600-234 650-242 700-248 750-254 800-260 850-265 900-269 950-274 1000-278 1100-285 "
    "1200-291 1300-297 1400-302 1500-306 1600-310 1700-313 1800-317 1900-320 2000-322 2200-327 "
    "2400-331 2600-335 2800-338 3000-341 3500-346 4000-351 4500-354 5000-357 6000-361 7000-364 "
    "8000-367 9000-368 10000-370 15000-375 20000-377 30000-379 40000-380 50000-381 75000-382 "
    "1000000-384"
)


def test_the_smallest_sample_is_that_of_the_published_table():
    table = [tuple(map(int, pair.split("-"))) for pair in TABLE.split()]
    found = minimum_sample(pd.Series([n for n, _ in table]))
    assert found.tolist() == [s for _, s in table]


def test_an_unknown_population_has_no_smallest_sample():
    assert minimum_sample(pd.Series([None, 0, 1], dtype="float64")).isna().tolist() == [
        True,
        True,
        False,
    ]
