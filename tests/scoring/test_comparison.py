import numpy as np
import pytest
from scipy import stats

from scoring.comparison import Peers, flagged, limits, peers, tails

NAN = np.nan


def office(random, share, excess, units=60):
    """Hits and cases of ordinary units with 4 to 400 cases each."""
    cases = np.exp(random.uniform(np.log(4), np.log(400), units)).astype(int)
    weight = (1 - excess) / max(excess, 1e-9)
    truth = random.beta(share * weight, (1 - share) * weight, units) if excess else share
    return random.binomial(cases, truth), cases


def crossed(draw, family, repeats=60, seed=1):
    """The share of ordinary units below and above limits of nominally 2.5 % a side."""
    random, low, high = np.random.default_rng(seed), [], []
    for _ in range(repeats):
        value, size = draw(random)
        sides = tails(peers(family, value, size), value, size)
        low.append((sides[0] < 0.025).mean())
        high.append((sides[1] < 0.025).mean())
    return np.mean(low), np.mean(high)


@pytest.mark.parametrize("excess", [0, 0.01, 0.05])
@pytest.mark.parametrize("share", [0.5, 0.7, 0.85, 0.97])
def test_ordinary_shares_cross_no_more_often_than_the_level_says(share, excess):
    low, high = crossed(lambda random: office(random, share, excess), "beta")
    assert low <= 0.031
    assert high <= 0.031


@pytest.mark.parametrize("spread", [0, 0.03, 0.2])
def test_ordinary_rates_cross_no_more_often_than_the_level_says(spread):
    def draw(random):
        span = np.exp(random.uniform(np.log(2), np.log(300), 60))
        truth = random.gamma(1 / spread, spread, 60) if spread else 1
        return random.poisson(0.8 * span * truth), span

    assert max(crossed(draw, "gamma")) <= 0.031


@pytest.mark.parametrize("between", [0, 0.5])
def test_ordinary_means_cross_no_more_often_than_the_level_says(between):
    def draw(random):
        error = random.uniform(0.1, 1, 60)
        return random.normal(random.normal(4, between, 60), error), error

    assert max(crossed(draw, "normal")) <= 0.031


@pytest.mark.parametrize("excess", [0.01, 0.05, 0.15])
def test_the_excess_is_found_again_though_one_in_twenty_units_is_bad(excess):
    random, found = np.random.default_rng(3), []
    for _ in range(30):
        k, n = office(random, 0.85, excess, units=120)
        k[:6] = (k[:6] * 0.6).astype(int)
        found.append(peers("beta", k, n).excess)
    assert excess / 1.5 < np.median(found) < 2 * excess


def test_units_that_are_all_alike_have_no_excess():
    n = np.arange(10, 70)
    found = peers("beta", np.rint(0.8 * n), n)
    assert (found.excess, found.tau2, found.phi) == (0, 0, 1)


def test_chance_alone_is_taken_for_next_to_no_excess():
    random = np.random.default_rng(3)
    found = [peers("beta", *office(random, 0.85, 0)) for _ in range(40)]
    assert np.median([f.excess for f in found]) < 0.001
    assert np.mean([f.excess == 0 for f in found]) > 0.3


@pytest.mark.parametrize(("wider", "differ"), [(0.99, False), (1.01, True)])
def test_units_differ_if_their_scores_are_wider_than_chance_has_them(wider, differ):
    # Six scores of +-s around their own mean: 6 s^2 / 5 against E min(z^2, 1.2816^2).
    usual = stats.norm.expect(lambda z: min(z * z, 1.2815516**2), lb=-9, ub=9)
    score = wider * np.sqrt(usual * 5 / 6)
    found = peers("normal", score * np.array([1, -1, 1, -1, 1, -1]), np.ones(6))
    assert (found.excess > 0) == differ


def test_phi_is_the_variance_of_the_average_unit_in_variances_of_chance():
    # Rates that differ by a fifth, 50 expected events each: 1 + 50 x 0.04 = 3.
    random = np.random.default_rng(3)
    found = peers("gamma", random.poisson(50 * random.gamma(25, 1 / 25, 4000)), np.full(4000, 50))
    assert found.phi == pytest.approx(3, rel=0.1)
    assert found.tau2 == pytest.approx(0.04, rel=0.1)


def test_four_of_four_on_time_is_no_outlier():
    # peers.md, section 7: the upper limit there was below 1 at n = 4, p = 0.82.
    ordinary = Peers("beta", 0.82, 0.0, 1.0, 50)
    low, high = tails(ordinary, [4], [4])
    assert high[0] == pytest.approx(0.82**4 / 2)
    assert low[0] > 0.5
    assert limits(ordinary, [4], 0.95)[1] == 1


@pytest.mark.parametrize("excess", [0.0, 0.1])
@pytest.mark.parametrize("share", [0.5, 0.82, 0.97, 1.0])
def test_all_on_time_is_never_low(share, excess):
    n = np.array([1, 2, 4, 30, 400])
    low, _ = tails(Peers("beta", share, excess, 1.0, 50), n, n)
    assert (low >= 0.5 - 1e-9).all()


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [(15, 0.5596924, 1.649348), (20, 0.6108260, 1.544419), (30, 0.6746958, 1.427562)],
)
def test_exact_poisson_limits_are_the_published_ones(events, low, high):
    # peers.md 2.2: the rates at which so many events would just be 2.5 % high, or low.
    _, above = tails(Peers("gamma", low, 0.0, 1.0, 9), [events], [events], own=1)
    below, _ = tails(Peers("gamma", high, 0.0, 1.0, 9), [events], [events], own=1)
    assert above[0] == pytest.approx(0.025, abs=1e-6)
    assert below[0] == pytest.approx(0.025, abs=1e-6)


@pytest.mark.parametrize(
    ("ordinary", "law"),
    [
        (Peers("beta", 0.8, 0.0, 1.0, 9), lambda n: stats.binom(n, 0.8)),
        (Peers("beta", 0.8, 0.1, 1.0, 9), lambda n: stats.betabinom(n, 0.8 * 9, 0.2 * 9)),
        (Peers("gamma", 0.3, 0.0, 1.0, 9), lambda n: stats.poisson(0.3 * n)),
        (Peers("gamma", 0.3, 0.2, 1.0, 9), lambda n: stats.nbinom(5, 5 / (5 + 0.3 * n))),
    ],
)
def test_tails_are_the_textbook_ones_with_half_of_the_value_itself(ordinary, law):
    k, n = np.array([0, 1, 5, 30, 60]), np.array([1, 9, 5, 40, 70])
    low, high = tails(ordinary, k, n)
    assert low == pytest.approx(law(n).cdf(k) - law(n).pmf(k) / 2, rel=1e-9)
    assert high == pytest.approx(law(n).sf(k) + law(n).pmf(k) / 2, rel=1e-6)


def test_a_mean_is_judged_by_its_error_and_what_lies_between_units():
    low, high = tails(Peers("normal", 4.0, 0.16, 1.0, 9), [3.02], [0.3])
    assert (low[0], high[0]) == pytest.approx((0.025, 0.975), abs=1e-4)  # 0.98 / 0.5 = 1.96
    funnel = limits(Peers("normal", 4.0, 0.16, 1.0, 9), [0.3], 0.95)
    assert np.ravel(funnel) == pytest.approx([3.02, 4.98], abs=1e-4)


@pytest.mark.parametrize("level", [0.95, 0.998])
@pytest.mark.parametrize("share", [0.3, 0.82, 0.97])
@pytest.mark.parametrize("excess", [0.0, 0.05])
def test_a_unit_is_outside_the_funnel_exactly_if_its_tail_is_small(share, excess, level):
    ordinary, side = Peers("beta", share, excess, 1.0, 50), (1 - level) / 2
    low, high = limits(ordinary, np.arange(1, 121), level)
    n = np.repeat(np.arange(1, 121), np.arange(2, 122))
    k = np.concatenate([np.arange(m + 1) for m in range(1, 121)])
    below, above = tails(ordinary, k, n)
    assert ((k / n < low[n - 1]) == (below < side)).all()
    assert ((k / n > high[n - 1]) == (above < side)).all()


@pytest.mark.parametrize(
    "ordinary",
    [
        Peers("beta", 0.85, 0.0, 1.0, 50),
        Peers("beta", 0.97, 0.02, 1.0, 50),
        Peers("gamma", 0.8, 0.1, 1.0, 50),
        Peers("normal", 0.5, 0.0, 1.0, 50),
    ],
)
def test_the_funnel_narrows_with_size_around_the_target(ordinary):
    size = np.arange(1, 400) if ordinary.family != "normal" else 1 / np.arange(3, 400)
    low, high = limits(ordinary, size, 0.95)
    assert (np.diff(low) >= 0).all()
    assert (np.diff(high) <= 0).all()
    assert ((low <= ordinary.target) & (ordinary.target <= high)).all()
    assert low.min() >= 0 or ordinary.family == "normal"
    assert high.max() <= 1 or ordinary.family != "beta"


def test_a_truly_bad_unit_is_found_and_nobody_else():
    # 200 cases, 60 % against 85 %, among 40 ordinary units.
    random, found, others = np.random.default_rng(12), [], []
    for _ in range(40):
        k, n = office(random, 0.85, 0, units=40)
        k, n = np.append(k, 120), np.append(n, 200)
        named = flagged(*tails(peers("beta", k, n), k, n))
        found.append(named[-1] == "low")
        others.append(sum(name is not None for name in named[:-1]))
    assert np.mean(found) > 0.9
    assert np.mean(others) < 0.1


def test_of_many_ordinary_units_hardly_any_is_named():
    random, named = np.random.default_rng(2), 0
    for _ in range(60):
        k, n = office(random, 0.85, 0.02, units=100)
        named += any(name is not None for name in flagged(*tails(peers("beta", k, n), k, n)))
    assert named / 60 <= 0.08


def test_both_sides_are_named_by_their_side():
    assert flagged([0.0001, 0.5, NAN, 0.9999], [0.9999, 0.5, NAN, 0.0001]).tolist() == [
        "low",
        None,
        None,
        "high",
    ]


def test_benjamini_and_hochberg_name_whom_their_paper_names():
    # Benjamini and Hochberg 1995, section 3.2: of these 15, the four smallest at a rate of 5 %.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    p = np.array([*p, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0])
    assert flagged(p / 2, 1 - p / 2).tolist() == ["low"] * 4 + [None] * 11


def test_no_cases_are_judged_by_nobody():
    ordinary = peers("beta", [5, 5, NAN, 0, 4, 5, 5], [6, 6, 0, 0, 6, 6, 6])
    low, high = tails(ordinary, [NAN, 0], [0, 0])
    assert ordinary.n == 5
    assert np.isnan([low, high]).all()
    assert flagged(low, high).tolist() == [None, None]


def test_fewer_than_five_units_say_nothing_of_how_units_differ():
    found = peers("beta", [1, 9, 5, 5], [10, 10, 10, 10])
    assert (found.target, found.excess) == (0.5, 0)
    assert np.isnan(found.phi)


@pytest.mark.parametrize("family", ["beta", "gamma", "normal"])
def test_order_of_units_changes_nothing(family):
    k, n = office(np.random.default_rng(12), 0.85, 0.03)
    other = np.random.default_rng(1).permutation(len(n))
    first, second = peers(family, k, n), peers(family, k[other], n[other])
    assert first == second
    for a, b in zip(tails(first, k, n), tails(first, k[other], n[other]), strict=True):
        assert a[other].tobytes() == b.tobytes()


def test_a_unit_can_be_judged_by_what_its_own_mix_lets_expect():
    # 30 of 60 is far too few of cases that go at 0.8, and ordinary of cases that go at 0.5.
    k, n, hoped = [30, 30, 48, 48, 48], np.full(5, 60), np.array([0.8, 0.5, 0.8, 0.8, 0.8])
    low, _ = tails(peers("beta", k, n, hoped), k, n, hoped)
    assert low[0] < 0.02
    assert low[1] > 0.4
