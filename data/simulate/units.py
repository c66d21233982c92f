"""The invented unit tree: dinas, sekretariat and bidang, subbagian and seksi, with their habits."""

import numpy as np
import pandas as pd

ROOT = ("DPMPTSP", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Aceh")
TREE: tuple[tuple[str, str, float, tuple[str, ...]], ...] = (
    ("Sekretariat", "sekretariat", 0.05, (
        "Subbagian Umum dan Kepegawaian",
        "Subbagian Keuangan dan Aset",
        "Subbagian Program dan Hubungan Masyarakat",
    )),
    ("Bidang Perencanaan Penanaman Modal", "bidang", 0.1, (
        "Seksi Potensi dan Peluang Investasi",
        "Seksi Deregulasi Penanaman Modal",
        "Seksi Pemberdayaan Usaha Daerah",
    )),
    ("Bidang Promosi Penanaman Modal", "bidang", 0.1, (
        "Seksi Strategi Promosi",
        "Seksi Pelaksanaan Promosi",
        "Seksi Sarana Promosi",
    )),
    ("Bidang Pengendalian Penanaman Modal", "bidang", 0.25, (
        "Seksi Pemantauan Penanaman Modal",
        "Seksi Pembinaan Penanaman Modal",
        "Seksi Pengawasan Penanaman Modal",
    )),
    ("Bidang Pelayanan Perizinan", "bidang", 2.2, (
        "Seksi Pelayanan Perizinan Usaha",
        "Seksi Pelayanan Perizinan Pembangunan",
        "Seksi Pelayanan Perizinan Kesehatan",
        "Seksi Loket dan Informasi",
    )),
    ("Bidang Pengaduan dan Kebijakan Layanan", "bidang", 1.5, (
        "Seksi Pengaduan dan Konsultasi",
        "Seksi Kebijakan dan Penyuluhan Layanan",
        "Seksi Pelaporan dan Peningkatan Layanan",
    )),
    ("Bidang Data dan Sistem Informasi", "bidang", 0.4, (
        "Seksi Pengelolaan Data",
        "Seksi Aplikasi Perizinan",
        "Seksi Infrastruktur Teknologi",
    )),
)  # fmt: skip
"""Name, kind, share of the public's cases, sections. Invented: not the office's real structure."""

WORSENING = "Seksi Pelayanan Perizinan Pembangunan"
IMPROVING = "Seksi Pengaduan dan Konsultasi"
SLOW_VERIFICATION = (
    "Subbagian Keuangan dan Aset",
    "Seksi Pelaksanaan Promosi",
    "Seksi Aplikasi Perizinan",
)


def unit_tree(rng: np.random.Generator) -> pd.DataFrame:
    """Units in order from the root.

    Hidden habits: ``load`` (share of the public's cases), ``verify_hours`` (median working hours
    until an activity is verified), ``slowness`` (of answers) and ``grade`` (mean survey answer).
    """
    rows = [_row(*ROOT, "", "dinas", 0.0)]
    for number, (name, kind, load, sections) in enumerate(TREE, start=1):
        code = f"{ROOT[0]}-{number:02d}"
        rows.append(_row(code, name, ROOT[0], kind, 0.0))
        for place, section in enumerate(sections, start=1):
            rows.append(_row(f"{code}.{place}", section, code, section.split()[0].lower(), load))
    return _with_habits(pd.DataFrame(rows), rng)


def _row(code: str, name: str, parent: str, kind: str, load: float) -> dict[str, object]:
    short = "".join(word[0] for word in name.split() if word[0].isupper())
    aliases = f"{code}|{short} {code}" if parent else "DPMPTSP Aceh|DPM-PTSP Aceh"
    return {"unit_id": code, "name": name, "parent": parent, "kind_found": kind,
            "aliases": aliases, "load": load}  # fmt: skip


def _with_habits(units: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    count = len(units)
    slow = units["name"].isin(SLOW_VERIFICATION).to_numpy()
    usual, sluggish = rng.uniform(2, 7, count), rng.uniform(45, 70, count)
    return units.assign(
        load=units["load"] * rng.uniform(0.7, 1.3, count),
        verify_hours=np.where(slow, sluggish, usual),
        slowness=rng.uniform(0.7, 1.35, count),
        grade=np.clip(rng.normal(3.35, 0.2, count), 2.7, 3.8),
    )


def slowness_at(
    units: pd.DataFrame, unit: pd.Series, when: pd.Series, today: pd.Timestamp
) -> np.ndarray:
    """How many times slower than usual ``unit`` answers what comes in at ``when``."""
    name = unit.map(units.set_index("unit_id")["name"])
    days_ago = ((today - when).dt.total_seconds() / 86_400).to_numpy()
    usual = unit.map(units.set_index("unit_id")["slowness"]).to_numpy(dtype=float)
    worse = 1 + 3.0 * np.clip((42 - days_ago) / 21, 0, 1)
    better = np.clip(0.6 + days_ago / 130, 0.6, 3.2)
    return np.where(name == WORSENING, usual * worse, np.where(name == IMPROVING, better, usual))
