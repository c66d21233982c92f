"""Alerts for reading: the record of the rules, and replay of the past."""

from dataclasses import replace

import pandas as pd
import pytest

from scoring.alerts.record import track
from scoring.alerts.replay import replay
from tests.scoring.alerts.builders import CALENDARS, HOUR, alerts, rule, rules, scores, sight
from tests.scoring.builders import at

NOW = "2026-11-04 09:00"
RULES = rules(rule(keep=2 * HOUR), rule("idle"))
GOOD = {"state": "ended", "ended_at": "2026-11-03 09:00"}


def record(*some, deeds=()):
    told = pd.DataFrame(deeds, columns=["alert_id", "verb"])
    return track(alerts(*some), told, RULES, CALENDARS, at(NOW)).set_index("rule").loc["late"]


RIGHT = {
    "lasted longer than keep": (GOOD | {"good_since": "2026-11-02 14:00"}, [], 1.0),
    "passed by itself": (GOOD | {"good_since": "2026-11-02 11:00"}, [], 0.0),
    "passed, but somebody followed it up": (
        GOOD | {"good_since": "2026-11-02 11:00"}, [(1, "followed_up")], 1.0),
    "lasted, but somebody says it was not right": (
        GOOD | {"good_since": "2026-11-02 14:00"}, [(1, "dismissed")], 0.0),
    "dismissed after a follow-up": ({}, [(1, "followed_up"), (1, "dismissed")], 0.0),
    "open": ({}, [], None),
    "recovering, not over yet": (
        {"state": "recovering", "good_since": "2026-11-02 14:00"}, [], None),
    "open, and followed up": ({}, [(1, "followed_up")], 1.0),
    "ended with its rule": (GOOD, [], None),
    "came and went in the night": (
        GOOD | {"fired_at": "2026-11-02 20:00", "good_since": "2026-11-02 23:00"}, [], None),
    "somebody acknowledged it only": ({}, [(1, "acknowledged")], None),
}  # fmt: skip


@pytest.mark.parametrize("case", RIGHT.values(), ids=list(RIGHT))
def test_an_alert_was_right_where_it_lasted_or_somebody_acted(case):
    alert, deeds, right = case
    found = record(alert, deeds=deeds)
    assert found["judged"] == (right is not None)
    assert found["right"] == right if right is not None else pd.isna(found["right"])


def test_a_rule_knows_how_often_it_fired_and_one_that_never_did_stands_there_too():
    some = [{}, GOOD, {"state": "pending", "fired_at": None}, {"rule": "gone"}]
    found = track(alerts(*some), pd.DataFrame(columns=["alert_id", "verb"]), RULES, CALENDARS,
                  at(NOW))  # fmt: skip
    assert found[["rule", "fired", "open"]].to_numpy().tolist() == [["late", 2, 1], ["idle", 0, 0]]


def test_times_are_working_minutes_from_firing():
    noted = {"first_acknowledged_at": "2026-11-03 09:00"}
    found = record(*[GOOD | noted | {"good_since": "2026-11-02 15:00"}] * 3)
    assert found[["acknowledge_median", "recovery_median"]].tolist() == [450.0, 300.0]


def test_alerts_nobody_looks_at_make_the_median_longer_not_shorter():
    quick = {"first_acknowledged_at": "2026-11-02 09:30"}
    assert record(quick, quick, {})["acknowledge_median"] == 30.0
    assert pd.isna(record(quick, {}, {})["acknowledge_median"])


def days(*values, **more):
    """Looks at 15:00 from Monday 9 November on, with these shares of section S."""
    seen = (sight(f"2026-11-{9 + n:02} 15:00", scores=scores({"value": v}))
            for n, v in enumerate(values))  # fmt: skip
    return [replace(one, **more) for one in seen]


STEPS = {"officer": 0 * HOUR, "head": 7 * HOUR}


def test_replay_says_what_would_have_fired_when_and_who_would_have_been_told():
    one = rules(rule(hold=7 * HOUR, steps=STEPS, on=False))
    found = replay(one, days(0.6, 0.5, 0.5, 0.9))
    told = [(f"{t.at.tz_convert('Asia/Jakarta'):%d}", t.after, t.level if t.level == t.level else
             None) for t in found.itertuples()]  # fmt: skip
    assert told == [("09", "pending", None), ("10", "firing", None), ("10", "firing", "officer"),
                    ("11", "firing", "head"), ("12", "ended", None)]  # fmt: skip


def test_replay_tells_figures_units_and_numbers_of_its_alerts():
    found = replay(rules(rule(steps=STEPS)), days(0.6, 0.95, 0.5))
    assert found["alert_id"].tolist() == [1, 1, 1, 2, 2]
    assert found["value"].tolist() == [0.6, 0.6, 0.95, 0.5, 0.5]
    assert set(found["unit"]) == {"S"}


def test_replay_of_nothing_is_empty():
    assert replay(rules(), []).empty
    assert replay({}, days(0.5)).empty
