"""Complaints of one month: what came in, and how it looks on the day of the office."""

import numpy as np
import pandas as pd

from data.simulate.handling import MONTHLY, handled
from data.simulate.hands import officers, shares
from data.simulate.names import numbered
from data.simulate.office import Office

SEASON = (1.1, 0.95, 0.75, 1.05, 0.95, 1.0, 1.1, 1.0, 1.05, 1.1, 1.05, 0.9)
KINDS = ("information", "aspiration", "complaint", "oversight")
KIND_SHARES = (0.36, 0.1, 0.5, 0.04)
CATEGORIES = (
    "Perizinan berusaha", "Persyaratan layanan", "Waktu penyelesaian", "Sikap petugas",
    "Aplikasi dan situs", "Biaya dan retribusi", "Sarana layanan", "Penanaman modal",
)  # fmt: skip
COACHING, COACHING_SHARE = "Pendampingan usaha mikro", 0.85
"""What most complaints to the unit of micro-enterprises, and to no other, are about."""
CHANNELS = ("SP4N-LAPOR!", "Loket", "WhatsApp", "Surel", "Telepon")
CHANNEL_SHARES = (0.34, 0.24, 0.26, 0.09, 0.07)
TIMES = (
    "forwarded", "handed", "first_answer", "resolved", "closed", "reopened", "wait_start",
    "wait_end",
)  # fmt: skip


def month_of_cases(office: Office, month: pd.Timestamp) -> pd.DataFrame:
    """Complaints received in the month and before ``office.today``, as seen that day."""
    rng = office.rng("cases", month.year, month.month)
    received = _arrivals(office, month, rng)
    cases = opened(office, received, rng).assign(
        complaint_id=numbered(f"ADU-{month:%Y%m}", len(received), width=5)
    )
    return as_seen(handled(office, cases, rng), office.cutoff)


def _arrivals(office: Office, month: pd.Timestamp, rng: np.random.Generator) -> pd.Series:
    """Moments of receipt: mostly working days by day, some evenings and days off."""
    days = pd.Series(
        pd.date_range(month, month + pd.DateOffset(months=1), inclusive="left", unit="us")
    )
    weight = np.where(office.calendar.workdays_in(days, days + pd.Timedelta(days=1)) > 0, 1.0, 0.2)
    count = rng.poisson(MONTHLY * SEASON[month.month - 1] * weight.sum() / 22)
    day = days.iloc[np.sort(rng.choice(len(days), count, p=weight / weight.sum()))]
    evening = rng.random(count) < 0.15
    hour = np.where(
        evening, rng.uniform(17, 23, count), np.clip(rng.normal(11.3, 2.2, count), 6, 18)
    )
    moments = office.calendar.start_of(day.reset_index(drop=True)) + pd.to_timedelta(
        (hour * 3600).round(), unit="s"
    )
    return pd.Series(moments.sort_values(ignore_index=True))


def opened(office: Office, received: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    """What is known of complaints at the moment they come in, and who will handle them."""
    count = len(received)
    unit = pd.Series(rng.choice(office.units["unit_id"], count, p=shares(office)))
    harsh = unit.isin(office.whom("treats_badly"))
    coaching = harsh & (rng.random(count) < COACHING_SHARE)
    return pd.DataFrame(
        {
            "unit": unit,
            "officer": officers(office, unit, rng),
            "category": np.where(coaching, COACHING, rng.choice(CATEGORIES, count)),
            "kind": rng.choice(KINDS, count, p=KIND_SHARES),
            "channel": rng.choice(CHANNELS, count, p=CHANNEL_SHARES),
            "received": received,
        }
    )


def as_seen(cases: pd.DataFrame, cutoff: pd.Timestamp) -> pd.DataFrame:
    """Without what was received or happened at ``cutoff`` or later, and with the status then."""
    cases = cases[cases["received"] < cutoff].reset_index(drop=True)
    seen = cases.assign(**{time: cases[time].where(cases[time] < cutoff) for time in TIMES})
    first = cases["first_resolved"].where(cases["first_resolved"] < cutoff)
    still_first = cases["handed"] >= cutoff
    seen["resolved"] = seen["resolved"].fillna(first)
    seen["closed_by"] = seen["closed_by"].where(seen["closed"].notna(), "")
    seen["rating"] = seen["rating"].where(seen["closed"].notna())
    seen["unit"] = seen["unit"].mask(still_first, seen["first_unit"])
    seen["officer"] = seen["officer"].mask(still_first, seen["first_officer"])
    seen["officer"] = seen["officer"].where(seen["forwarded"].notna(), "")
    return seen.assign(status=status_of(seen))


def still_open(cases: pd.DataFrame) -> pd.Series:
    """Whether each case is neither closed nor resolved, or was reopened since."""
    ended = cases["closed"].notna() | cases["resolved"].notna()
    last = cases[["closed", "resolved"]].max(axis=1)
    again = (cases["reopened"] > last) & ~cases["archived"].astype(bool)
    return ~ended | again


def status_of(cases: pd.DataFrame) -> np.ndarray:
    """The status as the complaint system words it."""
    again = cases["reopened"].notna() & still_open(cases)
    closed = cases["closed"].notna() & ~again
    waiting = cases["wait_start"].notna() & cases["wait_end"].isna()
    conditions = [
        closed & cases["archived"].astype(bool),
        closed & (cases["closed_by"] == "system"),
        closed & (cases["closed_by"] == "reporter"),
        closed,
        again,
        waiting,
        cases["first_answer"].notna(),
        cases["forwarded"].notna(),
    ]
    words = [
        "Diarsipkan oleh Admin", "Ditutup oleh Sistem", "Ditutup oleh Pelapor",
        "Ditutup oleh Admin", "Ditanggapi oleh Pelapor", "Menunggu Pelapor",
        "Ditindaklanjuti oleh Instansi", "Terdisposisi",
    ]  # fmt: skip
    return np.select(conditions, words, "Terverifikasi")
