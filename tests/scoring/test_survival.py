import numpy as np
import pytest
from scipy import stats

from scoring.survival import curves, waiting

# Weeks of remission with 6-MP, 21 children; 0 is still in remission. Freireich et al. 1963,
# Blood 21:699; its Kaplan-Meier table in Cox and Oakes 1984 and Kleinbaum and Klein, chapter 2.
SIX_MP = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
# Weeks until an IUD was given up, 18 women. Collett, Modelling Survival Data in Medical Research,
# examples 1.1 and 2.3: median 93 weeks.
IUD = [10, 13, 18, 19, 23, 30, 36, 38, 54, 56, 59, 75, 93, 97, 104, 107, 107, 107]
GIVEN_UP = [1, 0, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 0, 1, 0, 0]
# Weeks until relapse, AML. Miller, Survival Analysis 1981; data set ``aml`` of R's survival.
KEPT_UP = ([9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0])
NOT_KEPT = ([5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45], [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1])
NAN = np.nan


def one(durations, ended, q):
    """Value, low and high of a single subject."""
    found = waiting([0] * len(durations), durations, ended, 1, q)
    return found.value[0], found.low[0], found.high[0]


def same(found, wanted):
    np.testing.assert_array_equal(np.array(found), np.array(wanted, dtype=float))


def office(seed=7, subjects=40, lines=900):
    """Whole hours, so that many ends and open cases meet; subject 0 has no case."""
    random = np.random.default_rng(seed)
    codes = random.integers(1, subjects, lines)
    durations = np.ceil(random.weibull(0.8, lines) * 30)
    return codes, durations, random.random(lines) < 0.6


def test_the_curve_of_freireich_is_the_published_one():
    curve = curves([0] * 21, SIX_MP, RELAPSED, 1)
    assert curve.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    published = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert curve.alive == pytest.approx(published, abs=5e-4)


def test_the_curve_of_collett_is_the_published_one():
    published = [0.9444, 0.8815, 0.8137, 0.7459, 0.6526, 0.5594, 0.4662, 0.3729, 0.2486]
    assert curves([0] * 18, IUD, GIVEN_UP, 1).alive == pytest.approx(published, abs=5e-5)


def test_the_band_is_that_of_r():
    # R 4.2.2, survival 3.5-3: survfit(Surv(t, e) ~ 1, conf.type = "log-log"), Freireich's data.
    curve = curves([0] * 21, SIX_MP, RELAPSED, 1)
    lower = [0.620, 0.563, 0.503, 0.432, 0.368, 0.268, 0.188]
    assert curve.lower == pytest.approx(lower, abs=5e-4)
    assert curve.upper == pytest.approx([0.952, 0.923, 0.889, 0.849, 0.805, 0.747, 0.680], abs=5e-4)


@pytest.mark.parametrize(
    ("cases", "q", "wanted"),
    [
        pytest.param((SIX_MP, RELAPSED), 0.25, (13, 6, 22), id="Freireich 25 %"),
        pytest.param((SIX_MP, RELAPSED), 0.5, (23, 13, NAN), id="Freireich median"),
        pytest.param((SIX_MP, RELAPSED), 0.9, (NAN, NAN, NAN), id="Freireich 90 %"),
        pytest.param((IUD, GIVEN_UP), 0.25, (36, 10, 93), id="Collett 25 %"),
        pytest.param((IUD, GIVEN_UP), 0.5, (93, 36, NAN), id="Collett median"),
        pytest.param((IUD, GIVEN_UP), 0.9, (NAN, 107, NAN), id="Collett 90 %, only its low end"),
        pytest.param(KEPT_UP, 0.25, (18, 9, 34), id="AML kept up 25 %"),
        pytest.param(KEPT_UP, 0.5, (31, 13, NAN), id="AML kept up median"),
        pytest.param(NOT_KEPT, 0.5, (23, 5, 33), id="AML not kept up median"),
        pytest.param(NOT_KEPT, 0.9, (43, 30, NAN), id="AML not kept up 90 %"),
        pytest.param(([1, 2, 3, 4], [1] * 4), 0.5, (2.5, 1, NAN), id="flat at a half"),
        pytest.param(
            ([1, 2, 3, 4, 5, 6], [1, 1, 1, 0, 0, 0]), 0.5, (4.5, 1, NAN), id="flat to end"
        ),
        pytest.param(([1, 1, 1], [1, 1, 1]), 0.5, (1, NAN, NAN), id="all at once"),
    ],
)
def test_quantiles_and_intervals_are_those_of_r(cases, q, wanted):
    # R 4.2.2, survival 3.5-3: quantile(survfit(Surv(t, e) ~ 1, conf.type = "log-log"), q).
    same(one(*cases, q), wanted)


def test_every_curve_agrees_with_scipy():
    codes, durations, ended = office()
    drawn = curves(codes, durations, ended, 40)
    for code in range(1, 40):
        own = codes == code
        data = stats.CensoredData(durations[own & ended], right=durations[own & ~ended])
        sf = stats.ecdf(data).sf
        alive = drawn.alive[drawn.codes == code]
        assert alive == pytest.approx(sf.evaluate(drawn.times[drawn.codes == code]), abs=1e-9)


@pytest.mark.parametrize("q", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("n", [1, 2, 7, 10, 31])
def test_without_open_cases_it_is_the_plain_quantile(q, n):
    hours = np.random.default_rng(n).integers(1, 40, n).astype(float)
    plain = np.quantile(hours, q, method="averaged_inverted_cdf")
    assert one(hours, [True] * n, q)[0] == plain


def test_open_cases_make_the_wait_longer_than_the_finished_ones_say():
    hours, ended = [10, 20, 30, 200, 300, 400], [True, True, True, False, False, False]
    assert one(hours[:3], ended[:3], 0.5)[0] == 20
    assert one(hours, ended, 0.5)[0] > 30


def test_only_open_cases_have_no_quantile_but_count():
    found = waiting([1, 1], [5.0, 9.0], [False, False], 3, 0.5)
    same(found[:3], np.full((3, 3), NAN))
    assert found.n.tolist() == [0, 2, 0]
    assert found.ended_n.tolist() == [0, 0, 0]


def test_a_duration_that_is_missing_is_no_case():
    found = waiting([0, 0, 0], [5.0, NAN, 7.0], [True, True, False], 1, 0.5)
    assert (found.n[0], found.ended_n[0]) == (2, 1)


def test_nothing_at_all_gives_nothing():
    found = waiting([], [], [], 2, 0.5)
    same(found.value, [NAN, NAN])
    assert found.n.tolist() == [0, 0]


def test_a_case_open_at_the_time_of_an_end_still_waited_for_it():
    # 1 of 2 ended at 3, not 1 of 1: the share still waiting is a half, not none.
    curve = curves([0, 0], [3.0, 3.0], [False, True], 1)
    assert curve.alive.tolist() == [0.5]


def test_order_of_lines_changes_nothing():
    lines = office()
    other = np.random.default_rng(1).permutation(len(lines[0]))
    first, second = waiting(*lines, 40, 0.5), waiting(*(x[other] for x in lines), 40, 0.5)
    for a, b in zip(first, second, strict=True):
        assert a.tobytes() == b.tobytes()


def test_the_others_change_nothing_of_a_subject():
    codes, durations, ended = office()
    own = codes == 17
    whole, alone = curves(codes, durations, ended, 40), curves(codes[own] * 0, *_of(own), 1)
    assert whole.lower[whole.codes == 17].tobytes() == alone.lower.tobytes()
    assert waiting(codes, durations, ended, 40, 0.5).value[17] == one(*_of(own), 0.5)[0]


def test_the_interval_of_the_median_holds_the_truth_95_times_in_100():
    random = np.random.default_rng(3)
    codes = np.repeat(np.arange(2000), 60)
    real, seen = random.exponential(1, len(codes)), random.exponential(2, len(codes))
    found = waiting(codes, np.minimum(real, seen), real <= seen, 2000, 0.5)
    high = np.nan_to_num(found.high, nan=np.inf)
    inside = (found.low <= np.log(2)) & (np.log(2) <= high)
    assert 0.935 < inside.mean() < 0.965


def _of(own):
    _, durations, ended = office()
    return durations[own], ended[own]
