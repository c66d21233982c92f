"""A supervisor's pages on the wire: days, notes, verification, quick choices, saved views."""

import json
from datetime import date
from typing import Any

import pandas as pd
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard import ids
from dashboard.components import notes, saved, waiting
from dashboard.components.daymap import shade
from dashboard.components.timeline import break_said
from dashboard.daily import chosen_day, span, until_of
from dashboard.pages import pegawai, verifikasi
from dashboard.phrases import phrases
from dashboard.supervision import NOTE_KINDS, STATUSES
from dashboard.telling.days import day_parts, decision_said
from dashboard.texts import Texts
from scoring.shapes.codes import ABSENCE_KINDS
from tests.dashboard.conftest import Enter
from tests.dashboard.fakes import Office
from tests.dashboard.wire import call, open_page, prop, renew_person, words

ID = Texts("id", "Asia/Jakarta")
WHO = "199001012015011001"
LINE = {"absence": None, "workday": True, "entries": 2, "reported": 90, "approved": 60,
        "expected": 450, "waiting": 1, "late": 0}  # fmt: skip


def text_of(client: FlaskClient, path: str, search: str = "") -> str:
    """The whole page as sent."""
    return words(open_page(client, path, search))


def write(client: FlaskClient, text: str = "Sudah baik", who: str = WHO, **given: str) -> str:
    """Press the button of the form of a note; what is answered."""
    values = {"kind": "action", "text": text, "due": "7"} | given
    outputs = [f"{notes.place('told')}.children"]
    outputs += [f"{notes.place(f'{f}-wrong')}.children" for f in notes.FIELDS]
    outputs += [f"{notes.place('text')}.value"]
    state = [prop(ids.LOCATION, "search", f"?person={who}")]
    state += [prop(notes.place(field), "value", values[field]) for field in notes.FIELDS]
    pressed = [prop(notes.place("submit"), "n_clicks", 1)]
    return answer(call(client, f"..{'...'.join(outputs)}..", pressed, state))


def change(client: FlaskClient, which: str, number: int) -> str:
    """Press a button beside a note."""
    pressed = prop(notes.PRESSED, "data", {"value": f"{which}:{number}", "at": 1})
    state = [prop(ids.LOCATION, "search", f"?person={WHO}")]
    return answer(call(client, f"{notes.TOLD}.children", [pressed], state))


def decide(client: FlaskClient, status: str, *chosen: str, reason: str = "") -> str:
    """Press a button of the verification."""
    outputs = [f"{waiting.place(p)}" for p in ("told.children", "reason-wrong.children",
                                               "reason.value")]  # fmt: skip
    outputs.append(f"{verifikasi.ROWS}.selectedRows")
    buttons = [prop(waiting.place(s), "n_clicks", 1) for s in STATUSES]
    state = [
        prop(verifikasi.ROWS, "selectedRows", [{"id": c} for c in chosen]),
        prop(waiting.place("reason"), "value", reason),
        prop(ids.LOCATION, "search", ""),
    ]
    output = f"..{'...'.join(outputs)}.."
    return answer(call(client, output, buttons, state, pressed=waiting.place(status)))


def answer(response: TestResponse) -> str:
    """What came back; the status where it was refused."""
    if response.status_code != 200:
        return str(response.status_code)
    return json.dumps(response.json, ensure_ascii=False)


def test_a_person_has_a_calendar_whose_days_are_links(enter: Enter) -> None:
    text = text_of(enter("atasan"), "/pegawai", f"?person={WHO}")
    assert f"/pegawai?person={WHO}&day=2026-11-23" in text
    assert "Senin, 16 November 2026: cuti" in text
    assert "Selasa, 17 November 2026: tanpa keterangan" in text
    tuesday = "Selasa, 10 November 2026: 7 jam dicatat, 5 jam disetujui; waktu kerja 7 jam 30 mnt"
    assert f"{tuesday}; 1 menunggu verifikasi; terlambat atau pulang cepat 15 mnt" in text


def test_a_day_that_is_chosen_shows_its_activities_and_decisions(enter: Enter) -> None:
    text = text_of(enter("atasan"), "/pegawai", f"?person={WHO}&day=2026-11-23")
    assert "dikembalikan oleh Kepala, 24 Nov 2026 14:05 WIB. Alasan: kurang rinci." in text
    assert "08:00–" in text


def test_a_renewal_keeps_the_chosen_day(enter: Enter) -> None:
    search = f"?person={WHO}&day=2026-11-23"
    found = renew_person(enter("atasan"), search).json["response"]
    assert "Senin, 23 November 2026" in json.dumps(found[pegawai.DAYS], ensure_ascii=False)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2026-11", date(2026, 8, 31), date(2026, 11, 29)),
        ("2026-03", date(2026, 1, 5), date(2026, 4, 5)),
        ("2025", date(2024, 12, 30), date(2026, 1, 4)),
        ("all", date(2026, 8, 31), date(2026, 11, 29)),
    ],
)
def test_the_calendar_has_whole_weeks_at_least_thirteen(
    period: str, first: date, last: date
) -> None:
    assert span(period, date(2026, 11, 24)) == (first, last)


def test_without_a_choice_the_last_day_with_a_record_is_opened() -> None:
    days = pd.DataFrame({"day": pd.date_range("2026-11-20", periods=4), "entries": [1, 2, 0, 5],
                         "future": [False, False, False, True]})  # fmt: skip
    last = date(2026, 11, 30)
    assert chosen_day(None, days, last) == date(2026, 11, 21)
    assert chosen_day("2026-11-20", days, last) == date(2026, 11, 20)
    assert chosen_day("2026-11-23", days, last) == date(2026, 11, 21)


def test_of_a_period_that_is_over_its_own_last_day_is_opened() -> None:
    days = pd.DataFrame({"day": pd.date_range("2026-09-28", periods=5), "entries": 1,
                         "future": False})  # fmt: skip
    until = until_of("2026-09", date(2026, 11, 24))
    assert (until, chosen_day(None, days, until)) == (date(2026, 9, 30), date(2026, 9, 30))
    assert chosen_day("2026-10-02", days, until) == date(2026, 10, 2)


def test_shades_are_equal_parts_of_a_usual_day() -> None:
    assert [shade(m, 400) for m in (0, 1, 99, 100, 250, 399, 500)] == [0, 1, 1, 2, 3, 4, 4]


def test_every_absence_has_a_word_and_a_day_without_anything_says_so() -> None:
    said = {day_parts(LINE | {"entries": 0, "absence": kind}, ID)[0] for kind in ABSENCE_KINDS}
    assert len(said) == len(ABSENCE_KINDS)
    assert day_parts(LINE | {"entries": 0, "waiting": 0}, ID) == ["tidak ada catatan"]
    weekend = LINE | {"workday": False, "entries": 0, "waiting": 0, "absence": "leave"}
    assert day_parts(weekend, ID) == ["bukan hari kerja"]
    assert day_parts(LINE | {"workday": False, "entries": 0, "waiting": 0}, ID) == [
        "bukan hari kerja"
    ]


@pytest.mark.parametrize("why", [None, "changed", "overruled"])
def test_a_decision_says_whether_it_still_counts(why: str | None) -> None:
    row = {"status": "approved", "reason": None, "by_name": "Kepala", "ended_why": why,
           "at": pd.Timestamp("2026-11-24 07:05", tz="UTC")}  # fmt: skip
    assert decision_said(row, ID).startswith("disetujui oleh Kepala, 24 Nov 2026 14:05 WIB.")
    assert ("Tidak berlaku lagi" in decision_said(row, ID)) is (why is not None)


def test_a_note_is_written_and_read_by_whom_it_is_about(enter: Enter, office: Office) -> None:
    assert "Catatan tersimpan" in write(enter("atasan"))
    assert office.supervisor.kept[0]["due"] == date(2026, 12, 1)
    text = text_of(enter("pegawai"), "/pegawai")
    assert "Sudah baik" in text
    assert "Diselesaikan paling lambat 1 Des 2026" in text


def test_what_is_wrong_with_a_note_stands_beside_its_field(enter: Enter, office: Office) -> None:
    assert "Isi catatan wajib diisi" in write(enter("atasan"), " ")
    assert "di luar lingkup Anda" in write(enter("atasan"), who="199912312020121009")
    assert office.supervisor.kept == []


def test_who_is_no_supervisor_writes_nothing(enter: Enter, office: Office) -> None:
    assert write(enter("pegawai")) == "403"
    assert write(enter("pengelola")) == "403"
    assert decide(enter("pegawai"), "approved", "w-1") == "403"
    assert (office.supervisor.kept, office.supervisor.decided) == ([], [])


def test_a_note_is_finished_and_withdrawn_but_stays(enter: Enter) -> None:
    client = enter("atasan")
    write(client)
    assert "Perubahan tersimpan" in change(client, notes.FINISH, 1)
    assert "Selesai, dinyatakan Kepala Dinas Kesehatan" in text_of(
        client, "/pegawai", f"?person={WHO}"
    )
    change(client, notes.WITHDRAW, 1)
    text = text_of(client, "/pegawai", f"?person={WHO}")
    assert "Ditarik kembali oleh penulisnya" in text
    assert "Sudah baik" in text


def test_somebody_elses_note_has_no_button_to_withdraw_it(enter: Enter) -> None:
    write(enter("pimpinan"))
    client = enter("atasan")
    assert notes.WITHDRAW not in text_of(client, "/pegawai", f"?person={WHO}")
    assert "ditulis oleh orang lain" in change(client, notes.WITHDRAW, 1)


def test_chosen_activities_are_decided_on(enter: Enter, office: Office) -> None:
    client = enter("atasan")
    assert "2 aktivitas disetujui" in decide(client, "approved", "w-1", "w-2")
    assert office.supervisor.decided[1] == ("w-2", "approved", "", "2")


def test_a_reason_is_needed_unless_one_approves(enter: Enter, office: Office) -> None:
    client = enter("atasan")
    assert "Alasan wajib diisi" in decide(client, "rejected", "w-1")
    assert "1 aktivitas ditolak" in decide(client, "rejected", "w-1", reason="bukan tugas")
    assert "Pilih aktivitas yang masih menunggu" in decide(client, "approved")
    assert len(office.supervisor.decided) == 1


def test_what_waits_is_listed_with_its_age_and_limit(enter: Enter) -> None:
    text = text_of(enter("atasan"), "/verifikasi")
    assert "4 HK, batas 3 HK" in text
    assert "2 HK, batas 3 HK" in text
    assert "w-" not in text_of(enter("pegawai"), "/verifikasi")


@pytest.mark.parametrize("which", ["attention", "silent", "absent"])
def test_a_quick_choice_leaves_only_those_it_names(enter: Enter, which: str) -> None:
    text = text_of(enter("atasan"), "/pegawai", f"?only={which}")
    assert "1 pegawai ditampilkan" in text
    assert "1 pegawai ditampilkan" not in text_of(enter("atasan"), "/pegawai", "?only=x")


def test_a_row_of_the_team_has_its_weeks(enter: Enter) -> None:
    text = text_of(enter("atasan"), "/pegawai")
    assert '"pulse": [30.0, 32.0, 0.0' in text
    assert '"pulse_sum": 105.0' in text


def save(client: FlaskClient, name: str, search: str = "?only=silent") -> str:
    """Press the button that saves a view."""
    outputs = [saved.place(p) for p in ("list.children", "told.children", "name.value")]
    state = [prop(saved.place("name"), "value", name), prop(ids.LOCATION, "search", search),
             prop(pegawai.PEOPLE, "columnState", [{"colId": "name", "sort": "desc"}]),
             prop(pegawai.PEOPLE, "filterModel", {})]  # fmt: skip
    lists: list[Any] = [prop(saved.place("save"), "n_clicks", 1), prop(saved.DROP, "data", None)]
    body = f"..{'...'.join(outputs)}.."
    return answer(call(client, body, lists, state, pressed=saved.place("save")))


def test_a_saved_view_brings_back_filter_and_columns_for_its_account_alone(enter: Enter) -> None:
    client = enter("atasan")
    assert "Tampilan tersimpan" in save(client, "Yang diam")
    text = text_of(client, "/pegawai", "?only=silent&saved=1")
    assert "/pegawai?only=silent&saved=1" in text
    assert '"columnState": [{"colId": "name", "sort": "desc"}]' in text
    assert "Yang diam" not in text_of(enter("pimpinan"), "/pegawai", "?saved=1")


def test_a_view_without_a_name_is_not_saved(enter: Enter, office: Office) -> None:
    assert "Tulis nama" in save(enter("atasan"), "")
    assert office.supervisor.saved == []


def test_every_kind_of_note_and_decision_has_its_words() -> None:
    for language in ("id", "en"):
        known = phrases(language)
        assert all(f"note_kind.{kind}" in known for kind in NOTE_KINDS)
        assert all(f"verify.{s}_{part}" in known for s in STATUSES for part in ("do", "done"))


def test_a_person_stands_among_colleagues_without_names(enter: Enter) -> None:
    text = text_of(enter("atasan"), "/pegawai", f"?person={WHO}")
    assert "72,0%; separuh rekan di tengah berada antara 52,5% dan 77,5%" in text
    assert "strip-dot" in text
    assert "strip-dot" not in text_of(enter("pegawai"), "/pegawai")
    assert "separuh rekan di tengah" in text_of(enter("pegawai"), "/pegawai")


def test_time_within_an_activity_that_is_no_work_is_told() -> None:
    start = pd.Timestamp("2026-11-24T10:05", tz="Asia/Jakarta")
    row = {"start": start, "end": start + pd.Timedelta("5h15min"), "minutes": 255.0}
    assert break_said(row, ID) == ["istirahat 1 jam tidak dihitung"]
    assert break_said(row | {"minutes": 315.0}, ID) == []
    assert break_said(row | {"end": pd.NaT}, ID) == []
