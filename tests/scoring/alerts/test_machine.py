"""Every transition of an alert, and what must hold on any path."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from scoring.alerts.machine import freed, ran_out, step
from scoring.alerts.shapes import ALERTS
from scoring.calendars import Calendars
from scoring.columns import DTYPES
from tests.scoring.alerts.builders import (
    CALENDARS,
    HOUR,
    NONE,
    alerts,
    conditions,
    rule,
    rules,
    walk,
)
from tests.scoring.builders import at, calendar

MON_9, MON_11, MON_12, TUE_9 = (f"2026-11-{t}" for t in ("02 09", "02 11", "02 12", "03 09"))
NOW = "2026-11-03 09:00"


def after(state, found, held=False, kept=False, **more):
    """The state one alert (or none: clear) comes into on Tuesday at 09:00 by one finding.

    held: it was first bad on Monday at 09:00, 7.5 working hours ago, else just now; kept: alike.
    """
    first = {"pending_since": "2026-11-02 09:00" if held else NOW}
    if state in ("firing", "recovering"):
        first = {"pending_since": "2026-11-02 08:00", "fired_at": "2026-11-02 08:00"}
    good = {"good_since": "2026-11-02 09:00" if kept else NOW} if state == "recovering" else {}
    standing = NONE if state == "clear" else alerts(
        {"state": state, "fired_at": None} | first | good
    )  # fmt: skip
    told = conditions(found) if found else conditions("good").iloc[:0]
    one = rules(rule(hold=4 * HOUR, keep=4 * HOUR, **more))
    found_, flips = step(standing, told, one, CALENDARS, at(NOW))
    assert len(flips) == (len(found_) > 0 and found_["state"][0] != state)
    return found_["state"][0] if len(found_) else "clear"


TRANSITIONS = {
    "clear, bad: it waits": ("clear", "bad", "pending"),
    "clear, between: nothing": ("clear", "between", "clear"),
    "clear, good: nothing": ("clear", "good", "clear"),
    "clear, unknown: nothing": ("clear", "unknown", "clear"),
    "clear, no line: nothing": ("clear", None, "clear"),
    "pending, bad, too short: it waits on": ("pending", "bad", "pending"),
    "pending, bad, long enough: it fires": ("pending", "bad", "firing", {"held": True}),
    "pending, between: it waits on": ("pending", "between", "pending"),
    "pending, between, long enough: only what is bad fires": (
        "pending", "between", "pending", {"held": True}),
    "pending, good: it is over": ("pending", "good", "ended"),
    "pending, unknown: it waits on": ("pending", "unknown", "pending", {"held": True}),
    "pending, no line: it waits on": ("pending", None, "pending", {"held": True}),
    "firing, bad: it fires on": ("firing", "bad", "firing"),
    "firing, between: it fires on": ("firing", "between", "firing"),
    "firing, good: it recovers": ("firing", "good", "recovering"),
    "firing, unknown: it fires on": ("firing", "unknown", "firing"),
    "firing, no line: it fires on": ("firing", None, "firing"),
    "recovering, bad: it fires again": ("recovering", "bad", "firing", {"kept": True}),
    "recovering, between: it recovers on": ("recovering", "between", "recovering", {"kept": True}),
    "recovering, good, too short: it recovers on": ("recovering", "good", "recovering"),
    "recovering, good, long enough: it is over": ("recovering", "good", "ended", {"kept": True}),
    "recovering, unknown: not yet over": ("recovering", "unknown", "recovering", {"kept": True}),
    "recovering, no line: not yet over": ("recovering", None, "recovering", {"kept": True}),
}  # fmt: skip


@pytest.mark.parametrize("case", TRANSITIONS.values(), ids=list(TRANSITIONS))
def test_every_state_meets_every_finding(case):
    state, found, expected, *more = case
    assert after(state, found, **(more[0] if more else {})) == expected


@pytest.mark.parametrize("state", ["pending", "firing", "recovering"])
@pytest.mark.parametrize("found", ["bad", "unknown", None])
def test_an_alert_whose_rule_is_switched_off_is_over_whatever_is_found(state, found):
    assert after(state, found, on=False) == "ended"


def test_an_alert_whose_rule_is_gone_is_over_and_a_new_one_of_it_does_not_begin():
    ended, flips = step(alerts({}), conditions("bad"), {}, CALENDARS, at(NOW))
    assert (ended["state"][0], ended["ended_at"][0]) == ("ended", at(NOW))
    assert flips[["before", "after"]].to_numpy().tolist() == [["firing", "ended"]]
    assert step(NONE, conditions("bad"), {}, CALENDARS, at(NOW))[0].empty


def test_without_hold_and_keep_it_fires_and_ends_at_once():
    path = walk({MON_9: "bad", MON_11: "good"})
    assert path == [(MON_9, "clear", "firing"), (MON_11, "firing", "ended")]


def test_hold_runs_in_working_time_so_the_night_and_the_lunch_do_not_count():
    looks = dict.fromkeys(["2026-11-02 15:00", "2026-11-03 08:29", "2026-11-03 08:30"], "bad")
    path = walk(looks, hold=2 * HOUR)
    assert path[1:] == [("2026-11-03 08:30", "pending", "firing")]


def test_an_urgent_rule_holds_by_the_clock():
    looks = dict.fromkeys(["2026-11-02 23:00", "2026-11-03 00:59", "2026-11-03 01:00"], "bad")
    path = walk(looks, hold=2 * HOUR, urgent=True)
    assert path[1:] == [("2026-11-03 01:00", "pending", "firing")]


def test_hold_runs_by_the_calendar_of_the_unit():
    free = Calendars(calendar(), {"S": calendar(("2026-11-02",))})
    first = alerts({"state": "pending", "fired_at": None})
    for calendars, state in ((CALENDARS, "firing"), (free, "pending")):
        found = step(first, conditions("bad"), rules(rule(hold=4 * HOUR)), calendars, at(NOW))[0]
        assert found["state"][0] == state


def test_keep_begins_anew_where_it_was_not_good_enough_in_between():
    looks = {MON_9: "bad", "2026-11-02 10": "good", MON_11: "between", MON_12: "good",
             "2026-11-02 15": "good", "2026-11-02 16": "good"}  # fmt: skip
    path = walk(looks, keep=3 * HOUR)
    assert path[1:] == [
        ("2026-11-02 10", "firing", "recovering"),
        ("2026-11-02 16", "recovering", "ended"),
    ]


def test_what_is_over_and_bad_again_is_a_new_alert_with_its_own_times():
    ended = alerts({"state": "ended", "alert_id": 7})
    again = step(ended, conditions("bad"), rules(), CALENDARS, at(NOW))[0]
    assert again["alert_id"].isna().tolist() == [True]
    assert again["fired_at"].tolist() == [at(NOW)]


def test_an_alert_takes_over_what_is_found_and_keeps_it_when_nothing_is():
    told = {"found": "bad", "value": 0.6, "target": 0.9, "n": 12, "period": "2026-11"}
    first = step(NONE, conditions(told), rules(), CALENDARS, at(MON_9))[0]
    later = step(first, conditions("unknown"), rules(), CALENDARS, at(NOW))[0]
    assert later[["value", "target", "n", "period"]].iloc[0].tolist() == [0.6, 0.9, 12, "2026-11"]
    assert later["seen_at"][0] == at(MON_9)


def test_it_began_when_rows_said_so_first_even_if_later_ones_do_not_say():
    began = {"found": "bad", "since": "2026-10-30 09:00"}
    first = step(NONE, conditions(began), rules(), CALENDARS, at(MON_9))[0]
    later = step(first, conditions("bad"), rules(), CALENDARS, at(NOW))[0]
    assert later["since"][0] == at("2026-10-30 09:00")


def test_subjects_rules_and_indicators_are_told_apart():
    apart = [{}, {"subject_id": "T"}, {"subject_kind": "person"}, {"rule": "b"}, {"indicator": "y"}]
    told = conditions(*({"found": "bad"} | one for one in apart))
    both = rules(rule(), rule("b"))
    standing, flips = step(alerts({}), told, both, CALENDARS, at(NOW))
    assert (len(standing), len(flips)) == (5, 4)


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [("good", "bad", "firing"), ("bad", "good", "firing"), ("good", "unknown", "firing"),
     ("good", "between", "firing"), ("good", "good", "ended")],
)  # fmt: skip
def test_of_several_findings_of_one_subject_the_worse_counts(first, second, state):
    found, _ = step(alerts({}), conditions(first, second), rules(), CALENDARS, at(NOW))
    assert found["state"].tolist() == [state]


def test_an_acknowledgement_that_ran_out_comes_back_and_is_told_anew():
    noted = {"acknowledged_by": "u1", "acknowledged_at": "2026-11-02 10:00", "level": "head",
             "acknowledged_until": NOW, "first_acknowledged_at": "2026-11-02 10:00"}  # fmt: skip
    standing = alerts(noted, {"subject_id": "T"} | noted | {"acknowledged_until": "2026-11-04 10"})
    assert ran_out(standing, at(NOW)).tolist() == [True, False]
    found = step(standing, conditions("bad"), rules(), CALENDARS, at(NOW))[0]
    assert found["acknowledged_by"].fillna("-").tolist() == ["-", "u1"]
    assert found["level"].fillna("-").tolist() == ["-", "head"]
    assert found["acknowledged_until"].tolist() == [at(NOW), at("2026-11-04 10")]


CAUSE = {"rule": "silent", "subject_kind": "source", "subject_id": "lapor", "indicator": ""}


@pytest.mark.parametrize(
    ("state", "told"),
    [("pending", False), ("firing", True), ("recovering", True)],
    ids=["a cause that waits explains nothing", "that fires does", "that recovers still does"],
)
def test_an_alert_is_inhibited_while_its_cause_fires(state, told):
    standing = alerts(CAUSE | {"state": state}, {"cause": "silent|lapor"})
    both = rules(rule(), rule("silent", "silent_source"))
    found = step(standing, conditions("bad").iloc[:0], both, CALENDARS, at(NOW))[0]
    assert found["inhibited"].tolist() == [False, told]


def test_an_alert_is_told_again_once_its_cause_is_over():
    standing = alerts(CAUSE, {"cause": "silent|lapor", "inhibited": True})
    both = rules(rule(), rule("silent", "silent_source"))
    over = conditions(CAUSE | {"found": "good"})
    found = step(standing, over, both, CALENDARS, at(NOW))[0]
    assert found["inhibited"].tolist() == [False, False]


def test_no_alert_is_its_own_cause():
    found = step(NONE, conditions({"found": "bad", "cause": "late|S"}), rules(), CALENDARS, at(NOW))
    assert not found[0]["inhibited"][0]


few = settings(max_examples=3, deadline=None, phases=[Phase.explicit, Phase.generate])
"""A seed is 200 subjects at once: there is nothing to shrink, and a few tell much."""
SEEDS = st.integers(0, 2**32 - 1)
HOURS = st.integers(0, 12).map(lambda n: n * HOUR)


def moments(rng, count=16):
    """Looks that follow one another by minutes or by days, from Monday 2 November at 08:00 on."""
    gaps = np.cumsum(rng.choice([1, 20, 90, 400, 1440, 4000], count))
    return [at("2026-11-02 08:00") + pd.Timedelta(minutes=int(gap)) for gap in gaps]


def walked(looks, found, standing=NONE, **of_rule):
    """The flips of subjects 0, 1, ... found so (a line per look), and how they stand at the end."""
    told, one = [], rules(rule(**of_rule))
    for now, line in zip(looks, found, strict=True):
        seen = conditions(*({"subject_id": f"{n}", "found": f} for n, f in enumerate(line) if f))
        standing, flips = step(standing, seen, one, CALENDARS, now)
        again, twice = step(standing, seen, one, CALENDARS, now)
        assert twice.empty
        still = standing[standing["state"] != "ended"].reset_index(drop=True)
        pd.testing.assert_frame_equal(again, still)
        told.append(flips)
    return pd.concat(told), standing


def worked(start, end):
    """Working minutes from each moment to the one beside it."""
    return CALENDARS.default.minutes_between(start, end)


@few
@given(seed=SEEDS, hold=HOURS, keep=HOURS)
def test_no_alert_fires_before_hold_nor_ends_before_keep_and_a_second_step_changes_nothing(
    seed, hold, keep
):
    rng = np.random.default_rng(seed)
    found = rng.choice(["bad", "between", "good", "unknown", ""], (16, 200))
    flips, _ = walked(moments(rng), found, hold=hold, keep=keep)
    flips["last"] = flips.groupby("subject_id")["at"].shift()
    fires = flips[(flips["before"] == "pending") & (flips["after"] == "firing")]
    ends = flips[(flips["before"] == "recovering") & (flips["after"] == "ended")]
    assert (worked(fires["last"], fires["at"]) >= hold / HOUR * 60).all()
    assert (worked(ends["last"], ends["at"]) >= keep / HOUR * 60).all()
    assert not ((flips["before"] == "clear") & (flips["after"] == "firing")).any() or not hold
    assert not ((flips["before"] == "firing") & (flips["after"] == "ended")).any() or not keep


@few
@given(seed=SEEDS, keep=HOURS)
def test_no_path_loses_a_firing_alert_through_missing_data(seed, keep):
    rng = np.random.default_rng(seed)
    found = rng.choice(["bad", "between", "good", "unknown", ""], (16, 200))
    looks = moments(rng, 32)
    _, begun = walked(looks[:16], found, keep=keep)
    begun = begun[begun["state"] != "ended"].reset_index(drop=True)
    flips, later = walked(looks[16:], rng.choice(["unknown", ""], (16, 200)), begun, keep=keep)
    assert flips.empty
    pd.testing.assert_frame_equal(later, begun)


@few
@given(seed=SEEDS, hold=HOURS, keep=HOURS)
def test_values_that_move_to_and_fro_in_the_recovery_band_are_one_alert_each(seed, hold, keep):
    rng = np.random.default_rng(seed)
    found = rng.choice(["bad", "between", "unknown"], (16, 200))
    found[[0, -1]] = "bad"
    looks = moments(rng)
    looks[-1] += pd.Timedelta(days=30)
    flips, standing = walked(looks, found, hold=hold, keep=keep)
    assert (flips.groupby("subject_id")["after"].agg(lambda s: (s == "firing").sum()) == 1).all()
    assert (len(standing), set(standing["state"])) == (200, {"firing"})


def test_what_it_returns_has_the_shape_of_alerts():
    found = step(NONE, conditions("bad"), rules(), CALENDARS, at(NOW))[0]
    assert found.dtypes.to_dict() == {n: DTYPES[c.kind] for n, c in ALERTS.items()}


FREED = {
    "its cause is over": ({"inhibited": True}, {}, True),
    "still explained": ({"inhibited": True}, {"inhibited": True}, False),
    "never explained": ({}, {}, False),
    "over together with its cause": ({"inhibited": True}, {"state": "ended"}, False),
    "fires only now": ({"inhibited": True, "state": "pending"}, {}, False),
}


@pytest.mark.parametrize("case", FREED.values(), ids=list(FREED))
def test_an_alert_is_freed_when_it_fires_on_without_its_cause(case):
    before, after, is_freed = case
    assert freed(alerts(before), alerts(after)).tolist() == [is_freed]
