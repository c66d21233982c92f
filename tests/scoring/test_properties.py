"""What must hold of the scores of any office at all."""

import os

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scoring.activities import activity_days
from scoring.composite import composites, contributions
from scoring.explain import _cases, explained
from scoring.goals import Goal
from scoring.indicators import INDICATORS
from scoring.snapshot import take
from tests.scoring.hindsight import known_by
from tests.scoring.offices import (
    NOW,
    TWO,
    differences,
    joined,
    look_at,
    office,
    offices,
    scores_of,
    shuffled,
)

SUBJECT = ["indicator", "subject_kind", "subject_id", "period"]
few = settings(
    max_examples=int(os.environ.get("PANTAU_OFFICES", "2")), deadline=None,
    phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
"""An office is a number: there is nothing to shrink, and a few large ones tell more than many."""


@few
@given(seed=offices(), order=st.integers(0, 99))
def test_scoring_twice_and_rows_in_another_order_give_the_same_bytes(seed, order):
    once, rows = scores_of(seed).to_csv(), office(seed)
    assert take(look_at(rows)).to_csv() == once
    assert take(look_at(shuffled(rows, order))).to_csv() == once


@few
@given(seed=offices())
def test_several_periods_in_one_look_are_as_one_look_per_period(seed):
    rows = office(seed)
    apart = [take(look_at(rows, periods=(period,))) for period in TWO]
    assert differences(scores_of(seed), pd.concat(apart)).empty


@few
@given(seed=offices())
def test_the_same_office_in_another_zone_has_the_same_scores(seed):
    rows = office(seed)
    assert take(look_at(rows, zone="Etc/GMT-3")).to_csv() == scores_of(seed).to_csv()


@few
@given(seed=offices(), other=st.integers(0, 999))
def test_an_office_beside_it_changes_nothing_of_the_first(seed, other):
    rows = office(seed)
    beside = office(other, prefix="Z") | {"assignments": []}
    for name in ("complaints", "activities", "outcomes"):
        beside[name] = [row | {"unit": row["unit"] or "ZS"} for row in beside[name]]
    alone, both = scores_of(seed), take(look_at(joined(rows, beside)))
    told = alone[alone["available"].astype(bool) & (alone["subject_kind"] != "programme")]
    mine = both.merge(told[SUBJECT], on=SUBJECT).drop(columns="expected")  # of the whole office
    assert differences(told.drop(columns="expected"), mine).empty


@few
@given(seed=offices())
def test_days_ready_made_give_the_same_scores_as_the_activities(seed):
    rows = office(seed)
    whole, once = look_at(rows), scores_of(seed).to_csv()
    ready = {name: some for name, some in rows.items() if name != "activities"}
    assert take(look_at(ready, activity_days=activity_days(whole))).to_csv() == once


@few
@given(seed=offices(), now=st.sampled_from(["2026-10-20 12:00", "2026-11-05 09:00", NOW]))
def test_what_happens_after_now_changes_nothing(seed, now):
    rows = office(seed)
    seen = take(look_at(rows, now))
    assert differences(seen, take(look_at(known_by(rows, now), now))).empty


WORSE_UP = ("complaints_overdue", "answer_time_median", "resolution_time_median",
            "answer_time_p90", "resolution_time_p90")  # fmt: skip
WORSE_DOWN = ("forwarded_in_time", "answered_in_time", "resolved_in_time")
GOALS = {i: Goal(i, 0.9, min_n=1) for i in WORSE_DOWN} | {
    "late": Goal("complaints_overdue", 0, at_risk=5, min_n=1),
    "waits": Goal("answer_time_median", 24, min_n=1),
}
MINUTES = Goal("approved_minutes_share", 0.8, min_n=1)
LATE = {"complaint_id": "late", "unit": "S", "officer": "P0", "received": "2026-10-01 00:00"}
DONE = {"forwarded": "2026-11-24 09:00", "first_answer": "2026-11-24 09:00",
        "resolved": "2026-11-24 09:00"}  # fmt: skip


@few
@given(seed=offices(), case=st.sampled_from([LATE, LATE | DONE]))
def test_a_late_case_never_improves_a_score(seed, case):
    rows = office(seed)
    before = scores_of(seed)
    after = take(look_at(rows | {"complaints": [*rows["complaints"], case]}))
    both = before.merge(after, on=SUBJECT, suffixes=("", "_after"))
    rise = (both["value_after"] - both["value"]).round(9)
    assert not (both["indicator"].isin(WORSE_DOWN) & (rise > 0)).any()
    assert not (both["indicator"].isin(WORSE_UP) & (rise < 0)).any()
    assert not risen(before, after).any()


def risen(before, after):
    """Subjects whose composite is higher, the same goals being judged."""
    totals = (composites(contributions(scores, GOALS), 0.0) for scores in (before, after))
    both = pd.merge(*totals, on=SUBJECT[1:], suffixes=("", "_after"))
    return (both["n"] == both["n_after"]) & (both["score_after"] > both["score"] + 1e-6)


RECOUNTED = [
    i.id for i in INDICATORS.values() if i.unit in ("share", "count") and i.family != "normal"
]
SUBJECTS = [("person", "P0"), ("person", "P1"), ("person", "P2"), ("unit", "S"), ("unit", "D"),
            ("programme", "AIR")]  # fmt: skip


@few
@given(seed=offices(), subject=st.sampled_from(SUBJECTS))
def test_the_records_of_an_explanation_recount_to_the_value(seed, subject):
    found = explained(look_at(office(seed)), *subject, GOALS, 0.5)
    parts = [p for p in found.parts if p.indicator.id in RECOUNTED and p.score["n"]]
    assert [recounted(p) for p in parts] == [
        (p.score["n"], pytest.approx(p.score["value"])) for p in parts
    ]


@few
@given(seed=offices())
def test_the_activities_of_a_person_recount_to_their_minutes(seed):
    found = explained(look_at(office(seed)), "person", "P0", {"m": MINUTES}, 0.5, "m")
    for part in (p for p in found.parts if p.score["n"]):
        brought = part.records["value"].sum()
        whole = part.needed / part.gap if part.gap else brought / part.score["value"]
        assert part.score["value"] * whole == pytest.approx(brought)
        assert whole <= found.service["minutes"].sum() + 1e-6


def recounted(part):
    """n and value by the records alone."""
    counted = part.records[part.records["counted"]]
    n, seen = counted["weight"].sum(), counted["value"].sum()
    return n, seen / n if part.indicator.unit == "share" else seen


@few
@given(seed=offices())
def test_contributions_sum_to_the_score_of_every_subject(seed):
    parts = contributions(scores_of(seed), GOALS)
    sums = parts.groupby(["subject_kind", "subject_id", "period"])["contribution"].sum()
    totals = composites(parts, 0.0).set_index(["subject_kind", "subject_id", "period"])
    known = totals["score"].notna()
    assert sums[known].tolist() == pytest.approx(totals["score"][known].tolist())
    assert ((totals["low"] <= totals["score"] + 1e-9) | totals["low"].isna()).all()


@given(n=st.integers(1, 400), data=st.data(), percent=st.integers(1, 99))
def test_so_many_good_cases_reach_the_target_and_one_fewer_do_not(n, data, percent):
    hits, target = data.draw(st.integers(0, n)), percent / 100
    more, fewer = (_cases(hits, n, target, lower=lower) for lower in (False, True))
    if hits / n < target:
        assert (hits + more - 1) / (n + more - 1) < target <= (hits + more) / (n + more) + 1e-12
    if hits / n > target:
        assert hits / (n + fewer) - 1e-12 <= target < hits / (n + fewer - 1)
