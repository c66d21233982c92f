from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from data.intake import Known, Taken, conform
from data.settings import Lapor
from data.sources import SourceError
from data.sources.lapor import LaporReader, lapor_defaults
from tests.data.reading import LONG_AFTER, write
from tests.realdata.folder import REALDATA

NOW = pd.Timestamp("2026-11-24", tz="UTC")
BASE = [
    "Tracking ID", "Tanggal Laporan Masuk", "Waktu Laporan Masuk", "Klasifikasi Laporan",
    "ID Kategori", "Kategori", "Judul Laporan", "Isi Laporan Awal", "Isi Laporan Akhir",
    "Sumber Laporan", "Instansi Induk", "Instansi Terdisposisi", "Status Laporan",
    "Alasan Tunda/Arsip", "Provinsi", "Kota/Kabupaten",
]  # fmt: skip
LATER = ["Nomor SK", "Url SK", "Url Dokumen Laporan Tahunan",
         "Laporan yang Masuk melalui Kanal Aduan Setwapres", "Rating"]  # fmt: skip
MORE = ["Nama Pelapor", "ID Instansi Terdisposisi", "Kecamatan", "Kelurahan"]
VARIANTS = {
    17: [*BASE, "Tipe Laporan"],
    20: [*BASE, "Tipe Laporan", *MORE[1:]],
    21: [*BASE, "Tipe Laporan (Anonim/Rahasia)", *MORE],
    26: [*BASE, "Tipe Laporan", *MORE, *LATER],
}
REPORT = {
    "Tracking ID": "9100001",
    "Tanggal Laporan Masuk": "06 Agu 2026",
    "Waktu Laporan Masuk": "20:15:00",
    "Nama Pelapor": "Seseorang",
    "Klasifikasi Laporan": "Pengaduan",
    "Kategori": "Jalan",
    "Isi Laporan Awal": "Jalan\nberlubang",
    "Sumber Laporan": "Website",
    "ID Instansi Terdisposisi": "77",
    "Instansi Terdisposisi": "Dinas PUPR",
    "Status Laporan": "Ditutup oleh Sistem",
    "Rating": "4",
}
KNOWN = Known(units=frozenset({"77"}), unit_names={"dinas pupr": "77"})


def export(path: Path, *changes: dict, header: list[str] = VARIANTS[21]) -> Path:
    """An export with lines above the header and one report per change."""
    book = openpyxl.Workbook()
    rows = [["Judul Laporan", None, "Laporan Ringkas"], [], header]
    rows += [[(REPORT | change).get(name, "-") for name in header] for change in changes]
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def lapor(**more: object) -> Lapor:
    return Lapor.model_validate({"kind": "lapor", "path": "."} | more)


def fetched(base: Path, source: Lapor) -> pd.DataFrame:
    (batch,) = LaporReader(source, "lapor", base, lambda: LONG_AFTER).fetch({})
    return batch.rows


def taken(base: Path, source: Lapor | None = None) -> Taken:
    whole = lapor_defaults(source or lapor())
    return conform(fetched(base, source or lapor()), whole, "Asia/Jakarta", KNOWN, NOW)


def one(base: Path, column: str, change: dict) -> object:
    """What is understood of one column of a report with this change."""
    export(base / "a.xlsx", change)
    rows = taken(base)
    assert rows.rejected.empty
    return rows.good[column].iloc[0]


@pytest.mark.parametrize("columns", [17, 20, 21, 26])
def test_every_variant_of_the_export_is_understood(tmp_path, columns):
    assert len(VARIANTS[columns]) == columns
    export(tmp_path / "a.xlsx", {}, header=VARIANTS[columns])
    rows = taken(tmp_path)
    assert (len(rows.good), len(rows.rejected)) == (1, 0)
    assert rows.good["status"].tolist() == ["closed"]
    assert rows.good["rating"].notna().tolist() == [columns == 26]


def test_a_csv_export_is_understood_too(tmp_path):
    text = ",".join(VARIANTS[21])
    values = ",".join(f'"{REPORT.get(name, "")}"' for name in VARIANTS[21])
    write(tmp_path / "a.csv", f"Judul Laporan,,x\n,,\n{text}\n{values}\n")
    assert taken(tmp_path).good.index.tolist() == ["a.csv:4"]


def test_names_and_texts_of_reporters_are_never_read(tmp_path):
    export(tmp_path / "a.xlsx", {})
    columns = fetched(tmp_path, lapor()).columns
    assert not {"Nama Pelapor", "Judul Laporan", "Isi Laporan Awal"} & set(columns)


@pytest.mark.parametrize(
    ("date", "month"),
    [("3 Jan 2026", 1), ("03 Mei 2026", 5), ("3 May 2026", 5), ("3 Agu 2026", 8),
     ("3 Aug 2026", 8), ("3 Okt 2026", 10), ("3 Nop 2025", 11), ("3 Des 2025", 12)],
)  # fmt: skip
def test_english_and_indonesian_months_are_understood(tmp_path, date, month):
    received = one(tmp_path, "received", {"Tanggal Laporan Masuk": date})
    assert (received.month, received.day) == (month, 3)


@pytest.mark.parametrize(("zone", "hour"), [(None, 20), ("Asia/Jakarta", 13)])
def test_times_are_utc_unless_the_settings_say_otherwise(tmp_path, zone, hour):
    export(tmp_path / "a.xlsx", {})
    assert taken(tmp_path, lapor(zone=zone)).good["received"].iloc[0].hour == hour


@pytest.mark.parametrize(
    ("found", "group"),
    [
        ("Belum Terverifikasi", "received"),
        ("Terverifikasi", "received"),
        ("Terdisposisi ke Dinas PUPR", "received"),
        ("Ditindaklanjuti oleh Instansi", "in_progress"),
        ("Ditanggapi oleh Pelapor", "in_progress"),
        ("Menunggu Kelengkapan Informasi", "waiting"),
        ("Ditutup oleh Pelapor", "closed"),
        ("Diarsipkan oleh Sistem", "archived"),
        ("Konten Terblokir", "archived"),
        ("Status Baru", "unknown"),
    ],
)
def test_each_status_has_its_group_and_an_unknown_one_is_kept_as_found(tmp_path, found, group):
    assert one(tmp_path, "status", {"Status Laporan": found}) == group
    assert one(tmp_path, "status_found", {"Status Laporan": found}) == found


@pytest.mark.parametrize(
    ("found", "closer"), [("Sistem", "system"), ("Admin", "admin"), ("Pelapor", "reporter")]
)
def test_who_closed_a_report_is_read_from_its_status(tmp_path, found, closer):
    assert one(tmp_path, "closed_by", {"Status Laporan": f"Ditutup oleh {found}"}) == closer


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        ("Permintaan Informasi", "information"),
        ("Aspirasi", "aspiration"),
        ("Pengaduan", "complaint"),
        ("Pengaduan Tidak Berkadar Pengawasan", "complaint"),
        ("Pengaduan Berkadar Pengawasan", "oversight"),
        ("Lain", "unknown"),
    ],
)
def test_the_classification_is_the_kind(tmp_path, found, kind):
    assert one(tmp_path, "kind", {"Klasifikasi Laporan": found}) == kind


def test_a_report_that_is_disposed_to_no_unit_has_none(tmp_path):
    assert pd.isna(one(tmp_path, "unit", {"ID Instansi Terdisposisi": "-"}))


def test_units_are_those_that_reports_are_disposed_to(tmp_path):
    export(tmp_path / "a.xlsx", {}, {"ID Instansi Terdisposisi": "-"})
    rows = fetched(tmp_path, lapor(frame="units"))
    assert rows.to_numpy().tolist() == [["77", "Dinas PUPR"]]


def test_a_column_of_the_settings_replaces_the_known_one_and_only_that(tmp_path):
    export(tmp_path / "a.xlsx", {}, header=VARIANTS[17])
    columns = {"unit": {"column": "Instansi Terdisposisi", "by": "name"}}
    source = lapor(columns=columns | {"complaint_id": "Tracking ID"} | RECEIVED)
    rows = taken(tmp_path, source)
    assert rows.good[["unit", "status"]].to_numpy().tolist() == [["77", "closed"]]


RECEIVED = {
    "received": {
        "column": ["Tanggal Laporan Masuk", "Waktu Laporan Masuk"],
        "format": "dmy",
    }
}


@pytest.mark.parametrize("column", ["Tanggal Laporan Masuk", "Status Laporan"])
def test_without_dates_or_status_it_is_no_export(tmp_path, column):
    export(tmp_path / "a.xlsx", {}, header=[name for name in VARIANTS[21] if name != column])
    with pytest.raises(SourceError, match=f"column {column} is missing"):
        fetched(tmp_path, lapor())


def test_a_column_that_the_settings_name_is_no_longer_optional(tmp_path):
    export(tmp_path / "a.xlsx", {})
    columns = RECEIVED | {"complaint_id": "Tracking ID", "officer": "Petugas"}
    with pytest.raises(SourceError, match="column Petugas is missing"):
        fetched(tmp_path, lapor(columns=columns))


@pytest.mark.realdata
@pytest.mark.parametrize("name", ["21col_preamble", "21col"])
def test_a_real_export_is_understood_whole(name):
    folder = REALDATA / "sp4n_lapor_export"
    if not folder.is_dir():
        pytest.skip("the real export is not here; set PANTAU_REALDATA")
    source = lapor(path=str(folder / f"samarinda_2024_export_{name}.csv"))
    units = fetched(folder, source.model_copy(update={"frame": "units"}))
    known = Known(units=frozenset(units["ID Instansi Terdisposisi"]))
    rows = conform(fetched(folder, source), lapor_defaults(source), "Asia/Jakarta", known, NOW)
    assert (len(rows.good), len(rows.rejected)) == (240, 0)
    assert rows.good["unit"].isna().sum() == 44
    assert not (rows.good["status"] == "unknown").any()
