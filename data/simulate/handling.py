"""What becomes of complaints: forwarding, answer, waiting, resolution, closing, reopening."""

import numpy as np
import pandas as pd

from data.simulate.hands import handed_on, shares
from data.simulate.hours import after, lognormal, workdays
from data.simulate.office import Office
from data.simulate.pace import slowness

MONTHLY = 490
"""Complaints received in a month."""
FINISH_HOURS = {"information": 7.0, "aspiration": 9.0, "complaint": 34.0, "oversight": 170.0}
MISLAID = 0.05
"""Share that is forwarded days late."""
ASKED, UNREPLIED = 0.08, 0.25
"""Share whose reporter is asked for more, and share of these that never reply."""
SILENT, ARCHIVED, REOPENED = 0.012, 0.02, 0.04
CLOSES = 10.0
"""Working days after which the system closes what nobody replies to."""
MASS_AGE, MASS_DAYS, MASS_MINUTES = 14, 45, 8.0
"""Days ago, days of receipt before, and minutes of the mass closing."""
MASS_SIZE, MASS_REOPENED = 27, 0.2
"""How many are closed, on average, and share of these that are reopened."""


def handled(office: Office, cases: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Complaints as received, with all that will have become of them."""
    cases = _answered(office, cases, rng)
    cases = _resolved(office, handed_on(office, cases, rng), rng)
    ended = _unworked(office, _ended(office, _reopened(office, cases, rng), rng), rng)
    return _mass_closed(office, ended.assign(rating=rated(ended, rng)), rng)


def _answered(office: Office, cases: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    calendar, count = office.calendar, len(cases)
    took = lognormal(80, 0.8, count, rng) * np.where(rng.random(count) < MISLAID, 17, 1)
    forwarded = after(calendar, cases["received"], took)
    slow = slowness(office, cases)
    answer = after(calendar, forwarded, lognormal(60 * 8.0 * slow, 0.9, count, rng))
    return cases.assign(forwarded=forwarded, first_answer=answer, slow=slow)


def _resolved(office: Office, cases: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Some wait for the reporter in between, and a few of them in vain."""
    calendar, count = office.calendar, len(cases)
    work = cases["kind"].map(FINISH_HOURS).to_numpy() * 60 * np.sqrt(cases["slow"].to_numpy())
    plain = after(calendar, cases["first_answer"], lognormal(work, 0.75, count, rng))
    waits = rng.random(count) < ASKED
    asked = after(calendar, cases["first_answer"], lognormal(120, 0.6, count, rng)).where(waits)
    replied = after(calendar, asked, lognormal(900, 0.7, count, rng))
    replied = replied.where(rng.random(count) >= UNREPLIED)
    late = after(calendar, replied, lognormal(work / 2, 0.6, count, rng))
    return cases.assign(wait_start=asked, wait_end=replied, resolved=plain.mask(waits, late))


def _reopened(office: Office, cases: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    calendar, count = office.calendar, len(cases)
    moment = after(calendar, cases["resolved"], lognormal(1200, 0.6, count, rng))
    reopened = moment.where(rng.random(count) < REOPENED)
    again = after(calendar, reopened, lognormal(700, 0.8, count, rng))
    resolved = cases["resolved"].mask(reopened.notna(), again)
    return cases.assign(first_resolved=cases["resolved"], reopened=reopened, resolved=resolved)


def _ended(office: Office, cases: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Closed by somebody soon, or by the system when no reply has come."""
    calendar, count = office.calendar, len(cases)
    by = rng.choice(("system", "admin", "reporter"), count, p=(0.6, 0.3, 0.1))
    soon = after(calendar, cases["resolved"], lognormal(300, 0.8, count, rng))
    in_vain = cases["wait_start"].notna() & cases["wait_end"].isna()
    by = np.where(in_vain, "system", by)
    quiet = _workdays_after(office, cases["resolved"].mask(in_vain, cases["wait_start"]), CLOSES)
    closed = quiet.where(by == "system", soon)
    return cases.assign(
        closed=closed, closed_by=by, wait_end=cases["wait_end"].mask(in_vain, closed)
    )


def _unworked(office: Office, cases: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """A few are closed by the system after 30 days without an answer, a few archived."""
    chance = pd.Series(rng.random(len(cases)), index=cases.index)
    silent, archived = chance < SILENT, chance > 1 - ARCHIVED
    closed = cases["closed"].mask(silent, _workdays_after(office, cases["received"], 30.0))
    ended = without(cases, silent | archived).assign(
        closed=closed.mask(archived, cases["forwarded"]),
        closed_by=np.select([silent, archived], ["system", "admin"], cases["closed_by"]),
        archived=archived,
    )
    return ended.assign(handed=ended["handed"].mask(archived))


WORKED = ("first_answer", "first_resolved", "resolved", "reopened", "wait_start", "wait_end")


def without(cases: pd.DataFrame, rows: pd.Series) -> pd.DataFrame:
    """``cases`` of which the ``rows`` were never worked on."""
    return cases.assign(**{time: cases[time].mask(rows) for time in WORKED})


def _mass_closed(office: Office, cases: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """One officer leaves complaints lie for weeks, then closes them all at once; some come back."""
    begun = mass_closing(office)
    count, since = len(cases), begun - pd.Timedelta(days=MASS_DAYS)
    if not (cases["received"] > since).any():
        return cases
    mine = cases["officer"].isin(office.whom("mass_closing")) & ~cases["archived"]
    left = mine & (cases["received"] > since) & (cases["forwarded"] < begun)
    left &= rng.random(count) < _mass_share(office)
    moment = begun + pd.to_timedelta(pd.Series(rng.uniform(0, MASS_MINUTES * 60, count)), unit="s")
    moment = moment.dt.floor("s")
    back = left & (rng.random(count) < MASS_REOPENED)
    reopened = after(office.calendar, moment, lognormal(1100, 0.5, count, rng))
    answered = after(office.calendar, reopened, lognormal(1500, 0.6, count, rng))
    solved = after(office.calendar, answered, lognormal(1200, 0.6, count, rng))
    closed = without(cases, left)
    return closed.assign(
        closed=closed["closed"].mask(left, moment),
        closed_by=closed["closed_by"].mask(left, "admin"),
        handed=closed["handed"].mask(left & (closed["handed"] > begun)),
        reopened=closed["reopened"].mask(back, reopened),
        first_answer=closed["first_answer"].mask(back, answered),
        resolved=closed["resolved"].mask(back, solved),
        rating=closed["rating"].mask(left),
    )


def _mass_share(office: Office) -> float:
    """Share of the officer's complaints of those days that is about MASS_SIZE."""
    units = office.units["unit_id"].isin(office.whom("on_time_falls")).to_numpy()
    desk = office.desks[str(office.units["unit_id"][units].iloc[0])]
    a_day = MONTHLY / 30 * shares(office)[units].sum() / len(desk)
    return float(min(MASS_SIZE / (a_day * MASS_DAYS), 1.0))


def mass_closing(office: Office) -> pd.Timestamp:
    """When the mass closing began: an afternoon about two weeks ago."""
    day = pd.Timestamp(office.today) - pd.Timedelta(days=MASS_AGE)
    days = workdays(office.calendar, day - pd.Timedelta(days=30), day)
    morning = office.calendar.start_of(days.iloc[[-1]])
    return pd.Timestamp((morning + pd.Timedelta(hours=15, minutes=20)).iloc[0])


def _workdays_after(office: Office, moments: pd.Series, days: float) -> pd.Series:
    count = pd.Series(days, index=moments.index)
    return pd.Series(office.calendar.after_workdays(moments, count).dt.floor("s"))


def rated(cases: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """The reporter's rating, 1-5, lower the longer the answer took; most give none."""
    days = (cases["first_answer"] - cases["received"]).dt.total_seconds() / 86_400
    mark = (4.5 - 0.22 * days + rng.normal(0, 0.7, len(cases))).round().clip(1, 5)
    return mark.where((rng.random(len(cases)) < 0.3) & cases["first_answer"].notna())
