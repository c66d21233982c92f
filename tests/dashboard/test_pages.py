"""Pages on the wire, and their pure parts."""

import csv
import io
import json
from dataclasses import replace

import pandas as pd
import pytest

from dashboard.charts import config_of
from dashboard.components.columns import score_cells
from dashboard.components.contributions import score_box
from dashboard.components.headers import period_picker
from dashboard.components.people_table import masked
from dashboard.components.programmes import programmes
from dashboard.components.satisfaction import by_service, category, respondents
from dashboard.components.tiles import tile
from dashboard.groups import grouped
from dashboard.measured import served
from dashboard.pages.data import as_csv
from dashboard.readings import (
    ELEMENTS,
    SIGNS,
    Reading,
    default_period,
    in_order,
    readings,
)
from dashboard.router import shown
from dashboard.services import IndicatorInfo
from dashboard.subject import look_at
from dashboard.texts import Texts
from dashboard.view import Filters, Viewer
from scoring.rules import Survey
from scoring.scope import EVERYTHING
from tests.dashboard.conftest import Enter
from tests.dashboard.fakes import ACCOUNTS, INDICATORS, Office
from tests.dashboard.wire import open_page, renew_person, renew_ringkasan, renew_unit

ID, EN = Texts("id", "Asia/Jakarta"), Texts("en", "Asia/Jakarta")
SELF = "199001012015011001"


@pytest.mark.parametrize(
    ("name", "path", "search", "said"),
    [
        ("pimpinan", "/", "", "Pemerintah Aceh"),
        ("atasan", "/", "", "Dinas Kesehatan"),
        ("pimpinan", "/unit", "?unit=disdik", "Dinas Pendidikan"),
        ("pimpinan", "/pegawai", "", "Cari nama atau NIP"),
        ("pegawai", "/pegawai", "", "199001012015011001"),
        ("pimpinan", "/data", "", "Baris yang ditolak"),
        ("pimpinan", "/metodologi", "", "Cara nilai menjadi skor"),
        ("pegawai", "/metodologi", "?lang=en", "How values become a score"),
        ("pimpinan", "/unit", "?unit=dinkes", "indikasi dasbor, bukan predikat resmi"),
        ("pegawai", "/pegawai", "", "Predikat resmi dan indikasi dasbor"),
        ("pimpinan", "/", "", "Program bagi masyarakat"),
        ("pimpinan", "/", "", "dari minimal 351"),
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
    assert '"nip": "•••• 201501 • 001"' in rows
    assert masked("199001012015011001") == "•••• 201501 • 001"
    assert masked("DPMPTSP-77-3") == "•••• 77-3"
    assert masked("12") == "••••"


OPEN = f"?person={SELF}&goal=answered_in_time"


def test_a_goal_opens_to_its_records_with_file_and_line(enter: Enter) -> None:
    text = json.dumps(open_page(enter("pegawai"), "/pegawai", OPEN).json, ensure_ascii=False)
    assert "complaints-2026-11.csv:3" in text
    assert "terlambat dijawab" in text
    assert "Tenggat jawaban pertama: 5 hari kerja." in text


def test_a_goal_stays_closed_until_it_is_asked_for(enter: Enter) -> None:
    text = open_page(enter("pegawai"), "/pegawai").text
    assert "complaints-2026-11.csv" not in text
    assert "goal=answered_in_time" in text


def test_an_unknown_goal_opens_nothing(enter: Enter) -> None:
    answer = open_page(enter("pegawai"), "/pegawai", "?goal=nothing")
    assert answer.status_code == 200
    assert "why-open" not in answer.text


def test_a_unit_shows_no_personal_records_to_one_who_sees_no_persons(enter: Enter) -> None:
    search = "?unit=dinkes-1&goal=approved_minutes_share"
    text = json.dumps(open_page(enter("pegawai"), "/unit", search).json, ensure_ascii=False)
    assert "Catatan perorangan tidak ditampilkan" in text
    assert "AK-2-1" not in text


def test_nobody_is_explained_outside_the_scope(office: Office) -> None:
    other = office.people(EVERYTHING)["person_id"].iloc[0]
    scope = Viewer(ACCOUNTS["3"]).scope
    assert office.services().explain(scope, "person", other, "2026-11") is None
    assert office.services().circumstances(scope, other, "2026-11") is None


def test_a_unit_and_a_person_renew_whole(enter: Enter) -> None:
    client = enter("pimpinan")
    unit = renew_unit(client, "?unit=dinkes&goal=answered_in_time").json["response"]
    assert "complaints-2026-11.csv:3" in json.dumps(unit["unit-lines"])
    assert unit["unit-waterfall"]["figure"]["data"]
    person = renew_person(client, OPEN).json["response"]
    assert "Predikat resmi" in json.dumps(person["pegawai-beside"])
    assert person["pegawai-complaints"]["rowData"]


def test_figures_without_a_goal_are_folded_and_signs_stand_apart(office: Office) -> None:
    found = _found(office)
    groups = grouped(found)
    assert [r.indicator.id for r in groups.signs if r.indicator.id not in SIGNS] == []
    assert all(r.value for r in groups.signs)
    assert {r.indicator.id for r in groups.elements} == set(ELEMENTS)
    goals = [r for aspect in groups.goals.values() for r in aspect]
    everywhere = [*groups.signs, *groups.elements, *groups.others, *goals]
    zeros = [r for r in found if r.indicator.id in SIGNS and not r.value]
    assert len(everywhere) + len(zeros) == len(found)


def test_a_wait_that_most_still_wait_for_is_longer_than_something(office: Office) -> None:
    scores = office.scores(EVERYTHING, "unit", "2026-11", subjects=("dinkes",))
    waits = scores[scores["indicator"] == "answer_time_median"]
    open_ones = waits.assign(value=None, low=80.0, band="missed")
    (info,) = (i for i in office.services().indicators if i.id == "answer_time_median")
    (found,) = readings([info], open_ones, _history(office), office.freshness(), "2026-11")
    shown = tile(found, Texts("id", "Asia/Jakarta"), "/unit").to_plotly_json()
    assert "> 3 hari 8 jam" in str(shown)
    cell = score_cells(open_ones)["dinkes"]
    assert (cell["answer_time_median"], cell["answer_time_median_m"]) == (80.0, True)
    assert "answer_time_median_m" not in score_cells(waits)["dinkes"]


def test_a_cell_tells_a_share_with_as_many_decimals_as_part_it_from_its_target(
    office: Office,
) -> None:
    scores = office.scores(EVERYTHING, "unit", "2026-11", subjects=("dinkes",))
    close = scores[scores["indicator"] == "answered_in_time"].assign(value=0.8996, target=0.9)
    assert score_cells(close)["dinkes"]["answered_in_time_d"] == 2
    far = close.assign(value=0.85)
    assert "answered_in_time_d" not in score_cells(far)["dinkes"]


def test_a_team_is_compared_by_shrunken_figures_and_rank_intervals(enter: Enter) -> None:
    rows = renew_unit(enter("pimpinan"), "?unit=dinkes").json["response"]["unit-people"]["rowData"]
    row = next(r for r in rows if "peer" in r)
    assert row["peer_low"] <= row["peer"] <= row["peer_high"]
    assert 1 <= row["peer_first"] <= row["peer_last"] <= row["peer_of"]
    assert "score" in row


@pytest.mark.parametrize(
    ("index", "letter"),
    [(64.99, "D"), (65.0, "C"), (76.6, "C"), (76.61, "B"), (88.3, "B"), (88.31, "A")],
)
def test_categories_of_satisfaction_begin_at_their_lower_bounds(index: float, letter: str) -> None:
    assert category(index, Survey().bounds) == letter


def test_services_stand_by_their_index_the_lowest_first() -> None:
    rows = [("a/Izin", 88.31, 40), ("a/Konsultasi", 60.0, 55), ("b/Izin", None, 0)]
    scores = pd.DataFrame(rows, columns=["subject_id", "value", "n"])
    scores = scores.assign(indicator="satisfaction_index", unit_name=["Dinas", "Dinas", "Bidang"])
    shown = str(by_service(scores, Survey(), Texts("id", "Asia/Jakarta")).to_plotly_json())
    assert shown.index("Konsultasi") < shown.index("'Izin'")
    assert (shown.count("grade-d"), shown.count("grade-a")) == (1, 1)
    assert "Bidang" not in shown
    assert by_service(scores[:1], Survey(), Texts("id", "Asia/Jakarta")) is None


def test_services_alike_in_name_are_told_apart_by_their_unit() -> None:
    rows = [("a/Izin", 88.3, "Dinas"), ("b/Izin", 70.1, "Bidang"), ("b/Surat", 60.0, "Bidang")]
    scores = pd.DataFrame(rows, columns=["subject_id", "value", "unit_name"])
    scores = scores.assign(indicator="satisfaction_index", n=40)
    shown = str(by_service(scores, Survey(), ID).to_plotly_json())
    assert (shown.count("Dinas"), shown.count("Bidang")) == (1, 1)


def test_before_any_service_is_scored_there_are_none_to_name(office: Office) -> None:
    services = office.services()
    empty = services.scores(EVERYTHING, "unit", "2026-11").iloc[:0]
    nothing = replace(services, scores=lambda *_, **__: empty)
    assert served(nothing, Viewer(ACCOUNTS["1"]), "2026-11").empty


def test_a_sample_that_is_too_small_is_called_so() -> None:
    assert "sampel kurang" in str(respondents(42, 200, ID))
    assert "responden 42 dari minimal 132" in str(respondents(42, 200, ID))
    assert "sampel kurang" not in str(respondents(132, 200, ID))
    assert "minimal" not in str(respondents(42, None, ID))


def test_reach_without_good_conduct_is_visible_as_such() -> None:
    scores = pd.DataFrame(
        {
            "subject_kind": "programme",
            "subject_id": "umkm",
            "period": "2026-11",
            "indicator": ["outcome_achievement", "satisfaction_index"],
            "value": [1.1, 60.0],
            "band": ["met", "missed"],
        }
    )
    text = str(programmes(scores, {"umkm": {"id": "Izin UMKM"}}, ID))
    assert "target tercapai, tetapi 1 dari 1 sasaran pelayanan tidak tercapai" in text
    assert "Izin UMKM" in text


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


def _found(office: Office) -> list[Reading]:
    scores = office.scores(EVERYTHING, "unit", "2026-11", subjects=("aceh",))
    return readings(
        in_order(INDICATORS, "unit"), scores, _history(office), office.freshness(), "2026-11"
    )


def _first(office: Office) -> Reading:
    return next(r for r in _found(office) if r.indicator.id == "answered_in_time")


def test_a_change_is_measured_against_the_period_before(office: Office) -> None:
    first = _first(office)
    assert first.before_period == "2026-10"
    assert first.values[-2:] == (first.before, first.value)
    assert len(first.periods) == 11


def test_graphs_send_nothing_to_a_cloud_and_speak_indonesian() -> None:
    config = config_of(ID)
    assert "sendChartToCloud" in config["modeBarButtonsToRemove"]
    assert (config["plotlyServerURL"], config["displaylogo"]) == ("", False)
    assert config["locales"]["id"]["dictionary"]["Zoom"] == "Perbesar"


def test_the_newest_month_is_the_default() -> None:
    assert default_period(("2026", "2026-Q4", "2026-11", "2026-10")) == "2026-11"
    assert default_period(("2026",)) == "2026"
    assert default_period(()) is None


def test_the_download_cannot_run_in_a_spreadsheet(office: Office) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(office.rejects(None), ID).lstrip("\ufeff"))))
    assert rows[0] == ["Sumber", "Berkas dan baris", "Kolom", "Alasan", "Isi", "Terlihat"]
    assert {r[4] for r in rows} >= {"'-30", '\'=HYPERLINK("http://x")'}
    assert not [c for r in rows for c in r if c[:1] in "=+-@\t\r" and c]


def test_the_download_is_limited_to_the_source_asked_for(enter: Enter) -> None:
    answer = enter("pengelola").get("/data/ditolak.csv?source=sp4n")
    assert "sp4n" in answer.text
    assert "ekinerja" not in answer.text
    assert "baris-ditolak.csv" in answer.headers["Content-Disposition"]


def test_before_any_unit_is_known_the_page_says_so_and_offers_no_period(office: Office) -> None:
    units = office.services().units(EVERYTHING).iloc[:0]
    nothing = office.services(units=lambda _scope: units, periods=lambda: ())
    content, _ = shown(Viewer(ACCOUNTS["1"]), "/unit", "", nothing, ID)
    assert "Belum ada unit kerja" in str(content)
    assert period_picker((), None, ID) is None


def test_a_goal_that_is_no_part_of_the_score_is_named_beside_it(office: Office) -> None:
    viewer, services = Viewer(ACCOUNTS["1"]), office.services()
    whole = look_at(viewer, Filters(), services, "unit", "dinkes", "/unit")
    others = whole.parts[whole.parts["indicator"] != "answered_in_time"]
    assert whole.unweighted(ID) == []
    (name,) = replace(whole, parts=others).unweighted(ID)
    assert name == "Pengaduan dijawab tepat waktu"
    assert f"tidak ikut dalam skor: {name}." in str(score_box(whole.added, ID, [name]))
