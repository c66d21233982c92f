"""Telling: through real services, in time, again when it fails, and never a name in public."""

import logging
from datetime import timedelta
from io import StringIO
from string import ascii_letters, digits
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.notify.channels import ChannelError, Message, send, understood
from data.notify.messages import ORDER, Writer
from data.notify.phrases import Phrases, phrases
from data.notify.teller import retry_after
from data.settings.alerts import RuleSetting
from scoring.alerts.rule import RULE_KINDS
from scoring.indicators import INDICATORS
from tests.data.alerting import EVERYONE, LATE, LEADER, TITLE, alarm
from tests.data.builders import table
from tests.data.receivers import hook, mail
from tests.running import free_port

MESSAGE = Message("k" * 32, "Peringatan: é", "baris satu\nbaris dua")


def letter_to(server):
    sides = "from=pantau@dinas.example&to=a@dinas.example"
    return f"mailto://127.0.0.1:{server.port}?{sides}&mode=insecure"


def test_a_letter_carries_the_key_of_its_notice_as_its_message_id():
    with mail() as server:
        send(letter_to(server), MESSAGE)
    (letter,) = server.letters
    assert letter["Message-ID"] == f"<{MESSAGE.key}@dinas.example>"
    assert letter["Subject"] == MESSAGE.title
    assert letter.get_content().splitlines()[:2] == ["baris satu", "baris dua"]


def test_a_webhook_is_told_the_key_as_a_header():
    with hook() as server:
        send(f"json://127.0.0.1:{server.port}/pintu", MESSAGE)
    ((path, key, body),) = server.got
    assert (path, key, body["title"]) == ("/pintu", MESSAGE.key, MESSAGE.title)


NOWHERE = {
    "a webhook": "json://127.0.0.1:{}/",
    "a mail server": "mailto://127.0.0.1:{}?from=a@b.example&to=cut.nyak@b.example&mode=insecure",
}


@pytest.mark.parametrize("url", NOWHERE.values(), ids=NOWHERE)
def test_a_service_that_is_not_there_is_an_error_that_names_nobody(url):
    with pytest.raises(ChannelError) as told:
        send(url.format(free_port()), MESSAGE)
    assert "cut.nyak" not in str(told.value)
    assert str(told.value)


def test_an_address_that_is_none_is_known_before_anything_is_sent():
    assert understood("json://host")
    assert not understood("brieftaube://host")
    with pytest.raises(ChannelError):
        send("brieftaube://host", MESSAGE)


def test_readers_of_messages_do_not_stand_in_the_log():
    log, root = StringIO(), logging.getLogger()
    root.addHandler(handler := logging.StreamHandler(log))
    before, root.level = root.level, logging.DEBUG
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # of the mail server of this test
    with mail() as server:
        send(letter_to(server), MESSAGE)
    root.removeHandler(handler)
    root.level = before
    assert "a@dinas.example" not in log.getvalue()


@pytest.fixture
def office(tmp_path, engine):
    return alarm(tmp_path, engine)


def test_a_channel_that_fails_is_tried_again_and_shown_until_it_works(office):
    office.late().decide()
    office.post.down = True
    assert office.tell() == 0
    assert office.failing().iloc[0][["channel", "recipient", "error"]].tolist() == [
        "mail", "petugas", "the service is down",
    ]  # fmt: skip
    office.post.down = False
    assert office.tell(timedelta(seconds=10)) == 0
    assert office.tell(timedelta(seconds=30)) == 1
    assert office.failing().empty


def test_a_channel_that_fails_rests_for_the_round_and_others_go_on(tmp_path, engine):
    both = {"down": {**EVERYONE, "url": "json://down/{account}"}, "mail": EVERYONE}
    office = alarm(tmp_path, engine, channels=both)
    office.late().decide()
    office.post.deaf = "//down/"
    assert office.tell() == 1
    assert list(office.failing()["channel"]) == ["down"]


def test_what_could_not_be_told_for_a_day_is_given_up(tmp_path, engine):
    office = alarm(tmp_path, engine, give_up="1h")
    office.late().decide()
    office.post.down = True
    office.tell()
    office.tell(timedelta(hours=2))
    assert [notice["state"] for notice in office.notices()] == ["failed"]


WAITS = {1: 30, 2: 60, 3: 120, 6: 900, 7: 900, 10**6: 900}


@pytest.mark.parametrize(("attempts", "seconds"), WAITS.items())
def test_it_is_tried_again_after_a_while_that_doubles_up_to_a_quarter_of_an_hour(attempts, seconds):
    assert retry_after(attempts).total_seconds() == seconds


FRIDAY_NIGHT = "2026-11-20 20:00"


def test_outside_the_office_nothing_is_told_before_the_digest_of_the_next_working_day(office):
    office.on(FRIDAY_NIGHT).late().decide()
    assert office.on("2026-11-22 12:00").tell() == 0
    assert office.on("2026-11-23 07:29").tell(timedelta(0)) == 0
    assert office.on("2026-11-23 07:30").tell(timedelta(0)) == 1
    assert office.post.sent[0][1].title == "Ringkasan pagi: 1 peringatan masih terbuka"


def test_the_digest_does_not_tell_what_has_ended_over_night(office):
    office.on(FRIDAY_NIGHT).late(2).decide()
    office.answered(1).decide(timedelta(hours=1))
    assert office.on("2026-11-23 07:30").tell(timedelta(0)) == 1
    assert "c2" in office.post.bodies[0]
    assert "c1" not in office.post.bodies[0]


def test_a_night_of_which_nothing_is_left_has_no_digest(office):
    office.on(FRIDAY_NIGHT).late().decide()
    office.answered().decide(timedelta(hours=1))
    assert office.on("2026-11-23 07:30").tell(timedelta(0)) == 0


def test_all_of_a_night_is_one_digest(office):
    office.on(FRIDAY_NIGHT).late_one(1).decide()
    office.late_one(2).decide(timedelta(hours=5))
    assert office.on("2026-11-23 07:30").tell(timedelta(0)) == 1
    assert office.post.bodies[0].count("\n- ") == 2


def test_what_is_urgent_is_told_by_night(tmp_path, engine):
    urgent = {"late": {**LATE, "urgent": True, "steps": {"officer": "0h"}}}
    office = alarm(tmp_path, engine, rules=urgent)
    office.on(FRIDAY_NIGHT).late().decide()
    assert office.tell() == 1


def test_a_retry_waits_for_the_morning(office):
    office.on("2026-11-20 15:58").late().decide()
    office.post.down = True
    office.tell(timedelta(seconds=61))
    office.post.down = False
    assert office.tell(timedelta(hours=1)) == 0
    assert office.on("2026-11-23 07:31").tell(timedelta(0)) == 1


def test_the_one_who_is_asked_to_deal_with_it_is_told(office):
    office.late().decide()
    office.tell()
    office.verbs.assign(LEADER, office.number(), "atasan", "tolong ditangani")
    assert office.tell() == 1
    assert office.post.readers[-1] == "atasan"
    assert "Ditugaskan kepada Anda" in office.post.bodies[-1]


def test_a_channel_of_a_unit_is_told_once_whoever_it_goes_to(tmp_path, engine):
    group = {"url": "json://group/x", "to": {"units": ["u1"], "roles": ["staff"]}, "public": True}
    office = alarm(tmp_path, engine, channels={"group": group})
    office.late(3).decide()
    assert office.tell() == 1
    assert "Bidang: 3 × Batas waktu lewat" in office.post.bodies[0]


def test_a_channel_that_config_does_not_know_any_more_is_given_up(tmp_path, engine):
    office = alarm(tmp_path, engine)
    office.late().decide()
    rid = alarm(tmp_path, engine, channels={})
    rid.tell()
    assert [row[4:8] for row in table(engine, "notices")]
    assert list(rid.failing()["error"]) == ["is no channel of config.yaml any more"]


# --- what is said ---------------------------------------------------------------------------


def line(**more):
    at = pd.Timestamp("2026-11-24 03:05", tz="UTC")
    plain = {"alert_id": 1, "rule": "late", "subject_kind": "person", "indicator": "",
             "subject_id": "198204122009072001", "subject_name": "Cut Nyak Dhien",
             "officer": "198204122009072001", "officer_name": "Cut Nyak Dhien",
             "unit": "u2", "unit_name": "Bidang", "value": 0.725, "target": 0.9, "n": 40,
             "since": at, "fired_at": at, "what": "fired"}  # fmt: skip
    return {**plain, **more}


def writer(language="id", kind="target_missed", **more):
    rule = RuleSetting.model_validate({"kind": kind, "title": TITLE, "share": 0.5})
    return Writer({"late": rule}, Phrases(language, ZoneInfo("Asia/Jakarta")), 10, **more)


def said(*lines, public=False, **how):
    return writer(**how).message("k" * 32, pd.DataFrame(list(lines)), public=public)


def test_a_line_tells_who_what_how_much_and_since_when():
    body = said(line(indicator="answered_in_time")).body
    assert "Batas waktu lewat: Cut Nyak Dhien (Bidang); 72,5% (harapan 90%)." in body
    assert "Sejak 24 Nov 2026 10:05 WIB" in body


def test_in_english_numbers_are_written_in_the_english_way():
    body = said(line(indicator="answered_in_time"), language="en").body
    assert "Time limit has passed: Cut Nyak Dhien (Bidang); 72.5% (expected 90%)." in body


def test_thousands_are_parted_in_the_indonesian_way():
    assert Phrases("id", ZoneInfo("Asia/Jakarta")).number(1234.5) == "1.234,5"


def test_of_a_deadline_it_is_told_how_long_it_is_over():
    body = said(line(subject_kind="complaint", subject_id="c1", subject_name=None, value=-150.0),
                kind="deadline_passed").body  # fmt: skip
    assert "pengaduan c1 (Bidang); lewat 2,5 jam kerja" in body


def test_what_is_simulated_says_so():
    assert said(line(), simulated=True).title.startswith("[DATA SIMULASI]")


def test_both_languages_have_the_same_phrases():
    assert phrases("id").keys() == phrases("en").keys()


NAMES = st.text(alphabet=ascii_letters, min_size=9, max_size=30).map("Xq".__add__)
NUMBERS = st.text(alphabet=digits, min_size=18, max_size=18)
LINES = st.fixed_dictionaries(
    {
        "subject_kind": st.sampled_from(["person", "complaint", "unit"]),
        "subject_id": NUMBERS, "subject_name": NAMES, "officer": NUMBERS, "officer_name": NAMES,
        "indicator": st.sampled_from(["", *INDICATORS]), "what": st.sampled_from(ORDER),
        "value": st.floats(-1e6, 1e6), "target": st.none() | st.floats(0, 100),
    }
)  # fmt: skip


@given(st.lists(LINES, min_size=1, max_size=15), st.sampled_from(RULE_KINDS), st.booleans())
def test_a_public_message_never_carries_a_name_or_a_number_of_a_person(lines, kind, digest):
    frame = pd.DataFrame([line(**told) for told in lines])
    message = writer(kind=kind).message("k" * 32, frame, public=True, digest=digest)
    hidden = {told[c] for told in lines for c in ("subject_id", "subject_name", "officer_name")}
    assert not [name for name in hidden if name in message.title + message.body]
