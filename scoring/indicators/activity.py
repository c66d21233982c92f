"""Indicators of daily activities (aktivitas harian)."""

import numpy as np
import pandas as pd

from scoring.look import Look
from scoring.subjects import Subjects, count, ratio, share, subjects_of, without

DAY_MINUTES = 24 * 60
LONGEST_ABSENCE = 3660


def approved_minutes_share(look: Look) -> pd.DataFrame:
    """Approved minutes per expected minutes, over the complete days of the period.

    Expected: working minutes of the office, less days of absence, times the share of full time,
    from the first to the last day in service. Unfair case considered: today is not over and is
    not counted; leave and part-time are taken out before anybody is judged; pending minutes are
    not yet approved, and not yet refused either. Ratio (1 is as expected); n: person-days.
    """
    done, service = look.once(_activities), look.once(_service)
    complete = (done["status"] == "approved") & ~done["invalid"] & (done["day"] < look.days_end)
    minutes = done[complete].groupby("person")["minutes"].sum()
    performed = service["person_id"].map(minutes).fillna(0)
    subjects = subjects_of(service["unit"], service["person_id"], look.ancestors, look.root)
    scores = ratio(performed, service["minutes"], service["days"], subjects)
    told = (done["minutes"].notna() & done["status_tracked"].astype(bool)).any()
    timed = pd.Series(told, index=service.index)
    return without(scores, timed, subjects)


def recorded_in_time(look: Look) -> pd.DataFrame:
    """Share of activities recorded on their day or within one working day after it.

    Unfair case considered: a Friday's work recorded on Monday is in time; work on a day off may
    be recorded on the next working day. Share 0-1 of activities of the period's days.
    """
    done, subjects = look.once(_done)
    recorded = done["recorded_at"].where(done["recorded_at"] < look.now)
    lag = look.calendar.workdays_between(done["day"], look.calendar.local_day(recorded))
    hits = (lag <= 1).astype("boolean").where(recorded.notna())
    return without(share(hits, subjects), done["recorded_at"].notna(), subjects)


def activities_recorded(look: Look) -> pd.DataFrame:
    """Number of activities of the period's days, whatever their status."""
    done, subjects = look.once(_done)
    return count(done["day"].notna(), subjects)


def activities_invalid(look: Look) -> pd.DataFrame:
    """Number of activities of the period that cannot be as reported, left out of all sums.

    End before start, no or negative minutes, more than 24 hours, or a day still to come.
    """
    done, subjects = look.once(_done)
    return count(done["invalid"], subjects)


def _activities(look: Look) -> pd.DataFrame:
    """Activities of the period's days, with their minutes and whether they are impossible."""
    found = look.frames["activities"]
    of_period = (found["day"] >= look.period.start) & (found["day"] < look.period.end)
    done = found[of_period].reset_index(drop=True)
    minutes = done["minutes"].fillna((done["end"] - done["start"]).dt.total_seconds() / 60)
    backwards = done["end"] < done["start"]
    invalid = backwards | (minutes <= 0) | (minutes > DAY_MINUTES) | (done["day"] > look.today)
    return done.assign(minutes=minutes, invalid=invalid)


def _done(look: Look) -> tuple[pd.DataFrame, Subjects]:
    done = look.once(_activities)
    return done, subjects_of(done["unit"], done["person"], look.ancestors, look.root)


def _service(look: Look) -> pd.DataFrame:
    """People in service in the period, with the working days and minutes expected of them."""
    people = look.frames["people"]
    began = people["active_from"].fillna(look.period.start)
    ended = people["active_to"].fillna(look.days_end) + pd.Timedelta(days=1)
    start = began.where(began > look.period.start, look.period.start)
    end = ended.where(ended < look.days_end, look.days_end)
    service = people.assign(start=start, end=end)[start < end].reset_index(drop=True)
    away = _away(look, service)
    days = look.calendar.workdays_in(service["start"], service["end"]) - away["days"]
    minutes = look.calendar.minutes_in(service["start"], service["end"]) - away["minutes"]
    return service.assign(days=days, minutes=minutes * service["full_time"].fillna(1.0))


def _away(look: Look, service: pd.DataFrame) -> pd.DataFrame:
    """Working days and minutes of absence within each line of ``service``."""
    spans = service[["person_id", "start", "end"]].rename(columns={"person_id": "person"})
    away = _days_away(look.frames["absences"]).merge(spans, on="person")
    away = away[(away["day"] >= away["start"]) & (away["day"] < away["end"])]
    after = away["day"] + pd.Timedelta(days=1)
    days = look.calendar.workdays_in(away["day"], after)
    minutes = look.calendar.minutes_in(away["day"], after)
    sums = away.assign(days=days, minutes=minutes).groupby("person")[["days", "minutes"]].sum()
    return sums.reindex(service["person_id"]).fillna(0.0).reset_index(drop=True)


def _days_away(absences: pd.DataFrame) -> pd.DataFrame:
    """person, day: each day of absence once, however many entries name it."""
    span = (absences["last_day"] - absences["first_day"]).dt.days + 1
    length = span.clip(lower=0, upper=LONGEST_ABSENCE).to_numpy(dtype=np.int64)
    repeated = absences.loc[absences.index.repeat(length)]
    offset = np.arange(len(repeated)) - np.repeat(np.cumsum(length) - length, length)
    day = repeated["first_day"] + pd.to_timedelta(offset, unit="D")
    return pd.DataFrame({"person": repeated["person"], "day": day}).drop_duplicates()
