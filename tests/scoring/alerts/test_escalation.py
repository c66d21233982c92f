"""Who is told by now: officer, supervisor, head; and what keeps an alert from going further."""

import pandas as pd
import pytest

from scoring.alerts.escalation import due
from scoring.alerts.silence import silence_of, silenced_until
from tests.scoring.alerts.builders import CALENDARS, HOUR, alerts, rule, rules
from tests.scoring.builders import at, moments

STEPS = {"officer": 0 * HOUR, "supervisor": 4 * HOUR, "head": 15 * HOUR}
"""Fired on Monday at 09:00: the supervisor's is due at 14:00, the head's on Wednesday at 09:00."""


def told(now, alert=None, silenced=None, freed=None, **of_rule):
    """The levels that are due of one alert."""
    one = rules(rule(steps=STEPS, **of_rule))
    moment = [None if text is None else moments(text) for text in (silenced, freed)]
    return due(alerts(alert or {}), one, CALENDARS, at(now), *moment)["level"].tolist()


ALL = ["officer", "supervisor", "head"]
TELLINGS = {
    "at once: the officer": ("2026-11-02 09:00", {}, ["officer"]),
    "a minute before four hours": ("2026-11-02 13:59", {}, ["officer"]),
    "after four hours": ("2026-11-02 14:00", {}, ["officer", "supervisor"]),
    "what was told is not told again": ("2026-11-02 14:00", {"level": "officer"}, ["supervisor"]),
    "the night brings nobody else": ("2026-11-03 07:00", {"level": "supervisor"}, []),
    "after two working days": ("2026-11-04 09:00", {"level": "supervisor"}, ["head"]),
    "after a long pause of the machine": ("2026-11-09 09:00", {}, ALL),
    "all have been told": ("2026-11-09 09:00", {"level": "head"}, []),
    "acknowledged": ("2026-11-09 09:00", {"acknowledged_by": "u"}, []),
    "explained by its cause": ("2026-11-09 09:00", {"inhibited": True}, []),
    "recovering": ("2026-11-09 09:00", {"state": "recovering"}, []),
    "not fired yet": ("2026-11-09 09:00", {"state": "pending", "fired_at": None}, []),
    "over": ("2026-11-09 09:00", {"state": "ended"}, []),
}


@pytest.mark.parametrize("case", TELLINGS.values(), ids=list(TELLINGS))
def test_an_alert_goes_upward_while_nobody_acts(case):
    now, alert, levels = case
    assert told(now, alert) == levels


def test_an_urgent_alert_goes_upward_by_the_clock():
    assert told("2026-11-02 13:00", urgent=True) == ["officer", "supervisor"]


def test_an_acknowledgement_that_ran_out_begins_anew_from_then():
    back = {"acknowledged_until": "2026-11-05 09:00"}
    assert told("2026-11-05 13:59", back) == ["officer"]
    assert told("2026-11-05 14:00", back) == ["officer", "supervisor"]


def test_a_silenced_alert_is_not_told_and_begins_anew_when_the_silence_ends():
    until = "2026-11-05 09:00"
    assert told("2026-11-05 08:59", silenced=until) == []
    assert told("2026-11-05 17:00", silenced="2026-11-05 18:00") == []
    assert told("2026-11-05 09:00", silenced=until) == ["officer"]
    assert told("2026-11-05 14:00", silenced=until) == ["officer", "supervisor"]


def test_when_its_cause_is_over_the_lowest_level_comes_first_and_each_after_its_own_time():
    since = "2026-11-05 09:00"
    assert told("2026-11-05 09:00", freed=since) == ["officer"]
    assert told("2026-11-05 13:59", {"level": "officer"}, freed=since) == []
    assert told("2026-11-05 14:00", {"level": "officer"}, freed=since) == ["supervisor"]


def test_a_silence_that_ended_before_it_fired_delays_nothing():
    assert told("2026-11-02 14:00", silenced="2026-11-01 09:00") == ["officer", "supervisor"]


def test_a_level_without_a_step_is_never_told_nor_is_a_rule_that_is_gone():
    one = rules(rule(steps={"head": HOUR}))
    assert due(alerts({}), one, CALENDARS, at("2026-11-09 09:00"))["level"].tolist() == ["head"]
    assert due(alerts({}), {}, CALENDARS, at("2026-11-09 09:00")).empty


ABOVE = pd.DataFrame({"unit": ["S", "S", "B1", "T"], "ancestor": ["S", "B1", "B1", "T"]})


def quiet(now, *silences):
    """Until when alert of unit S (rule late) is silenced."""
    usual = {"rule": None, "unit": None, "subject_kind": None, "subject_id": None,
             "since": "2026-11-02 10:00", "until": "2026-11-06 10:00",
             "ended_at": None}  # fmt: skip
    lines = pd.DataFrame([usual | s for s in silences], columns=list(usual))
    for name in ("since", "until", "ended_at"):
        lines[name] = moments(*lines[name])
    return silenced_until(alerts({}), lines, ABOVE, at(now))[0]


def number(now, *silences):
    """Which silence holds for an alert; they are numbered from 1."""
    usual = dict.fromkeys(("rule", "unit", "subject_kind", "subject_id", "ended_at"))
    usual |= {"since": "2026-11-02 10:00", "until": "2026-11-06 10:00"}
    lines = pd.DataFrame([usual | {"silence_id": n} | s for n, s in enumerate(silences, 1)])
    for name in ("since", "until", "ended_at"):
        lines[name] = moments(*lines[name])
    return silence_of(alerts({}), lines, ABOVE, at(now))[0]


def test_of_two_silences_that_end_together_only_the_one_that_names_the_alert_is_its_own():
    assert number(NOW, {"unit": "S"}, {"unit": "T"}) == 1
    assert number(NOW, {"unit": "T"}, {"unit": "S"}) == 2


def test_a_silence_that_is_over_is_nobodys():
    assert pd.isna(number(NOW, {"ended_at": "2026-11-02 12:00"}))
    assert pd.isna(number("2026-11-06 10:00", {}))


END, NOW = at("2026-11-06 10:00"), "2026-11-03 09:00"
SILENCES = {
    "of everything": ({}, END),
    "of its rule": ({"rule": "late"}, END),
    "of another rule": ({"rule": "b"}, None),
    "of its unit": ({"unit": "S"}, END),
    "of the unit above": ({"unit": "B1"}, END),
    "of another unit": ({"unit": "T"}, None),
    "of its subject": ({"subject_kind": "unit", "subject_id": "S"}, END),
    "of another of the same name": ({"subject_kind": "person", "subject_id": "S"}, None),
    "of its unit by another rule": ({"unit": "S", "rule": "b"}, None),
    "that has not begun": ({"since": "2026-11-03 10:00"}, None),
    "that somebody ended": ({"ended_at": "2026-11-02 12:00"}, at("2026-11-02 12:00")),
}


@pytest.mark.parametrize("case", SILENCES.values(), ids=list(SILENCES))
def test_a_silence_holds_for_what_it_names(case):
    silence, until = case
    found = quiet(NOW, silence)
    assert (found == until) if until else pd.isna(found)


def test_of_several_silences_the_last_to_end_counts():
    later = {"until": "2026-11-09 10:00"}
    assert quiet(NOW, later, {}) == quiet(NOW, {}, later) == at("2026-11-09 10:00")


def test_without_silences_nothing_is_silenced():
    assert pd.isna(quiet(NOW))
