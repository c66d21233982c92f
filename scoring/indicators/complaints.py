"""Indicators of complaints (pengaduan): two clocks, the backlog, and faults in the data."""

import pandas as pd

from scoring.cases import cases_of, on_time
from scoring.look import Look
from scoring.subjects import Subjects, count, quantile, share, subjects_of, without

HOUR = 3600.0


def answered_in_time(look: Look) -> pd.DataFrame:
    """Share of complaints first answered within their limit, of those decided in the period.

    Unfair case considered: an open complaint past its limit counts as missed, so that leaving
    hard cases open does not help; one still within its limit is not counted either way; one that
    was ended without an answer, or before it, is judged by its answer all the same. Archived ones
    and answers before receipt are left out. Share 0-1. Limits: config, per kind.
    """
    cases, subjects = _live(look)
    hits = on_time(cases["answered"], cases["answer_limit"], look)
    kept = hits.where(cases["answer_tracked"] & ~cases["answer_invalid"])
    return without(share(kept, subjects), cases["answer_tracked"], subjects)


def resolved_in_time(look: Look) -> pd.DataFrame:
    """Share of complaints resolved within their limit, of those decided in the period.

    Unfair case considered: as for answers; besides, a complaint that ended at an unknown time
    (status closed, no closing time) is left out, neither kept nor missed. Share 0-1.
    """
    cases, subjects = _live(look)
    hits = on_time(cases["finished"], cases["finish_limit"], look)
    unknown_end = cases["finished"].isna() & ~cases["is_open"]
    kept = hits.where(cases["finish_tracked"] & ~cases["finish_invalid"] & ~unknown_end)
    return without(share(kept, subjects), cases["finish_tracked"], subjects)


def answer_time_median(look: Look) -> pd.DataFrame:
    """Median time from receipt to first answer, of complaints first answered in the period.

    Unfair case considered: hours by the clock, as the citizen waits, not working hours; still
    unanswered ones are not in it, so read it beside the share answered in time. Hours.
    """
    return _waiting(look, "answered", "answer_tracked", 0.5)


def answer_time_p90(look: Look) -> pd.DataFrame:
    """Time to first answer that nine of ten complaints answered in the period did not exceed.

    Unfair case considered: as for the median. Hours.
    """
    return _waiting(look, "answered", "answer_tracked", 0.9)


def resolution_time_median(look: Look) -> pd.DataFrame:
    """Median time from receipt to resolution, of complaints resolved in the period.

    Unfair case considered: hours by the clock; open ones are not in it, so read it beside the
    share resolved in time. Hours.
    """
    return _waiting(look, "finished", "finish_tracked", 0.5)


def resolution_time_p90(look: Look) -> pd.DataFrame:
    """Time to resolution that nine of ten complaints resolved in the period did not exceed.

    Unfair case considered: as for the median. Hours.
    """
    return _waiting(look, "finished", "finish_tracked", 0.9)


def complaints_received(look: Look) -> pd.DataFrame:
    """Number of complaints received in the period, archived ones included."""
    cases, subjects = _all(look)
    return count(look.during(cases["received"]), subjects)


def complaints_open(look: Look) -> pd.DataFrame:
    """Number of complaints open at the end of the period (or now).

    Unfair case considered: a complaint that the source calls closed without saying when is not
    open. n is the number of complaints ever received.
    """
    cases, subjects = _live(look)
    return count(_open_at_end(cases, look), subjects)


def complaints_overdue(look: Look) -> pd.DataFrame:
    """Number of complaints open at the end of the period (or now) and past their finish limit.

    Unfair case considered: one without a limit cannot be overdue and is not looked at, so that 0
    never stands where nothing could be judged. n is the number of complaints with a limit.
    """
    cases, subjects = _live(look)
    limit = cases["finish_limit"]
    late = (_open_at_end(cases, look) & (limit < look.end)).astype("boolean")
    kept = late.where(limit.notna())
    return without(count(kept, subjects), cases["finish_tracked"], subjects)


def complaints_archived(look: Look) -> pd.DataFrame:
    """Number of complaints received in the period and archived: outside every other figure."""
    cases, subjects = _all(look)
    return count(look.during(cases["received"]) & cases["archived"], subjects)


def complaints_invalid(look: Look) -> pd.DataFrame:
    """Number of complaints received in the period with impossible times, left out of averages.

    Answered or resolved before receipt, or first answered after resolution. Not available where
    neither is recorded.
    """
    cases, subjects = _live(look)
    faulty = cases["answer_invalid"] | cases["finish_invalid"] | cases["disordered"]
    timed = cases["answer_tracked"] | cases["finish_tracked"]
    return without(count(look.during(cases["received"]) & faulty, subjects), timed, subjects)


def _all(look: Look) -> tuple[pd.DataFrame, Subjects]:
    cases = look.once(cases_of)
    return cases, look.once(_subjects)


def _subjects(look: Look) -> Subjects:
    cases = look.once(cases_of)
    return subjects_of(cases["unit"], cases["officer"], look.ancestors, look.root)


def _live(look: Look) -> tuple[pd.DataFrame, Subjects]:
    """Cases that are not archived; archived ones stand outside the denominator."""
    return look.once(_not_archived)


def _not_archived(look: Look) -> tuple[pd.DataFrame, Subjects]:
    cases = look.once(cases_of)
    cases = cases[~cases["archived"]].reset_index(drop=True)
    return cases, subjects_of(cases["unit"], cases["officer"], look.ancestors, look.root)


def _waiting(look: Look, done: str, tracked: str, q: float) -> pd.DataFrame:
    cases, subjects = _live(look)
    hours = (cases[done] - cases["received"]).dt.total_seconds() / HOUR
    counted = look.during(cases[done])
    if done == "answered":
        counted &= ~cases["disordered"]
    return without(quantile(hours.where(counted), subjects, q), cases[tracked], subjects)


def _open_at_end(cases: pd.DataFrame, look: Look) -> pd.Series:
    begun = cases["received"] < look.end
    return begun & (cases["is_open"] | (cases["finished"] >= look.end))
