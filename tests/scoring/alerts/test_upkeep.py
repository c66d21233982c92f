"""Upkeep of records: verification that waits, rows that stand rejected, spread of predicates."""

import pandas as pd
import pytest

from scoring.alerts.finding import conditions
from scoring.indication import Spread
from scoring.predicate import Note
from tests.scoring.alerts.builders import found_of, rule, sight
from tests.scoring.builders import at, days, frame, people

BACKLOG = rule("backlog", "verification_backlog", threshold=4, recover=0.5)
STAFF = {
    "people": people(
        {"person_id": "P", "supervisor": "B"}, {"person_id": "B", "unit": "B1"},
        {"person_id": "Q", "unit": "B2"},
    )
}  # fmt: skip


def waiting(*some):
    """Activities of P in S, recorded on Monday the 9th: three days to verify, past on the 13th."""
    usual = {"person": "P", "unit": "S", "pending_since": "2026-11-09", "pending_n": 1}
    lines = pd.DataFrame([usual | dict(row) for row in some], columns=list(usual))
    return lines.assign(pending_since=days(*lines["pending_since"]))


def backlog(*some, rule_=BACKLOG, **frames):
    return found_of(rule_, sight(frames=STAFF | frames, pending=waiting(*some)))


COUNTS = {
    "at the threshold": (4, "bad"), "below": (3, "between"), "still too many": (2, "between"),
    "below it by the share": (1, "good"), "nothing waits": (0, "good"),
}  # fmt: skip


@pytest.mark.parametrize("case", COUNTS.values(), ids=list(COUNTS))
def test_a_backlog_counts_what_waits_past_the_limit_for_the_unit_of_the_supervisor(case):
    count, what = case
    seen = backlog({"pending_n": count}, {"pending_n": 99, "pending_since": "2026-11-11"})
    assert seen == {"B1": what, "B2": "good", "D": "good", "S": "good"}


def test_by_person_it_is_that_of_the_supervisor():
    told = backlog({"pending_n": 9}, rule_=rule("backlog", "verification_backlog", threshold=4,
                                                subjects=("person",)))  # fmt: skip
    assert told == {"B": "bad"}


def test_who_has_no_supervisor_is_counted_for_the_unit_of_the_work():
    assert backlog({"person": "Q", "unit": "B2", "pending_n": 9})["B2"] == "bad"


def test_days_the_supervisor_is_away_are_not_counted():
    away = frame("absences", {"person": "B", "kind": "leave", "first_day": "2026-11-10",
                              "last_day": "2026-11-13"})  # fmt: skip
    assert backlog({"pending_n": 9}, absences=away)["B1"] == "good"


def test_a_backlog_says_how_many_and_since_when():
    seen = sight(frames=STAFF, pending=waiting({"pending_n": 5}))
    told = conditions(BACKLOG, seen).set_index("subject_id").loc["B1"]
    assert told[["value", "target"]].tolist() == [5.0, 4.0]
    assert told["since"] == at("2026-11-09 00:00")


def test_what_waits_is_not_known_until_somebody_tells():
    assert conditions(BACKLOG, sight(frames=STAFF)).empty
    assert set(backlog().values()) == {"good"}


def faults(rejected, read, **more):
    told = pd.DataFrame({"source": ["lapor"], "rejected": [rejected], "read": [read]})
    return found_of(rule(kind="data_faults", subjects=("source",), **more), sight(rejects=told))


FAULTS = {
    "a share at the threshold": (5, 100, {}, "bad"),
    "a share below": (4, 100, {}, "good"),
    "a share not far enough below": (4, 100, {"recover": 0.5}, "between"),
    "a count at the threshold": (20, 10_000, {"threshold": 20}, "bad"),
    "a count below": (19, 20, {"threshold": 20}, "good"),
    "none at all": (0, 100, {"recover": 1.0}, "good"),
    "no rows": (0, 0, {}, "unknown"),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=list(FAULTS))
def test_faults_of_a_source_are_a_share_or_a_count(case):
    rejected, read, more, what = case
    assert faults(rejected, read, **more) == {"lapor": what}


def spread(*codes):
    notes = tuple(Note(code, 20, 0) for code in codes)
    return Spread("2026", "good", {"good": 18, "poor": 2}, 0, notes)


NOTES = {
    "as the pattern": ((), "good"), "departing": (("largest", "some"), "bad"),
    "too few": (("too_small",), "unknown"), "not rated": (("organisation_unrated",), "unknown"),
}  # fmt: skip


@pytest.mark.parametrize("case", NOTES.values(), ids=list(NOTES))
def test_a_spread_that_departs_from_the_pattern_is_told_and_one_of_few_is_not_known(case):
    codes, what = case
    assert found_of(rule(kind="distribution"), sight(spreads={"D": spread(*codes)})) == {"D": what}


def test_a_spread_says_in_how_many_ways_it_departs_of_how_many_people():
    told = conditions(rule(kind="distribution"), sight(spreads={"D": spread("largest", "some")}))
    assert told[["value", "n", "period"]].iloc[0].tolist() == [2.0, 20, "2026"]
