"""The forms of services and programmes: complaints, their handling, surveys, outcomes."""

import numpy as np
import pandas as pd

from data.simulate.hours import Writer
from data.simulate.office import Office
from data.simulate.voices import ELEMENTS
from data.simulate.words import CASE_KINDS, CLOSERS, DIRECTIONS, said, unit_names


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
            "klasifikasi": said(rows["kind"], CASE_KINDS),
            "kategori": rows["category"],
            "kanal": rows["channel"],
            "unit_terdisposisi": unit_names(office, rows["unit"]),
            "nip_petugas": rows["officer"],
            **{name: write.moment(rows[time]) for name, time in later.items()},
            "ditutup_oleh": said(rows["closed_by"], CLOSERS),
            "menunggu_pelapor": _waits(rows),
            "status": rows["status"],
            "rating": rows["rating"].astype("Int64"),
        }
    )


def _waits(rows: pd.DataFrame) -> np.ndarray:
    """Start and end; while the reporter has not replied, without an end."""
    write = Writer("UTC")
    start, end = write.moment(rows["wait_start"]), write.moment(rows["wait_end"])
    spans = [
        f"{a}Z/{b}{'Z' if b else ''}".replace(" ", "T") if a else ""
        for a, b in zip(start, end, strict=True)
    ]
    return np.array(spans, dtype=object)


def assignments(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """assignments/*.csv."""
    return pd.DataFrame(
        {
            "id_penugasan": rows["assignment_id"],
            "no_tiket": rows["complaint"],
            "nip_petugas": rows["officer"],
            "unit_kerja": unit_names(office, rows["unit"]),
            "waktu_penugasan": Writer(office.calendar.zone).moment(rows["assigned"]),
        }
    )


def surveys(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """surveys/*.csv."""
    write = Writer(office.calendar.zone)
    head = pd.DataFrame(
        {
            "id_kuesioner": rows["survey_id"],
            "unit_layanan": unit_names(office, rows["unit"]),
            "jenis_layanan": rows["service"],
            "waktu_isi": write.moment(rows["taken_at"]),
        }
    )
    return head.join(rows[list(ELEMENTS)].rename(columns=str.upper))


def outcomes(office: Office, rows: pd.DataFrame) -> pd.DataFrame:
    """outcomes.csv."""
    return pd.DataFrame(
        {
            "id_sasaran": rows["outcome_id"],
            "program": rows["programme"],
            "unit_penanggung_jawab": unit_names(office, rows["unit"]),
            "periode": rows["period"],
            "indikator_sasaran": rows["title"],
            "nilai_awal": rows["baseline"],
            "target": rows["target"],
            "realisasi": rows["realised"],
            "satuan": rows["quantity_unit"],
            "arah": said(rows["better"], DIRECTIONS),
            "per_tanggal": Writer(office.calendar.zone).day(rows["as_of"]),
        }
    )
