"""The agency's forms: frames as the columns and words of the files that config.yaml maps."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from data.simulate.hours import Writer
from data.simulate.office import Office
from data.simulate.voices import ELEMENTS

PERSON_KINDS = {"pns": "PNS", "pppk": "PPPK", "pppk_part_time": "PPPK Paruh Waktu"}
STATUSES = {"approved": "setuju", "rejected": "tolak", "returned": "revisi", "pending": "menunggu"}
CASE_KINDS = {
    "information": "Permintaan Informasi",
    "aspiration": "Aspirasi",
    "complaint": "Pengaduan",
    "oversight": "Pengaduan Berkadar Pengawasan",
}
CLOSERS = {"system": "sistem", "admin": "admin", "reporter": "pelapor", "": ""}
ABSENCES = {
    "leave": "cuti", "sick": "sakit", "duty_travel": "dinas luar", "training": "diklat",
    "unexcused": "tanpa keterangan",
}  # fmt: skip
ASPECTS = {"quantity": "kuantitas", "quality": "kualitas", "time": "waktu", "cost": "biaya"}
PATTERNS = {"count": "hitungan", "position": "posisi", "release": "rilis"}
LEVELS = {
    "below": "Di Bawah Ekspektasi",
    "meets": "Sesuai Ekspektasi",
    "above": "Di Atas Ekspektasi",
}
VALUES = {
    "service_oriented": "Berorientasi Pelayanan", "accountable": "Akuntabel",
    "competent": "Kompeten", "harmonious": "Harmonis", "loyal": "Loyal", "adaptive": "Adaptif",
    "collaborative": "Kolaboratif",
}  # fmt: skip
ROLES = {
    "leader": "Pimpinan", "peer": "Rekan Kerja", "subordinate": "Bawahan",
    "stakeholder": "Pemangku Kepentingan", "self": "Diri Sendiri",
}  # fmt: skip


def _said(codes: pd.Series, words: Mapping[str, str]) -> np.ndarray:
    return codes.map(words).to_numpy(dtype=object)


def _unit_names(office: Office, unit: pd.Series) -> np.ndarray:
    return unit.map(office.units.set_index("unit_id")["name"]).fillna("").to_numpy(dtype=object)


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
            "unit_kerja": _unit_names(office, rows["unit"]),
            "nip_atasan": rows["supervisor"],
            "jenis_pegawai": _said(rows["kind"], PERSON_KINDS),
            "porsi_waktu": rows["full_time"],
            "mulai_bertugas": write.day(rows["active_from"]),
            "akhir_bertugas": write.day(rows["active_to"]),
        }
    )


def activities(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """activities/*.csv."""
    write = Writer(office.calendar.zone)
    return pd.DataFrame(
        {
            "id_aktivitas": rows["activity_id"],
            "nip": rows["person"],
            "unit_kerja": _unit_names(office, rows["unit"]),
            "tanggal": write.day(rows["day"]),
            "jam_mulai": write.hour(rows["start"]),
            "jam_selesai": write.hour(rows["end"]),
            "uraian": rows["title"],
            "rhk_id": rows["target"],
            "volume": rows["quantity"],
            "satuan": rows["quantity_unit"],
            "menit_efektif": rows["minutes"].astype(int),
            "bukti_dukung": rows["evidence"],
            "status_verifikasi": _said(rows["status"], STATUSES),
            "nip_verifikator": rows["verifier"],
            "waktu_verifikasi": write.moment(rows["verified_at"]),
            "waktu_input": write.moment(rows["recorded_at"]),
        }
    )


def complaints(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """complaints/*.csv."""
    write = Writer(office.calendar.zone)
    received = write.moment(rows["received"])
    later = {
        "waktu_disposisi": "forwarded", "waktu_jawaban_pertama": "first_answer",
        "waktu_selesai": "resolved", "waktu_tutup": "closed", "waktu_dibuka_kembali": "reopened",
    }  # fmt: skip
    return pd.DataFrame(
        {
            "no_tiket": rows["complaint_id"],
            "tanggal_masuk": write.day(rows["received"]),
            "jam_masuk": [text[11:] for text in received],
            "klasifikasi": _said(rows["kind"], CASE_KINDS),
            "kategori": rows["category"],
            "kanal": rows["channel"],
            "unit_terdisposisi": _unit_names(office, rows["unit"]),
            "nip_petugas": rows["officer"],
            **{name: write.moment(rows[time]) for name, time in later.items()},
            "ditutup_oleh": _said(rows["closed_by"], CLOSERS),
            "menunggu_pelapor": _waits(rows),
            "status": rows["status"],
            "rating": rows["rating"].astype("Int64"),
        }
    )


def _waits(rows: pd.DataFrame) -> np.ndarray:
    write = Writer("UTC")
    start, end = write.moment(rows["wait_start"]), write.moment(rows["wait_end"])
    spans = [
        f"{a}Z/{b}Z".replace(" ", "T") if a and b else "" for a, b in zip(start, end, strict=True)
    ]
    return np.array(spans, dtype=object)


def surveys(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """surveys/*.csv."""
    write = Writer(office.calendar.zone)
    head = pd.DataFrame(
        {
            "id_kuesioner": rows["survey_id"],
            "unit_layanan": _unit_names(office, rows["unit"]),
            "jenis_layanan": rows["service"],
            "waktu_isi": write.moment(rows["taken_at"]),
        }
    )
    return head.join(rows[list(ELEMENTS)].rename(columns=str.upper))


def absences(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """absences.csv."""
    write = Writer(office.calendar.zone)
    return pd.DataFrame(
        {
            "id_ketidakhadiran": rows["absence_id"],
            "nip": rows["person"],
            "tanggal_mulai": write.day(rows["first_day"]),
            "tanggal_selesai": write.day(rows["last_day"]),
            "jenis": _said(rows["kind"], ABSENCES),
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
            "aspek": _said(rows["aspect"], ASPECTS),
            "pola_ukur": _said(rows["pattern"], PATTERNS),
            "target": rows["target"],
            "realisasi": rows["realised"],
            "satuan": rows["quantity_unit"],
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
            "nilai_dasar": _said(rows["value"], VALUES),
            "peran_pemberi": _said(rows["giver_role"], ROLES),
            "tingkat": _said(rows["level"], LEVELS),
        }
    )


def ratings(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """ratings.csv."""
    return pd.DataFrame(
        {
            "id_penilaian": rows["rating_id"],
            "nip": rows["person"],
            "periode": rows["period"],
            "rating_hasil_kerja": _said(rows["results"], LEVELS),
            "rating_perilaku": _said(rows["behaviour"], LEVELS),
            "predikat_kinerja": rows["predicate"],
            "nip_penilai": rows["rated_by"],
            "tanggal_penilaian": Writer(office.calendar.zone).day(rows["rated_on"]),
        }
    )


FORMS: Mapping[str, Callable[[Office, pd.DataFrame], pd.DataFrame]] = {
    form.__name__: form
    for form in (
        units,
        people,
        activities,
        complaints,
        surveys,
        absences,
        targets,
        feedback,
        ratings,
    )
}
