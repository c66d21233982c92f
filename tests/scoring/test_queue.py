"""Open complaints as a queue: which step each waits for, and how near its limit is."""

import pandas as pd
import pytest

from scoring.calendar import Calendar
from scoring.calendars import Calendars
from scoring.queue import counted, queued
from tests.scoring.builders import calendar

NOW = pd.Timestamp("2026-11-24 07:05", tz="UTC")
"""Tuesday, 14:05 in Aceh."""


@pytest.fixture
def calendars() -> Calendars:
    made: Calendar = calendar()
    return Calendars(made)


def case(**changes):
    given = {"unit": "u1", "forwarded": NOW, "forward_tracked": True, "answered": NOW,
             "answer_tracked": True, "next_limit": None}  # fmt: skip
    times = ["forwarded", "answered", "next_limit"]
    made = pd.DataFrame([given | changes])
    return made.assign(**{t: pd.to_datetime(made[t], utc=True) for t in times})


LIMITS = {
    "overdue": "2026-11-24 07:04Z",
    "today": "2026-11-24 16:59Z",
    "near": "2026-11-27 16:59Z",
    "later": "2026-11-30 16:59Z",
    "none": None,
}


@pytest.mark.parametrize(("due", "limit"), LIMITS.items(), ids=LIMITS)
def test_a_limit_is_near_by_working_days_and_today_until_midnight(calendars, due, limit):
    found = queued(case(next_limit=limit), calendars, NOW, 3)
    assert list(found["due"]) == [due]


STEPS = {
    "forward": {"forwarded": None, "answered": None},
    "answer": {"answered": None},
    "work": {},
}


@pytest.mark.parametrize(("step", "given"), STEPS.items(), ids=STEPS)
def test_a_complaint_waits_for_the_first_step_that_has_not_happened(calendars, step, given):
    assert list(queued(case(**given), calendars, NOW, 3)["step"]) == [step]


def test_what_a_source_does_not_record_is_not_waited_for(calendars):
    unseen = {"forwarded": None, "answered": None, "forward_tracked": False}
    assert list(queued(case(**unseen), calendars, NOW, 3)["step"]) == ["answer"]
    unseen["answer_tracked"] = False
    assert list(queued(case(**unseen), calendars, NOW, 3)["step"]) == ["work"]


def test_one_that_was_answered_without_being_passed_on_is_worked_on(calendars):
    assert list(queued(case(forwarded=None), calendars, NOW, 3)["step"]) == ["work"]


def test_the_queue_is_counted_by_unit_step_and_due(calendars):
    cases = pd.concat([case(), case(), case(answered=None), case(unit="u2")], ignore_index=True)
    found = counted(queued(cases, calendars, NOW, 3))
    assert found.to_numpy().tolist() == [
        ["u1", "answer", "none", 1], ["u1", "work", "none", 2], ["u2", "work", "none", 1],
    ]  # fmt: skip
