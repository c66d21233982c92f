"""What config.yaml says, as scoring takes it: calendars, limits with dates, rules, goals."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import get_args

import pandas as pd
import pytest

from data.config import load
from data.rules import calendars_of, fingerprint, goals_of, rules_of
from data.settings import Settings, goals, measures, sources
from scoring.rules import Limits, Programme, Rules
from scoring.shapes import SHAPES
from scoring.shapes.codes import GIVER_ROLES, SUBJECT_KINDS
from tests.data.builders import config, write_config

ROOT = Path(__file__).parents[2]
FINGERPRINT = """
from pathlib import Path
from data import config, rules
print(rules.fingerprint(config.load(Path({!r}))))
"""


def settings(tmp_path, **said) -> Settings:
    """What is said, checked."""
    return load(write_config(tmp_path, config(**said)))


def versions(tmp_path, **limits) -> tuple[Limits, ...]:
    return rules_of(settings(tmp_path, limits=limits)).limits


def test_what_is_not_said_is_as_scoring_has_it(tmp_path):
    plain = settings(tmp_path, limits={})
    assert rules_of(plain) == Rules()


def test_limits_are_taken_as_they_are_said(tmp_path):
    said = {
        "forward": {"default": 3}, "answer": {"complaint": 5}, "finish": {"oversight": None},
        "record": 2, "verify": 4, "use_due": False, "pauses": False, "since": date(2020, 1, 1),
    }  # fmt: skip
    assert versions(tmp_path, **said) == (Limits(**said),)


def test_an_earlier_version_ends_on_the_day_before_the_next_begins(tmp_path):
    earlier = [{"until": "2020-12-31", "verify": 9}, {"until": "2018-12-31", "verify": 7}]
    found = versions(tmp_path, verify=3, earlier=earlier)
    assert [(v.since, v.verify) for v in found] == [
        (None, 7), (date(2019, 1, 1), 9), (date(2021, 1, 1), 3),
    ]  # fmt: skip


def test_an_earlier_version_may_say_when_it_began_instead(tmp_path):
    earlier = [{"since": "2015-01-01", "verify": 9}]
    found = versions(tmp_path, since="2020-01-01", verify=3, earlier=earlier)
    assert [(v.since, v.verify) for v in found] == [(date(2015, 1, 1), 9), (date(2020, 1, 1), 3)]


def test_what_an_earlier_version_does_not_say_is_as_it_is_now(tmp_path):
    now = {"answer": {"default": 5}, "record": 2}
    first, last = versions(tmp_path, **now, earlier=[{"until": "2020-12-31", "record": 9}])
    assert (first.answer, first.record) == ({"default": 5}, 9)
    assert (last.answer, last.record) == ({"default": 5}, 2)


# --- calendars -------------------------------------------------------------------------------

PARENTS = {"u1": None, "u2": "u1", "u3": "u2", "u4": "u1"}
OFFICE_HOURS = {"hours": {"mon": ["08:00-16:00"]}, "country": None, "holidays": {"2026-11-23": "x"}}


def minutes(found, unit, day):
    """Working minutes of one day of a unit."""
    days = pd.Series([pd.Timestamp(day)]).astype("datetime64[us]")
    return found.minutes_in(pd.Series([unit]), days, days + pd.Timedelta(days=1)).iloc[0]


def calendars(tmp_path, **own):
    said = settings(tmp_path, calendar=OFFICE_HOURS, calendars={"own": {"units": ["u2"], **own}})
    return calendars_of(said, PARENTS)


MONDAY, HOLIDAY, SATURDAY = "2026-11-16", "2026-11-23", "2026-11-21"
OWN = {
    "hours of its own": ({"hours": {"sat": ["08:00-13:00"]}}, SATURDAY, 300),
    "hours of the office": ({"works_holidays": False}, MONDAY, 480),
    "no hours on other days": ({"hours": {"sat": ["08:00-13:00"]}}, MONDAY, 0),
    "holidays of the office": ({"hours": {"mon": ["08:00-09:00"]}}, HOLIDAY, 0),
    "holidays of its own": ({"holidays": {}}, HOLIDAY, 480),
    "worked holidays": ({"works_holidays": True}, HOLIDAY, 480),
    "the whole day": ({"hours": {"mon": ["00:00-24:00"]}}, MONDAY, 1440),
    "a night": ({"hours": {"mon": ["22:00-06:00"]}}, MONDAY, 480),
}


@pytest.mark.parametrize(("own", "day", "worked"), OWN.values(), ids=OWN)
def test_a_calendar_of_units_says_what_differs_from_the_usual_one(tmp_path, own, day, worked):
    found = calendars(tmp_path, **own)
    assert minutes(found, "u2", day) == worked


def test_units_follow_the_nearest_calendar_above_them(tmp_path):
    found = calendars(tmp_path, hours={"mon": ["00:00-24:00"]})
    assert [minutes(found, unit, MONDAY) for unit in PARENTS] == [480, 1440, 1440, 480]


# --- the others ------------------------------------------------------------------------------

TAKEN = {
    "soon": ({"soon": 2}, lambda r: r.soon, 2),
    "in hand": ({"in_hand": 0.75}, lambda r: r.in_hand, 0.75),
    "the exact weight": ({"satisfaction": {"weight": "exact"}}, lambda r: r.survey.weight, 1 / 9),
    "the printed weight": ({"satisfaction": {"weight": 0.11}}, lambda r: r.survey.weight, 0.11),
    "bounds": (
        {"satisfaction": {"bounds": {"a": 90, "b": 80, "c": 70}}},
        lambda r: r.survey.bounds,
        (70, 80, 90),
    ),
    "population": (
        {"satisfaction": {"population": {"u1": 100}}}, lambda r: r.survey.population, {"u1": 100},
    ),
    "roles": ({"behaviour": {"unheard": ["self", "peer"]}}, lambda r: r.unheard, ("self", "peer")),
    "steps, the first one first": (
        {"discipline": {"steps": {"b": 4, "a": 3}}},
        lambda r: r.discipline.steps,
        ((3, "a"), (4, "b")),
    ),
    "suspicion": ({"suspicion": {"minutes": 5}}, lambda r: r.suspicion.minutes, 5),
    "the cap of a plan": ({"plan": {"cap": 1.1}}, lambda r: r.plan.cap, 1.1),
    "programmes": (
        {"programmes": {"a": {"name": "A", "services": ["s"], "units": ["u1"]}}},
        lambda r: r.programmes,
        {"a": Programme(services=("s",), units=("u1",))},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("said", "of", "wanted"), TAKEN.values(), ids=TAKEN)
def test_a_rule_is_taken_as_it_is_said(tmp_path, said, of, wanted):
    assert of(rules_of(settings(tmp_path, **said))) == wanted


def test_a_programme_has_one_name_or_one_per_language(tmp_path):
    names = {"a": {"name": "A"}, "b": {"name": {"id": "Satu", "en": "One"}}}
    found = settings(tmp_path, programmes=names).programmes
    assert [p.called("en") for p in found.values()] == ["A", "One"]
    assert found["b"].called("id") == "Satu"


def test_a_goal_has_its_dates_and_its_floor(tmp_path):
    said = {"indicator": "answered_in_time", "target": 0.9, "from": "2026-01-01", "floor": 0.5}
    goal = goals_of(settings(tmp_path, goals={"g": said}))["g"]
    assert (goal.since, goal.until, goal.floor) == (date(2026, 1, 1), None, 0.5)


CHANGES = {
    "a holiday": {"calendar": {"holidays": {"2026-11-24": "x"}}},
    "a calendar of units": {"calendars": {"six": {"units": ["u1"], "works_holidays": True}}},
    "a limit": {"limits": {"verify": 4}},
    "a rule": {"soon": 2},
    "a programme": {"programmes": {"a": {"name": "A", "services": ["s"]}}},
    "periods": {"period": "week"},
    "how many periods": {"history": 5},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_fingerprint_of_the_rules_changes_with_what_scores_rest_on(tmp_path, change):
    assert fingerprint(settings(tmp_path, **change)) != fingerprint(settings(tmp_path))


SAME = {
    "a goal": {"goals": {"g": {"indicator": "answered_in_time", "target": 1}}},
    "a source of the rule": {"limits": {"source": "x", **config()["limits"]}},
    "a port": {"web": {"port": 9999}},
    "an alarm": {"alarms": {"budget": 0.5}},
    "a way to count together": {"composite": {"min_evidence": 0.1}},
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_the_fingerprint_stays_when_only_what_is_applied_on_reading_changes(tmp_path, change):
    assert fingerprint(settings(tmp_path, **change)) == fingerprint(settings(tmp_path))


def test_the_fingerprint_does_not_depend_on_the_name_of_a_programme(tmp_path):
    one, other = (settings(tmp_path, programmes={"a": {"name": name}}) for name in "AB")
    assert fingerprint(one) == fingerprint(other)


def test_the_fingerprint_is_the_same_in_every_process(tmp_path):
    path = write_config(tmp_path, config(calendar={"holidays": {"2026-11-24": "x"}}))
    command = [sys.executable, "-c", FINGERPRINT.format(str(path))]
    found = {
        subprocess.check_output(command, env={**os.environ, "PYTHONHASHSEED": seed}, cwd=ROOT)
        for seed in "12"
    }
    assert len(found) == 1


CODES = {
    "frames": (sources.FrameName, tuple(SHAPES)),
    "roles": (measures.GiverRole, GIVER_ROLES),
    "kinds of subject": (goals.SubjectKind, SUBJECT_KINDS),
}


@pytest.mark.parametrize(("said", "wanted"), CODES.values(), ids=CODES)
def test_codes_in_config_are_those_of_the_shapes(said, wanted):
    assert get_args(said) == wanted
