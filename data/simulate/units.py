"""The invented unit tree: dinas, sekretariat and bidang, subbagian and seksi, with their habits."""

import numpy as np
import pandas as pd

from data.simulate.branches import BRANCHES, CASES, branch_of

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
WEAK_IN_TIME = "Seksi Pelayanan Perizinan Kesehatan"
HARSH = "Seksi Pemberdayaan Usaha Daerah"
"""It reaches the targets of its programme, answers late, and is judged badly."""
OWN_LOAD = {HARSH: 1.3}
HARSH_SLOWNESS, HARSH_GRADE = 4.5, 2.4


def unit_tree(rng: np.random.Generator, *, branches: bool = False) -> pd.DataFrame:
    """Units in order from the root; ``branches``: one in each regency and city besides.

    Hidden habits: ``load`` (share of the public's cases), ``verify_hours`` (median working hours
    until an activity is verified), ``slowness`` (of answers) and ``grade`` (mean survey answer).
    """
    rows = [_row(*ROOT, "", "dinas", 0.0)]
    for number, (name, kind, load, sections) in enumerate(TREE, start=1):
        code = f"{ROOT[0]}-{number:02d}"
        rows.append(_row(code, name, ROOT[0], kind, 0.0))
        for place, section in enumerate(sections, start=1):
            share = OWN_LOAD.get(section, load)
            rows.append(_row(f"{code}.{place}", section, code, section.split()[0].lower(), share))
    chosen = BRANCHES if branches else ()
    rows.extend(_row(code, branch_of(code), ROOT[0], "cabang", CASES) for code in chosen)
    return _with_habits(pd.DataFrame(rows), rng)


def _row(code: str, name: str, parent: str, kind: str, load: float) -> dict[str, object]:
    short = "".join(word[0] for word in name.split() if word[0].isupper())
    aliases = f"{code}|{short} {code}" if parent else "DPMPTSP Aceh|DPM-PTSP Aceh"
    return {"unit_id": code, "name": name, "parent": parent, "kind_found": kind,
            "aliases": aliases, "load": load}  # fmt: skip


def _with_habits(units: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    count, harsh = len(units), (units["name"] == HARSH).to_numpy()
    return units.assign(
        load=units["load"] * rng.uniform(0.7, 1.3, count),
        verify_hours=rng.uniform(2, 7, count),
        slowness=np.where(harsh, HARSH_SLOWNESS, rng.uniform(0.7, 1.35, count)),
        grade=np.where(harsh, HARSH_GRADE, np.clip(rng.normal(3.35, 0.14, count), 3.05, 3.7)),
    )
