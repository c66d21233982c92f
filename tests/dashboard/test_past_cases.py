"""Finished complaints and each feedback: of the chosen period, kept or missed in words, and why."""

import pandas as pd
import pytest

from dashboard.components.past_cases import finished_in, past_cases, standing
from dashboard.components.voice_list import voice_list
from dashboard.still import inside
from dashboard.texts import Texts
from tests.dashboard import done
from tests.dashboard.wire import open_page, words

ID = Texts("id", "Asia/Jakarta")
WHO = "199001012015011001"
GOALS = {"resolved_in_time": "selesai"}


def of(period):
    return list(finished_in(done.cases(WHO), period, ID)["complaint_id"])


def test_those_finished_in_the_period_are_told_the_newest_first():
    assert of("2026-11") == ["ADU-72", "ADU-73", "ADU-71"]
    assert of("2026-10") == ["ADU-74"]
    assert of("2026-09") == []
    assert of("kemarin") == []


def test_the_day_of_the_office_decides_at_the_edge_of_a_period():
    edge = pd.to_datetime(pd.Series(["2026-10-31T16:59Z", "2026-10-31T17:00Z"]), utc=True)
    cases = done.cases(WHO).head(2).assign(finished=edge)  # 23:59 and midnight in Aceh
    assert list(finished_in(cases, "2026-11", ID)["complaint_id"]) == ["ADU-72"]


STANDING = {
    "before its limit": ("2026-11-01", "2026-11-02", "kept"),
    "at its limit": ("2026-11-02", "2026-11-02", "kept"),
    "after it": ("2026-11-03", "2026-11-02", "missed"),
    "without one": ("2026-11-03", None, "unlimited"),
    "not yet": (None, "2026-11-02", None),
}


@pytest.mark.parametrize(("at", "limit", "kind"), STANDING.values(), ids=STANDING)
def test_whether_a_limit_was_kept(at, limit, kind):
    row = {"finished": pd.Timestamp(at) if at else pd.NaT,
           "limit": pd.Timestamp(limit) if limit else pd.NaT}  # fmt: skip
    assert standing(row, "finished", "limit") == kind


def test_each_says_its_standing_in_words_and_leads_to_why():
    said = inside(past_cases(done.cases(WHO), "2026-11", GOALS, "/pegawai?person=1", ID))
    assert "3 pengaduan, 1 lewat tenggat" in said
    assert "Lewat tenggat</span>" in said
    assert "20 Nov 2026 09.00" in said.replace("09:00", "09.00")
    assert 'href="/pegawai?person=1&amp;goal=selesai"' in said


def test_without_any_there_is_nothing():
    assert past_cases(done.cases(WHO), "2026-09", GOALS, "/saya", ID) is None


@pytest.mark.parametrize(("name", "address"), [("atasan", "/pegawai"), ("pegawai", "/saya")])
def test_they_stand_on_the_persons_page_and_on_ones_own(enter, name, address):
    search = f"?person={WHO}" if address == "/pegawai" else ""
    text = words(open_page(enter(name), address, search))
    assert "Selesai pada November 2026" in text
    assert "ADU-72" in text


def voices(**changed):
    row = {"given_at": pd.Timestamp("2026-11-05T18:00Z"), "value": "loyal", "giver_role": "peer",
           "level": "below"}  # fmt: skip
    return pd.DataFrame([row | changed])


def test_a_feedback_tells_day_value_level_and_the_kind_of_giver():
    said = inside(voice_list(voices(), ID))
    for phrase in ("6 Nov 2026", "Rekan kerja", "Loyal", "Di bawah ekspektasi", "mark-missed"):
        assert phrase in said
    assert voice_list(voices().iloc[:0], ID) is None


def test_each_feedback_is_folded_under_behaviour_and_names_no_giver(enter):
    text = words(open_page(enter("atasan"), "/pegawai", f"?person={WHO}"))
    assert "Lihat satu per satu (4)" in text
