"""The forms of the personnel office: units, civil servants, their work and their judging."""

import numpy as np
import pandas as pd

from data.simulate.hours import Writer
from data.simulate.office import Office
from data.simulate.words import (
    ABSENCES,
    ASPECTS,
    DIRECTIONS,
    LEVELS,
    PATTERNS,
    PERSON_KINDS,
    ROLES,
    STATUSES,
    VALUES,
    said,
    unit_names,
)


def units(_: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """units.csv."""
    columns = {"unit_id": "kode_unit", "name": "nama_unit", "parent": "kode_induk",
               "kind_found": "jenis_unit", "aliases": "nama_lain"}  # fmt: skip
    return rows[list(columns)].rename(columns=columns)


def people(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """people.csv."""
    write = Writer(office.calendar.zone)
    return pd.DataFrame(
        {
            "nip": rows["person_id"],
            "nama": rows["name"],
            "jabatan": rows["position"],
            "unit_kerja": unit_names(office, rows["unit"]),
            "nip_atasan": rows["supervisor"],
            "jenis_pegawai": said(rows["kind"], PERSON_KINDS),
            "porsi_waktu": rows["full_time"],
            "mulai_bertugas": write.day(rows["active_from"]),
            "akhir_bertugas": write.day(rows["active_to"]),
        }
    )


def placements(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """placements.csv."""
    write = Writer(office.calendar.zone)
    return pd.DataFrame(
        {
            "id_penempatan": rows["placement_id"],
            "nip": rows["person"],
            "unit_kerja": unit_names(office, rows["unit"]),
            "tmt_penempatan": write.day(rows["first_day"]),
            "akhir_penempatan": write.day(rows["last_day"]),
            "porsi_waktu": rows["full_time"],
        }
    )


def activities(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """activities/*.csv."""
    write = Writer(office.calendar.zone)
    return pd.DataFrame(
        {
            "id_aktivitas": rows["activity_id"],
            "nip": rows["person"],
            "unit_kerja": unit_names(office, rows["unit"]),
            "tanggal": write.day(rows["day"]),
            "jam_mulai": write.hour(rows["start"]),
            "jam_selesai": write.hour(rows["end"]),
            "uraian": rows["title"],
            "rhk_id": rows["target"],
            "volume": rows["quantity"],
            "satuan": rows["quantity_unit"],
            "menit_efektif": rows["minutes"].astype(int),
            "bukti_dukung": rows["evidence"],
            "status_verifikasi": said(rows["status"], STATUSES),
            "nip_verifikator": rows["verifier"],
            "waktu_verifikasi": write.moment(rows["verified_at"]),
            "waktu_input": write.moment(rows["recorded_at"]),
        }
    )


def absences(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """absences.csv."""
    write = Writer(office.calendar.zone)
    return pd.DataFrame(
        {
            "id_ketidakhadiran": rows["absence_id"],
            "nip": rows["person"],
            "tanggal_mulai": write.day(rows["first_day"]),
            "tanggal_selesai": write.day(rows["last_day"]),
            "jenis": said(rows["kind"], ABSENCES),
            "menit_terlambat": rows["minutes"].astype("Int64"),
        }
    )


def targets(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """targets.csv."""
    return pd.DataFrame(
        {
            "rhk_id": rows["target_id"],
            "nip": rows["person"],
            "periode": rows["period"],
            "rencana_hasil_kerja": rows["title"],
            "jenis_rhk": np.where(rows["main"], "utama", "tambahan"),
            "aspek": said(rows["aspect"], ASPECTS),
            "pola_ukur": said(rows["pattern"], PATTERNS),
            "target": rows["target"],
            "realisasi": rows["realised"],
            "satuan": rows["quantity_unit"],
            "arah": said(rows["better"], DIRECTIONS),
            "per_tanggal": Writer(office.calendar.zone).day(rows["as_of"]),
        }
    )


def feedback(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """feedback.csv."""
    return pd.DataFrame(
        {
            "id_umpan_balik": rows["feedback_id"],
            "nip": rows["person"],
            "waktu": Writer(office.calendar.zone).moment(rows["given_at"]),
            "nilai_dasar": said(rows["value"], VALUES),
            "peran_pemberi": said(rows["giver_role"], ROLES),
            "tingkat": said(rows["level"], LEVELS),
        }
    )


def ratings(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """ratings.csv."""
    return pd.DataFrame(
        {
            "id_penilaian": rows["rating_id"],
            "nip": rows["person"],
            "periode": rows["period"],
            "rating_hasil_kerja": said(rows["results"], LEVELS),
            "rating_perilaku": said(rows["behaviour"], LEVELS),
            "predikat_kinerja": rows["predicate"],
            "nip_penilai": rows["rated_by"],
            "tanggal_penilaian": Writer(office.calendar.zone).day(rows["rated_on"]),
        }
    )
