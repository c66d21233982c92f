"""Streaks: complaints answered in time on end, up to now.

The limit to answer is five working days: what comes in on Monday 2 November 2026 is due on Monday
the 9th at the end of the day.
"""

import pandas as pd

from scoring.streaks import streaks_of
from tests.scoring.builders import complaints, look

KEPT = {"first_answer": "2026-11-03 10:00"}
LATE = {"first_answer": "2026-11-12 10:00"}


def streak(*rows, unit="S", now="2026-11-30 12:00"):
    """kept and since of a unit."""
    found = streaks_of(look(now, complaints=complaints(*rows))).set_index("unit")
    return int(found.at[unit, "kept"]), found.at[unit, "since"]


def test_what_was_answered_in_time_since_the_last_late_one_is_counted():
    after = {"received": "2026-11-16 09:00", "first_answer": "2026-11-17 09:00"}
    kept, since = streak(KEPT, LATE, after, after)
    assert kept == 2
    assert since.tz_convert("Asia/Jakarta").date() == pd.Timestamp("2026-11-09").date()


def test_without_a_late_one_all_are_counted():
    kept, since = streak(KEPT, KEPT, KEPT)
    assert (kept, pd.isna(since)) == (3, True)


def test_an_open_one_past_its_limit_ends_the_streak_where_the_limit_was():
    after = {"received": "2026-11-16 09:00", "first_answer": "2026-11-17 09:00"}
    assert streak(KEPT, {}, after)[0] == 1


def test_one_that_may_still_be_answered_in_time_changes_nothing():
    assert streak(KEPT, {"received": "2026-11-27 09:00"})[0] == 1
    assert streak(KEPT, LATE, now="2026-11-05 12:00")[0] == 1


def test_an_archived_one_and_one_answered_before_receipt_do_not_count():
    early = {"first_answer": "2026-11-01 10:00"}
    assert streak(KEPT, {"status": "archived"}, early)[0] == 1


def test_it_counts_for_the_units_above_and_a_late_one_elsewhere_ends_theirs_alone():
    elsewhere = {"unit": "B2", **LATE}
    rows = ({**KEPT, "first_answer": "2026-11-05 10:00"}, elsewhere)
    assert [streak(*rows, unit=unit)[0] for unit in ("S", "B1", "D", "B2")] == [1, 1, 0, 0]


def test_where_nothing_was_decided_there_is_no_line():
    assert streaks_of(look(complaints=complaints({"received": "2026-11-27 09:00"}))).empty
