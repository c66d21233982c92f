"""config.yaml is checked before anything starts: where it is wrong, and what would be right."""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from data.config import ConfigError, load
from data.settings import Overview, Settings
from tests.data.builders import PLAIN, config, source, write_config

ROOT = Path(__file__).parents[2]
REALDATA = os.environ.get("PANTAU_REALDATA")
OFFICE = "office: {name: Dinas}\n"


def problems(folder: Path, text: str, environment: dict[str, str] | None = None) -> list[str]:
    """What is said against a config.yaml, without its folder."""
    try:
        load(write_config(folder, text), environment or {})
    except ConfigError as error:
        return [problem.replace(f"{folder}/", "") for problem in error.problems]
    return []


def test_a_plain_config_is_good(tmp_path):
    assert list(load(write_config(tmp_path)).sources) == list(PLAIN)


def test_nothing_but_the_name_of_the_office_is_required(tmp_path):
    assert load(write_config(tmp_path, OFFICE), {}).history == 13


UNKNOWN = {
    "at the top": (
        "ofice: {}\n" + OFFICE,
        "config.yaml:1 ofice: is not a known key; did you mean office?",
    ),
    "inside a section": (
        OFFICE + "web:\n  prot: 80\n",
        "config.yaml:3 web.prot: is not a known key; did you mean port?",
    ),
    "inside a source": (
        OFFICE + "sources:\n  s:\n    kind: files\n    frame: units\n    path: x\n    evry: 3s\n",
        "config.yaml:7 sources.s.evry: is not a known key; did you mean every?",
    ),
    "inside a column": (
        OFFICE + "sources:\n  s:\n    kind: files\n    frame: units\n    path: x\n    columns:\n"
        "      unit_id: {colum: id, column: id}\n      name: n\n",
        "config.yaml:8 sources.s.columns.unit_id.colum: is not a known key; did you mean column?",
    ),
}


@pytest.mark.parametrize(("text", "said"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_key_is_named_with_its_line_and_the_key_that_was_meant(tmp_path, text, said):
    assert problems(tmp_path, text) == [said]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("PP 94/2021", {"id": "PP 94/2021", "en": "PP 94/2021"}),
        ("{id: contoh, en: example}", {"id": "contoh", "en": "example"}),
    ],
)
def test_a_source_is_one_text_or_one_for_each_language(tmp_path, said, read):
    (tmp_path / "config.yaml").write_text(f"{OFFICE}predicate: {{source: {said}}}\n")
    assert load(tmp_path / "config.yaml").predicate.source.model_dump() == read


def test_an_unknown_key_that_resembles_none_is_told_all_that_there_are(tmp_path):
    assert problems(tmp_path, "office: {name: D, zzz: 1}\n") == [
        "config.yaml:1 office.zzz: is not a known key; write one of language, name, simulated, zone"
    ]


FILES = "sources: {s: {kind: files, frame: units, path: x"
WRONG = {
    "duration": (FILES + ", every: often}}", "sources.s.every", "as 30s"),
    "time zone": ("office: {name: D, zone: Aceh}", "office.zone", "write an IANA name"),
    "window": (
        "calendar: {hours: {mon: ['08:00-08:00']}}",
        "calendar.hours.mon.0",
        "write '00:00-24:00' for the whole day",
    ),
    "time of day": (
        "calendar: {hours: {mon: ['08:00-24:30']}}",
        "calendar.hours.mon.0",
        "write times from 00:00 to 24:00",
    ),
    "windows that overlap": (
        "calendar: {hours: {mon: ['08:00-12:00', '11:00-16:00']}}",
        "calendar.hours.mon",
        "08:00-12:00 and 11:00-16:00 overlap",
    ),
    "a night that reaches into the next day's hours": (
        "calendar: {hours: {sun: ['22:00-06:00'], mon: ['05:00-13:00']}}",
        "calendar.hours.sun",
        "22:00-06:00 and 05:00-13:00 overlap",
    ),
    "days in a season": (
        "calendar: {periods: [{first: 2026-02-19, last: 2026-02-18, hours: {}}]}",
        "calendar.periods.0.last",
        "2026-02-18 is before first; write a later day",
    ),
    "hours without a dash": (
        "calendar: {hours: {mon: ['8']}}",
        "calendar.hours.mon.0",
        "write it as '07:30-12:00'",
    ),
    "weekday": ("calendar: {hours: {senin: []}}", "calendar.hours.senin", "mon"),
    "store": ("store: {url: 'oracle://h/d'}", "store.url", "neither SQLite nor PostgreSQL"),
    "port": ("web: {port: 70000}", "web.port", "found 70000"),
    "kind of source": (
        "sources: {s: {kind: ftp}}",
        "sources.s.kind",
        "write files, lapor, sql, http or push",
    ),
    "no kind": (
        "sources: {s: {frame: units}}",
        "sources.s.kind",
        "write files, lapor, sql, http or push",
    ),
    "frame": ("sources: {s: {kind: files, path: x, frame: unit}}", "sources.s.frame", "units"),
    "path missing": (
        "sources: {s: {kind: files, frame: units}}",
        "sources.s.path",
        "is missing; write it",
    ),
    "kind of complaint": (
        "limits: {answer: {keluhan: 5}}",
        "limits.answer",
        "write one of information",
    ),
    "kind of complaint that was meant": (
        "limits: {forward: {complant: 3}}",
        "limits.forward",
        "did you mean complaint?",
    ),
    "days": ("limits: {verify: -1}", "limits.verify", "found -1"),
    "earlier limits without a date": (
        "limits: {earlier: [{verify: 5}]}",
        "limits.earlier.0",
        "write until: and the last day it was in force",
    ),
    "earlier limits that end before they begin": (
        "limits: {earlier: [{since: 2020-01-02, until: 2020-01-01}]}",
        "limits.earlier.0.until",
        "write a later day",
    ),
    "limits that leave days out": (
        "limits: {since: 2020-01-03, earlier: [{until: 2020-01-01}]}",
        "limits.since",
        "2020-01-03 does not follow 2020-01-01, the last day of the one before; write 2020-01-02",
    ),
    "limits that begin nobody knows when": (
        "limits: {earlier: [{since: 2020-01-01}]}",
        "limits",
        "write since: or until: of the one before",
    ),
    "a unit in two calendars": (
        "calendars: {six: {units: [u1, u2]}, shifts: {units: [u3, u2]}}",
        "calendars.shifts.units.1",
        "'u2' stands in six already; keep one of them",
    ),
    "a calendar of no unit": ("calendars: {six: {units: []}}", "calendars.six.units", "at least 1"),
    "weight of an element": ("satisfaction: {weight: a}", "satisfaction.weight", "found 'a'"),
    "bounds of categories": (
        "satisfaction: {bounds: {a: 60}}",
        "satisfaction.bounds",
        "do not rise from c to b to a",
    ),
    "role": ("behaviour: {unheard: [boss]}", "behaviour.unheard.0", "leader"),
    "steps on one day": (
        "discipline: {steps: {a: 3, b: 3}}",
        "discipline",
        "write a day of its own for each",
    ),
    "programme": ("programmes: {a|b: {name: A}}", "programmes", "letters, digits"),
    "programme without a name": ("programmes: {a: {}}", "programmes.a.name", "is missing"),
    "share": ("in_hand: 1.5", "in_hand", "found 1.5"),
    "suspicion": ("suspicion: {closed: 1}", "suspicion.closed", "found 1"),
    "rebasing without a reason": (
        "baselines: [{date: 2026-01-01, author: A}]",
        "baselines.0.reason",
        "is missing",
    ),
    "rebasing by nobody": (
        "baselines: [{date: 2026-01-01, author: '', reason: R}]",
        "baselines.0.author",
        "found ''",
    ),
    "rebasing of two": (
        "baselines: [{date: 2026-01-01, author: A, reason: R, unit: u1, person: p1}]",
        "baselines.0",
        "write one of them",
    ),
    "rebasing of an unknown indicator": (
        "baselines: [{date: 2026-01-01, author: A, reason: R, indicator: answered}]",
        "baselines.0.indicator",
        "did you mean answered_in_time?",
    ),
    "budget of alarms": ("alarms: {budget: 0}", "alarms.budget", "found 0"),
    "predicate": ("predicate: {meets: 0.95, above: 0.75}", "predicate", "write it lower"),
    "evidence": ("composite: {min_evidence: 2}", "composite.min_evidence", "found 2"),
    "plan": ("plan: {cap: 0}", "plan.cap", "found 0"),
    "history": ("history: 0", "history", "found 0"),
    "goal": ("goals: {g: {indicator: x, target: viel}}", "goals.g.target", "found 'viel'"),
    "indicator": (
        "goals: {g: {indicator: answerd_in_time, target: 1}}",
        "goals.g.indicator",
        "'answerd_in_time' is not an indicator; did you mean answered_in_time?",
    ),
    "dates of a goal": (
        "goals: {g: {indicator: answered_in_time, target: 1, from: 2026-02-01, until: 2026-01-31}}",
        "goals.g.until",
        "2026-01-31 is before from; write a later day",
    ),
    "floor of a share": (
        "goals: {g: {indicator: answered_in_time, target: 0.9, floor: 0.9}}",
        "goals.g.floor",
        "0.9 is not worse than the target 0.9; write a lower value",
    ),
    "floor of a time": (
        "goals: {g: {indicator: answer_time_median, target: 48, floor: 24}}",
        "goals.g.floor",
        "write a higher value",
    ),
    "column of another frame": (
        FILES + ", columns: {unit_id: a, name: b, person: c}}}",
        "sources.s",
        "columns.person: is not a column of units",
    ),
    "required column": (
        FILES + ", columns: {unit_id: a}}}",
        "sources.s",
        "columns: name is missing",
    ),
    "column and value": (
        FILES + ", columns: {unit_id: {column: a, value: b}}}}",
        "sources.s.columns.unit_id",
        "write exactly one of them",
    ),
    "every and cron": (
        FILES + ", every: 3s, cron: '* * * * *'}}",
        "sources.s",
        "write one of them",
    ),
}


@pytest.mark.parametrize(("text", "place", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_value_is_refused_with_its_place_and_what_would_be_right(
    tmp_path, text, place, said
):
    found = problems(tmp_path, text if text.startswith("office") else OFFICE + text)
    assert any(f" {place}: " in problem and said in problem for problem in found), found


TWO_GOALS = """
goals:
  old: {{indicator: answered_in_time, target: 0.8, {old}}}
  new: {{indicator: answered_in_time, target: 0.9, {new}}}
"""
TOGETHER = {
    "always": ("min_n: 1", "min_n: 1"),
    "on one day": ("until: 2026-06-30", "from: 2026-06-30"),
    "of one kind of subject": ("subjects: [unit]", "subjects: [unit, person]"),
}
APART = {
    "one after the other": ("until: 2026-06-30", "from: 2026-07-01"),
    "the later one first": ("from: 2026-07-01", "until: 2026-06-30"),
    "of different subjects": ("subjects: [unit]", "subjects: [person, service]"),
}


@pytest.mark.parametrize(("old", "new"), TOGETHER.values(), ids=TOGETHER)
def test_two_goals_for_the_same_subjects_and_days_are_refused(tmp_path, old, new):
    (found,) = problems(tmp_path, OFFICE + TWO_GOALS.format(old=old, new=new))
    assert "config.yaml:5 goals.new: expects answered_in_time of " in found
    assert "on days on which old does; write from: and until:" in found


@pytest.mark.parametrize(("old", "new"), APART.values(), ids=APART)
def test_goals_may_follow_one_another_or_be_of_others(tmp_path, old, new):
    assert problems(tmp_path, OFFICE + TWO_GOALS.format(old=old, new=new)) == []


def test_every_problem_is_told_at_once(tmp_path):
    assert len(problems(tmp_path, OFFICE + "history: 0\nperiod: fortnight\nweb: {port: x}\n")) == 3


def test_a_variable_is_taken_from_the_environment(tmp_path):
    path = write_config(tmp_path, OFFICE + "web: {secret: '${S}'}\n")
    assert load(path, {"S": "long"}).web.secret == "long"


def test_a_variable_that_is_not_set_is_named(tmp_path):
    assert problems(tmp_path, OFFICE + "web: {secret: '${PANTAU_S}'}\n") == [
        "config.yaml:2 web.secret: environment variable PANTAU_S is not set; set it"
    ]


HTTP = "sources: {s: {kind: http, frame: units, url: 'http://x', "
OPEN = {
    "signing secret": "web: {secret: hunter2hunter2}",
    "password in an address": "store: {url: 'postgresql://pantau:hunter2@host/d'}",
    "header": HTTP + "headers: {Authorization: 'Bearer hunter2'}}}",
    "a number": "web: {secret: 2222222222}",
}


@pytest.mark.parametrize("text", OPEN.values(), ids=OPEN)
def test_a_secret_in_the_open_is_refused_and_never_repeated(tmp_path, text):
    (found,) = problems(tmp_path, OFFICE + text)
    assert "hunter2" not in found
    assert "2222" not in found


def test_a_secret_from_the_environment_is_never_repeated_in_what_is_said_against_it(tmp_path):
    text = OFFICE + HTTP + "headers: '${T}'}}"
    (found,) = problems(tmp_path, text, {"T": "hunter2"})
    assert "hunter2" not in found
    assert "${T}" in found


def test_a_doubled_key_is_refused_with_the_line_of_the_second(tmp_path):
    found = problems(tmp_path, OFFICE + "history: 3\nhistory: 4\n")
    assert found == ["config.yaml:3 history: stands twice; keep one of them"]


UNREADABLE = {
    "no mapping": ("- a\n", "is not a mapping"),
    "no YAML": ("office: [\n", "is not YAML"),
    "empty": ("", "is not a mapping"),
}


@pytest.mark.parametrize(("text", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_config_at_all_is_said_so(tmp_path, text, said):
    (found,) = problems(tmp_path, text)
    assert said in found


def test_a_config_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / "config.yaml")


def test_settings_cannot_be_changed_afterwards(tmp_path):
    with pytest.raises(ValueError, match="frozen"):
        load(write_config(tmp_path)).history = 1


def shipped() -> list[Path]:
    """config.yaml, and those of the examples, which need the real data beside them."""
    examples = sorted(ROOT.glob("examples/*/config.yaml"))
    return [ROOT / "config.yaml", *(examples if REALDATA else [])]


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.parent.name)
def test_every_shipped_config_is_good(path):
    assert isinstance(load(path), Settings)


def test_check_ends_with_status_2_and_a_line_per_problem(tmp_path):
    path = write_config(tmp_path, OFFICE + "history: 0\nperiod: fortnight\n")
    done = CliRunner().invoke(app, ["check", "-c", str(path)])
    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 2


def test_check_says_that_a_config_is_good_and_not_the_password_it_holds(tmp_path, monkeypatch):
    monkeypatch.setenv("PW", "hunter2")
    said = config(store={"url": "postgresql://a:${PW}@host/pantau"}, sources={"u": source("units")})
    done = CliRunner().invoke(app, ["check", "-c", str(write_config(tmp_path, said))])
    assert (done.exit_code, "hunter2" in done.output) == (0, False)
    assert "Dinas: 1 sources, 0 goals, kept in host/pantau" in done.stdout


def test_a_region_is_named_by_its_code_in_aceh():
    assert Overview(regions={"11.71": "PEMKO"}).regions == {"11.71": "PEMKO"}
    with pytest.raises(ValueError, match=r"no code of a regency or city of Aceh; write one like"):
        Overview(regions={"1171": "PEMKO"})
