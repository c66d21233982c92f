"""The official SP4N-LAPOR! export: its header, columns, months and statuses are known.

The export has no time of forwarding, first answer or closing: what needs them is not available.
Columns about reporters and the texts of reports are never read.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from data.settings import Lapor, Mapped
from data.sources.files import FilesReader
from data.sources.finding import IsComplete
from data.sources.rows import SOME

HEADER = "Tracking ID"
ZONE = "UTC"
"""Probably: a third of all reports would otherwise arrive between midnight and five."""
UNIT_ID = "ID Instansi Terdisposisi"
UNIT_NAME = "Instansi Terdisposisi"
STATUS = "Status Laporan"
RECEIVED = ("Tanggal Laporan Masuk", "Waktu Laporan Masuk")
KINDS = MappingProxyType(
    {
        "Permintaan Informasi": "information",
        "Aspirasi": "aspiration",
        "Pengaduan": "complaint",
        "Pengaduan Tidak Berkadar Pengawasan": "complaint",
        "Pengaduan Berkadar Pengawasan": "oversight",
    }
)
STATUSES = MappingProxyType(
    {
        "Belum Terverifikasi": "received",
        "Terverifikasi": "received",
        "Terdisposisi*": "received",
        "Ditindaklanjuti oleh Instansi": "in_progress",
        "Ditanggapi oleh Pelapor": "in_progress",
        "Menunggu Kelengkapan Informasi": "waiting",
        "Ditutup oleh *": "closed",
        "Selesai otomatis*": "closed",
        "Diarsipkan oleh *": "archived",
        "Konten Terblokir": "archived",
    }
)
CLOSERS = MappingProxyType(
    {
        "Ditutup oleh Sistem": "system",
        "Selesai otomatis*": "system",
        "Ditutup oleh Admin*": "admin",
        "Ditutup oleh Pelapor": "reporter",
    }
)
COMPLAINTS: Mapping[str, Mapped] = MappingProxyType(
    {
        "complaint_id": Mapped(column=HEADER),
        "received": Mapped(column=list(RECEIVED), format=["dmy", "iso"]),
        "unit": Mapped(column=UNIT_ID),
        "kind": Mapped(column="Klasifikasi Laporan", values=KINDS),
        "category": Mapped(column="Kategori"),
        "channel": Mapped(column="Sumber Laporan"),
        "status": Mapped(column=STATUS, values=STATUSES),
        "status_found": Mapped(column=STATUS),
        "closed_by": Mapped(column=STATUS, values=CLOSERS),
        "rating": Mapped(column="Rating"),
    }
)
UNITS: Mapping[str, Mapped] = MappingProxyType(
    {"unit_id": Mapped(column=UNIT_ID), "name": Mapped(column=UNIT_NAME)}
)
REQUIRED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "complaints": frozenset({"complaint_id", "received", "status"}),
        "units": frozenset({"unit_id", "name"}),
    }
)


class LaporReader(FilesReader):
    """Reads exports of 17 to 26 columns, with or without lines above the header."""

    def __init__(
        self,
        source: Lapor,
        name: str,
        base: Path,
        now: Callable[[], datetime],
        is_complete: IsComplete | None = None,
    ) -> None:
        whole = lapor_defaults(source)
        super().__init__(whole, name, base, now, is_complete, _may_be_absent(source, whole))


def lapor_defaults(source: Lapor) -> Lapor:
    """``source`` with what is known of the export; what config.yaml says of a column stays.

    Units are read from the complaints that are disposed to one; a unit is known by its
    identifier, for its name is spelt in many ways.
    """
    built_in = COMPLAINTS if source.frame == "complaints" else UNITS
    columns = {**built_in, **source.columns}
    disposed = columns["unit_id"].parts if source.frame == "units" else ()
    known = {
        "columns": columns,
        "header": source.header or HEADER,
        "zone": source.zone or ZONE,
        "where": {**dict.fromkeys(disposed, SOME), **source.where},
    }
    return source.model_copy(update=known)


def _may_be_absent(source: Lapor, whole: Lapor) -> frozenset[str]:
    """Columns that some variants lack, unless config.yaml says otherwise of them itself."""
    built_in = COMPLAINTS if source.frame == "complaints" else UNITS
    own = {name for name, how in source.columns.items() if how != built_in.get(name)}
    insisted = REQUIRED[source.frame] | own
    needed = {part for name in insisted for part in whole.columns[name].parts}
    every = {part for how in whole.columns.values() for part in how.parts}
    return frozenset(every - needed - source.where.keys())
