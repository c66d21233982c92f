"""Indicators of daily activities (aktivitas harian)."""

import numpy as np
import pandas as pd

from scoring.activities import done_of, done_records, keys_of, watched_records, worked_of
from scoring.facts import Facts, first_reason, floats, placed
from scoring.look import Look
from scoring.records import Ints, Records
from scoring.service import service_of
from scoring.statistics import Count, Rate, Ratio, Share


def approved_minutes_share(look: Look) -> Facts:
    """Approved minutes per expected minutes, over the complete days of the period.

    Expected: working minutes of the unit, less days of absence, times the share of full time,
    in each place of service. Unfair case considered: today is not over and is not counted; leave,
    duty travel, secondment and part-time are taken out before anybody is judged; who served in
    two units counts in each for the time there; a unit of which nothing is known has no figure,
    and no 0; a day on which anything still waits for the supervisor is left out, with what was
    expected of it, until it is decided. Ratio (1 is as expected); n: person-days.
    """
    return _minutes(look, "approved", "told", "tracked")


def reported_minutes_share(look: Look) -> Facts:
    """Reported minutes per expected minutes, whatever became of them, over complete days.

    Unfair case considered: as for approved minutes; what a supervisor has not verified yet shows
    here, so that it is not held against the one who did the work. Ratio; n: person-days.
    """
    return _minutes(look, "reported", "told")


def pending_share(look: Look) -> Facts:
    """Share of activities of the period's days that nobody has verified yet.

    Of those of which it is known. Unfair case considered: says how provisional the approved
    minutes are, and judges nobody. 0-1.
    """
    done = look.once(done_of)
    cases = done["judged"] + done["pending_n"]
    return _share(look, done["pending_n"], cases, done["tracked"] > 0, "not_recorded")


def refused_share(look: Look) -> Facts:
    """Share of verified activities of the period's days that were rejected or returned.

    Unfair case considered: what is not verified yet is in neither part. Share 0-1.
    """
    done = look.once(done_of)
    return _share(look, done["refused_n"], done["judged"], done["tracked"] > 0, "pending")


def recorded_in_time(look: Look) -> Facts:
    """Share of activities recorded on their day or within the limit (one working day) after it.

    Unfair case considered: a Friday's work recorded on Monday is in time; work on a day off may
    be recorded on the next working day; days away with reason are not counted. Share 0-1 of
    activities of the period's days.
    """
    done = look.once(done_of)
    return _share(look, done["in_time"], done["timed"], done["timed"] > 0, "not_recorded")


def verified_in_time(look: Look) -> Facts:
    """Share of activities that supervisors verified within their limit after they were recorded.

    It counts for the supervisor, not for the one who did the work. Unfair case considered: one
    still within its limit is not counted either way, one past it counts as missed, so that leaving
    things lie does not help; the limit runs from the record, not from the day of the work; days
    the supervisor is away with reason are not counted; where the times of decisions are never
    told, nothing is said. Share 0-1.
    """
    done = look.once(done_of)
    weight = done["verified"] + done["overdue"]
    place = placed(done["day"], look.periods)
    told, decided = (np.bincount(place, done[n], len(look.periods)) for n in ("verified", "judged"))
    able = (done["tracked"] > 0) & ((told > 0) | (decided == 0))[place]
    return Facts(look.once(watched_records), Share(), done["verified_in_time"].where(weight > 0),
                 done["day"], able=able, more={"weight": weight.where(weight > 0)})  # fmt: skip


def activities_recorded(look: Look) -> Facts:
    """Number of activities of the period's days, whatever their status."""
    done = look.once(done_of)
    return _count(look, done["entries"], done["entries"])


def activities_invalid(look: Look) -> Facts:
    """Number of activities of the period that cannot be as reported, left out of all sums.

    End before start, no or negative minutes, more than 24 hours in one or in all of a day, or a
    day still to come.
    """
    done = look.once(done_of)
    return _count(look, done["invalid"], done["entries"])


def activities_overlapping(look: Look) -> Facts:
    """Number of activities of the period that begin before an earlier one of the person has ended.

    The minutes of both are counted once. Unfair case considered: a fault of the data, no verdict.
    """
    done = look.once(done_of)
    return _count(look, done["overlapping"], done["entries"])


def activities_per_day(look: Look) -> Facts:
    """Activities recorded per day of service, absences taken out; neither more nor less is better.

    Unfair case considered: shows how finely somebody records, so that shares are read rightly.
    """
    lines, records = look.once(_worked)
    told = _told(look, "entries")
    return Facts(
        records, Rate(), _where(lines["entries"], told), lines["day"], able=told,
        more={"exposure": _where(lines["days"], told)},
    )  # fmt: skip


def _minutes(look: Look, kind: str, *flags: str) -> Facts:
    lines, records = look.once(_worked)
    told = _told(look, *flags)
    settled = {"whole": lines["minutes"], "days": lines["days"]}
    if kind == "approved":
        settled = {"whole": settled["whole"] - lines["open_minutes"],
                   "days": settled["days"] - lines["open_days"]}  # fmt: skip
    more = settled | {"squares": lines[f"{kind}_sq"]}
    return Facts(
        records, Ratio(), _where(lines[kind], told), lines["day"], able=told,
        more={name: _where(column, told) for name, column in more.items()},
        behind=lambda: _behind(look, kind),
    )  # fmt: skip


def _where(values: pd.Series, told: pd.Series) -> pd.Series:
    return values if told.all() else values.where(told)


def _behind(look: Look, kind: str) -> Facts:
    """The activities themselves: the minutes each brought, and why one brought none."""
    done = look.once(done_of)
    nothing = done[kind] == 0
    day = [done["person"], done["unit"], done["served"], done["day"]]
    waits = done["pending_n"].groupby(day, dropna=False).transform("sum") > 0
    fault = done["fault"] if "fault" in done else pd.Series(None, index=done.index, dtype=object)
    why = fault.astype(object).fillna(
        first_reason(
            done.index,
            pending=nothing & (done["pending_n"] > 0),
            refused=nothing & (done["refused_n"] > 0),
            not_recorded=nothing & (kind == "approved") & (done["tracked"] == 0),
            today=done["day"] >= look.today,
            not_in_service=done["served"].isna(),
            day_pending=waits & (kind == "approved") & ~nothing,
        )
    )
    records = look.records("activities", keys_of(done), unit=done["served"], person=done["person"])
    return Facts(records, Count(), done[kind].where(why.isna()), done["day"], left_out=why)


def _worked(look: Look) -> tuple[pd.DataFrame, Records]:
    """What was done per person and day, and what was expected per person and period."""
    days = look.once(worked_of)
    lines = pd.concat([days, look.once(service_of)], ignore_index=True)
    amounts = lines.columns.difference(["person", "unit", "served", "day"])
    lines = lines.fillna(dict.fromkeys(amounts, 0.0))
    records = look.records(
        "activities", lines["person"], unit=lines["unit"], person=lines["person"]
    )
    return lines, records


def _told(look: Look, *flags: str) -> pd.Series:
    """Of each line, whether a source tells (all ``flags``) of its person in that place and period.

    Where it has no activity of somebody, whether it has any of the others there: who recorded
    nothing among others did nothing, but a unit of which nothing is known has no figure at all.
    """
    lines, records = look.once(_worked)
    place, unit = look.once(_cells)
    seen, *told_by = (records.sums(place, floats(lines[name])) for name in ("entries", *flags))
    told = np.min(told_by, axis=0)
    others = np.zeros((unit.max(initial=-1) + 1, len(look.periods)))
    np.add.at(others, unit, told)
    able = np.where(seen > 0, told, others[unit]) > 0
    return pd.Series(able[records.leaf, place], index=lines.index)


def _cells(look: Look) -> tuple[Ints, Ints]:
    """The number of the period of each line of _worked, and the unit's number of each leaf."""
    lines, records = look.once(_worked)
    unit = np.zeros(records.members.shape[1], dtype=np.int64)
    unit[records.leaf] = pd.factorize(lines["unit"])[0]
    return placed(lines["day"], look.periods), unit


def _share(look: Look, hits: pd.Series, cases: pd.Series, able: pd.Series, otherwise: str) -> Facts:
    done = look.once(done_of)
    seen = cases > 0
    why = pd.Series(otherwise, index=done.index, dtype=object).mask(seen, None)
    return Facts(look.once(done_records), Share(), hits.where(seen), done["day"],
                 left_out=why, able=able, more={"weight": cases.where(seen)})  # fmt: skip


def _count(look: Look, hits: pd.Series, cases: pd.Series) -> Facts:
    done = look.once(done_of)
    return Facts(look.once(done_records), Count(), hits, done["day"], more={"weight": cases})
