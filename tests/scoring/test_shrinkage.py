import numpy as np
import pytest
from scipy import stats

from scoring.ranking import ranks
from scoring.shrinkage import Prior, beta_binomial, gamma_poisson, normal, posterior

# Hits in the first 45 at-bats of 18 batters of 1970, and their averages over the rest of the
# season. Efron and Morris 1975, JASA 70:311, table 1 (data set ``EfronMorris`` of R's pscl).
HITS = np.array([18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7])
REST = [0.346, 0.298, 0.276, 0.222, 0.273, 0.270, 0.263, 0.210, 0.269]
REST = np.array([*REST, 0.230, 0.264, 0.256, 0.303, 0.264, 0.226, 0.285, 0.316, 0.200])
AT_BATS = np.full(18, 45)
EARLY = HITS / 45


def arcsine(share):
    """Efron and Morris' scale, on which a batter's average has a standard error of 1."""
    return np.sqrt(45) * np.arcsin(2 * share - 1)


def missed(estimate, truth):
    return ((estimate - truth) ** 2).sum()


def persons(random, subjects=200):
    """Hits, cases and true shares; half of the persons have at most 10 cases."""
    cases = np.maximum(1, random.lognormal(np.log(10), 1, subjects).astype(int))
    truth = random.beta(17, 2.5, subjects)
    return random.binomial(cases, truth), cases, truth


def drawn_ranks(prior, k, n, draws=8000):
    """The 95% interval of ranks among ``draws`` of the posterior (1 is the highest share)."""
    random = np.random.default_rng(11)
    found = np.empty((draws, len(k)), dtype=np.int32)
    for row in found:
        share = random.beta(prior.a + k, prior.b + n - k)
        row[np.argsort(-share)] = np.arange(1, len(k) + 1)
    return np.quantile(found, [0.025, 0.975], axis=0, method="inverted_cdf")


def test_james_and_stein_shrink_the_batters_as_published():
    # 1975: 1 - 15 / S = 0.209, squared error 17.56 raw and 5.01 shrunken: 3.5 times less.
    x, truth = arcsine(EARLY), arcsine(REST)
    factor = 1 - 15 / missed(x, x.mean())
    prior = Prior("normal", x.mean(), factor / (1 - factor), 18)
    shrunken, _, _ = posterior(prior, x, np.ones(18))
    assert factor == pytest.approx(0.209, abs=5e-4)
    assert missed(x, truth) == pytest.approx(17.56, abs=0.02)
    assert missed(shrunken, truth) == pytest.approx(5.01, abs=0.02)


def test_clemente_is_shrunk_from_400_to_294():
    # Efron and Morris 1977, Scientific American 236:119: factor 0.212, errors 3.5 times smaller.
    error = np.sqrt(EARLY.mean() * (1 - EARLY.mean()) / 45)
    factor = 1 - 15 * error**2 / missed(EARLY, EARLY.mean())
    prior = Prior("normal", EARLY.mean(), error**2 * factor / (1 - factor), 18)
    shrunken, _, _ = posterior(prior, EARLY, np.full(18, error))
    assert factor == pytest.approx(0.212, abs=1e-3)
    assert shrunken[0] == pytest.approx(0.294, abs=1e-3)
    assert missed(EARLY, REST) / missed(shrunken, REST) == pytest.approx(3.5, abs=0.05)


def test_the_batters_are_foretold_over_three_times_better_shrunken_than_raw():
    as_shares, _, _ = posterior(beta_binomial(HITS, AT_BATS), HITS, AT_BATS)
    x, truth = arcsine(EARLY), arcsine(REST)
    as_means, _, _ = posterior(normal(x, np.ones(18)), x, np.ones(18))
    assert 3.3 < missed(EARLY, REST) / missed(as_shares, REST) < 3.7
    assert 3.3 < missed(x, truth) / missed(as_means, truth) < 3.7


def test_the_shrinkage_of_equal_errors_is_where_its_density_is_highest():
    # B^((k - 1) / 2) exp(-S B / 2), times the prior of log(B / (1 - B)): B (1 - B).
    x = arcsine(EARLY)
    kept = 1 / (1 + normal(x, np.ones(18)).b)
    slope = 19 / (2 * kept) - 1 / (1 - kept) - missed(x, x.mean()) / 2
    assert slope == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(("a", "b"), [(8, 2), (30, 10), (0.6, 0.4)])
def test_the_prior_of_shares_is_found_again(a, b):
    random = np.random.default_rng(5)
    n = random.integers(1, 30, 5000)
    prior = beta_binomial(random.binomial(n, random.beta(a, b, 5000)), n)
    assert prior.mean == pytest.approx(a / (a + b), abs=0.01)
    assert prior.a + prior.b == pytest.approx(a + b, rel=0.12)


def test_the_prior_of_rates_is_found_again():
    random = np.random.default_rng(5)
    exposure = random.gamma(2, 5, 5000)
    prior = gamma_poisson(random.poisson(exposure * random.gamma(3, 1 / 5, 5000)), exposure)
    assert (prior.a, prior.b) == pytest.approx((3, 5), rel=0.1)


def test_the_prior_of_means_is_found_again():
    random = np.random.default_rng(5)
    errors = random.gamma(3, 0.3, 5000) + 0.1
    prior = normal(random.normal(random.normal(4, 0.7, 5000), errors), errors)
    assert (prior.a, prior.b) == pytest.approx((4, 0.49), rel=0.07)


def test_the_more_subjects_are_alike_the_nearer_the_prior_is_to_full_pooling():
    random = np.random.default_rng(5)
    n = random.integers(5, 40, 20_000)
    k = random.binomial(n, 0.85)
    few, many = beta_binomial(k[:50], n[:50]), beta_binomial(k, n)
    assert 50 < few.a + few.b < many.a + many.b
    assert many.a + many.b > 1000


@pytest.mark.parametrize("learn", [beta_binomial, gamma_poisson, normal])
def test_fewer_than_five_subjects_with_cases_are_nothing_to_borrow_from(learn):
    assert learn([1.0, 2, 3, 4, 0, np.nan], [4.0, 4, 4, 4, 0, 4]) is None
    assert learn([1.0, 2, 3, 4, 0], [4.0, 4, 4, 4, 4]).n == 5


def test_where_everybody_is_perfect_nobody_is_promised_perfection():
    prior = beta_binomial([3] * 8, [3] * 8)
    mean, low, _ = posterior(prior, [3, 0], [3, 0])
    assert 0.95 < mean[1] < mean[0] < 1
    assert low[1] < low[0] < 1


@pytest.mark.parametrize("mean", [0.6, 0.85])
@pytest.mark.parametrize("size", [10, 60, 1e6])
def test_intervals_of_ten_units_hold_the_truth_though_the_prior_is_a_guess(mean, size):
    random, inside = np.random.default_rng(8), []
    for _ in range(100):
        truth = random.beta(mean * size, (1 - mean) * size, 10)
        n = random.geometric(1 / 15, 10) + 3
        k = random.binomial(n, truth)
        _, low, high = posterior(beta_binomial(k, n), k, n)
        inside.append((low <= truth) & (truth <= high))
    assert np.mean(inside) > 0.87


def test_shrunken_shares_are_nearer_the_truth_and_accuse_fewer_good_people():
    # peers.md, fact 3: 200 persons, median 10 cases; 0.136 against 0.063, 14.7 % against 7.4 %.
    random, errors, wronged = np.random.default_rng(4), [], []
    for _ in range(40):
        k, n, truth = persons(random)
        views = (k / n, posterior(beta_binomial(k, n), k, n)[0])
        errors.append([missed(v, truth) for v in views])
        worst = [np.argsort(v, kind="stable")[:20] for v in views]
        wronged.append([(truth[w] > np.median(truth)).mean() for w in worst])
    raw, shrunken = np.sqrt(np.mean(errors, axis=0))
    assert shrunken < 0.55 * raw
    assert np.mean(wronged, axis=0)[1] < 0.65 * np.mean(wronged, axis=0)[0]


@pytest.mark.parametrize(
    ("prior", "value", "size"),
    [
        (Prior("beta", 8.0, 2.0, 9), [np.nan, 0, 5], [0, 0, 5]),
        (Prior("gamma", 8.0, 10.0, 9), [np.nan, 0, 5], [0, 0, 5]),
        (Prior("normal", 0.8, 0.02, 9), [np.nan, 0.9, 1], [np.nan, 0, 0.1]),
    ],
)
def test_without_cases_there_is_the_mean_of_all_and_much_doubt(prior, value, size):
    mean, low, high = posterior(prior, value, size)
    assert mean[:2] == pytest.approx([0.8, 0.8])
    assert (high - low)[0] > 1.1 * (high - low)[2]
    assert low[0] > 0


def test_posteriors_are_the_textbook_ones():
    shares = posterior(Prior("beta", 3.0, 2.0, 9), [4], [6])
    assert np.ravel(shares)[1:] == pytest.approx(stats.beta(7, 4).ppf([0.025, 0.975]))
    rates = posterior(Prior("gamma", 3.0, 2.0, 9), [4], [6])
    assert np.ravel(rates)[1:] == pytest.approx(stats.gamma(7, scale=1 / 8).ppf([0.025, 0.975]))
    means = posterior(Prior("normal", 3.0, 2.0, 9), [5], [2])  # a third of the way, variance 4/3
    assert np.ravel(means)[1:] == pytest.approx(stats.norm(11 / 3, 2 / 3**0.5).ppf([0.025, 0.975]))


@pytest.mark.parametrize(("subjects", "near", "most"), [(5, 0.1, 1), (50, 0.25, 1), (2000, 6, 60)])
def test_ranks_are_those_of_draws_of_the_posterior(subjects, near, most):
    random = np.random.default_rng(6)
    n = random.geometric(1 / 10, subjects)
    k, prior = random.binomial(n, random.beta(6, 2, subjects)), Prior("beta", 6.0, 2.0, subjects)
    off = np.array(ranks(prior, k, n, "higher")) - drawn_ranks(prior, k, n)
    assert np.abs(off).mean() <= near
    assert np.abs(off).max() <= most
    assert abs(off.mean()) < 0.35


def test_the_best_and_the_worst_of_many_cases_are_known_to_be_so():
    k, n = np.array([990, 500, 505, 500, 30]), np.full(5, 1000)
    low, high = ranks(Prior("beta", 1.0, 1.0, 5), k, n, "higher")
    assert (low[0], high[0], low[4], high[4]) == (1, 1, 5, 5)
    assert (low[1:4].min(), high[1:4].max()) == (2, 4)


@pytest.mark.parametrize("family", ["beta", "gamma", "normal"])
def test_where_less_is_better_the_ranks_are_turned_round(family):
    random = np.random.default_rng(2)
    size = random.integers(1, 40, 60)
    value, prior = random.binomial(size, 0.7), Prior(family, 3.0, 2.0, 60)
    low, high = ranks(prior, value, size, "higher")
    again = ranks(prior, value, size, "lower")
    assert np.abs(again[0] - (61 - high)).max() <= 1
    assert np.abs(again[1] - (61 - low)).max() <= 1


def test_nobody_without_cases_has_a_place():
    random = np.random.default_rng(2)
    n = np.append(0, random.integers(100, 300, 99))
    low, high = ranks(Prior("beta", 8.0, 2.0, 99), random.binomial(n, 0.8), n, "higher")
    assert low[0] <= 3
    assert high[0] >= 98


def test_order_of_subjects_changes_nothing():
    k, n, _ = persons(np.random.default_rng(9))
    other = np.random.default_rng(1).permutation(200)
    prior = beta_binomial(k, n)
    assert beta_binomial(k[other], n[other]) == prior
    for function in (posterior, lambda *x: ranks(*x, "higher")):
        for a, b in zip(function(prior, k, n), function(prior, k[other], n[other]), strict=True):
            assert a[other].tobytes() == b.tobytes()


def test_order_changes_no_prior_of_rates_or_means():
    random = np.random.default_rng(9)
    events, size = random.poisson(3, 80), random.gamma(2, 2, 80)
    other = random.permutation(80)
    for learn in (gamma_poisson, normal):
        assert learn(events[other], size[other]) == learn(events, size)
