import numpy as np
import pytest

from scoring import early, learnt, thresholds
from scoring.learnt import Learnt, Stream
from tests.scoring.calibration import EVEN, RARE, signals, stable
from tests.scoring.trend_offices import (
    BASELINE,
    LOOKS,
    delays,
    normals,
    plain_cusum,
    shares,
    watched,
)

BUDGET, KPIS, PERSONS = 0.01, 4, 1_000
WEEKS = BASELINE + LOOKS
# NIST/SEMATECH e-Handbook 6.3.2.3: means of 20 groups, target 325, k = 0.3175, h = 4.1959
# (standard deviation of a mean 0.635, shift sought one of them), and the sums as printed.
NIST = [324.925, 324.675, 324.725, 324.35, 325.35, 325.225, 324.125, 324.525, 325.225, 324.6,
        324.625, 325.15, 328.325, 327.25, 327.825, 328.5, 326.675, 327.775, 326.875,
        328.35]  # fmt: skip
HIGH = [0, 0, 0, 0, 0.03, 0, 0, 0, 0, 0, 0, 0, 3.01, 4.94, 7.45, 10.63, 11.99, 14.44, 16.00, 19.04]
LOW = [0, 0.01, 0, 0.33, 0, 0, 0.56, 0.72, 0.17, 0.25, 0.31, 0, 0, 0, 0, 0, 0, 0, 0, 0]
# Montgomery, Introduction to Statistical Quality Control, table 9.1: target 10, sigma 1, k = 1/2,
# h = 5: the upper sum leaves 5 at observation 29, seven after it was last nothing.
MONTGOMERY = [9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51,
              9.40, 10.08, 9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60,
              11.08, 10.38, 11.62, 11.31, 10.52]  # fmt: skip
UPPER = [0, 0, 0, 1.16, 2.82, 2.50, 0.04, 1.00, 0, 0, 0, 0.97, 0.98, 0, 0, 0, 0.12, 0, 0, 0.34,
         0.74, 0, 1.79, 2.79, 2.89, 3.47, 3.35, 4.47, 5.28, 5.30]  # fmt: skip


@pytest.fixture
def textbook(monkeypatch):
    """Page's CUSUM as the books have it: k = 1/2, no head start, nothing cut off."""
    for name, value in {"SHIFT": 1.0, "HEAD": 0.0, "MOST": np.inf}.items():
        monkeypatch.setattr(early, name, value)


def cusum(values, target, sigma, h, side):
    """States of a CUSUM on rows of ``values``; target and sigma known as from a billion cases."""
    rows = len(values)
    sure = np.tile(target + sigma * np.array([1.0, -1.0]), (rows, BASELINE // 2))
    events = np.hstack([sure * 1e9, np.asarray(values, dtype=float)])
    cases = np.hstack([np.full(sure.shape, 1e9), np.ones(np.shape(values))])
    count, first = (np.full(rows, points) for points in (events.shape[1], BASELINE))
    stream = Stream("value", events, cases, count, first, np.arange(rows))
    one, sides = np.ones(rows), np.full(rows, side)
    known = Learnt(one * target, one, one * sigma**2, one, one * 0, one * 0)
    every = early.states(stream, sides, one * h / sigma, early.Sums(stream, known, sides))
    return list(every)[1:]


@pytest.mark.parametrize(("side", "printed"), [(1, HIGH), (-1, LOW)])
def test_the_sums_are_those_of_the_nist_handbook(textbook, side, printed):
    sums = [0.635 * state.total[0] for state in cusum([NIST], 325, 0.635, 4.1959, side)]
    assert sums == pytest.approx(printed, abs=0.0101)  # printed from rounded terms


def test_the_signal_is_where_the_nist_handbook_marks_it(textbook):
    raised = [state.raised[0] - BASELINE + 1 for state in cusum([NIST], 325, 0.635, 4.1959, 1)]
    assert raised[12:] == [-BASELINE] + [14] * 7


def test_the_sums_and_the_change_point_are_those_of_montgomery(textbook):
    every = cusum([MONTGOMERY], 10, 1, 5, 1)
    assert [state.total[0] for state in every] == pytest.approx(UPPER, abs=0.011)
    assert every[-1].raised[0] - BASELINE + 1 == 29
    assert every[-1].start[0] - BASELINE + 1 == 23


def test_run_lengths_are_those_of_montgomery(textbook):
    # Table 9.3 (k = 1/2, h = 5): 10.4 observations until a shift of one sigma is found.
    every = cusum(np.random.default_rng(1).normal(1, 1, (3_000, 60)), 0, 1, 5, 1)
    raised = np.stack([state.raised for state in every], axis=1) >= 0
    assert (raised.argmax(axis=1) + 1).mean() == pytest.approx(10.4, abs=0.25)


# The office of the issue.


@pytest.fixture(scope="module")
def steady_office():
    """KPI x person x week: signals raised, and standing, in an office where nothing changes."""
    rng = np.random.default_rng(21)
    every = [watched(shares(PERSONS, WEEKS, rng), "share", BUDGET / KPIS) for _ in range(KPIS)]
    return [np.stack(kind)[:, :, BASELINE:] for kind in zip(*every, strict=True)]


def test_false_concerns_stay_under_one_percent_of_persons_a_week(steady_office):
    new, _ = steady_office
    assert new.sum() / (PERSONS * LOOKS) < BUDGET  # 0.85 %
    assert new.any(axis=0).mean() < BUDGET


def test_the_budget_is_used_and_not_merely_kept(steady_office):
    new, _ = steady_office
    assert new.sum() / (PERSONS * LOOKS) > 0.6 * BUDGET


def test_persons_in_whom_a_false_concern_stands_are_few(steady_office):
    _, stands = steady_office
    by_week = stands.any(axis=0).mean(axis=0)
    assert by_week[-1] == pytest.approx(0.11, abs=0.03)  # it takes some ten weeks to clear


def test_two_cases_a_week_do_not_bring_eight_percent():
    # The survey, fact 1: 2 cases a week at p = 0.85, XmR accuses 8 % of persons every week.
    rng = np.random.default_rng(23)
    hits = rng.binomial(2, 0.85, (PERSONS * 4, WEEKS)).astype(float)
    kpi = shares(PERSONS * 4, WEEKS, rng)
    kpi = type(kpi)(hits / 2, np.full(hits.shape, 2.0), hits)
    new, _ = watched(kpi, "share", BUDGET)
    assert new[:, BASELINE:].mean() < 0.01


def alike(*given, **more):
    """Normal figures of persons whose spreads differ by 5 %."""
    return normals(*given, unlike=0.05, **more)


@pytest.mark.parametrize("when", ["at the first look", "at any look"])
@pytest.mark.parametrize(
    ("office", "family"), [(shares, "share"), (alike, "value")], ids=["few cases", "normal"]
)
def test_a_fall_of_one_deviation_is_found_no_later_than_by_a_plain_cusum(office, family, when):
    # And with a sixth (few cases) and 60 % (normal) of its false concerns: see the next test.
    rng, first = np.random.default_rng(5), np.full(8_000, BASELINE)
    fall_at = rng.integers(BASELINE, WEEKS, 8_000) if when == "at any look" else first
    kpi = office(8_000, WEEKS + 40, rng, fall_at=fall_at)
    _, stands = watched(kpi, family, BUDGET / KPIS)
    ours, plain = delays(stands, plain_cusum(kpi.value), fall_at)
    assert np.median(ours) <= np.median(plain)
    assert ours.mean() <= plain.mean()


@pytest.mark.parametrize(("office", "rate"), [(shares, 0.0125), (alike, 0.004)])
def test_a_plain_cusum_spends_more_than_the_budget(office, rate):
    kpi = office(PERSONS * KPIS, WEEKS, np.random.default_rng(6))
    beyond = plain_cusum(kpi.value)
    new = beyond[:, BASELINE:] & ~beyond[:, BASELINE - 1 : -1]
    assert new.mean() == pytest.approx(rate, rel=0.15)
    assert new.mean() > BUDGET / KPIS


# The threshold, and what may move it.


@pytest.mark.parametrize("kind", [RARE[1], RARE[2], EVEN[0]])
def test_the_line_of_counted_figures_keeps_its_share(kind):
    stream = stable(*kind, subjects=8_000, learnt=26, seed=77)
    line = thresholds.of_counts(np.full(8_000, 0.0025), np.full(8_000, kind[1]), 26)
    assert 0.0018 < signals(stream, line)[0].mean() < 0.0028


@pytest.mark.parametrize("peers", [False, True])
@pytest.mark.parametrize("points", [13, 26])
def test_the_line_of_normal_figures_keeps_its_share(peers, points):
    stream = stable("value", 0, 1, subjects=8_000, learnt=points, peers=peers, seed=77)
    line = thresholds.of_values(np.full(8_000, 0.0025), np.full(8_000, float(peers)), points)
    assert signals(stream, line)[0].mean() == pytest.approx(0.0025, rel=0.12)


def test_a_smaller_share_of_the_budget_takes_more_evidence():
    shares_ = np.array([0.0002, 0.0007, 0.0025, 0.01])
    assert (np.diff(thresholds.of_counts(shares_, np.zeros(4), 26)) < 0).all()


@pytest.mark.parametrize(("share", "points"), [(0.5, 26), (1e-6, 26), (0.0025, 20)])
def test_what_was_not_worked_out_is_refused(share, points):
    with pytest.raises(ValueError, match="not worked out"):
        thresholds.of_counts(np.array([share]), np.zeros(1), points)


# What one person's watch does.


def one(hits, n, side=-1, share=0.0025):
    """The watch over one person's shares."""
    events, cases = np.array([hits], dtype=float), np.array([n], dtype=float)
    return early.watch(stream_of("share", events, cases), np.array([side]), np.array([share]), 26)


def stream_of(family, events, cases=None):
    """A stream of peers whose first 26 points are the baseline."""
    events = np.asarray(events, dtype=float)
    rows, points = events.shape
    cases = np.ones(events.shape) if cases is None else cases
    count, first = np.full(rows, points), np.full(rows, BASELINE)
    return Stream(family, events, cases, count, first, np.zeros(rows, dtype=int))


GOOD, BAD = [4, 3, 4, 4], [2, 1, 2, 2]


def test_a_fall_is_signalled_with_the_week_it_began():
    found = one(GOOD * 8 + BAD * 2, [4] * 40)
    assert found.held[0]
    assert found.start[0] == 32
    assert found.rate[0] == pytest.approx((120 + 0.5) / (32 * 4 + 1))  # and Jeffreys' prior
    assert found.recent[0] == pytest.approx(7 / 16)


def test_no_single_week_makes_a_concern():
    assert not one(GOOD * 8 + [0], [4] * 33).held[0]
    assert one(GOOD * 8 + [0, 0], [4] * 34).held[0]


def test_a_signal_holds_through_a_good_week_and_ends_after_many():
    assert one(GOOD * 8 + BAD * 2 + [4], [4] * 41).held[0]
    assert not one(GOOD * 8 + BAD * 2 + [4] * 12, [4] * 52).held[0]


def test_a_signal_that_stands_is_raised_once():
    found = one(GOOD * 8 + BAD * 5, [4] * 52)
    assert found.held[0]
    assert found.raised[0] < 40


def test_a_rise_is_a_signal_of_the_other_side():
    assert one(BAD * 8 + GOOD * 4, [4] * 48, side=1).held[0]
    assert not one(BAD * 8 + GOOD * 4, [4] * 48, side=-1).held[0]


def test_weeks_after_the_newest_one_were_not_there_before():
    hits = np.random.default_rng(31).binomial(4, 0.8, 60).tolist()
    long, side = stream_of("share", [hits], np.full((1, 60), 4.0)), np.array([-1])
    known = learnt.learnt_of(long)
    line = early.lines(long, known, np.array([0.0025]), BASELINE)
    path = list(early.states(long, side, line, early.Sums(long, known, side)))
    for look in range(BASELINE, 60):
        found, state = one(hits[:look], [4] * look), path[look - BASELINE]
        assert (found.held[0], found.start[0]) == (state.raised[0] >= 0, state.start[0])


# Baselines, and the help of peers.


def test_peers_move_a_figure_by_its_standard_error_at_most():
    own = np.array([0.5, *[0.8] * 40])
    moved, _ = learnt.shrunk(own, np.full(41, 0.1**2), np.zeros(41, dtype=int))
    assert moved[0] == pytest.approx(0.1)


def test_peers_who_are_alike_are_moved_to_their_mean_by_james_and_stein():
    # Ten figures with variance 1, less apart than chance makes them: trust 7 / 9.
    own = np.linspace(-0.45, 0.45, 10)
    moved, trust = learnt.shrunk(own, np.ones(10), np.zeros(10, dtype=int))
    assert trust == pytest.approx(7 / 9)
    assert moved == pytest.approx(-own * 7 / 9)


def test_peers_excuse_a_baseline_that_is_too_good_and_never_raise_a_poor_one():
    rates = np.array([0.95, 0.65, *[0.8] * 60])
    hits = np.repeat(np.round(rates * 40)[:, None] / 10, 26, axis=1)
    stream = stream_of("share", hits, np.full(hits.shape, 4.0))
    known = learnt.learnt_of(stream)
    fall, rise = (
        early.Sums(stream, known, np.full(62, side)).up_to(np.full(62, 26))[0] - known.rate
        for side in (-1, 1)
    )
    assert (fall[0] < -0.01, rise[1] > 0.01) == (True, True)
    assert (fall[1], rise[0]) == pytest.approx((0, 0))


def test_peers_excuse_figures_that_were_too_even_and_never_narrow_uneven_ones():
    figures = np.random.default_rng(43).normal(0, 1, (60, 26))
    figures[0], figures[1] = 0.3 * figures[2], 3.0 * figures[2]
    own = figures.var(axis=1, ddof=1)
    each = learnt.learnt_of(stream_of("value", figures)).each
    assert each[0] > 1.1 * own[0]
    assert each[1] == pytest.approx(own[1], rel=0.05)


def test_somebody_unlike_all_colleagues_has_hardly_more_false_concerns_than_the_budget():
    # No peer excuses a chance too good; with peers pulling both ways it was three times as many.
    rng = np.random.default_rng(3)
    most, unlike = shares(3_000, 78, rng, 0.93, 0.97), shares(1_000, 78, rng, 0.75, 0.75)
    both = [np.vstack([getattr(kpi, c) for kpi in (most, unlike)]) for c in ("value", "n", "hits")]
    new, _ = watched(type(most)(*both), "share", BUDGET / KPIS)
    assert new[3_000:, BASELINE:].mean() < 1.3 * BUDGET / KPIS


def test_peers_who_differ_by_more_than_chance_hardly_move_anybody():
    own = np.linspace(-50, 50, 10)
    assert np.abs(learnt.shrunk(own, np.ones(10), np.zeros(10, dtype=int))[0]).max() < 0.1


def test_three_subjects_are_no_peers_and_other_groups_none_either():
    own = np.array([0.0, 1, 2, 3, 100, 101])
    moved, trust = learnt.shrunk(own, np.ones(6), np.array([0, 0, 0, 1, 1, 1]))
    assert not moved.any()
    assert not trust.any()


def test_overdispersed_weeks_take_more_evidence():
    # All or nothing: variance of a week is 4 times the binomial one.
    hits = np.array([[4.0, 4, 4, 0] * 10])
    known = learnt.learnt_of(stream_of("share", hits, np.full((1, 40), 4.0)))
    assert known.spread[0] == pytest.approx(4.0, rel=0.15)


def test_figures_that_never_vary_are_not_watched_without_peers():
    flat = stream_of("value", [[3.0] * 30 + [9.0] * 10])
    assert not early.watch(flat, np.array([1]), np.array([0.0025]), 26).held[0]


def test_figures_that_never_vary_are_watched_by_the_variance_of_their_peers():
    others = np.random.default_rng(41).normal(3, 1, (9, 40))
    stream = stream_of("value", np.vstack([[3.0] * 30 + [9.0] * 10, others]))
    assert early.watch(stream, np.full(10, 1), np.full(10, 0.0025), 26).held[0]


def test_a_baseline_far_from_nothing_is_as_exact_as_one_near_it():
    near = np.random.default_rng(47).normal(0, 1, (5, 60)) - (np.arange(60) > 40)
    found = [early.watch(stream_of("value", near + far), np.full(5, -1), np.full(5, 0.0025), 26)
             for far in (0, 1e6)]  # fmt: skip
    assert found[1].evidence == pytest.approx(found[0].evidence, rel=1e-4)
