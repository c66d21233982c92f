"""Complaints of one month: what came in, how long it took, how it ended."""

import numpy as np
import pandas as pd

from data.simulate.hours import after, lognormal
from data.simulate.office import Office
from data.simulate.units import slowness_at

MONTHLY = 470
SEASON = (1.1, 0.95, 0.75, 1.05, 0.95, 1.0, 1.1, 1.0, 1.05, 1.1, 1.05, 0.9)
KINDS = ("information", "aspiration", "complaint", "oversight")
KIND_SHARES = (0.36, 0.1, 0.5, 0.04)
FINISH_HOURS = {"information": 7.0, "aspiration": 9.0, "complaint": 34.0, "oversight": 170.0}
CATEGORIES = (
    "Perizinan berusaha", "Persyaratan layanan", "Waktu penyelesaian", "Sikap petugas",
    "Aplikasi dan situs", "Biaya dan retribusi", "Sarana layanan", "Penanaman modal",
)  # fmt: skip
CHANNELS = ("SP4N-LAPOR!", "Loket", "WhatsApp", "Surel", "Telepon")
CHANNEL_SHARES = (0.34, 0.24, 0.26, 0.09, 0.07)
TIMES = ("forwarded", "first_answer", "resolved", "closed", "reopened", "wait_start", "wait_end")


def month_of_cases(office: Office, month: pd.Timestamp) -> pd.DataFrame:
    """Complaints received in the month and before ``office.today``, as seen that day."""
    rng = office.rng("cases", month.year, month.month)
    received = _arrivals(office, month, rng)
    cases = opened(office, received, rng).assign(
        complaint_id=[f"ADU-{month:%Y%m}-{n:05d}" for n in range(len(received))]
    )
    return as_seen(_ended(office, _handled(office, cases, rng), rng), office.cutoff)


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
    """What is known of complaints at the moment they come in."""
    count = len(received)
    unit = pd.Series(rng.choice(office.units["unit_id"], count, p=shares(office)))
    return pd.DataFrame(
        {
            "unit": unit,
            "officer": officers(office, unit, rng),
            "category": rng.choice(CATEGORIES, count),
            "kind": rng.choice(KINDS, count, p=KIND_SHARES),
            "channel": rng.choice(CHANNELS, count, p=CHANNEL_SHARES),
            "received": received,
        }
    )


def shares(office: Office) -> np.ndarray:
    """Share of the public's cases that each unit gets."""
    load = office.units["load"].to_numpy()
    return np.asarray(load / load.sum())


def officers(office: Office, unit: pd.Series, rng: np.random.Generator) -> list[str]:
    """One of the first four who stayed in each unit, not its head."""
    staff = office.people[~office.people["head"] & office.people["active_to"].isna()]
    staff = staff[staff["active_from"] < pd.Timestamp(office.months[-1])]
    desk = staff.groupby("unit")["person_id"].agg(lambda found: list(found)[:4]).to_dict()
    return [str(rng.choice(desk[u])) if u in desk else "" for u in unit]


def _handled(office: Office, cases: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Forwarding, first answer, waiting for the reporter, resolution."""
    calendar, count = office.calendar, len(cases)
    slow = slowness_at(office.units, cases["unit"], cases["received"], office.cutoff)
    forwarded = after(calendar, cases["received"], lognormal(80, 0.8, count, rng))
    answer = after(calendar, forwarded, lognormal(60 * 9.0 * slow, 0.95, count, rng))
    work = cases["kind"].map(FINISH_HOURS).to_numpy() * 60 * np.sqrt(slow)
    resolved = after(calendar, answer, lognormal(work, 0.75, count, rng))
    waits = pd.Series(rng.random(count) < 0.08, index=cases.index)
    asked = after(calendar, answer, lognormal(120, 0.6, count, rng)).where(waits)
    replied = after(calendar, asked, lognormal(900, 0.7, count, rng))
    return cases.assign(
        forwarded=forwarded,
        first_answer=answer,
        wait_start=asked,
        wait_end=replied,
        resolved=resolved.mask(
            waits, after(calendar, replied, lognormal(work / 2, 0.6, count, rng))
        ),
    )


def _ended(office: Office, cases: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Closing, reopening, rating; a few closed by the system without an answer, a few archived."""
    calendar, count = office.calendar, len(cases)
    chance = rng.random(count)
    reopened = _reopened(office, cases, rng)
    again = after(calendar, reopened, lognormal(700, 0.8, count, rng))
    resolved = cases["resolved"].mask(reopened.notna(), again)
    by = rng.choice(("system", "admin", "reporter"), count, p=(0.6, 0.3, 0.1))
    ten = calendar.after_workdays(resolved, pd.Series(10.0, index=cases.index)).dt.floor("s")
    closed = ten.where(by == "system", after(calendar, resolved, lognormal(300, 0.8, count, rng)))
    silent = pd.Series(chance < 0.012, index=cases.index)
    archived = pd.Series(chance > 0.98, index=cases.index)
    limit = calendar.after_workdays(cases["received"], pd.Series(30.0, index=cases.index)).dt.floor(
        "s"
    )
    unworked = silent | archived
    ended = cases.assign(
        first_resolved=cases["resolved"].mask(unworked),
        first_answer=cases["first_answer"].mask(unworked),
        resolved=resolved.mask(unworked),
        reopened=reopened.mask(unworked),
        wait_start=cases["wait_start"].mask(unworked),
        wait_end=cases["wait_end"].mask(unworked),
        closed=closed.mask(silent, limit).mask(archived, cases["forwarded"]),
        closed_by=np.where(silent, "system", np.where(archived, "admin", by)),
        archived=archived,
    )
    return ended.assign(rating=rated(ended, rng))


def _reopened(office: Office, cases: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    again = pd.Series(rng.random(len(cases)) < 0.04, index=cases.index)
    return after(office.calendar, cases["resolved"], lognormal(1200, 0.6, len(cases), rng)).where(
        again
    )


def rated(cases: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """The reporter's rating, 1-5, lower the longer the answer took; most give none."""
    days = (cases["first_answer"] - cases["received"]).dt.total_seconds() / 86_400
    mark = (4.5 - 0.22 * days + rng.normal(0, 0.7, len(cases))).round().clip(1, 5)
    return mark.where((rng.random(len(cases)) < 0.3) & cases["first_answer"].notna())


def as_seen(cases: pd.DataFrame, cutoff: pd.Timestamp) -> pd.DataFrame:
    """Without what was received or happened at ``cutoff`` or later, and with the status then."""
    cases = cases[cases["received"] < cutoff].reset_index(drop=True)
    seen = cases.assign(**{time: cases[time].where(cases[time] < cutoff) for time in TIMES})
    first = cases["first_resolved"].where(cases["first_resolved"] < cutoff)
    seen["resolved"] = seen["resolved"].fillna(first)
    seen["closed_by"] = seen["closed_by"].where(seen["closed"].notna(), "")
    seen["rating"] = seen["rating"].where(seen["closed"].notna())
    return seen.assign(status=status_of(seen))


def status_of(cases: pd.DataFrame) -> np.ndarray:
    """The status as the complaint system words it."""
    closed = cases["closed"].notna()
    waiting = cases["wait_start"].notna() & cases["wait_end"].isna()
    conditions = [
        closed & cases["archived"].astype(bool),
        closed & (cases["closed_by"] == "system"),
        closed & (cases["closed_by"] == "reporter"),
        closed,
        cases["reopened"].notna() & ~(cases["resolved"] > cases["reopened"]),
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
