"""`pantau alerts` and `pantau replay`, and what the pages are told of alerts."""

from datetime import timedelta

import pytest
from typer.testing import CliRunner

from dashboard.account import Account
from dashboard.cli import app
from dashboard.cli.alerting import services_of
from dashboard.view import Viewer
from data.store.engine import open_engine, upgrade
from tests.data.alerting import TITLE, Alarm, said
from tests.data.builders import PLAIN, Desk, source

HEAD = Account("kepala", "Nur", "leader", "u1", None)
OFFICER = Account("petugas", "Cut", "staff", "u2", "p2")
WALL = Account("dinding", "Dinding", "wall", "u1", None)


@pytest.fixture
def office(tmp_path):
    engine = open_engine("sqlite:///pantau.db", tmp_path)
    upgrade(engine)
    made = Alarm(Desk(tmp_path, engine, said(judge_from=1))).late(2)
    made.decide()
    yield made
    engine.dispose()


@pytest.fixture
def services(office):
    return services_of(office.alerting)


def ran(office, *words):
    path = office.desk.folder / "config.yaml"
    return CliRunner().invoke(app, [*words, "-c", str(path)])


def test_alerts_that_fire_are_listed(office):
    told = ran(office, "alerts")
    assert told.exit_code == 0
    assert "c1" in told.stdout
    assert "firing" in told.stdout


def test_a_unit_that_is_none_is_named(office):
    assert ran(office, "alerts", "--unit", "u9").exit_code == 1


def test_nothing_has_ended_yet(office):
    assert ran(office, "alerts", "--ended").stdout == "no alerts\n"


def test_a_replay_tells_what_would_have_fired_and_to_whom(office):
    told = ran(office, "replay", "--from", "2026-11-09", "--to", "2026-11-12")
    lines = [line.split() for line in told.stdout.splitlines()]
    assert ["late", "2", "0", "2", "2", "0"] in lines
    assert [line[:4] for line in lines if "fires" in line] == [
        ["2026-11-10", "16:00", "late", "c1"], ["2026-11-10", "16:00", "late", "c2"],
    ]  # fmt: skip
    assert any(line[-1] == "atasan" for line in lines)


def test_a_replay_keeps_and_tells_nothing(office):
    before = office.open(), office.notices()
    ran(office, "replay", "--from", "2026-11-09", "--to", "2026-11-12")
    assert before[0].equals(office.open())
    assert before[1] == office.notices()


def test_a_replay_says_what_it_cannot_know_of_sources(tmp_path):
    rules = {
        name: {"kind": kind, "title": TITLE, "subjects": ["source"]}
        for name, kind in (("quiet", "silent_source"), ("faulty", "data_faults"))
    }
    engine = open_engine("sqlite:///pantau.db", tmp_path)
    upgrade(engine)
    sources = {name: source(name, rhythm="2d") for name in PLAIN}
    office = Alarm(Desk(tmp_path, engine, {**said(rules), "sources": sources})).late(1)
    told = ran(office, "replay", "--from", "2026-11-09", "--to", "2026-11-12").stdout.splitlines()
    engine.dispose()
    notes = {line.split(":")[0]: line for line in told if ": " in line}
    assert "those that have come right since are not kept" in notes["faulty"]
    assert [line.split(": ", 2)[2] for line in told if line.startswith("quiet:")] == [
        "complaints (2026-11-24 10:00)", "people (2026-11-24 10:00), units (2026-11-24 10:00)",
    ]  # fmt: skip


def test_a_replay_that_ends_before_it_begins_is_refused(office):
    assert ran(office, "replay", "--from", "2026-11-12", "--to", "2026-11-09").exit_code == 2


def test_an_alert_is_opened_with_its_history_and_the_row_it_rests_on(services, office):
    alert = services["alert"](Viewer(HEAD).scope, office.number())
    assert list(alert["steps"]["verb"]) == ["fired", "told"]
    assert list(alert["steps"]["to_name"])[-1] == "officer"
    (row,) = alert["records"].to_dict("records")
    assert (row["frame"], row["key"], row["source"]) == ("complaints", "c1", "complaints")


def test_the_list_says_whose_turn_it_is_and_who_was_told(services):
    found = services["alerts"](Viewer(OFFICER).scope)
    assert list(found["mine_for"]) == [("petugas",), ("petugas",)]
    assert list(found["owner_names"]) == [("Cut",), ("Cut",)]
    assert list(found["officer_name"]) == ["Teuku Umar", "Teuku Umar"]


def test_a_wall_display_sees_none_and_does_nothing(services, office):
    assert services["alerts"](Viewer(WALL).scope).empty
    with pytest.raises(ValueError, match="alert_id: this account only looks"):
        services["deeds"].follow_up(WALL, alert_id=office.number(), note="sudah")


def test_deeds_of_pages_are_the_verbs(services, office):
    until = office.desk.at + timedelta(days=1)
    number = office.number()
    services["deeds"].acknowledge(OFFICER, alert_id=number, note="sedang ditangani", until=until)
    found = services["alerts"](Viewer(HEAD).scope).set_index("alert_id").loc[number]
    assert found["acknowledged_name"] == "Cut"
    assert found["acknowledge_minutes"] == 0


def test_a_silence_is_shown_with_who_and_why(services, office):
    scope, until = Viewer(HEAD).scope, office.desk.at + timedelta(days=1)
    services["deeds"].silence(
        HEAD, rule="late", unit="u2", subject=None, reason="banjir", until=until
    )
    (shown,) = services["silences"](scope).to_dict("records")
    assert (shown["by"], shown["unit_name"], shown["active"]) == ("Nur", "Bidang", True)
    assert set(services["alerts"](scope)["silenced_name"]) == {"Nur"}


def test_rules_tell_how_often_they_fired_and_were_right(services, office):
    number = office.number()
    services["deeds"].follow_up(HEAD, alert_id=number, note="sudah dihubungi")
    (rule,) = services["alert_rules"]().to_dict("records")
    assert (rule["fired"], rule["open"], rule["judged"], rule["right"]) == (2, 2, 1, 1.0)


def test_of_too_few_that_are_known_to_be_right_or_wrong_no_share_is_told(tmp_path):
    engine = open_engine("sqlite:///pantau.db", tmp_path)
    upgrade(engine)
    office = Alarm(Desk(tmp_path, engine, said(judge_from=2))).late(2)
    office.decide()
    told = services_of(office.alerting)
    told["deeds"].follow_up(HEAD, alert_id=office.number(), note="sudah dihubungi")
    (rule,) = told["alert_rules"]().to_dict("records")
    engine.dispose()
    assert (rule["judged"], rule["right"] != rule["right"]) == (1, True)


def test_who_may_be_asked_is_the_officer_and_who_stands_above(services, office):
    found = services["assignable"](Viewer(HEAD).scope, office.number())
    assert [account for account, _ in found] == ["atasan", "kepala", "petugas"]
