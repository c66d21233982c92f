"""Pages on the wire, and their pure parts."""

import csv
import io
import json

import pandas as pd
import pytest

from dashboard.charts import config_of, trend_figure
from dashboard.components.people_table import masked
from dashboard.pages.data import as_csv
from dashboard.readings import default_period, in_order, readings
from dashboard.router import shown
from dashboard.services import IndicatorInfo
from dashboard.texts import Texts
from dashboard.view import Viewer
from scoring.scope import EVERYTHING
from tests.dashboard.conftest import Enter
from tests.dashboard.fakes import ACCOUNTS, INDICATORS, Office
from tests.dashboard.wire import open_page, renew_ringkasan

ID = Texts("id", "Asia/Jakarta")


@pytest.mark.parametrize(
    ("name", "path", "search", "said"),
    [
        ("pimpinan", "/", "", "Pemerintah Aceh"),
        ("atasan", "/", "", "Dinas Kesehatan"),
        ("pimpinan", "/unit", "?unit=disdik", "Dinas Pendidikan"),
        ("pimpinan", "/pegawai", "", "Cari nama atau NIP"),
        ("pegawai", "/pegawai", "", "199001012015011001"),
        ("pimpinan", "/data", "", "Baris yang ditolak"),
        ("pimpinan", "/entah", "", "Halaman tidak ditemukan"),
        ("pegawai", "/data", "", "Tidak ada akses"),
        ("pegawai", "/unit", "?unit=disdik", "Unit tidak ditemukan"),
        ("atasan", "/unit", "?unit=disdik", "Unit tidak ditemukan"),
        ("pimpinan", "/pegawai", "?person=000", "Pegawai tidak ditemukan"),
        ("pimpinan", "/", "?lang=en", "Units"),
    ],
)
def test_an_address_shows_its_page_to_its_viewer(
    enter: Enter, name: str, path: str, search: str, said: str
) -> None:
    answer = open_page(enter(name), path, search)
    assert answer.status_code == 200
    assert said in json.dumps(answer.json, ensure_ascii=False)


def test_a_manager_sees_nothing_of_another_office(enter: Enter) -> None:
    client = enter("atasan")
    for path in ("/", "/unit", "/pegawai"):
        text = json.dumps(open_page(client, path).json, ensure_ascii=False)
        assert "Pendidikan" not in text
        assert "disdik" not in text


def test_a_staff_account_sees_no_colleague(enter: Enter, office: Office) -> None:
    client = enter("pegawai")
    other = office.people(EVERYTHING)["person_id"].iloc[0]
    text = json.dumps(open_page(client, "/pegawai", f"?person={other}").json)
    assert "Pegawai tidak ditemukan" in json.dumps(json.loads(text), ensure_ascii=False)


def test_lists_show_no_whole_nip(enter: Enter) -> None:
    rows = json.dumps(open_page(enter("pimpinan"), "/pegawai").json, ensure_ascii=False)
    assert '"nip": "•••• 1001"' in rows
    assert masked("199001012015011001") == "•••• 1001"
    assert masked("12") == "••••"


def test_a_failing_page_says_so_and_shows_no_trace(office: Office) -> None:
    services = office.services(freshness=lambda: 1 / 0)
    content, title = shown(Viewer(ACCOUNTS["1"]), "/", "", services, ID)
    assert title == "Halaman gagal dimuat"
    assert "ZeroDivision" not in str(content)


def test_the_overview_renews_with_the_news(enter: Enter, office: Office) -> None:
    client = enter("pimpinan")
    office.bump(value=0.123)
    answer = renew_ringkasan(client).json["response"]
    assert "12,3%" in json.dumps(answer["ringkasan-tiles"])
    top = answer["ringkasan-units"]["rowData"][0]
    assert (top["answered_in_time"], top["answered_in_time_b"]) == (0.123, "missed")


def test_an_unknown_indicator_is_shown_by_its_id(office: Office) -> None:
    strange = IndicatorInfo("mystery", "results", "index", "higher", "surveys", ("unit",), "x")
    scores = office.scores(EVERYTHING, "unit", "2026-11").head(1)
    found = readings(
        [strange],
        scores.assign(indicator="mystery", value=None, band="unavailable"),
        _history(office),
        office.freshness(),
        "2026-11",
    )
    assert (found[0].band, found[0].value) == ("unavailable", None)


def test_what_was_never_measured_of_somebody_is_left_out(office: Office) -> None:
    strange = IndicatorInfo("mystery", "results", "index", "higher", "surveys", ("unit",), "x")
    scores = office.scores(EVERYTHING, "unit", "2026-11")
    assert not readings([strange], scores, _history(office), office.freshness(), "2026-11")


def test_a_missing_score_is_not_a_zero(enter: Enter) -> None:
    text = json.dumps(
        open_page(enter("pimpinan"), "/unit", "?unit=dinsos").json, ensure_ascii=False
    )
    assert "Tidak tersedia" in text
    assert "tidak tersedia" in text


def _history(office: Office) -> pd.DataFrame:
    return office.history(EVERYTHING, "unit", ("aceh",))


def _found(office: Office) -> list:  # type: ignore[type-arg]
    scores = office.scores(EVERYTHING, "unit", "2026-11", subjects=("aceh",))
    return readings(
        in_order(INDICATORS, "unit"), scores, _history(office), office.freshness(), "2026-11"
    )


def test_a_change_is_measured_against_the_period_before(office: Office) -> None:
    first = _found(office)[0]
    assert first.before_period == "2026-10"
    assert first.values[-2:] == (first.before, first.value)
    assert len(first.periods) == 11


def test_graphs_send_nothing_to_a_cloud_and_speak_indonesian() -> None:
    config = config_of(ID)
    assert "sendChartToCloud" in config["modeBarButtonsToRemove"]
    assert (config["plotlyServerURL"], config["displaylogo"]) == ("", False)
    assert config["locales"]["id"]["dictionary"]["Zoom"] == "Perbesar"


def test_a_trend_keeps_the_readers_zoom_and_shows_the_target(office: Office) -> None:
    figure = trend_figure(_found(office)[0], ID)
    assert figure["layout"]["uirevision"] == "answered_in_time"
    assert set(figure["data"][1]["y"]) == {0.9}
    assert "template" not in figure["layout"]


def test_the_newest_month_is_the_default() -> None:
    assert default_period(("2026", "2026-Q4", "2026-11", "2026-10")) == "2026-11"
    assert default_period(("2026",)) == "2026"
    assert default_period(()) is None


def test_the_download_cannot_run_in_a_spreadsheet(office: Office) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(office.rejects(None), ID).lstrip("\ufeff"))))
    assert rows[0] == ["Sumber", "Letak", "Kolom", "Alasan", "Isi", "Terlihat"]
    assert {r[4] for r in rows} >= {"'-30", '\'=HYPERLINK("http://x")'}
    assert not [c for r in rows for c in r if c[:1] in "=+-@\t\r" and c]


def test_the_download_is_limited_to_the_source_asked_for(enter: Enter) -> None:
    answer = enter("pengelola").get("/data/ditolak.csv?source=sp4n")
    assert "sp4n" in answer.text
    assert "ekinerja" not in answer.text
    assert "baris-ditolak.csv" in answer.headers["Content-Disposition"]
