import numpy as np
import pytest

from scoring import xmr

# NIST/SEMATECH e-Handbook 6.3.2.2, individuals chart of flow rate, ten batches.
FLOW_RATE = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
# Montgomery, Introduction to Statistical Quality Control, aircraft primer paint, 15 batches.
VISCOSITY = [33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.20, 33.62,
             33.00, 33.54, 33.12, 33.84]  # fmt: skip
# Mean 0, every moving range 2: limits at 5.32 and near limits at 3.55 on either side.
STEADY = [1.0, -1.0] * 10


def charted(values, fixed_after=None):
    return xmr.chart(np.array([values], dtype=float), fixed_after)


def rules(after, before=STEADY):
    """Rule of each of the points that come after a steady baseline."""
    found = charted([*before, *after], len(before))
    return [xmr.RULES[place] for place in found.rule[0, len(before) :]]


def directions(after):
    return charted([*STEADY, *after], len(STEADY)).direction[0, len(STEADY) :].tolist()


def test_the_limits_of_the_nist_handbook():
    found = charted(FLOW_RATE)
    limits = (found.centre[0], found.upper[0], found.lower[0])
    assert limits == pytest.approx((50.81, 55.8041, 45.8159), abs=0.002)  # 2.66 is 3 / 1.128


def test_the_limits_of_montgomery():
    found = charted(VISCOSITY)
    limits = (found.centre[0], found.upper[0], found.lower[0])
    assert limits == pytest.approx((33.52, 34.80, 32.24), abs=0.006)


def test_a_wild_moving_range_is_left_out_once():
    # Ranges 1 (18 times) and 20, 20: their mean is 2.9, so 20 is beyond 3.267 times it; 1 stays.
    values = [0, 1] * 5 + [21] + [1, 0] * 5
    assert charted(values).upper[0] - charted(values).centre[0] == pytest.approx(2.66)


def test_ranges_that_are_just_not_wild_stay():
    # Ranges 1 (19 times) and 3: the mean is 1.1 and 3.267 times it 3.59.
    values = [0, 1] * 10 + [4]
    assert charted(values).upper[0] - charted(values).centre[0] == pytest.approx(2.66 * 1.1)


CASES = {
    "above the limit": ([6], ["outside"]),
    "below the limit": ([-6], ["outside"]),
    "on the limit is inside": ([5.32], [""]),
    "near the limit once": ([4], [""]),
    "seven rising": ([-3, -2, -1, 0.5, 1.5, 2.5, 3.5], ["trend"] * 7),
    "seven falling": ([3, 2, 1, -0.5, -1.5, -2.5, -3.5], ["trend"] * 7),
    "six rising": ([-3, -2, -1, 0.5, 1.5, 2.5], [""] * 6),
    "two alike break a trend": ([-3, -2, -1, -1, 0.5, 1.5, 2.5], [""] * 7),
    "two of three near a limit": ([4, 1, 4], ["two_of_three", "", "two_of_three"]),
    "two of three on different sides": ([4, -1, 4], ["", "", ""]),
    "two of three at different limits": ([4, -4, 1], ["", "", ""]),
    "near means beyond two thirds": ([3.5, 1, 3.5], ["", "", ""]),
    "two of four near a limit": ([4, 1, 1, 4], [""] * 4),
    "seven on one side": ([0.5, 1, 0.5, 1, 0.5, 1, 0.5], ["run"] * 7),
    "six on one side": ([0.5, 1, 0.5, 1, 0.5, 1], [""] * 6),
    "a point on the mean breaks the run": ([0.5, 1, 0.5, 0, 0.5, 1, 0.5, 1], [""] * 8),
    "outside comes before trend": ([-3, -2, -1, 0.5, 2, 3, 6], ["trend"] * 6 + ["outside"]),
    "trend comes before two of three": ([-3, -2, -1, 0.5, 1, 4, 5], ["trend"] * 7),
    "two of three comes before run": (
        [0.5, 1, 0.5, 1, 0.5, 4, 4],
        ["run"] * 5 + ["two_of_three"] * 2,
    ),
    "outside does not count as near": ([6, 1, 4], ["outside", "", ""]),
}


@pytest.mark.parametrize("name", CASES)
def test_each_rule(name):
    after, expected = CASES[name]
    assert rules(after) == expected


def test_a_peak_belongs_to_the_later_trend():
    peak = [-3, -2, -1, 0.5, 1.5, 2.5, 3.5, 2, 1, 0.2, -0.3, -1.2, -2.5]
    assert directions(peak) == [1] * 6 + [-1] * 7


def test_a_gap_is_no_point_and_no_break():
    after = [0.5, 1, np.nan, 0.5, 1, 0.5, np.nan, 1, 0.5]
    assert rules(after) == ["run" if value == value else "" for value in after]


def test_gaps_do_not_move_the_limits():
    gappy = [cell for value in FLOW_RATE for cell in (np.nan, value)]
    assert charted(gappy).upper == charted(FLOW_RATE).upper


def test_fewer_than_thirteen_points_have_limits_and_no_signal():
    # Against these twelve the last is outside by far; with one more before it, it is a signal.
    few = [1.0, -1.0] * 5 + [1.0, 60.0]
    assert charted(few, 10).rule.any() == False  # noqa: E712
    assert charted(few, 10).upper[0] == pytest.approx(5.32)
    assert charted([-1.0, *few], 11).rule[0, -1] == xmr.RULES.index("outside")


LINES = {
    "one point off": ([5], [""]),
    "two points off": ([5, 4], ["", ""]),
    "three points off": ([5, 4, 6], ["outside"] * 3),
    "three off on both sides": ([5, 1, 5], ["", "", ""]),
    "back on the line between": ([5, 5, 3, 5], [""] * 4),
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_without_width_takes_two_further_points(name):
    after, expected = LINES[name]
    assert rules(after, before=[3.0] * 20) == expected


def test_no_points_at_all_are_no_error():
    found = charted([np.nan] * 5)
    assert np.isnan([found.centre[0], found.lower[0], found.upper[0]]).all()
    assert xmr.chart(np.empty((2, 0))).rule.shape == (2, 0)


def test_a_series_does_not_feel_its_neighbours():
    rng = np.random.default_rng(3)
    many = rng.normal(size=(50, 40))
    alone = np.vstack([xmr.chart(row[None, :]).rule for row in many])
    assert (alone == xmr.chart(many).rule).all()


@pytest.mark.parametrize(("points", "share"), [(24, 0.19), (52, 0.42)])
def test_a_stable_series_is_flagged_as_often_as_measured_at_the_nhs_package(points, share):
    # The survey (fact 1): at least one point in 19 % of series of 24 points, 42 % of 52.
    values = np.random.default_rng(5).normal(size=(10_000, points))
    assert (xmr.chart(values).rule > 0).any(axis=1).mean() == pytest.approx(share, abs=0.01)


def by_hand(y):
    """The rules point by point, as the survey (2.1) words them."""
    ranges = np.abs(np.diff(y))
    half = 2.66 * ranges[ranges < 3.267 * ranges.mean()].mean()
    side, step = np.sign(y - y.mean()), np.sign(np.diff(y))
    out, near = np.abs(y - y.mean()) > half, np.abs(y - y.mean()) > half * 2 / 3

    def part_of(i, size, holds):
        return any(holds(j) for j in range(max(0, i - size + 1), min(i, len(y) - size) + 1))

    found = []
    for i in range(len(y)):
        rules = [
            (1, out[i]),
            (2, part_of(i, 7, lambda j: abs(step[j : j + 6].sum()) == 6)),
            (3, near[i] and part_of(i, 3, lambda j: abs(side[j : j + 3].sum()) == 3
                                    and (near & ~out)[j : j + 3].sum() >= 2)),
            (4, part_of(i, 7, lambda j: abs(side[j : j + 7].sum()) == 7)),
        ]  # fmt: skip
        found.append(next((rule for rule, holds in rules if holds), 0))
    return found


def test_the_rules_agree_with_a_reading_point_by_point():
    values = np.random.default_rng(9).normal(size=(300, 40)).cumsum(axis=1) * 0.3
    values += np.random.default_rng(10).normal(size=values.shape)
    assert xmr.chart(values).rule.tolist() == [by_hand(row) for row in values]


FALLS = {0.5: 18, 1.0: 7, 1.5: 5, 2.0: 3, 3.0: 1}


@pytest.mark.parametrize("fall", FALLS)
def test_a_fall_is_found_as_soon_as_measured_at_the_nhs_package(fall):
    # The survey, section 2.1: median number of points after 24 with fixed limits.
    values = np.random.default_rng(7).normal(size=(2_000, 24 + 60)) - fall * (np.arange(84) >= 24)
    assert np.median(delays(values)) == pytest.approx(FALLS[fall], abs=1)


def delays(values):
    """Points until the newest one is marked: rules look back, so ask look by look."""
    delay = np.full(len(values), 61)
    for look in range(60, 0, -1):
        found = xmr.chart(values[:, : 24 + look], 24)
        delay[(found.rule[:, -1] > 0) & (found.direction[:, -1] < 0)] = look
    return delay
