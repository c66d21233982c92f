"""The words an agency's files have for our codes, as config.yaml translates them back."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from data.simulate.office import Office

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
    "unexcused": "tanpa keterangan", "late": "terlambat",
}  # fmt: skip
ASPECTS = {"quantity": "kuantitas", "quality": "kualitas", "time": "waktu", "cost": "biaya"}
DIRECTIONS = {"higher": "naik", "lower": "turun"}
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


def said(codes: pd.Series, words: Mapping[str, str]) -> np.ndarray:
    """The word for each code."""
    return codes.map(words).to_numpy(dtype=object)


def unit_names(office: Office, unit: pd.Series) -> np.ndarray:
    """The name of each unit, as files have it."""
    return unit.map(office.units.set_index("unit_id")["name"]).fillna("").to_numpy(dtype=object)
