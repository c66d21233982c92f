"""What is planned, decided or granted once: leave, SKP items, official ratings."""

import numpy as np
import pandas as pd

PLANS = (
    ("Terlaksananya pelayanan perizinan sesuai standar", "quantity", "count", 600, "berkas"),
    ("Tersusunnya laporan berkala tepat waktu", "time", "count", 12, "laporan"),
    ("Tersedianya data layanan yang mutakhir", "quality", "position", 100, "persen"),
    ("Meningkatnya nilai IKM unit layanan", "quality", "release", 88.31, "indeks"),
    ("Terselesaikannya tindak lanjut pengaduan", "quantity", "count", 120, "pengaduan"),
    ("Terlaksananya rapat koordinasi dan pembinaan", "quantity", "count", 24, "kegiatan"),
    ("Terkendalinya biaya pelaksanaan kegiatan", "cost", "position", 95, "persen"),
    ("Tertatanya arsip dan dokumen unit kerja", "quantity", "count", 240, "dokumen"),
)
LEVELS = ("below", "meets", "above")
PREDICATES = (
    ("Sangat Kurang", "Butuh Perbaikan", "Butuh Perbaikan"),
    ("Kurang", "Baik", "Baik"),
    ("Kurang", "Baik", "Sangat Baik"),
)
"""Predicates as the rating authority would write them, by results and behaviour, each low first."""


def absences_of(
    people: pd.DataFrame, first: pd.Timestamp, today: pd.Timestamp, rng: np.random.Generator
) -> pd.DataFrame:
    """Leave, sickness, duty travel and training: about seven spells a person and year."""
    spells = rng.poisson(7, len(people))
    person = np.repeat(people["person_id"].to_numpy(), spells)
    kinds = rng.choice(
        ("leave", "sick", "duty_travel", "training", "unexcused"),
        len(person),
        p=(0.42, 0.2, 0.24, 0.12, 0.02),
    )
    longest = pd.Series(kinds).map(
        {"leave": 5, "sick": 3, "duty_travel": 4, "training": 5, "unexcused": 1}
    )
    begun = first + pd.to_timedelta(
        rng.integers(0, (today - first).days + 14, len(person)), unit="D"
    )
    days = np.floor(rng.random(len(person)) * longest.to_numpy()).astype(int)
    absences = pd.DataFrame({"person": person, "first_day": begun, "kind": kinds})
    absences["last_day"] = absences["first_day"] + pd.to_timedelta(days, unit="D")
    absences = absences.sort_values(["first_day", "person"], ignore_index=True)
    return absences.assign(absence_id=[f"ABS-{n:05d}" for n in range(len(absences))])


def targets_of(people: pd.DataFrame, today: pd.Timestamp, rng: np.random.Generator) -> pd.DataFrame:
    """Three to five SKP items for each person in the year of ``today``."""
    items = rng.integers(3, 6, len(people))
    owner = np.repeat(np.arange(len(people)), items)
    plan = rng.permuted(np.tile(np.arange(len(PLANS)), (len(people), 1)), axis=1)
    place = np.concatenate([np.arange(n) for n in items])
    columns = ["title", "aspect", "pattern", "target", "quantity_unit"]
    targets = pd.DataFrame([PLANS[p] for p in plan[owner, place]], columns=columns)
    targets["person"] = people["person_id"].to_numpy()[owner]
    targets["target_id"] = [f"RHK-{today.year}-{n:05d}" for n in range(len(targets))]
    targets["period"], targets["main"] = str(today.year), place < 3
    return _realised(targets, people["coverage"].to_numpy()[owner], today, rng)


def _realised(
    targets: pd.DataFrame, drive: np.ndarray, today: pd.Timestamp, rng: np.random.Generator
) -> pd.DataFrame:
    as_of = today.replace(day=1) - pd.Timedelta(days=1)
    passed = as_of.day_of_year / 366 if as_of.year == today.year else 0.0
    counted = (targets["pattern"] == "count").to_numpy()
    part = np.where(counted, passed, 1.0) * drive / 0.9 * rng.normal(1.0, 0.12, len(targets))
    realised = np.round(
        targets["target"].to_numpy(float) * np.clip(part, 0, 1.3), np.where(counted.all(), 0, 1)
    )
    unmeasured = (targets["pattern"] == "release").to_numpy() & (rng.random(len(targets)) < 0.6)
    return targets.assign(realised=np.where(unmeasured, np.nan, realised), as_of=as_of)


def ratings_of(people: pd.DataFrame, today: pd.Timestamp, rng: np.random.Generator) -> pd.DataFrame:
    """The official ratings of the quarter before the one of ``today``."""
    quarter = today.to_period("Q") - 1
    rated = people[(people["active_from"] < quarter.start_time) & (people["supervisor"] != "")]
    good = rng.random((2, len(rated)))
    results = np.where(rated["low"], 0, 1 + (good[0] > 0.8)) - (good[0] < 0.03)
    behaviour = 1 + (good[1] > 0.75).astype(int) - (good[1] < 0.02)
    results = np.clip(results, 0, 2)
    return pd.DataFrame(
        {
            "rating_id": f"NILAI-{quarter.year}{quarter.quarter}-" + rated["person_id"],
            "person": rated["person_id"],
            "period": f"{quarter.year}-Q{quarter.quarter}",
            "results": np.array(LEVELS)[results],
            "behaviour": np.array(LEVELS)[behaviour],
            "predicate": np.array(PREDICATES)[results, behaviour],
            "rated_by": rated["supervisor"],
            "rated_on": quarter.end_time.normalize() + pd.Timedelta(days=12),
        }
    )
