"""What citizens say: the satisfaction survey (SKM), by unit and service."""

import numpy as np
import pandas as pd

from data.simulate.hours import workdays
from data.simulate.names import numbered
from data.simulate.office import Office
from data.simulate.units import HARSH, WEAK_IN_TIME

MONTHLY = 420
COUNTERS = (
    ("Seksi Pelayanan Perizinan Usaha", "Izin usaha", 1.2),
    ("Seksi Pelayanan Perizinan Pembangunan", "Izin bangunan", 1.0),
    ("Seksi Pelayanan Perizinan Kesehatan", "Izin praktik", 1.0),
    ("Seksi Loket dan Informasi", "Informasi", 1.0),
    ("Seksi Pengaduan dan Konsultasi", "Pengaduan", 0.9),
    ("Seksi Pengaduan dan Konsultasi", "Konsultasi", 0.8),
    ("Seksi Kebijakan dan Penyuluhan Layanan", "Konsultasi", 0.8),
    ("Seksi Pemberdayaan Usaha Daerah", "Pendampingan usaha mikro", 1.0),
)
"""Unit, service it gives, and how many sheets it gets."""
ELEMENTS = tuple(f"u{i}" for i in range(1, 10))
EASE = np.array([0.05, 0.0, -0.2, 0.35, 0.05, 0.1, 0.12, -0.1, 0.2])
"""How much better or worse than the whole each element is usually judged."""
OWN = {
    WEAK_IN_TIME: np.array([0, -0.1, -0.95, 0, 0, 0.1, 0.1, 0, 0.1]),
    HARSH: np.array([0, -0.1, -0.2, 0.5, 0.3, -0.1, -0.5, -0.3, 0]),
}
"""What is judged otherwise in two units; elsewhere only small differences."""
INVALID = (("", 0.002), (5, 0.0005), (0, 0.0005))
"""Answers that are none of 1 to 4, and how often they occur."""


def month_of_surveys(office: Office, month: pd.Timestamp) -> pd.DataFrame:
    """Answer sheets of the month, before ``office.today``."""
    rng = office.rng("surveys", month.year, month.month)
    end = min(month + pd.DateOffset(months=1), pd.Timestamp(office.today))
    days = workdays(office.calendar, month, end)
    taken = days.iloc[np.sort(rng.integers(0, len(days), _how_many(days, rng)))].reset_index(
        drop=True
    )
    minutes = np.clip(rng.normal(11.5, 2, len(taken)), 8, 16) * 60
    moments = office.calendar.start_of(taken) + pd.to_timedelta(minutes.round(), unit="min")
    sheets = answer_sheets(office, moments, rng)
    return sheets.assign(survey_id=numbered(f"SKM-{month:%Y%m}", len(sheets), width=5))


def _how_many(days: pd.Series, rng: np.random.Generator) -> int:
    return int(rng.poisson(MONTHLY / 20 * len(days)))


def answer_sheets(office: Office, moments: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    """One sheet per moment; answers 1-4 around the unit's grade, a few of them invalid."""
    names, services, load = (np.array(column) for column in zip(*COUNTERS, strict=True))
    counter = rng.choice(len(COUNTERS), len(moments), p=load / load.sum())
    place = pd.Index(office.units["name"]).get_indexer(names)[counter]
    return _marks(_grades(office)[place], rng).assign(
        unit=office.units["unit_id"].to_numpy()[place],
        service=services[counter],
        taken_at=moments.to_numpy() if moments.dt.tz is None else pd.Series(moments.array),
    )


def _grades(office: Office) -> np.ndarray:
    """Units by elements: how each is judged on average."""
    small = office.rng("elements").normal(0, 0.1, (len(office.units), len(ELEMENTS)))
    own = np.array([OWN.get(name, np.zeros(len(ELEMENTS))) for name in office.units["name"]])
    return np.asarray(office.units["grade"].to_numpy()[:, None] + EASE + small + own)


def _marks(grades: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    mood = grades + rng.normal(0, 0.35, (len(grades), 1))
    marks = np.clip(np.round(mood + rng.normal(0, 0.5, mood.shape)), 1, 4).astype(int)
    found = marks.astype(object)
    for answer, share in INVALID:
        found[rng.random(found.shape) < share] = answer
    return pd.DataFrame(found, columns=list(ELEMENTS))
