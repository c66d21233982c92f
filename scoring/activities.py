"""Activities as lines to be summed: one per activity, or one per person, unit and day.

A line tells, of the activities it stands for:

entries, invalid: how many, and how many of them cannot be as reported.
overlapping: how many begin before an earlier one of the same person has ended, refused ones aside.
reported, approved, pending, refused: minutes by status, impossible ones left out, and what overlaps
an earlier activity of the same person counted once. An approved one gives way to approved ones
alone: what was refused, and entered anew, takes nothing away.
timed, in_time: of how many it is known when they were recorded, and how many of these in time.
judged, refused_n: on how many a supervisor has decided, and how many of these not approved.
verified, verified_in_time: of how many decisions the time is known, and how many were in time.
pending_n, pending_since: how many wait for a decision, and the last day on which one of the same
person, unit and day was recorded.
bulk: how many were recorded in bulk long after. told, tracked: minutes, statuses are told at all.

The frame ``activity_days`` has such lines ready, one per person, unit and day; without it they are
made of ``activities``, one per activity, so that each keeps its key.
"""

import pandas as pd

from scoring.bursts import in_burst
from scoring.day_sums import SQUARED, open_days, summed, waits_too_long
from scoring.facts import first_reason
from scoring.look import Look
from scoring.objections import UPHELD
from scoring.records import Records
from scoring.rules import limit_on
from scoring.service import lost_days, supervisors_of, unit_on

DAY_MINUTES = 24 * 60
DECIDED = ("approved", "rejected", "returned")
REFUSED = ("rejected", "returned")
DAILY = ("entries", "reported", "approved", "pending_n", "told", "tracked")
SUMS = (
    "entries", "invalid", "overlapping", "reported", "approved", "pending", "refused", "timed",
    "in_time", "judged", "refused_n", "verified", "verified_in_time", "pending_n", "bulk",
)  # fmt: skip
FAULTS = ("end_before_start", "no_minutes", "over_24h", "future", "day_over_24h")


def done_of(look: Look) -> pd.DataFrame:
    """The lines of the looked-at periods, each with its day, person, unit and key.

    served: the unit the person served in that day. overdue: how many wait for verification past
    their limit.
    """
    ready = look.frames.get("activity_days")
    if ready is not None:
        return summed(look, ready, SUMS)
    found = activity_lines(look)
    begun, ended = look.periods[-1].start, look.periods[0].end
    lines = found[(found["day"] >= begun) & (found["day"] < ended)].reset_index(drop=True)
    lines = lines.assign(unit=look.units(lines["unit"]))
    served = unit_on(look, lines["person"], lines["day"], lines["unit"])
    return lines.assign(served=served, overdue=_overdue(look, lines))


def worked_of(look: Look) -> pd.DataFrame:
    """What was done on complete days, per person, place of service and day (or period).

    Columns: person, unit (of service), day, entries, told, tracked (how many lines), and reported,
    approved with the sums of their squares by day. open_days, open_minutes: expected of days on
    which something waits for its supervisor: until that is decided nothing of them is approved.
    """
    done = look.once(done_of)
    past = done[(done["day"] < look.today) & done["served"].notna()]
    if f"{SQUARED[0]}_sq" in done:
        return past.assign(unit=past["served"])
    keys = ["person", "unit", "served", "day"]
    days = past.groupby(keys, observed=True, dropna=False)[list(DAILY)].sum().reset_index()
    days = days.assign(
        unit=days["served"], approved=days["approved"].where(days["pending_n"] == 0, 0)
    )
    squares = {f"{name}_sq": days[name] ** 2 for name in SQUARED}
    waits = open_days(look, days[days["pending_n"] > 0]).reindex(days.index, fill_value=0.0)
    return days.assign(**squares, **waits)


def done_records(look: Look) -> Records:
    """The lines, for the person who did it and the unit it was done for."""
    done = look.once(done_of)
    return look.records("activities", keys_of(done), unit=done["unit"], person=done["person"])


def watched_records(look: Look) -> Records:
    """The lines, for the supervisor who verifies them and the unit they were done for."""
    done = look.once(done_of)
    supervisor = supervisors_of(look, done["person"])
    return look.records("activities", keys_of(done), unit=done["unit"], person=supervisor)


def activity_days(look: Look) -> pd.DataFrame:
    """The frame ``activity_days``: the lines summed per person, unit and day."""
    lines = activity_lines(look)
    grouped = lines.groupby(["person", "unit", "day"], dropna=False)
    found = grouped.agg(
        {**dict.fromkeys(SUMS, "sum"), "pending_since": "max", "told": "any", "tracked": "any"}
    )
    return found.reset_index()


def activity_lines(look: Look) -> pd.DataFrame:
    """One line per activity, with its key and its fault (a code, missing if there is none).

    What was recorded only after ``look.now``, or is of a day to come and nobody says it was
    recorded before, is not there yet.
    """
    done = _known(look)
    recorded, verified = look.days(done["recorded_at"]), look.days(done["verified_at"])
    status = done["status"].astype(object).mask(done["verified_at"] >= look.now, "pending")
    tracked, refused = done["status_tracked"].astype(bool), status.isin(REFUSED)
    waiting = (status == "pending") & tracked
    noted = recorded.fillna(done["day"]).where(waiting)
    since = noted.groupby([done["person"], done["unit"], done["day"]], dropna=False)
    lag = look.calendars.workdays_between(done["unit"], done["day"], recorded)
    lag -= lost_days(look, done["person"], done["day"], recorded)
    limits, suspicion = look.rules.limits, look.rules.suspicion
    late = done["recorded_at"].where(lag > suspicion.days_late)
    lines = {
        "activity_id": done["activity_id"],
        "person": done["person"],
        "unit": done["unit"],
        "day": done["day"],
        "entries": 1.0,
        **_minutes(done, status, look.today),
        "timed": recorded.notna(),
        "in_time": lag <= limit_on(limits, done["day"], "record"),
        "judged": status.isin(DECIDED),
        "refused_n": refused,
        "verified": status.isin(DECIDED) & verified.notna(),
        "verified_in_time": status.isin(DECIDED) & _verified(look, done, recorded, verified),
        "pending_n": waiting,
        "bulk": in_burst(done["person"], late, suspicion.recorded, suspicion.minutes),
        "pending_since": since.transform("max").where(waiting),
        "tracked": tracked,
    }
    told = pd.DataFrame(lines).astype(dict.fromkeys(SUMS, "float64"))
    return _spared(told, look.struck("activities"))


def _spared(lines: pd.DataFrame, struck: frozenset[str]) -> pd.DataFrame:
    """``lines`` to which nothing is added by activities that an objection has taken out."""
    if not struck:
        return lines
    out = lines["activity_id"].isin(struck)
    return lines.assign(
        **{name: lines[name].mask(out, 0.0) for name in SUMS},
        fault=lines["fault"].astype(object).mask(out, UPHELD),
        pending_since=lines["pending_since"].mask(out),
    )


def _known(look: Look) -> pd.DataFrame:
    """Activities as far as they are known by now; without a unit they are of the person's own."""
    rows = look.rows("activities")
    to_come = (rows["day"] > look.today) & rows["recorded_at"].isna()
    done = rows[~to_come & ~(rows["recorded_at"] >= look.now)].reset_index(drop=True)
    if done["unit"].notna().all():
        return done
    own = unit_on(look, done["person"], done["day"])
    return done.assign(unit=done["unit"].astype(object).fillna(own))


def _minutes(done: pd.DataFrame, status: pd.Series, today: pd.Timestamp) -> dict[str, pd.Series]:
    """Minutes by status, with what speaks against them."""
    minutes = done["minutes"].fillna((done["end"] - done["start"]).dt.total_seconds() / 60)
    fault = _faults(done, minutes, today)
    refused, approved = status.isin(REFUSED), status == "approved"
    twice = _overlap(done.assign(refused=refused, later=~approved), fault.isna())
    sums = (minutes * (1 - twice)).where(fault.isna(), 0.0)
    whole = sums.groupby([done["person"], done["day"]]).transform("sum")
    fault = fault.mask(fault.isna() & (whole > DAY_MINUTES), FAULTS[-1])
    sound, rival = fault.isna(), done.assign(refused=False, later=False)
    sums, own = sums.where(sound, 0.0), minutes * (1 - _overlap(rival, sound & approved))
    return {
        "fault": fault,
        "invalid": ~sound,
        "overlapping": (twice > 0) & sound & ~refused,
        "reported": sums,
        "approved": own.where(sound & approved, 0.0),
        "pending": sums.where(status == "pending", 0.0),
        "refused": sums.where(refused, 0.0),
        "told": minutes.notna(),
    }


def _faults(done: pd.DataFrame, minutes: pd.Series, today: pd.Timestamp) -> pd.Series:
    """Why an activity cannot be as reported, as a code; missing if nothing speaks against it."""
    wrong = [
        done["end"] < done["start"], minutes <= 0, minutes > DAY_MINUTES, done["day"] > today,
    ]  # fmt: skip
    return first_reason(done.index, **dict(zip(FAULTS, wrong, strict=False)))


def _overlap(done: pd.DataFrame, counted: pd.Series) -> pd.Series:
    """Share of the time of each activity that overlaps earlier ones (of those ``counted``).

    Of several that begin together the approved one is the first, a refused one the last.
    """
    timed = done[counted & (done["end"] > done["start"])]
    ordered = timed.sort_values(["person", "start", "refused", "later", "end", "activity_id"])
    latest = ordered.groupby("person")["end"].cummax()
    before = latest.groupby(ordered["person"]).shift()
    until = before.where(before < ordered["end"], ordered["end"])
    twice: pd.Series = (until - ordered["start"]) / (ordered["end"] - ordered["start"])
    return twice.where(before.notna()).clip(lower=0).reindex(done.index).fillna(0.0)


def _verified(
    look: Look, done: pd.DataFrame, recorded: pd.Series, verified: pd.Series
) -> pd.Series:
    """Whether each was verified within its limit, which runs from its record."""
    noted = recorded.fillna(done["day"])
    took = look.calendars.workdays_between(done["unit"], noted, verified)
    took -= lost_days(look, supervisors_of(look, done["person"]), noted, verified)
    return took <= limit_on(look.rules.limits, noted, "verify")


def _overdue(look: Look, lines: pd.DataFrame) -> pd.Series:
    """How many of each line wait for verification past its limit."""
    late = waits_too_long(look, lines["unit"], lines["person"], lines["pending_since"])
    return lines["pending_n"].where(late, 0.0)


def keys_of(done: pd.DataFrame) -> pd.Series:
    """The keys of the activities; lines of whole days have none."""
    return done["activity_id"] if "activity_id" in done else pd.Series(None, index=done.index)
