"""How a subject stands among its peers: nobody is placed by a raw figure."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from scoring.indicators import INDICATORS
from scoring.standing import COLUMNS, compared, ordinary

NAN = float("nan")


def peers(*rows, **more):
    """Units with 40 cases of 50 kept each, unless said."""
    usual = {"indicator": "answered_in_time", "subject_kind": "unit", "period": "2026-11",
             "value": 0.8, "n": 50, "low": 0.67, "high": 0.89, "expected": NAN}  # fmt: skip
    named = [usual | {"subject_id": f"u{place}"} | row for place, row in enumerate(rows)]
    return compared(pd.DataFrame(named), **more)


ORDINARY = [{"value": v} for v in (0.74, 0.76, 0.78, 0.8, 0.82, 0.84, 0.86)]


def test_few_cases_are_drawn_to_the_usual_and_many_are_not():
    found = peers(*ORDINARY, {"value": 1.0, "n": 3}, {"value": 0.98, "n": 2000})
    few, many = found.iloc[-2], found.iloc[-1]
    assert few["shrunk"] < 0.9
    assert many["shrunk"] == pytest.approx(0.98, abs=0.005)
    assert few["shrunk_low"] < few["usual"] < few["shrunk_high"]


def test_a_perfect_score_of_three_is_no_first_rank():
    found = peers(*ORDINARY, {"value": 1.0, "n": 3}).iloc[-1]
    assert found["rank_low"] < 3
    assert found["rank_high"] > 5
    assert found["flag"] is None


def test_what_stands_out_is_flagged_by_the_direction_of_the_value():
    late = {"indicator": "unanswered_closed_share"}
    rows = [r | late | {"value": 1 - r["value"]} for r in ORDINARY * 4]
    found = peers(*rows, late | {"value": 0.9, "n": 400})
    assert found["flag"].dropna().to_dict() == {28: "high"}
    assert found["rank_low"][28] == found["rank_high"][28] == 29  # the worst of all


def test_the_tail_is_that_of_the_ordinary_peer_of_its_size():
    same = [{"value": 0.8}] * 9
    found = peers(*same, {"value": 0.6, "n": 20}).iloc[-1]
    share = (9 * 40 + 12) / (9 * 50 + 20)
    law = stats.binom(20, share)
    assert found["p_low"] == pytest.approx(law.cdf(11) + law.pmf(12) / 2, abs=0.02)


def test_the_kinds_of_cases_one_was_given_are_put_right():
    rows = [r | {"expected": 0.8} for r in ORDINARY]
    found = peers(*rows, {"value": 0.6, "expected": 0.6}).iloc[-1]
    assert found["adjusted"] == pytest.approx(found["usual"])
    assert found["p_low"] > 0.3


def test_fewer_than_five_peers_are_not_compared():
    found = peers(*ORDINARY[:4])
    assert found[list(COLUMNS)].isna().all(axis=None)
    assert found.dtypes["shrunk"] == "float64"


def test_who_has_no_case_is_no_peer():
    found = peers(*ORDINARY, {"value": NAN, "n": 0})
    assert found["peers"].tolist()[:-1] == [7] * 7
    assert found[list(COLUMNS)].iloc[-1].isna().all()


def test_figures_that_cannot_be_compared_so_are_not():
    assert peers(*[{"indicator": "answer_time_median"}] * 9)[list(COLUMNS)].isna().all(axis=None)
    assert ordinary(pd.DataFrame(), INDICATORS["answer_time_median"]) is None


def test_peers_are_of_one_kind_one_period_and_one_group():
    rows = [*ORDINARY, *({"period": "2026-10"} for _ in range(5)),
            *({"subject_kind": "person"} for _ in range(6))]  # fmt: skip
    assert peers(*rows)["peers"].tolist() == [7] * 7 + [5] * 5 + [6] * 6
    level = pd.Series(["office"] * 2 + ["section"] * 5)
    assert peers(*ORDINARY, groups=level)["peers"].isna().tolist() == [True] * 2 + [False] * 5


def test_means_go_by_their_own_intervals():
    rating = {"indicator": "reporter_rating", "n": 9}
    rows = [rating | {"value": v, "low": v - 0.4, "high": v + 0.4} for v in (3, 3.1, 3.2, 3.3, 3.4)]
    vague = rating | {"value": 5.0, "low": 1.0, "high": 9.0}
    unknown = rating | {"value": 5.0, "low": NAN, "high": NAN}
    found = peers(*rows, vague, unknown)
    assert found["shrunk"].iloc[5] < 3.6
    assert found["shrunk"].iloc[6] == pytest.approx(found["usual"].iloc[6], abs=0.3)


def test_the_order_of_scores_changes_nothing():
    rows = [*ORDINARY, {"value": 0.3}, {"value": 1.0, "n": 4}]
    one = peers(*rows).set_index("subject_id")
    other = peers(*(r | {"subject_id": f"u{n}"} for n, r in reversed(list(enumerate(rows)))))
    pd.testing.assert_frame_equal(one, other.set_index("subject_id").loc[one.index])


def test_without_scores_there_is_nothing_to_compare():
    found = compared(peers(*ORDINARY).iloc[:0].drop(columns=list(COLUMNS)))
    assert list(found.columns[-len(COLUMNS) :]) == list(COLUMNS)
    assert found.empty


def test_on_a_calm_day_hardly_anybody_stands_out():
    rng = np.random.default_rng(3)
    rows = [{"value": k / 30, "n": 30} for k in rng.binomial(30, 0.8, 1000)]
    assert (peers(*rows)["flag"].notna()).mean() < 0.005
