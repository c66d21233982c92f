"""The commands, as an operator types them."""

import csv
import io
import json
import re
import socket
import subprocess
import sys
from datetime import datetime

import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from data.config import load
from data.refresh import Refresh
from data.store.engine import open_engine, upgrade
from tests.data.builders import PLAIN, config, source, write_config, write_rows

COLUMNS = "subject_kind,subject_id,indicator,period,value,unit,n,low,high,expected,band"
GOALS = {"late": {"indicator": "answered_in_time", "target": 0.9, "min_n": 1}}
NIP = "198609262015051001"


@pytest.fixture
def folder(tmp_path):
    """An office with two units, one civil servant and three complaints, one of them wrong."""
    sources = {name: source(name, settle="0s") for name in PLAIN}
    write_config(tmp_path, config(goals=GOALS, sources=sources))
    inbox = tmp_path / "inbox"
    units = [{"unit_id": "u1"}, {"unit_id": "u2", "parent": "u1"}]
    write_rows(inbox / "units/a.csv", "units", units)
    write_rows(inbox / "people/a.csv", "people", [{"person_id": NIP, "kind": "pns"}])
    cases = [
        {"complaint_id": "c1", "unit": "u2", "received": "2024-03-04T09:00", "officer": NIP},
        {"complaint_id": "c2", "unit": "u2", "received": "2024-03-04T09:00",
         "first_answer": "2024-03-04T11:00"},
        {"complaint_id": "c3", "unit": "u9"},
    ]  # fmt: skip
    write_rows(inbox / "complaints/a.csv", "complaints", cases)
    return tmp_path


@pytest.fixture
def pantau(folder):
    """Runs a command on the office: its result."""
    path = str(folder / "config.yaml")
    return lambda *words, **more: CliRunner().invoke(app, [*words, "-c", path], **more)


def lines(done):
    """The lines of what was printed, single-spaced."""
    return [" ".join(line.split()) for line in done.stdout.splitlines()]


def test_ingest_counts_what_came_of_every_source(pantau):
    done = pantau("ingest", "--once")
    assert done.exit_code == 0
    assert lines(done)[:4] == [
        "source read new corrected unchanged rejected reasons",
        "units 2 2 0 0 0",
        "people 1 1 0 0 0",
        "absences 0 0 0 0 0",
    ]
    assert "complaints 3 2 0 0 1 unknown_unit 1" in lines(done)


def test_ingest_again_finds_nothing_new_and_keeps_the_revision(pantau):
    first, second = pantau("ingest"), pantau("ingest")
    assert "complaints 0 0 0 0 0" in lines(second)
    assert lines(first)[-1] == lines(second)[-1]
    assert re.fullmatch(r"revision \d+", lines(second)[-1])


def test_ingest_of_a_file_finds_the_source_it_belongs_to(pantau, folder):
    pantau("ingest")
    more = write_rows(folder / "inbox/complaints/b.csv", "complaints", [{"complaint_id": "c9"}])
    done = pantau("ingest", str(more))
    assert lines(done)[1:2] == ["complaints 1 1 0 0 0"]


def test_ingest_of_a_file_from_elsewhere_needs_the_name_of_its_source(pantau, folder):
    pantau("ingest")
    other = write_rows(folder / "other.csv", "complaints", [{"complaint_id": "c9"}])
    lost = pantau("ingest", str(other))
    assert (lost.exit_code, "no source reads it; name one with --source" in lost.stderr) == (
        1,
        True,
    )
    assert lines(pantau("ingest", str(other), "--source", "complaints"))[1] == (
        "complaints 1 1 0 0 0"
    )


def test_ingest_into_a_source_that_is_not_there_is_refused(pantau, folder):
    done = pantau("ingest", str(folder / "inbox/units/a.csv"), "--source", "unitz")
    assert (done.exit_code, "write one of units" in done.stderr) == (1, True)


def test_ingest_ends_with_1_where_a_source_fails_and_takes_in_the_others(pantau, folder):
    (folder / "inbox/units/b.csv").write_text("no,header\n1,2\n")
    done = pantau("ingest")
    assert done.exit_code == 1
    assert "units failed: units: b.csv: column" in done.stderr
    assert "complaints 3 2 0 0 1 unknown_unit 1" in lines(done)


def test_ingest_ends_with_2_where_config_is_wrong(pantau, folder):
    write_config(folder, "office: {}\n")
    done = pantau("ingest")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "office.name: is missing; write it" in done.stderr


def printed(done):
    """Rows of the CSV that was printed."""
    assert done.exit_code == 0, done.output
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_scores_as_csv_have_exactly_these_columns(pantau):
    pantau("ingest")
    assert pantau("scores", "--format", "csv").stdout.splitlines()[0] == COLUMNS


def test_scores_as_json_have_exactly_these_columns(pantau):
    pantau("ingest")
    found = json.loads(pantau("scores", "--format", "json").stdout)
    assert {",".join(row) for row in found} == {COLUMNS}


def test_scores_as_json_keep_every_digit_there_is(pantau, folder):
    cases = [{"complaint_id": f"d{n}", "unit": "u2", "received": "2024-03-04T09:00",
              "first_answer": "2024-03-04T10:00" if n else ""} for n in range(5)]  # fmt: skip
    write_rows(folder / "inbox/complaints/b.csv", "complaints", cases)
    pantau("ingest")
    words = ("--as-of", "2024-03-20", "--indicator", "answered_in_time", "--format", "json")
    found = {r["subject_id"]: r for r in json.loads(pantau("scores", *words).stdout)}
    assert (found["u2"]["value"], found["u2"]["n"]) == (round(5 / 7, 10), 7)


def test_scores_as_a_table_have_exactly_these_columns(pantau):
    pantau("ingest")
    assert lines(pantau("scores"))[0] == COLUMNS.replace(",", " ")


LATE = {
    "before the limit": ("2024-03-08", "1.0", "1", "met"),
    "after the limit": ("2024-03-15", "0.5", "2", "missed"),
    "before all": ("2024-03-01", None, None, None),
}


@pytest.mark.parametrize(("day", "value", "n", "band"), LATE.values(), ids=LATE)
def test_scores_can_be_asked_for_as_they_were_at_the_end_of_a_day(pantau, day, value, n, band):
    pantau("ingest")
    words = ("scores", "--format", "csv", "--indicator", "answered_in_time", "--subject", "unit")
    found = {row["subject_id"]: row for row in printed(pantau(*words, "--as-of", day))}
    row = found.get("u2", {})
    assert (row.get("value"), row.get("n"), row.get("band")) == (value, n, band)


def take_in(folder, day, **row):
    """Take in everything there is on a day, and a complaint c1 with some changes."""
    moment = datetime.fromisoformat(f"{day}T12:00+07:00")
    case = {"complaint_id": "c1", "unit": "u2", "received": "2024-03-04T09:00", **row}
    write_rows(folder / f"inbox/complaints/{day}.csv", "complaints", [case])
    settings, engine = load(folder / "config.yaml"), open_engine("sqlite:///pantau.db", folder)
    upgrade(engine)
    refresh = Refresh(settings, engine, folder, lambda: moment, lambda _: True)
    for name in refresh.sources:
        refresh.take_in(name)


def test_scores_can_be_asked_for_as_they_were_known_on_a_day(pantau, folder):
    take_in(folder, "2024-03-06")
    take_in(folder, "2024-04-02", first_answer="2024-03-05T09:00")
    words = ("scores", "--format", "csv", "--indicator", "answered_in_time", "--subject", "unit")
    found = {}
    for known in ((), ("--known-then",)):
        rows = printed(pantau(*words, "--as-of", "2024-03-15", *known))
        found[known] = next(r["value"] for r in rows if r["subject_id"] == "u2")
    assert list(found.values()) == ["1.0", "0.5"]


def test_what_was_known_then_needs_a_day(pantau):
    done = pantau("scores", "--known-then")
    assert (done.exit_code, "write --as-of" in done.stderr) == (1, True)


def test_each_period_is_judged_by_the_goal_in_force_on_its_last_day(pantau, folder):
    old = {"indicator": "answered_in_time", "target": 0.9, "min_n": 1, "until": "2024-03-31"}
    new = {"indicator": "answered_in_time", "target": 0.4, "min_n": 1, "from": "2024-04-01"}
    sources = {name: source(name, settle="0s") for name in PLAIN}
    cases = [{"complaint_id": f"d{n}", "unit": "u2", "received": "2024-04-01T09:00",
              "first_answer": "2024-04-01T11:00" if n else ""} for n in (0, 1)]  # fmt: skip
    write_rows(folder / "inbox/complaints/b.csv", "complaints", cases)
    write_config(folder, config(goals={"old": old, "new": new}, sources=sources))
    pantau("ingest")
    words = ("scores", "--format", "csv", "--indicator", "answered_in_time", "--all-periods")
    rows = printed(pantau(*words, "--as-of", "2024-04-20", "--subject", "unit"))
    found = {r["period"]: (r["value"], r["band"]) for r in rows if r["subject_id"] == "u2"}
    assert found == {"2024-04": ("0.5", "met"), "2024-03": ("0.5", "missed")}


def test_scores_of_all_periods_are_printed_when_asked_for(pantau):
    pantau("ingest")
    words = ("scores", "--format", "csv", "--as-of", "2024-04-10")
    alone, all_of_them = printed(pantau(*words)), printed(pantau(*words, "--all-periods"))
    assert {row["period"] for row in alone} == {"2024-04"}
    assert {row["period"] for row in all_of_them} == {"2024-04", "2024-03"}


def test_scores_can_be_asked_for_of_persons_alone(pantau):
    pantau("ingest")
    found = printed(pantau("scores", "--format", "csv", "--subject", "person"))
    assert {(row["subject_kind"], row["subject_id"]) for row in found} == {("person", NIP)}


def test_an_unknown_indicator_is_told_all_that_there_are(pantau):
    done = pantau("scores", "--indicator", "speed")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "speed: is not an indicator; write one of" in done.stderr
    near = pantau("scores", "--indicator", "answerd_in_time")
    assert "did you mean answered_in_time?" in near.stderr


def test_scores_before_anything_was_taken_in_say_what_to_do(pantau):
    done = pantau("scores")
    assert (done.exit_code, "pantau ingest" in done.stderr) == (1, True)


def test_rejects_tell_where_why_and_what_was_found(pantau):
    pantau("ingest")
    (row,) = printed(pantau("rejects", "--format", "csv"))
    seen = row.pop("seen_at")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", seen)
    assert row == {
        "source": "complaints", "label": "a.csv:4", "column": "unit", "reason": "unknown_unit",
        "value": "u9",
    }  # fmt: skip


def test_rejects_of_one_source_can_be_asked_for(pantau):
    pantau("ingest")
    assert printed(pantau("rejects", "--format", "csv", "--source", "people")) == []


def add(pantau, *words, password="rahasia sekali"):  # noqa: S107
    return pantau("user", "add", *words, env={"PANTAU_PASSWORD": password})


def test_a_user_is_added_listed_and_removed(pantau):
    assert add(pantau, "ali", "--role", "leader", "--name", "Ali").exit_code == 0
    assert lines(pantau("user", "list"))[1:] == ["ali Ali leader"]
    assert pantau("user", "remove", "ali").exit_code == 0
    assert lines(pantau("user", "list"))[1:] == []


def test_a_wall_display_gets_a_token_shown_this_once(pantau):
    done = add(pantau, "layar", "--role", "wall", "--unit", "u1")
    (token,) = re.findall(r"token=(\S+)", done.stdout)
    assert len(token) >= 40
    assert token not in pantau("user", "list").output


REFUSED = {
    "staff without a person": (("--role", "staff"), "--person: is missing"),
    "a manager without a unit": (("--role", "manager"), "--unit: is missing"),
    "a wall display without a unit": (("--role", "wall"), "--unit: is missing"),
}


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED)
def test_a_user_that_cannot_be_is_refused(pantau, words, said):
    done = add(pantau, "ali", *words)
    assert (done.exit_code, said in done.stderr) == (1, True)


def test_a_short_password_is_refused_and_not_repeated(pantau):
    done = add(pantau, "ali", "--role", "leader", password="pendek")
    assert (done.exit_code, "at least 10 characters" in done.stderr) == (1, True)
    assert "pendek" not in done.output


def test_who_is_no_user_cannot_be_removed(pantau):
    done = pantau("user", "remove", "budi")
    assert (done.exit_code, "is no account" in done.stderr) == (1, True)


def test_errors_tell_neither_names_nor_identifiers_nor_what_the_rows_say(pantau, folder):
    bad = f'complaint_id,received\n"{NIP} Cut Nyak'
    (folder / "inbox/complaints/b.csv").write_text(bad)
    (folder / "inbox/people/b.csv").write_text(f"nip,nama\n{NIP},Cut Nyak\n")
    done = pantau("ingest")
    assert done.exit_code == 1
    assert NIP not in done.output
    assert "Cut Nyak" not in done.output


def test_a_database_that_is_not_there_is_told_without_its_password(pantau, folder):
    said = config(store={"url": "postgresql://pantau:${PW}@127.0.0.1:1/pantau"})
    write_config(folder, said)
    done = pantau("ingest", env={"PW": "hunter2hunter2"})
    assert done.exit_code != 0
    assert "hunter2" not in done.output + repr(done.exception)


def test_a_file_that_has_just_been_copied_is_waited_for_and_not_passed_over(folder, pantau):
    sources = {name: source(name, settle="1s") for name in PLAIN}
    write_config(folder, config(goals=GOALS, sources=sources))
    assert "units" in pantau("ingest", "--once").output
    assert '"subject_id":"u2"' in pantau("scores", "--format", "json").output


def test_an_address_that_is_taken_is_named_before_anything_starts(folder):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        write_config(folder, config(web={"port": port}, sources={}))
        done = CliRunner().invoke(app, ["web", "-c", str(folder / "config.yaml")])
    assert done.exit_code == 1
    assert f"127.0.0.1:{port}" in done.output


def test_a_signal_that_comes_while_the_last_one_is_seen_to_does_not_hang_the_process():
    code = (
        "import os, signal, threading\n"
        "from dashboard.cli.processes import attend\n"
        "ended = threading.Event()\n"
        "def work():\n"
        "    for _ in range(50): os.kill(os.getpid(), signal.SIGTERM)\n"
        "    ended.wait()\n"
        "attend(work, ended.set)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], timeout=30, check=False)
    assert done.returncode == 0
