"""What cases in hand may still do to a score."""

import pandas as pd
import pytest

from scoring.goals import Goal
from scoring.prospect import prospects
from scoring.shapes import SCORES

GOALS = {
    "answers": Goal("answered_in_time", target=1.0, at_risk=0.5, floor=0.0, min_n=4, weight=1),
    "late": Goal("reopened_share", target=0.0, at_risk=0.5, floor=1.0, min_n=1, weight=1),
}


def scores(*rows):
    lines = [("person", "P", "2026-11", name, v, n) for name, v, n in rows]
    found = pd.DataFrame(
        lines, columns=["subject_kind", "subject_id", "period", "indicator", "value", "n"]
    )
    return found.assign(low=float("nan"), high=float("nan"), expected=float("nan"),
                        available=True)[list(SCORES)]  # fmt: skip


def told(found):
    return found[["n", "score", "best", "worst"]].iloc[0].tolist()


def test_open_cases_raise_the_score_if_kept_and_lower_it_if_missed():
    # 6 of 8 kept: 75. Two more kept: 8 of 10, 80. Two more missed: 6 of 10, 60.
    found = prospects(scores(("answered_in_time", 0.75, 8)), {"answered_in_time": 2}, GOALS, 0.5)
    assert told(found) == [2, 75.0, 80.0, 60.0]


def test_of_a_share_that_is_better_low_a_good_case_is_no_hit():
    # 1 of 4 reopened: 75. Four more good ones: 1 of 8, 87.5. Four more bad ones: 5 of 8, 37.5.
    found = prospects(scores(("reopened_share", 0.25, 4)), {"reopened_share": 4}, GOALS, 0.5)
    assert told(found) == [4, 75.0, 87.5, 37.5]


def test_open_cases_may_bring_the_evidence_that_is_lacking():
    found = prospects(scores(("answered_in_time", 1.0, 2)), {"answered_in_time": 2}, GOALS, 0.5)
    assert pd.isna(found["score"].iloc[0])
    assert found[["best", "worst"]].iloc[0].tolist() == [100.0, pytest.approx(50.0)]


def test_what_has_no_case_at_all_yet_is_foreseen_too():
    none = scores(("answered_in_time", float("nan"), 0))
    found = prospects(none, {"answered_in_time": 4}, GOALS, 0.5)
    assert found[["best", "worst"]].iloc[0].tolist() == [100.0, 0.0]


def test_where_nothing_is_open_nothing_is_told():
    assert prospects(scores(("answered_in_time", 0.75, 8)), {"answered_in_time": 0}, GOALS,
                     0.5).empty  # fmt: skip
