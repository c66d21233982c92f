"""About one row in a thousand that is wrong, as real exports have them."""

import numpy as np
import pandas as pd

SHARE = 0.001


def soiled(form: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """``form`` with a few cells spoiled: dates, statuses, identifiers, hours."""
    rows = np.nonzero(rng.random(len(form)) < SHARE)[0]
    form = form.copy()
    for row in rows:
        _spoil(form, int(row), rng)
    return form


def _spoil(form: pd.DataFrame, row: int, rng: np.random.Generator) -> None:
    wrong = _wrong_cells(form.iloc[row])
    for column, value in wrong[int(rng.integers(len(wrong)))].items():
        cells = form[column].to_numpy(dtype=object).copy()
        cells[row] = value
        form[column] = cells


def _wrong_cells(row: pd.Series) -> list[dict[str, object]]:
    faults: list[dict[str, object]] = []
    if "nip" in row:
        faults += [{"nip": "199913332099121001"}, {"nip": f"{float(row['nip']):.5E}"}]
    if "jam_selesai" in row:
        faults.append({"jam_mulai": row["jam_selesai"], "jam_selesai": row["jam_mulai"]})
    faults += [{c: "diproses ulang"} for c in ("status_verifikasi", "status") if c in row]
    faults += [{c: "31/02/2026"} for c in ("tanggal", "tanggal_masuk") if c in row]
    faults += [{c: "kemarin"} for c in ("waktu_isi", "waktu_input", "waktu_penugasan") if c in row]
    return faults


def torn(text: str, rng: np.random.Generator) -> str:
    """``text`` with one line repeated in part: too few fields, as after a broken download."""
    lines = text.splitlines()
    if len(lines) < 500:
        return text
    line = lines[int(rng.integers(1, len(lines)))]
    return text + line[: len(line) // 3].rpartition(",")[0] + "\n"
