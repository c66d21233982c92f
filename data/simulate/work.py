"""Daily activities of one month: who did what, when it was recorded, what became of it."""

import numpy as np
import pandas as pd

from data.simulate.hours import after, begun, workdays
from data.simulate.moves import service_on
from data.simulate.names import numbered
from data.simulate.office import Office
from data.simulate.pace import fallen
from data.simulate.recording import as_seen, recorded, verified

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

LESS = 0.55
"""How much less of the day the falling officer ends up reporting."""


def month_of_work(office: Office, month: pd.Timestamp) -> pd.DataFrame:
    """Activities of the month that are recorded before ``office.today``, as seen that day."""
    rng = office.rng("work", month.year, month.month)
    end = min(month + pd.DateOffset(months=1), pd.Timestamp(office.today))
    days = workdays(office.calendar, month, end)
    person, day, count = _tasks(office, days, rng)
    done = _described(office, _timed(office, person, day, count, rng), month, rng)
    return as_seen(verified(office, recorded(office, done, rng), rng), office.cutoff)


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
    away = office.absences[office.absences["kind"] != "late"]
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
    share = service_on(office.people, person, day).full_time
    less = 1 - LESS * fallen(office, person, day)
    reported = full * people["coverage"].to_numpy() * share * less
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
    count, row = len(done), done["row"].to_numpy()
    item = _items(office, row, rng)
    service = service_on(office.people, row, done["day"])
    task = rng.integers(0, len(TASKS), count)
    ids = np.array(numbered(f"AKT-{month:%Y%m}", count), dtype=object)
    evidence = np.where(rng.random(count) < 0.7, "BKT-" + pd.Series(ids, dtype=object).str[4:], "")
    return done.assign(
        activity_id=ids,
        person=office.people["person_id"].to_numpy()[row],
        unit=service.unit,
        supervisor=service.supervisor,
        title=np.array([title for title, _ in TASKS], dtype=object)[task],
        evidence=evidence,
        target=item["target_id"].to_numpy(),
        **amounts(item, task, rng),
    )


def _items(office: Office, row: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """An SKP item of each person."""
    owned = office.targets.groupby("person", sort=False)["target_id"].agg(["first", "size"])
    own = owned.reindex(office.people["person_id"])
    first = own["first"].str[-5:].astype(int).to_numpy()[row]
    more = (rng.random(len(row)) * own["size"].to_numpy()[row]).astype(int)
    items: pd.DataFrame = office.targets[["target_id", "per_task", "quantity_unit"]]
    return items.take(first + more)


def amounts(item: pd.DataFrame, task: np.ndarray, rng: np.random.Generator) -> dict[str, pd.Series]:
    """What activities brought: in the unit of an item that is counted, else in that of the task.

    Missing where work on a counted item brought nothing that can be counted yet.
    """
    per_task = item["per_task"].to_numpy()
    counted = ~np.isnan(per_task)
    brought = rng.poisson(np.where(counted, per_task, 1.5)) + ~counted
    units = np.array([unit for _, unit in TASKS], dtype=object)[task]
    return {
        "quantity": pd.Series(brought, dtype="Int64").mask(brought == 0),
        "quantity_unit": pd.Series(np.where(counted, item["quantity_unit"], units)),
    }
