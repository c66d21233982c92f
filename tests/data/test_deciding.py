"""Deciding about alerts: kept, told and come back, the same on SQLite and on PostgreSQL."""

from datetime import timedelta

import pytest

from data.store import accounts
from data.store.engine import writing
from tests.data.alerting import LATE, LEADER, STAFF, TITLE, Alarm, alarm, said
from tests.data.builders import NOW, Desk, config, source, table

HOUR = timedelta(hours=1)


@pytest.fixture
def office(tmp_path, engine):
    return alarm(tmp_path, engine)


def states(office):
    return list(office.open()["state"])


def test_a_limit_that_has_passed_fires_and_is_told_to_the_one_in_charge(office):
    office.late().decide()
    assert states(office) == ["firing"]
    assert office.tell() == 1
    assert office.post.readers == ["petugas"]
    assert office.steps(office.number()) == ["fired", "told"]


def test_what_has_fired_is_not_told_a_second_time(office):
    office.late().decide()
    office.tell()
    office.decide(timedelta(minutes=5))
    assert office.tell() == 0


def test_nobody_acts_so_it_goes_to_the_supervisor_and_then_to_the_head(office):
    office.late().decide()
    office.decide(8 * HOUR + timedelta(days=1))
    office.decide(timedelta(days=2))
    assert list(office.open()["level"]) == ["head"]
    assert office.steps(office.number()) == ["fired", "told", "escalated", "escalated"]


def test_an_alert_that_was_told_is_told_to_have_recovered(office):
    office.late().decide()
    office.tell()
    office.answered().decide(timedelta(minutes=5))
    assert office.tell() == 1
    assert "Telah pulih" in office.post.bodies[-1]
    assert office.post.readers == ["petugas", "petugas"]


def test_what_is_over_before_it_was_told_is_not_told_at_all(office):
    office.late().decide()
    office.answered().decide(timedelta(seconds=5))
    assert office.tell() == 0
    assert [notice["state"] for notice in office.notices()] == ["dropped"]


def test_a_hundred_alerts_at_once_are_one_message(office):
    office.late(100).decide()
    assert office.tell() == 1
    assert office.post.sent[0][1].title == "100 peringatan"
    assert office.post.bodies[0].count("\n- ") == 10
    assert "dan 90 lainnya" in office.post.bodies[0]


def test_what_comes_within_a_minute_is_one_message(office):
    office.late(1).decide()
    office.late_one(2).decide(timedelta(seconds=30))
    assert office.tell() == 1
    assert office.post.bodies[0].count("\n- ") == 2


def test_deciding_is_news_once(office):
    office.late()
    before = office.desk.revision()
    assert office.decide()
    assert not office.decide(timedelta(minutes=1))
    assert office.desk.revision() == before + 1


def test_a_limit_that_passes_without_a_new_row_is_noticed_to_the_minute(office):
    office.on("2026-11-23 10:00").late(received="2026-11-16T09:00")
    assert not office.alerting.catch_up()
    office.on("2026-11-24 00:00:30")
    assert office.alerting.catch_up()
    assert states(office) == ["firing"]


def test_a_level_without_an_account_hands_on_to_the_next_and_says_so(tmp_path, engine):
    office = alarm(tmp_path, engine)
    office.late(officer="p1").decide()
    office.tell()
    assert office.post.readers == ["atasan"]
    assert table(engine, "told")[0][-1] == "officer: no account; told supervisor"


def test_nothing_goes_to_nobody(tmp_path, engine):
    channel = {"url": "json://127.0.0.1:9/{account}", "to": {"roles": ["admin"]}}
    office = alarm(tmp_path, engine, channels={"mail": channel})
    with writing(engine) as connection:
        for account in ("petugas", "atasan", "kepala"):
            accounts.remove(connection, account)
    office.late().decide()
    office.tell()
    assert office.post.readers == ["admin"]


def test_what_is_acknowledged_goes_no_higher(office):
    office.late().decide()
    until = office.desk.at + timedelta(days=5)
    office.verbs.acknowledge(STAFF, office.number(), "sedang ditangani", until)
    office.decide(timedelta(days=3))
    assert list(office.open()["level"]) == ["officer"]


def test_an_acknowledgement_that_runs_out_comes_back_to_the_one_in_charge(office):
    office.late().decide()
    office.tell()
    until = office.desk.at + timedelta(hours=1)
    office.verbs.acknowledge(STAFF, office.number(), "sedang ditangani", until)
    office.decide(timedelta(hours=2))
    assert office.steps(office.number())[2:] == ["acknowledged", "came_back", "told"]
    assert office.tell() == 1
    assert "Masa penanganan telah berakhir" in office.post.bodies[-1]


def test_what_is_silenced_is_shown_and_not_told(office):
    office.verbs.silence(LEADER, "late", None, None, "banjir", NOW + timedelta(days=1))
    office.late().decide()
    assert states(office) == ["firing"]
    assert office.tell() == 0


def test_what_is_silenced_after_deciding_is_not_told_either(office):
    office.late().decide()
    office.verbs.silence(LEADER, None, "u1", None, "banjir", NOW + timedelta(days=1))
    assert office.tell() == 0


def test_when_a_silence_ends_what_still_fires_is_told(office):
    office.verbs.silence(LEADER, "late", None, None, "banjir", NOW + timedelta(hours=1))
    office.late().decide()
    office.decide(timedelta(hours=2))
    assert office.tell() == 1


def test_two_workers_that_decide_the_same_tell_it_once(office):
    office.late()
    one, other = office.alerting, office.alerting
    with office.desk.engine.connect() as connection:
        found = one.found(connection, None, office.desk.at)
    assert other.decide()
    with writing(office.desk.engine) as connection:
        one._decided(connection, found, office.desk.at)
    assert len(table(office.desk.engine, "alerts")) == len(table(office.desk.engine, "told")) == 1


def test_who_decides_later_with_an_older_look_leaves_it_at_that(office):
    office.late().decide()
    office.desk.at -= timedelta(minutes=5)
    assert not office.decide()


SILENT = {"kind": "silent_source", "title": TITLE, "subjects": ["source"], "steps": {"head": "0h"}}


def test_a_silent_source_silences_what_depends_on_it(tmp_path, engine):
    sources = {**config()["sources"], "complaints": source("complaints", rhythm="1d")}
    rules = {"late": LATE, "silent": SILENT}
    office = Alarm(Desk(tmp_path, engine, {**said(rules), "sources": sources}))
    office.late().decide(timedelta(days=30))
    by_rule = office.open().set_index("rule")
    assert bool(by_rule.loc["late", "inhibited"])
    assert by_rule["level"].isna().to_dict() == {"late": True, "silent": False}


def test_when_the_source_speaks_again_it_begins_with_the_one_in_charge(tmp_path, engine):
    sources = {**config()["sources"], "complaints": source("complaints", rhythm="1d")}
    office = Alarm(Desk(tmp_path, engine, {**said({"late": LATE, "silent": SILENT}),
                                           "sources": sources}))  # fmt: skip
    office.late().decide(timedelta(days=30))
    office.late_one(9, received=f"{office.desk.at:%FT%T}").decide(timedelta(minutes=1))
    number = office.number()
    assert office.steps(number) == ["fired", "freed", "told"]
    office.decide(timedelta(minutes=1))
    assert office.open().set_index("alert_id").loc[number, "level"] == "officer"


def test_a_rule_that_is_taken_away_ends_its_alerts_and_nobody_is_told_of_recovery(tmp_path, engine):
    office = alarm(tmp_path, engine)
    office.late().decide()
    office.tell()
    rid = Alarm(Desk(tmp_path, engine, said({}), office.desk.at), post=office.post)
    assert rid.decide(timedelta(minutes=1))
    assert states(rid) == []
    assert rid.tell() == 0


MISSED = {"kind": "target_missed", "title": TITLE, "subjects": ["unit"], "steps": {"head": "0h"},
          "hold": "8h"}  # fmt: skip
GOAL = {"indicator": "answered_in_time", "target": 0.9, "min_n": 1, "subjects": ["unit"]}


def test_what_was_found_of_an_office_stands_until_it_is_scored_again(tmp_path, engine):
    rules = {**said({"missed": MISSED}), "goals": {"answers": GOAL}}
    office = Alarm(Desk(tmp_path, engine, rules))
    office.late().alerting.catch_up()
    assert set(states(office)) == {"pending"}
    seen = list(office.open()["seen_at"])
    office.desk.at += timedelta(days=1, hours=1)
    office.alerting.decide(())
    assert set(states(office)) == {"firing"}
    assert list(office.open()["seen_at"]) == seen


def test_what_is_about_a_programme_belongs_to_the_office_and_is_told_to_its_head(tmp_path, engine):
    missed = {**MISSED, "subjects": ["programme"], "hold": "0h"}
    whole = {**said({"missed": missed}), "goals": {"answers": {**GOAL, "subjects": ["programme"]}},
             "programmes": {"umkm": {"name": "UMKM", "categories": ["usaha"]}}}  # fmt: skip
    office = Alarm(Desk(tmp_path, engine, whole))
    office.late(category="usaha").decide()
    assert list(office.open()["unit"]) == ["u1"]
    assert office.tell() == 1
    assert office.post.readers == ["kepala"]


def test_only_offices_that_were_scored_since_are_looked_at_again(office):
    office.late().alerting.catch_up()
    with office.desk.engine.connect() as connection:
        found = office.alerting.found(connection, (), office.desk.at)
    assert list(found.asked.offices) == []
    assert not office.alerting.catch_up()
