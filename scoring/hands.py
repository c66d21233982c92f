"""In whose hands a case was: a limit missed counts for whoever had it for most of the time."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.cases import CLOCKS, case_records, cases_of
from scoring.holders import holders_of
from scoring.look import Look
from scoring.pauses import Pauses, pauses_of
from scoring.records import Records

DONE = {"forward": "forwarded", "answer": "answered", "finish": "finished"}
SLACK = 1e-9
MOMENT = pd.Timedelta(1, "us")


@dataclass(frozen=True)
class Hands:
    """Cases as one clock counts them, and for whom each line counts.

    ``inherited``: lines shown to their officer only; each repeats a case for an officer in whose
    hands its limit was not missed.
    """

    cases: pd.DataFrame
    records: Records
    inherited: pd.Series


def hands_of(look: Look) -> dict[str, Hands]:
    """For each clock the cases, counted for those in whose hands they were.

    Kept: for whoever had it when it was done (handed on: just before). Missed: for the one in
    whose hands it was for at least ``rules.in_hand`` of the working time of its limit, pauses left
    out, else for no person; and for the unit that had it longest. Not decided yet: for whoever has
    it now. Without a record of assignments a case was its officer's from its receipt.
    """
    if look.once(holders_of).lines.empty:
        cases = look.once(cases_of)
        none = pd.Series(data=False, index=cases.index)
        return dict.fromkeys(CLOCKS, Hands(cases, look.once(case_records), none))
    return {clock: _counted(look, clock) for clock in CLOCKS}


def cases_at(look: Look, moments: pd.Series) -> pd.DataFrame:
    """The cases with the officer and unit that had each at its moment; if missing, have it now."""
    cases, holders = look.once(cases_of), look.once(holders_of)
    if holders.lines.empty:
        return cases
    had = holders.at(moments)
    return cases.assign(**{c: cases[c].mask(had["known"], had[c]) for c in ("officer", "unit")})


def records_at(look: Look, moments: pd.Series) -> Records:
    """The cases, each for whoever had it at its moment."""
    if look.once(holders_of).lines.empty:
        return look.once(case_records)
    return _records(look, cases_at(look, moments))


def waits_of(look: Look) -> dict[str, tuple[pd.DataFrame, Records]]:
    """For each clock the cases with ``begun``, the moment since which each waits, and for whom.

    For its unit since receipt, as the citizen waits; for its officer (who ended it, or has it now)
    since it first came into their hands: where that was later, the case stands there twice.
    """
    cases = look.once(cases_of)
    if look.once(holders_of).lines.empty:
        plain = cases.assign(begun=cases["received"]), look.once(case_records)
        return dict.fromkeys(CLOCKS, plain)
    return {clock: _waits(look, cases[DONE[clock]].fillna(look.now)) for clock in CLOCKS}


def _waits(look: Look, until: pd.Series) -> tuple[pd.DataFrame, Records]:
    whose = cases_at(look, until)
    whose = whose.assign(begun=whose["received"])
    first = look.once(holders_of).first(whose["officer"])
    later = first > whose["received"]
    theirs = whose[later].assign(unit=None, programme=None, begun=first[later])
    lines = pd.concat(
        [whose.assign(officer=whose["officer"].mask(later)), theirs], ignore_index=True
    )
    return lines, _records(look, lines)


def _counted(look: Look, clock: str) -> Hands:
    cases, holders = look.once(cases_of), look.once(holders_of)
    limit, done = cases[f"{clock}_limit"], cases[DONE[clock]]
    kept = done <= limit
    missed = ~kept & (limit < look.now) & holders.known
    until = done - MOMENT if clock == "forward" else done
    held, whose = _held(look, limit.where(missed)), cases_at(look, until.where(kept))
    for column, least in (("officer", look.rules.in_hand), ("unit", 0.0)):
        charged = _longest(held, column, least).reindex(cases.index)
        whose[column] = whose[column].mask(missed, charged)
    now = cases["officer"]
    others = cases[missed & now.notna() & (now != whose["officer"].fillna(""))]
    lines = pd.concat([whose, others.assign(unit=None, programme=None)], ignore_index=True)
    inherited = pd.Series(np.arange(len(lines)) >= len(whose))
    return Hands(lines, _records(look, lines), inherited)


def _held(look: Look, limit: pd.Series) -> pd.DataFrame:
    """place, since, officer, unit, held, whole: working minutes of each limit in whose hands.

    Of a limit without working time the seconds that pass.
    """
    cases, lines = look.once(cases_of), look.once(holders_of).lines
    lines = lines[limit.notna().to_numpy()[lines["place"]]].reset_index(drop=True)
    of = cases.iloc[lines["place"].to_numpy()].set_axis(lines.index)
    ends = pd.Series(limit.iloc[lines["place"].to_numpy()].array, index=lines.index)
    until = lines["until"].where(lines["until"] < ends, ends)
    spans = ((lines["since"], until), (of["received"], ends))
    pauses = pauses_of(of["paused"], look.now)
    held, whole = (_worked(look, of["unit"], *span, pauses) for span in spans)
    idle = whole == 0
    plain = [(end - begun).dt.total_seconds().clip(lower=0) for begun, end in spans]
    return lines.assign(held=held.mask(idle, plain[0]), whole=whole.mask(idle, plain[1]))


def _worked(
    look: Look, unit: pd.Series, begun: pd.Series, end: pd.Series, pauses: Pauses
) -> pd.Series:
    """Working minutes outside of pauses, never negative."""
    return look.calendars.minutes_between(unit, begun, end, pauses).clip(lower=0)


def _longest(held: pd.DataFrame, column: str, least: float) -> pd.Series:
    """Per case the ``column`` that had it longest (the later of equals), if for ``least`` of it."""
    each = held.dropna(subset=column).groupby(["place", column])
    sums = each.agg({"held": "sum", "whole": "first", "since": "max"}).reset_index()
    ordered = sums.sort_values(
        ["place", "held", "since", column], ascending=[True, False, False, True]
    )
    first = ordered.drop_duplicates("place").set_index("place")
    enough = first["held"] >= least * first["whole"] - SLACK
    longest: pd.Series = first[column][enough]
    return longest


def _records(look: Look, cases: pd.DataFrame) -> Records:
    return look.records(
        "complaints", cases["complaint_id"],
        unit=cases["unit"], person=cases["officer"], programme=cases["programme"],
    )  # fmt: skip
