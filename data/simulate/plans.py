"""What is planned and how far it has come: SKP items of persons, outcomes of programmes."""

import numpy as np
import pandas as pd

from data.simulate.units import HARSH

TASKS_A_YEAR = 420
"""Activities a person records in a year, spread evenly over the items."""
PLANS = (
    ("Terlaksananya pelayanan sesuai standar", "quantity", "count", 600, "berkas", "higher"),
    ("Tersusunnya laporan berkala tepat waktu", "time", "count", 12, "laporan", "higher"),
    ("Tersedianya data layanan yang mutakhir", "quality", "position", 100, "persen", "higher"),
    ("Meningkatnya nilai IKM unit layanan", "quality", "release", 88.31, "indeks", "higher"),
    ("Terselesaikannya tindak lanjut pengaduan", "quantity", "count", 120, "pengaduan", "higher"),
    ("Terlaksananya rapat koordinasi dan pembinaan", "quantity", "count", 24, "kegiatan", "higher"),
    ("Terkendalinya biaya pelaksanaan kegiatan", "cost", "position", 95, "persen", "lower"),
    ("Tertatanya arsip dan dokumen unit kerja", "quantity", "count", 240, "dokumen", "higher"),
    ("Berkurangnya waktu penyelesaian layanan", "time", "position", 5, "hari kerja", "lower"),
)  # fmt: skip
"""Title, aspect, pattern, target, its unit, and whether more or less of it is better."""
COLUMNS = ["title", "aspect", "pattern", "target", "quantity_unit", "better"]

LICENSING = "Bidang Pelayanan Perizinan"
OUTCOMES = (
    ("perizinan", LICENSING, "Izin berusaha yang terbit dalam standar waktu",
     np.nan, 7500, 0.93, "izin", "higher"),
    ("perizinan", LICENSING, "Rata-rata waktu penerbitan izin berusaha",
     9.0, 5.0, 0.74, "hari kerja", "lower"),
    ("perizinan", LICENSING, "Pelaku usaha risiko rendah yang memiliki NIB",
     61.0, 75.0, 0.88, "persen", "higher"),
    ("umkm", HARSH, "Usaha mikro yang terjangkau pendampingan",
     38.0, 60.0, 1.15, "persen", "higher"),
    ("umkm", HARSH, "Usaha mikro yang naik kelas menjadi usaha kecil",
     np.nan, 120, 1.06, "usaha", "higher"),
    ("umkm", HARSH, "Usaha mikro yang memiliki NIB setelah pendampingan",
     np.nan, 2400, 1.05, "usaha", "higher"),
)  # fmt: skip
"""Programme, unit, title, baseline, target, share of the way gone in autumn, its unit, better."""
AUTUMN = 0.8
"""Share of the year after which outcomes are as far as OUTCOMES says."""


def targets_of(people: pd.DataFrame, today: pd.Timestamp, rng: np.random.Generator) -> pd.DataFrame:
    """Three to five SKP items for each person in the year of ``today``.

    Hidden: ``per_task``, what one activity for an item that is counted brings on average.
    """
    items = rng.integers(3, 6, len(people))
    owner = np.repeat(np.arange(len(people)), items)
    plan = rng.permuted(np.tile(np.arange(len(PLANS)), (len(people), 1)), axis=1)
    place = np.concatenate([np.arange(n) for n in items])
    targets = pd.DataFrame([PLANS[p] for p in plan[owner, place]], columns=COLUMNS)
    counted = targets["pattern"] == "count"
    return _realised(
        targets.assign(
            person=people["person_id"].to_numpy()[owner],
            target_id=[f"RHK-{today.year}-{n:05d}" for n in range(len(targets))],
            period=str(today.year),
            main=place < 3,
            per_task=(targets["target"] / (TASKS_A_YEAR / items[owner])).where(counted),
        ),
        people["coverage"].to_numpy()[owner] / 0.9 * rng.normal(1.0, 0.1, len(targets)),
        today,
        rng,
    )


def _realised(
    targets: pd.DataFrame, drive: np.ndarray, today: pd.Timestamp, rng: np.random.Generator
) -> pd.DataFrame:
    counted = (targets["pattern"] == "count").to_numpy()
    part = np.where(counted, _passed(today), 1.0) * np.clip(drive, 0, 1.3)
    part = np.where(targets["better"] == "lower", 2 - part, part)
    realised = np.round(targets["target"].to_numpy(float) * part, 1)
    unmeasured = (targets["pattern"] == "release").to_numpy() & (rng.random(len(targets)) < 0.6)
    return targets.assign(
        realised=np.where(unmeasured, np.nan, np.where(counted, np.round(realised), realised)),
        as_of=_as_of(today),
    )


def _as_of(today: pd.Timestamp) -> pd.Timestamp:
    return today.replace(day=1) - pd.Timedelta(days=1)


def _passed(today: pd.Timestamp) -> float:
    """Share of the year of ``today`` that had gone when realisations were last stated."""
    as_of = _as_of(today)
    return as_of.day_of_year / 366 if as_of.year == today.year else 0.0


def outcomes_of(units: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """What the programmes should change for people in the year of ``today``."""
    columns = ["programme", "unit", "title", "baseline", "target", "way", "quantity_unit", "better"]
    found = pd.DataFrame(list(OUTCOMES), columns=columns)
    start = found["baseline"].fillna(0.0)
    gone = found["way"] * min(_passed(today) / AUTUMN, 1.0)
    reached = start + (found["target"] - start) * gone
    return found.assign(
        outcome_id=[f"SAS-{today.year}-{n:02d}" for n in range(1, len(found) + 1)],
        unit=found["unit"].map(units.set_index("name")["unit_id"]),
        period=str(today.year),
        realised=reached.round(1).where(found["baseline"].notna(), reached.round()),
        as_of=_as_of(today),
    )
