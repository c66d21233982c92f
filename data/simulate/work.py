"""Daily activities of one month: who did what, when it was recorded, what became of it."""

import numpy as np
import pandas as pd

from data.simulate.hours import after, begun, lognormal, workdays
from data.simulate.office import Office

TASKS = (
    ("Memeriksa kelengkapan berkas permohonan izin", "berkas"),
    ("Memverifikasi data pemohon pada aplikasi perizinan", "permohonan"),
    ("Melayani konsultasi pemohon di loket", "pemohon"),
    ("Menyusun konsep surat balasan kepada pemohon", "surat"),
    ("Menindaklanjuti pengaduan masyarakat", "pengaduan"),
    ("Menyusun laporan harian pelayanan", "laporan"),
    ("Mengikuti rapat koordinasi bidang", "kegiatan"),
    ("Memutakhirkan data layanan", "data"),
    ("Menata arsip dokumen perizinan", "dokumen"),
    ("Menyusun bahan paparan pimpinan", "dokumen"),
    ("Melakukan pemantauan lapangan kegiatan usaha", "lokasi"),
    ("Menyusun telaahan staf", "dokumen"),
    ("Memproses pertanggungjawaban keuangan kegiatan", "dokumen"),
    ("Menyiapkan bahan sosialisasi layanan", "dokumen"),
    ("Memperbaiki gangguan aplikasi perizinan", "gangguan"),
    ("Menyusun rekapitulasi kehadiran pegawai", "laporan"),
)


def month_of_work(office: Office, month: pd.Timestamp) -> pd.DataFrame:
    """Activities of the month that are recorded before ``office.today``, as seen that day."""
    rng = office.rng("work", month.year, month.month)
    end = min(month + pd.DateOffset(months=1), pd.Timestamp(office.today))
    days = workdays(office.calendar, month, end)
    person, day, count = _tasks(office, days, rng)
    done = _described(office, _timed(office, person, day, count, rng), month, rng)
    return _as_seen(_verified(office, _recorded(office, done, rng), rng), office.cutoff)


def _tasks(
    office: Office, days: pd.Series, rng: np.random.Generator
) -> tuple[np.ndarray, pd.Series, np.ndarray]:
    """Person (row of the people frame), day, and number of activities, per day worked."""
    present = attendance(office, days)
    skipped = np.where(office.people["low"], 0.15, 0.02)
    present &= rng.random(present.shape) > skipped[:, None]
    person, position = np.nonzero(present)
    extra = rng.poisson(office.people["extra_tasks"].to_numpy()[person])
    return person, days.iloc[position].reset_index(drop=True), 1 + np.minimum(extra, 3)


def attendance(office: Office, days: pd.Series) -> np.ndarray:
    """People by days: true where the person is in service and not away."""
    people = office.people
    at = days.to_numpy()[None, :]
    began = people["active_from"].to_numpy()[:, None] <= at
    ended = people["active_to"].to_numpy()[:, None] < at
    present = np.asarray(began & ~ended)
    away = office.absences
    row = pd.Index(people["person_id"]).get_indexer(away["person"])
    for person, first, last in zip(
        row, away["first_day"].to_numpy(), away["last_day"].to_numpy(), strict=True
    ):
        present[person] &= ~((at[0] >= first) & (at[0] <= last))
    return present


def _timed(
    office: Office, person: np.ndarray, day: pd.Series, count: np.ndarray, rng: np.random.Generator
) -> pd.DataFrame:
    """Slices of the working day, one after the other, from the morning on."""
    people = office.people.iloc[person]
    full = office.calendar.minutes_in(day, day + pd.Timedelta(days=1)).to_numpy()
    reported = full * (people["coverage"] * people["full_time"]).to_numpy()
    reported *= np.clip(rng.normal(1.0, 0.06, len(person)), 0.7, 1.08)
    owner = np.repeat(np.arange(len(person)), count)
    weight = rng.uniform(0.6, 1.4, len(owner))
    running = np.cumsum(weight)
    heads = np.concatenate([[0], np.cumsum(count)[:-1]]).astype(int)
    total = np.add.reduceat(weight, heads) if len(weight) else weight
    ended = (running - (running[heads] - weight[heads])[owner]) / total[owner]
    edges = np.round(np.minimum(ended * reported[owner], full[owner]) / 5) * 5
    starts = np.concatenate([[0.0], edges[:-1]]) if len(edges) else edges
    starts[heads] = 0.0
    slices = pd.DataFrame({"row": person[owner], "starts": starts, "ends": edges})
    slices["day"] = day.iloc[owner].array
    return _placed(office, slices[slices["ends"] > slices["starts"]].reset_index(drop=True))


def _placed(office: Office, slices: pd.DataFrame) -> pd.DataFrame:
    """Slices of working minutes as times of the day."""
    morning = office.calendar.start_of(slices["day"])
    return slices.assign(
        start=begun(office.calendar, morning, slices["starts"]),
        end=after(office.calendar, morning, slices["ends"]),
        minutes=slices["ends"] - slices["starts"],
    )


def _described(
    office: Office, done: pd.DataFrame, month: pd.Timestamp, rng: np.random.Generator
) -> pd.DataFrame:
    count = len(done)
    people = office.people.iloc[done["row"]].reset_index(drop=True)
    task = rng.integers(0, len(TASKS), count)
    owned = office.targets.groupby("person", sort=False)["target_id"].agg(["first", "size"])
    own = owned.reindex(office.people["person_id"]).iloc[done["row"]]
    number = (
        own["first"].str[-5:].astype(int).to_numpy()
        + (rng.random(count) * own["size"]).astype(int).to_numpy()
    )
    ids = np.array([f"AKT-{month:%Y%m}-{n:06d}" for n in range(count)], dtype=object)
    return done.assign(
        activity_id=ids,
        person=people["person_id"],
        unit=people["unit"],
        title=np.array([title for title, _ in TASKS], dtype=object)[task],
        quantity_unit=np.array([unit for _, unit in TASKS], dtype=object)[task],
        quantity=1 + rng.poisson(1.5, count),
        target=office.targets["target_id"].to_numpy()[number],
        evidence=np.where(
            rng.random(count) < 0.7, "BKT-" + pd.Series(ids, dtype=object).str[4:], ""
        ),
    )


def _recorded(office: Office, done: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Soon after; or, by those who record in bulk, on the Friday of the week after."""
    soon = after(office.calendar, done["end"], lognormal(35, 1.4, len(done), rng))
    friday = done["day"] + pd.to_timedelta(11 - done["day"].dt.day_of_week, unit="D")
    later = office.calendar.start_of(friday) + pd.to_timedelta(
        rng.uniform(14, 16, len(done)) * 60, unit="min"
    )
    bulk = office.people["bulk"].to_numpy()[done["row"]] & (rng.random(len(done)) < 0.85)
    return done.assign(recorded_at=soon.mask(bulk, later.dt.round("s")))


def _verified(office: Office, done: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    hours = done["unit"].map(office.units.set_index("unit_id")["verify_hours"]).to_numpy()
    verified = after(
        office.calendar, done["recorded_at"], lognormal(hours * 60, 0.9, len(done), rng)
    )
    quality = office.people["quality"].to_numpy()[done["row"]]
    chance = rng.random(len(done))
    bad = np.where(chance < quality + (1 - quality) * 0.6, "returned", "rejected")
    status = np.where(chance < quality, "approved", bad)
    forgotten = pd.Series(rng.random(len(done)) < 0.01, index=done.index)
    supervisor = office.people["supervisor"].to_numpy()[done["row"]]
    return done.assign(status=status, verified_at=verified.mask(forgotten), verifier=supervisor)


def _as_seen(done: pd.DataFrame, cutoff: pd.Timestamp) -> pd.DataFrame:
    """Without what was recorded later; pending where it was verified later."""
    done = done[done["recorded_at"] < cutoff].reset_index(drop=True)
    pending = ~(done["verified_at"] < cutoff)
    return done.assign(
        status=done["status"].mask(pending, "pending"),
        verifier=done["verifier"].mask(pending, ""),
        verified_at=done["verified_at"].mask(pending),
    )
