"""The days of one person: expected, recorded, approved, and why not."""

import pandas as pd

from scoring.daybook import COLUMNS, daybook
from tests.scoring.builders import activities, frame, look, people

FIRST, LAST = pd.Timestamp("2026-11-02"), pd.Timestamp("2026-11-08")
SHIFT = {"start": "2026-11-02 08:00", "end": "2026-11-02 10:00"}


def week(*done, away=(), **more):
    absences = frame("absences", *({"person": "P", "last_day": a["first_day"]} | a for a in away))
    seen = look(people=people({"person_id": "P"}), activities=activities(*done),
                absences=absences, **more)  # fmt: skip
    return daybook(seen, "P", FIRST, LAST).set_index("day")


def test_every_day_has_a_line_and_weekends_expect_nothing():
    found = week()
    assert (len(found), list(found.reset_index())) == (7, list(COLUMNS))
    assert found["workday"].tolist() == [True] * 5 + [False] * 2
    assert found["expected"].tolist() == [450.0] * 5 + [0.0] * 2


def test_minutes_are_told_by_what_became_of_them():
    found = week(
        {"minutes": 60}, {"minutes": 30, "status": "pending"}, {"minutes": 20, "status": "rejected"}
    ).loc["2026-11-02"]
    seen = found[["entries", "reported", "approved", "refused", "waiting"]]
    assert seen.tolist() == [3, 110, 60, 20, 1]


def test_what_overlaps_counts_once_as_in_the_score():
    later = {"start": "2026-11-02 09:00", "end": "2026-11-02 11:00"}
    assert week(SHIFT, later)["reported"].sum() == 180


def test_a_day_away_with_reason_expects_nothing_and_says_why():
    found = week(away=[{"first_day": "2026-11-03", "kind": "leave"}]).loc["2026-11-03"]
    assert (found["expected"], found["absence"], bool(found["workday"])) == (0, "leave", True)


def test_a_day_away_without_reason_is_still_expected():
    found = week(away=[{"first_day": "2026-11-03", "kind": "unexcused"}]).loc["2026-11-03"]
    assert (found["expected"], found["absence"]) == (450, "unexcused")


def test_a_reason_counts_before_an_entry_without_one():
    kinds = ({"first_day": "2026-11-03", "kind": k} for k in ("unexcused", "sick"))
    assert week(away=list(kinds)).loc["2026-11-03", "absence"] == "sick"


def test_who_came_late_was_there():
    found = week(away=[{"first_day": "2026-11-03", "kind": "late", "minutes": 25}])
    assert found.loc["2026-11-03", "late"] == 25
    assert found["absence"].isna().all()


def test_others_work_is_not_on_the_page():
    assert week({"minutes": 60, "person": "Q"})["reported"].sum() == 0
