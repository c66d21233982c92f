"""Data saya and Keberatan on the wire: one's own page, filing, deciding, and who sees what."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from dashboard.account import Account
from dashboard.cli.around import with_share
from dashboard.components import objection_forms as forms
from dashboard.pages import keberatan, saya
from dashboard.telling import own
from dashboard.telling.records import Line
from dashboard.texts import Texts
from dashboard.view import Viewer
from scoring.scope import EVERYTHING
from tests.dashboard.alarms import SELF
from tests.dashboard.conftest import token_in
from tests.dashboard.fakes import ACCOUNTS, NOW, PASSWORD, Office
from tests.dashboard.wire import call, open_page, prop, renewed, words

FORM = "?goal=answered_in_time&record=ADU-2&period=2026-11"
WHY = "Jawaban disampaikan lewat telepon pada hari itu."
ID = Texts("id", "Asia/Jakarta")


def said(client, path, search=""):
    return words(open_page(client, path, search))


def file(client, reason=WHY, search=FORM):
    state = [prop(forms.REASON, "value", reason), prop(forms.EVIDENCE, "value", "Surat 12"),
             prop("shell-location", "search", search)]  # fmt: skip
    output = f"..{forms.SUBMITTED}.children...{forms.REASON_WRONG}.children.."
    clicks = [prop(forms.SUBMIT, "n_clicks", 1)]
    return json.dumps(call(client, output, clicks, state).json, ensure_ascii=False)


def landing(app, name):
    client = app.server.test_client()
    form = {"csrf_token": token_in(client.get("/masuk").text), "name": name, "password": PASSWORD}
    return client.post("/masuk", data=form).location


@pytest.mark.parametrize(("name", "place"), [("pegawai", "/saya"), ("atasan", "/")])
def test_who_sees_nobody_else_lands_on_their_own_page(app, name, place):
    assert landing(app, name) == place


def test_ones_own_page_says_everything_in_words(enter):
    text = said(enter("pegawai"), "/saya")
    for phrase in ("Selamat siang, Cut Meutia", "Berubah sejak kemarin",
                   "Yang dapat mengubah skor Anda",
                  "Yang tidak dihitung, dan mengapa", "diarsipkan", "Daftar istilah",
                  "skor 80,0 menjadi 81,5; bila semuanya lewat tenggat, menjadi 74,0"):  # fmt: skip
        assert phrase in text


def test_ones_own_page_has_ones_days_trends_and_what_superiors_noted(office, enter):
    person = ACCOUNTS["3"].person
    office.supervisor.note(
        ACCOUNTS["1"], person=person, kind="praise", text="Loket sangat rapi", due=None
    )
    text = said(enter("pegawai"), "/saya")
    for phrase in ("Pilih satu hari untuk melihat aktivitasnya", "/saya?day=2026-11-",
                   "Perkembangan", "Loket sangat rapi", "24 Nov 2026<br>Apresiasi"):  # fmt: skip
        assert phrase in text


def test_a_goal_opens_to_its_records_each_with_the_way_to_object(enter):
    text = said(enter("pegawai"), "/saya", "?goal=answered_in_time")
    assert "complaints-2026-11.csv:3" in text
    assert "/keberatan?period=2026-11&goal=answered_in_time&record=ADU-2" in text
    assert "record=ADU-4" not in text  # not decided yet: nothing to object to


def test_a_goal_has_the_way_to_object_to_its_whole_figure(enter):
    text = said(enter("pegawai"), "/saya", "?goal=answered_in_time")
    assert '/keberatan?period=2026-11&goal=answered_in_time"' in text.replace("'", '"')
    assert "Keberatan atas nilai ini" in text


def test_objecting_to_a_figure_shows_its_records_each_with_the_way_to_object(enter):
    text = said(enter("pegawai"), "/keberatan", "?goal=answered_in_time&period=2026-11")
    assert "Catatan di balik nilai ini" in text
    assert "/keberatan?period=2026-11&goal=answered_in_time&record=ADU-2" in text
    assert "seluruh nilai" in text
    assert "keberatan-reason" in text


def test_a_whole_figure_that_is_objected_to_says_so_in_its_place(enter):
    client = enter("pegawai")
    assert "sudah diterima" in file(client, search="?goal=answered_in_time&period=2026-11")
    text = said(client, "/saya", "?goal=answered_in_time")
    assert "Keberatan atas nilai ini" not in text
    assert "objection=1" in text


def test_an_account_that_stands_for_nobody_has_no_page_of_its_own(enter):
    assert "Tidak ada akses" in said(enter("pimpinan"), "/saya")
    assert not Viewer(Account("9", "Tanpa orang", "staff", "dinkes-1", None)).may("see_own")


def test_every_part_is_renewed(enter):
    found = renewed(enter("pegawai"), saya.SHOWN, "/saya").json["response"]
    assert {place for place in found if place != saya.SHOWN} == set(saya.PLACES)


def test_an_objection_is_filed_and_stands_beside_its_record_with_its_limit(enter):
    client = enter("pegawai")
    assert "Keberatan Anda sudah diterima" in file(client)
    text = said(client, "/saya", "?goal=answered_in_time")
    assert "objection=1" in text
    assert "14 Des 2026 23.59" in text.replace("23:59", "23.59")
    assert "KB-2026-0001" in text


def test_without_a_reason_nothing_is_filed_and_the_field_says_so(enter, office):
    assert "Alasan wajib diisi" in file(enter("pegawai"), reason="tidak")
    assert office.pleas.kept == []


def test_only_ones_own_record_has_a_form(enter):
    text = said(enter("pegawai"), "/keberatan", "?goal=answered_in_time&record=ADU-99")
    assert "Catatan tidak ditemukan" in text
    assert "keberatan-reason" not in text


def act(client, verb, note):
    body = {
        "output": f"..{forms.TOLD}.children...{forms.NOTE}.value..",
        "outputs": [{"id": forms.TOLD, "property": "children"},
                    {"id": forms.NOTE, "property": "value"}],
        "inputs": [prop(forms.PRESSED, "data", {"value": verb, "at": 1})],
        "changedPropIds": [f"{forms.PRESSED}.data"],
        "state": [prop(forms.NOTE, "value", note),
                  prop("shell-location", "search", "?objection=1")],
    }  # fmt: skip
    headers = {"X-CSRFToken": client.get_cookie("_csrf_token").value}
    return client.post("/_dash-update-component", json=body, headers=headers)


def test_a_superior_upholds_it_with_grounds(enter, office):
    file(enter("pegawai"))
    client = enter("atasan")
    assert "Menunggu putusan Anda" in said(client, "/keberatan")
    assert "Tersimpan" in act(client, "uphold", "Terbukti dari surat gangguan.").text
    assert office.pleas.kept[0]["state"] == "upheld"
    assert "Dikabulkan" in said(enter("pegawai"), "/saya", "?goal=answered_in_time")


def test_without_grounds_nothing_is_decided_and_the_note_stays(enter, office):
    file(enter("pegawai"))
    answer = act(enter("atasan"), "reject", "tidak").json["response"]
    assert "Catatan wajib diisi" in json.dumps(answer, ensure_ascii=False)
    assert answer[forms.NOTE]["value"] == "tidak"
    assert office.pleas.kept[0]["state"] == "submitted"


def test_what_is_no_button_does_nothing(enter, office):
    file(enter("pegawai"))
    answer = act(enter("atasan"), "submit", "Terbukti dari surat.")
    assert "Tersimpan" not in answer.text
    assert office.pleas.kept[0]["state"] == "submitted"


def test_the_person_may_explain_or_withdraw_and_never_decide(enter, office):
    client = enter("pegawai")
    file(client)
    text = said(client, "/keberatan", "?objection=1")
    assert 'data-value="withdraw"' in text
    assert 'data-value="uphold"' not in text
    act(client, "uphold", "Saya benar sepenuhnya.")
    assert office.pleas.kept[0]["state"] == "submitted"


def test_an_objection_that_may_not_be_seen_is_not_found(enter):
    assert "Keberatan tidak ditemukan" in said(enter("pegawai"), "/keberatan", "?objection=7")
    assert "Keberatan tidak ditemukan" in said(enter("pegawai"), "/keberatan", "?objection=x")


def test_an_opened_objection_is_renewed(enter):
    file(enter("pegawai"))
    found = renewed(enter("atasan"), keberatan.SHOWN, "/keberatan", "?objection=1").json["response"]
    assert "Mulai memeriksa" in json.dumps(found[keberatan.BUTTONS], ensure_ascii=False)


@pytest.mark.parametrize(("hour", "words"), [(3, "malam"), (9, "pagi"), (12, "siang"),
                                             (16, "sore"), (20, "malam")])  # fmt: skip
def test_the_greeting_follows_the_clock_of_the_office(hour, words):
    assert own.greeting(NOW.replace(hour=hour), "Cut", ID) == f"Selamat {words}, Cut"


def moved(before, now, score=80.0, **more):
    change = {"indicator": "target_pace", "contribution_before": before, "contribution": now}
    mine = Office().own(EVERYTHING, SELF, "2026-11")
    told = replace(mine.why.explanation, composite={"score": score})
    return own.moved(change, replace(mine, why=replace(mine.why, explanation=told), **more), ID)


def test_points_that_round_to_nothing_are_no_move():
    assert moved(20.0, 20.04) == ("poin tidak berubah", "same")
    assert moved(20.0, 18.5) == ("turun 1,5 poin skor", "down")


def test_without_a_score_nothing_is_said_of_its_points():
    assert moved(20.0, 18.5, score=float("nan")) == ("turun", "down")


def test_a_goal_that_takes_part_only_now_has_won_no_points():
    began = frozenset({"target_pace"})
    assert moved(0.0, 28.6, began=began) == ("kini ikut dihitung dalam skor", "same")


def test_every_account_of_the_fakes_has_a_home():
    assert {a.account_id: Viewer(a).home for a in ACCOUNTS.values()}["3"] == "/saya"


def test_points_of_a_goal_are_shared_once_by_the_share_that_is_kept(office):
    why = office.own(Viewer(ACCOUNTS["3"]).scope, "199001012015011001", "2026-11").why
    part = next(p for p in why.explanation.parts if p.goal == "recorded_in_time")
    line = {"goal": "recorded_in_time", "share": 0.25, "expected": None, "available": True}
    found = next(
        p.score
        for p in with_share(why.explanation, pd.DataFrame([line])).parts
        if p.goal == part.goal
    )
    assert (part.score["points"], part.score["share"] < 1) == (100.0, True)
    assert (found["contribution"], found["lost"]) == (25.0, 0.0)


def test_who_decides_sees_the_record_that_is_objected_to(enter):
    file(enter("pegawai"))
    text = said(enter("atasan"), "/keberatan", "?objection=1")
    assert "Catatan yang dipersoalkan" in text
    record = text.partition("Catatan yang dipersoalkan")[2].partition("Alasan")[0]
    assert "ADU-" in record
    assert "complaints-2026-11.csv" in record


@pytest.mark.parametrize(("counted", "advised", "told"), [
    ("left_out", True, True), ("left_out", False, False), ("miss", True, False),
])  # fmt: skip
def test_only_an_open_objection_says_what_it_can_do_for_a_record_not_counted(
    counted, advised, told
):
    line = Line("ADU-1", "", counted, "", "", "a.csv:2", "complaints")
    shown = str(keberatan.about_record([line], ID, advised=advised))
    assert ("sekarang tidak dihitung" in shown) is told
