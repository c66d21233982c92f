"""Peringatan on the wire: who sees which alerts, who may do what, and what is said of it."""

import json
from datetime import timedelta
from typing import Any

import pandas as pd
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard import ids
from dashboard.alerts import VERBS
from dashboard.components.alert_forms import FORMS, Form
from dashboard.components.alert_lines import GROUPS_SHOWN, LINES_SHOWN
from dashboard.components.alert_marks import MARKS, badge
from dashboard.components.alert_tables import UNSILENCE
from dashboard.pages import peringatan, ringkasan
from dashboard.phrases import phrases
from dashboard.telling.alerts import noted, question, ruled, said, step, subject
from dashboard.texts import Texts
from dashboard.view import Viewer
from scoring.alerts.rule import LEVELS, RULE_KINDS
from scoring.indicators import INDICATORS
from tests.dashboard.alarms import EMPTY, SELF, alert, late, of_self
from tests.dashboard.conftest import Enter
from tests.dashboard.fakes import ACCOUNTS, NOW, Office
from tests.dashboard.wire import call, open_page, prop, renew_ringkasan

ID, EN = Texts("id", "Asia/Jakarta"), Texts("en", "Asia/Jakarta")
BY_DEED = {form.deed: form for form in FORMS}
WRITTEN = {"note": "Sudah dibicarakan", "reason": "Pemeliharaan", "until": "3", "to": "2",
           "what": "this"}  # fmt: skip


def text_of(client: FlaskClient, search: str = "") -> str:
    """The whole page as sent."""
    return json.dumps(open_page(client, "/peringatan", search).json, ensure_ascii=False)


def do(client: FlaskClient, deed: str, number: int, **changed: Any) -> TestResponse:
    """Press the button of a form."""
    form: Form = BY_DEED[deed]
    given = WRITTEN | changed
    outputs = [f"{form.place('told')}.children"]
    outputs += [f"{form.wrong(field)}.children" for field in form.fields]
    outputs += [f"{form.place(field)}.value" for field in form.written]
    state = [prop(ids.LOCATION, "search", f"?alert={number}")]
    state += [prop(form.place(field), "value", given[field]) for field in form.fields]
    return call(client, f"..{'...'.join(outputs)}..", [prop(form.place("submit"), "n_clicks", 1)],
                state)  # fmt: skip


def unsilence(client: FlaskClient, number: int) -> TestResponse:
    """Press the button that ends a silence."""
    pressed = prop(UNSILENCE, "data", {"value": str(number), "at": 1})
    state = [prop(ids.LOCATION, "search", "?view=silences")]
    return call(client, f"{peringatan.ENDED}.children", [pressed], state)


def row(number: int, office: Office) -> dict[str, Any]:
    """An alert as kept."""
    return next(r for r in office.alarms.rows if r["alert_id"] == number)


def verbs(number: int, office: Office) -> list[str]:
    """What people did about an alert."""
    return [step["verb"] for kept, step in office.alarms.done if kept == number]


def seen_by(account: str, office: Office) -> set[int]:
    """Numbers of the open alerts an account sees."""
    return set(office.services().alerts(Viewer(ACCOUNTS[account]).scope)["alert_id"])


@pytest.mark.parametrize(
    ("name", "search", "words"),
    [
        ("pimpinan", "", "30 pengaduan"),
        ("pimpinan", "?lang=en", "30 complaints"),
        ("pimpinan", "?group=late|dinkes-1", "Pengaduan ADU-4131"),
        (
            "pimpinan",
            "?unit=disdik",
            "tepat waktu 78,1%, sasaran 85% (November 2026, n = 97).",
        ),
        ("pimpinan", "?alert=32", "Pengaduan mana yang belum dijawab"),
        ("pimpinan", "?alert=32", "complaints-2026-11.csv:3"),
        ("pimpinan", "?alert=32", "Oktober 2026"),
        ("pimpinan", "?alert=1", "Unit tidak dikenal"),
        ("pimpinan", "?alert=35", "Tidak ada catatan tersendiri"),
        ("pimpinan", "?alert=34", "Diketahui Kepala Dinas Kesehatan sampai 25 Nov 2026 14:05 WIB"),
        ("pimpinan", "?view=history", "Waktu sampai pulih: 6 jam 50 mnt"),
        ("pimpinan", "?view=silences", "Tidak ada yang disenyapkan"),
        ("pimpinan", "?view=rules", "Pernah muncul"),
        ("pimpinan", "?view=rules", "80% (n\u00a0=\u00a09)"),
        ("pimpinan", "?view=rules", "terlalu sedikit (n\u00a0=\u00a02)"),
        ("pegawai", "", "Pengaduan ADU-4131"),
        ("atasan", "?alert=9999", "Peringatan tidak ditemukan"),
        ("atasan", "?alert=abc", "Peringatan tidak ditemukan"),
    ],
)
def test_an_address_shows_its_view(enter: Enter, name: str, search: str, words: str) -> None:
    assert words in text_of(enter(name), search)


def test_thirty_late_complaints_are_one_line_until_it_is_unfolded(enter: Enter) -> None:
    client = enter("pimpinan")
    folded, unfolded = text_of(client), text_of(client, "?group=late|dinkes-1")
    assert (folded.count("ADU-41"), unfolded.count("ADU-41")) == (0, 30)


def test_several_alerts_about_one_subject_are_counted_as_such(enter: Enter, office: Office) -> None:
    both = ("answered_in_time", "resolved_in_time")
    office.alarms.rows = [
        late(7, 10.0, indicator=name) | {"alert_id": n} for n, name in enumerate(both)
    ]
    text = text_of(enter("pimpinan"), "?group=late|dinkes-1")
    assert "2 peringatan" in text
    assert "Tenggat jawaban pertama terlewati" in text
    assert "Tenggat penyelesaian terlewati" in text


def test_mine_stand_first_and_what_nobody_is_told_of_last(enter: Enter) -> None:
    text = text_of(enter("atasan"))
    places = [text.index(f"section alerts-{part}") for part in ("mine", "others")]
    assert places == sorted(places)
    everything = text_of(enter("pimpinan"))
    assert everything.index("Tidak diberitahukan") > everything.index("Lainnya")


def test_what_nobody_is_told_of_is_folded_away(enter: Enter) -> None:
    client = enter("pimpinan")
    folded, unfolded = text_of(client), text_of(client, "?group=quiet:")
    assert "Tampilkan 1" in folded
    assert ("IKM) 71,20" in folded, "IKM) 71,20" in unfolded) == (False, True)


def test_thousands_of_alerts_are_counted_not_drawn(enter: Enter, office: Office) -> None:
    office.alarms.rows = [late(n, 10.0, unit=f"dinkes-{n % 99}") for n in range(1000, 4000)]
    text = text_of(enter("pimpinan"))
    assert text.count("alert-fold") == GROUPS_SHOWN
    assert f"dan {99 - GROUPS_SHOWN} kelompok lain" in text
    assert "2.000 peringatan paling mendesak ditampilkan" in text


def test_a_large_group_is_unfolded_in_part(enter: Enter, office: Office) -> None:
    office.alarms.rows = [late(n, 10.0) for n in range(1000, 1100)]
    text = text_of(enter("pimpinan"), "?group=late|dinkes-1")
    assert text.count("Pengaduan ADU-") == LINES_SHOWN
    assert f"dan {100 - LINES_SHOWN} lainnya" in text


def test_without_alerts_it_is_said_what_is_watched(enter: Enter, office: Office) -> None:
    office.alarms.rows = []
    text = text_of(enter("pimpinan"))
    assert "Tidak ada peringatan" in text
    assert "Yang dipantau: Pengaduan lewat tenggat; " in text


def test_staff_see_only_what_is_about_them_or_in_their_hands(office: Office) -> None:
    assert seen_by("3", office) == {31, 35}
    assert seen_by("5", office) == set()
    assert seen_by("1", office) == {r["alert_id"] for r in office.alarms.rows} - {101, 102}


def test_a_colleague_is_not_named_to_staff_anywhere(enter: Enter) -> None:
    client = enter("pegawai")
    for search in ("", "?view=history", "?view=silences", "?view=rules", "?alert=2", "?alert=32"):
        text = text_of(client, search)
        assert "Teuku Rahmadi" not in text
        assert "dinkes-2" not in text.replace('"value": "dinkes-2"', "")


def test_a_manager_sees_nothing_of_another_office(enter: Enter, office: Office) -> None:
    assert not seen_by("2", office) & {33, 36, 37, 38}
    assert "Peringatan tidak ditemukan" in text_of(enter("atasan"), "?alert=33")


def test_a_wall_display_is_shown_no_alerts_and_no_badge(enter: Enter, app: Any) -> None:
    client = app.server.test_client()
    client.get("/masuk?token=dinding-rahasia")
    client.get("/")
    assert "Tidak ada akses" in text_of(client)
    assert ids.BADGE not in client.get("/_dash-layout").text
    assert badge_told(client) is None


def badge_told(client: FlaskClient, tags: str = "") -> str | None:
    """The badge that comes with a page's renewal, if any."""
    sent = renew_ringkasan(client, tags=tags).json.get("sideUpdate", {})
    return str(sent[ids.BADGE]) if ids.BADGE in sent else None


def test_every_page_carries_the_badge_and_it_follows_the_news(enter: Enter, office: Office) -> None:
    client = enter("pegawai")
    assert "2 dari 2 peringatan menunggu Anda" in client.get("/_dash-layout").json.__str__()
    office.alarms.rows = [r for r in office.alarms.rows if r["alert_id"] == 31]
    assert "1 dari 1 peringatan menunggu Anda" in str(badge_told(client))


def test_a_badge_that_the_browser_has_is_not_sent_again(enter: Enter) -> None:
    client = enter("pegawai")
    mark = renew_ringkasan(client).json["response"][ringkasan.SHOWN]
    assert badge_told(client, mark["data-tags"]) is None


@pytest.mark.parametrize(
    ("waiting", "everything", "shown"),
    [(0, 0, None), (0, 4, "4"), (3, 9, "3"), (1200, 4000, "999+")],
)
def test_the_badge_counts_mine_before_all(waiting: int, everything: int, shown: str) -> None:
    found = badge(waiting, everything, ID)
    assert (found[0].children if found else None) == shown


@pytest.mark.parametrize(
    ("deed", "verb", "kept"),
    [
        ("acknowledge", "acknowledged", {"acknowledged_name": "Kepala Dinas Kesehatan"}),
        ("assign", "assigned", {"assigned_to": "2"}),
        ("follow_up", "followed_up", {}),
        ("dismiss", "dismissed", {}),
    ],
)
def test_a_deed_is_kept_and_shown(
    enter: Enter, office: Office, deed: str, verb: str, kept: dict[str, str]
) -> None:
    client = enter("atasan")
    assert "Tersimpan" in do(client, deed, 32).text
    assert verbs(32, office) == [verb]
    assert kept.items() <= row(32, office).items()
    assert "Sudah dibicarakan" in text_of(client, "?alert=32")


def test_an_acknowledgement_ends_when_asked(enter: Enter, office: Office) -> None:
    do(enter("atasan"), "acknowledge", 32, until="3")
    assert row(32, office)["acknowledged_until"] == pd.Timestamp(NOW + timedelta(days=3))


@pytest.mark.parametrize(("what", "silenced"), [("this", 1), ("unit", 30)])
def test_a_silence_holds_for_one_or_for_the_rule_and_can_be_ended(
    enter: Enter, office: Office, what: str, silenced: int
) -> None:
    client = enter("pimpinan")
    do(client, "silence", 2, what=what)
    assert sum(r["silenced_until"] is not None for r in office.alarms.rows) == silenced
    assert (office.alarms.silenced[0]["rule"], office.alarms.silenced[0]["unit"]) == (
        "late", "dinkes-1",
    )  # fmt: skip
    assert "Pemeliharaan" in text_of(client, "?view=silences")
    assert "Diakhiri." in unsilence(client, 1).text
    assert "sudah berakhir" in unsilence(client, 1).text


@pytest.mark.parametrize(
    ("deed", "given", "words"),
    [
        ("acknowledge", {"note": "  "}, "Catatan wajib diisi, sedikitnya satu kata."),
        ("acknowledge", {"until": "900"}, "Batas waktu harus sesudah sekarang."),
        ("silence", {"reason": ""}, "Alasan wajib diisi, sedikitnya satu kata."),
        ("assign", {"to": None}, "Pilih orang yang dapat menanganinya."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    enter: Enter, office: Office, deed: str, given: dict[str, Any], words: str
) -> None:
    answer = do(enter("atasan"), deed, 32, **given).json["response"]
    (field,) = given
    assert answer[BY_DEED[deed].wrong(field)]["children"] == words
    assert not verbs(32, office)
    others = {name for name in BY_DEED[deed].written if name not in given}
    assert all(answer[BY_DEED[deed].place(n)]["value"] == WRITTEN[n] for n in others)


@pytest.mark.parametrize("deed", list(BY_DEED))
def test_nothing_can_be_done_about_an_alert_that_is_not_seen(
    enter: Enter, office: Office, deed: str
) -> None:
    answer = do(enter("atasan"), deed, 33)
    assert "berada di luar lingkup Anda" in answer.text
    assert (office.alarms.done, office.alarms.silenced) == ([], [])


@pytest.mark.parametrize("deed", ["acknowledge", "follow_up"])
def test_staff_act_on_their_own_and_on_no_other(enter: Enter, office: Office, deed: str) -> None:
    client = enter("pegawai")
    assert "Tersimpan" in do(client, deed, 31).text
    assert "berada di luar lingkup Anda" in do(client, deed, 2).text
    assert (len(verbs(31, office)), verbs(2, office)) == (1, [])


@pytest.mark.parametrize("deed", ["assign", "silence", "dismiss"])
def test_staff_cannot_silence_or_call_wrong_what_is_about_them(
    enter: Enter, office: Office, deed: str
) -> None:
    client = enter("pegawai")
    assert do(client, deed, 31).status_code == 403
    assert unsilence(client, 1).status_code == 403
    assert BY_DEED[deed].place("submit") not in text_of(client, "?alert=31")


def test_a_deed_without_the_csrf_token_is_refused(enter: Enter, office: Office) -> None:
    client = enter("atasan")
    client.delete_cookie("_csrf_token")
    assert do(client, "follow_up", 32).status_code == 400
    assert not verbs(32, office)


def test_an_ended_alert_can_still_be_followed_up_but_not_acknowledged(enter: Enter) -> None:
    text = text_of(enter("pimpinan"), "?alert=101")
    assert BY_DEED["follow_up"].place("submit") in text
    assert BY_DEED["acknowledge"].place("submit") not in text


def test_renewal_leaves_the_forms_alone(office: Office) -> None:
    viewer, services = Viewer(ACCOUNTS["1"]), office.services()
    filters = peringatan.Filters(alert="32")
    renewed = str(peringatan.body(viewer, filters, services, ID))
    whole = str(peringatan.layout(viewer, filters, services, ID))
    assert all(form.place("submit") not in renewed for form in FORMS)
    assert all(form.place("submit") in whole for form in FORMS)


def test_an_alert_that_is_lost_meanwhile_renews_nothing(office: Office) -> None:
    filters = peringatan.Filters(alert="9999")
    found = peringatan.body(Viewer(ACCOUNTS["1"]), filters, office.services(), ID)
    assert {type(part).__name__ for part in found} == {"NoUpdate"}


def test_notices_that_do_not_arrive_are_shown_to_those_who_see_sources(
    enter: Enter, office: Office
) -> None:
    office.alarms.failing = [("surel", "x", "alert", 4, "waktu tunggu habis", NOW)]
    assert "percobaan ke-4" in text_of(enter("pengelola"))
    assert "percobaan ke-4" not in text_of(enter("atasan"))


@pytest.mark.parametrize(
    ("family", "codes"),
    [
        ("alert_said", RULE_KINDS),
        ("alert_plain", RULE_KINDS),
        ("alert_kind", RULE_KINDS),
        ("alert_when", RULE_KINDS),
        ("alert_ask", RULE_KINDS),
        ("alert_step", VERBS),
        ("alert_level", LEVELS),
        ("alert_state", tuple(MARKS)),
        ("alert_ask", tuple({f"of_{i.frame}" for i in INDICATORS.values()})),
        ("alert_many", ("unit", "person", "service", "programme", "complaint", "source")),
        ("deed", tuple(BY_DEED)),
        ("deed_field", tuple({field for form in FORMS for field in form.fields})),
    ],
)
def test_every_code_has_a_name(family: str, codes: tuple[str, ...]) -> None:
    assert [code for code in codes if f"{family}.{code}" not in phrases("id")] == []


@pytest.mark.parametrize("texts", [ID, EN], ids=["id", "en"])
def test_every_kind_of_rule_asks_a_question_about_every_indicator(texts: Texts) -> None:
    for kind in RULE_KINDS:
        for indicator in ("", *INDICATORS):
            asked = question(EMPTY | {"rule_kind": kind, "indicator": indicator}, texts)
            assert asked.endswith("?")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (late(7, 95.0), "Tenggat penyelesaian terlewati: terlambat 1 jam 35 mnt."),
        (late(7, 0.0), "Tenggat penyelesaian terlewati."),
        (of_self(8, "quiet", ("person", SELF), value=3.0),
         "3 hari kerja tanpa aktivitas tercatat."),
        (of_self(8, "quiet", ("person", SELF), value=0.0, state="ended"),
         "Tidak ada aktivitas tercatat."),
        (alert(9, "missed", ("unit", "x"), value=0.5, target=0.9, indicator="answered_in_time"),
         "Pengaduan dijawab tepat waktu 50,0%, sasaran 90%."),
        (alert(9, "worse", ("unit", "x"), value=0.5, target=0.9, n=8, indicator="answered_in_time"),
         "Pengaduan dijawab tepat waktu 50,0%, sebelumnya 90% (n = 8)."),
        (alert(9, "worse", ("unit", "x"), value=0.5, target=0.9, n=8, indicator="answered_in_time",
               period="2026-W47", since=pd.Timestamp("2026-10-19", tz="Asia/Jakarta")),
         "Pengaduan dijawab tepat waktu 50,0%, sebelumnya 90% (sejak 19 Okt 2026, n = 8)."),
        (alert(9, "unverified", ("unit", "x"), value=64.0, target=10, indicator="verified_in_time"),
         "64 aktivitas menunggu verifikasi melebihi batas waktunya."),
        (alert(9, "faults", ("source", "x"), value=0.032, target=0.01),
         "Baris yang ditolak: 3,2%."),
        (alert(9, "faults", ("source", "x"), value=124.0, target=50), "Baris yang ditolak: 124."),
        (alert(9, "missed", ("unit", "x"), indicator="answered_in_time"),
         "Pengaduan dijawab tepat waktu: sasaran tidak tercapai."),
        (alert(9, "source", ("source", "simpeg")),
         "Tidak ada data baru dari sumber ini; lebih lama daripada biasanya."),
    ],
)  # fmt: skip
def test_a_finding_is_said_in_a_sentence(found: dict[str, Any], words: str) -> None:
    assert said(found, ID) == words


def test_a_subject_without_a_name_is_told_by_its_identifier() -> None:
    assert subject(alert(1, "source", ("source", "simpeg")), ID) == "Sumber simpeg"
    assert subject(alert(1, "missed", ("unit", "dinkes")), ID) == "dinkes"


def test_a_step_says_who_did_what_to_whom_until_when() -> None:
    done = dict.fromkeys(("note", "to", "until", "by_name", "to_name"))
    known = done | {"verb": "acknowledged", "by_name": "Cut Meutia", "until": pd.Timestamp(NOW)}
    assert step(known, ID) == "Cut Meutia menandai diketahui sampai 24 Nov 2026 14:05 WIB"
    assert noted(done | {"note": "officer, supervisor: no account; told head"}, ID) == (
        "Tidak ada akun pada jenjang Petugas, Atasan."
    )
    assert noted(done | {"note": "x", "by_name": "Cut Meutia"}, ID) == "x"
    assert step(done | {"verb": "escalated", "to_name": "head"}, EN) == "Escalated to: Head"


def test_each_alert_is_counted_once_and_those_nobody_is_told_of_apart() -> None:
    found = pd.DataFrame([
        {"state": "firing", "urgent": False, "inhibited": False, "silenced_until": None},
        {"state": "firing", "urgent": True, "inhibited": False, "silenced_until": None},
        {"state": "firing", "urgent": False, "inhibited": True, "silenced_until": None},
        {"state": "pending", "urgent": False, "inhibited": False, "silenced_until": NOW},
    ])  # fmt: skip
    counts = peringatan.counted(found)
    assert {kind: n for kind, n in counts.items() if n} == {"urgent": 1, "firing": 1, "quiet": 2}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("near", ["80% dari waktu tenggat sudah terpakai", "Petugas segera"]),
        ("missed", ["Sasaran tidak tercapai, selama 1 HK waktu kerja", "Pimpinan setelah 3 HK"]),
        ("quiet", ["5 hari kerja tanpa aktivitas tercatat", "Petugas segera"]),
    ],
)
def test_a_rule_says_when_it_raises_an_alert_and_who_is_told(
    office: Office, rule: str, words: list[str]
) -> None:
    rows = office.alarms.alert_rules().set_index("rule", drop=False)
    when, told = ruled(rows.loc[rule].to_dict(), ID)
    assert words[0] == when
    assert words[1] in told
