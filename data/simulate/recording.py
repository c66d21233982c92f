"""When activities are recorded, what the supervisor decides on them, and when."""

import numpy as np
import pandas as pd

from data.simulate.hours import after, lognormal
from data.simulate.office import Office
from data.simulate.pace import fallen
from data.simulate.story import BACKLOG

REFUSED = 0.2
"""How much more of the falling officer's work ends up refused."""
FORGOTTEN, LEFT_LYING = 0.01, 0.92
BLOCK = 3
"""Weeks of activities that the bulk recorder records at once."""


def recorded(office: Office, done: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Soon after; or, by those with the habit, on the Friday of the week after; or weeks later."""
    soon = after(office.calendar, done["end"], lognormal(35, 1.4, len(done), rng))
    week = (done["day"] - pd.Timestamp(1970, 1, 5)).dt.days // 7
    habit = office.people["bulk"].to_numpy()[done["row"]] & (rng.random(len(done)) < 0.85)
    bulk = done["person"].isin(office.whom("bulk_recording"))
    next_week = _friday(office, week + 1, rng.uniform(14 * 60, 16 * 60, len(done)))
    much_later = _friday(office, (week // BLOCK + 1) * BLOCK, rng.uniform(905, 912, len(done)))
    return done.assign(recorded_at=soon.mask(habit, next_week).mask(bulk, much_later))


def _friday(office: Office, week: pd.Series, minutes: np.ndarray) -> pd.Series:
    """The Friday of each week (counted from 1970), so many minutes after midnight."""
    friday = pd.Timestamp(1970, 1, 9) + pd.to_timedelta(week * 7, unit="D")
    moments = office.calendar.start_of(friday) + pd.to_timedelta(minutes, unit="min")
    return pd.Series(moments.dt.round("s"))


def verified(office: Office, done: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """By the supervisor of that time within hours; a few forgotten, those of one left lying."""
    hours = done["unit"].map(office.units.set_index("unit_id")["verify_hours"]).to_numpy()
    took = lognormal(hours * 60, 0.9, len(done), rng)
    decided = after(office.calendar, done["recorded_at"], took)
    less = REFUSED * fallen(office, done["row"].to_numpy(), done["day"])
    quality = office.people["quality"].to_numpy()[done["row"]] - less
    chance = rng.random(len(done))
    bad = np.where(chance < quality + (1 - quality) * 0.6, "returned", "rejected")
    status = np.where(chance < quality, "approved", bad)
    left = (rng.random(len(done)) < FORGOTTEN) | _left_lying(office, done, rng)
    return done.assign(status=status, verified_at=decided.mask(left), verifier=done["supervisor"])


def _left_lying(office: Office, done: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """Whether one supervisor has not got round to it since the backlog began."""
    theirs = done["supervisor"].isin(office.whom("verification_backlog"))
    since = office.cutoff - pd.Timedelta(days=BACKLOG)
    return theirs & (done["recorded_at"] > since) & (rng.random(len(done)) < LEFT_LYING)


def as_seen(done: pd.DataFrame, cutoff: pd.Timestamp) -> pd.DataFrame:
    """Without what was recorded later; pending where it was verified later."""
    done = done[done["recorded_at"] < cutoff].reset_index(drop=True)
    pending = ~(done["verified_at"] < cutoff)
    return done.assign(
        status=done["status"].mask(pending, "pending"),
        verifier=done["verifier"].mask(pending, ""),
        verified_at=done["verified_at"].mask(pending),
    )
