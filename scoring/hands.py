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
    missed = {clock: _missed(look, clock) for clock in CLOCKS}
    held = _held(look, missed)
    return {clock: _counted(look, clock, missed[clock], held[clock]) for clock in CLOCKS}


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


def _missed(look: Look, clock: str) -> pd.Series:
    """Which cases have missed a limit, of those of which it is known who had them."""
    cases = look.once(cases_of)
    limit, done = cases[f"{clock}_limit"], cases[DONE[clock]]
    return ~(done <= limit) & (limit < look.now) & look.once(holders_of).known


def _counted(look: Look, clock: str, missed: pd.Series, held: pd.DataFrame) -> Hands:
    cases, done = look.once(cases_of), look.once(cases_of)[DONE[clock]]
    kept = done <= cases[f"{clock}_limit"]
    until = done - MOMENT if clock == "forward" else done
    whose = cases_at(look, until.where(kept))
    for column, least in (("officer", look.rules.in_hand), ("unit", 0.0)):
        charged = _longest(held, column, least).reindex(cases.index)
        whose[column] = whose[column].mask(missed, charged)
    now = cases["officer"]
    others = cases[missed & now.notna() & (now != whose["officer"].fillna(""))]
    lines = pd.concat([whose, others.assign(unit=None, programme=None)], ignore_index=True)
    inherited = pd.Series(np.arange(len(lines)) >= len(whose))
    return Hands(lines, _records(look, lines), inherited)


def _held(look: Look, missed: dict[str, pd.Series]) -> dict[str, pd.DataFrame]:
    """Per clock, of the cases that missed its limit: place, since, officer, unit, held, whole.

    held, whole: working minutes in those hands, and of the whole limit; of a limit without working
    time the seconds that pass. All clocks are worked out together: a calendar costs by the call.
    """
    cases, every = look.once(cases_of), look.once(holders_of).lines
    place = every["place"].to_numpy()
    parts = {clock: every[late.to_numpy()[place]] for clock, late in missed.items()}
    lines = pd.concat(parts, names=["clock", None]).reset_index("clock").reset_index(drop=True)
    of = cases.iloc[lines["place"].to_numpy()].set_axis(lines.index)
    ends = of["finish_limit"]
    for clock in CLOCKS:
        ends = ends.mask(lines["clock"] == clock, of[f"{clock}_limit"])
    until = lines["until"].where(lines["until"] < ends, ends)
    spans = ((lines["since"], until), (of["received"], ends))
    pauses = pauses_of(of["paused"], look.now)
    held, whole = (_worked(look, of["unit"], *span, pauses) for span in spans)
    idle = whole == 0
    plain = [(end - begun).dt.total_seconds().clip(lower=0) for begun, end in spans]
    found = lines.assign(held=held.mask(idle, plain[0]), whole=whole.mask(idle, plain[1]))
    return {clock: found[found["clock"] == clock] for clock in CLOCKS}


def _worked(
    look: Look, unit: pd.Series, begun: pd.Series, end: pd.Series, pauses: Pauses
) -> pd.Series:
    """Working minutes outside of pauses, never negative."""
    return look.calendars.minutes_between(unit, begun, end, pauses).clip(lower=0)


def _longest(held: pd.DataFrame, column: str, least: float) -> pd.Series:
    """Per case the ``column`` that had it longest (the later of equals), if for ``least`` of it."""
    held = held[held[column].notna()]
    code, known = pd.factorize(held[column], sort=True)
    place, since = held["place"].to_numpy(np.int64), held["since"].to_numpy("datetime64[us]")
    both, first, line = np.unique(
        place * (len(known) + 1) + code, return_index=True, return_inverse=True
    )
    minutes = np.bincount(line, weights=held["held"].to_numpy(float), minlength=len(both))
    last = since.astype(np.int64)[first]
    np.maximum.at(last, line, since.astype(np.int64))
    ordered = np.lexsort((code[first], -last, -minutes, place[first]))
    best = ordered[np.unique(place[first][ordered], return_index=True)[1]]
    enough = best[minutes[best] >= least * held["whole"].to_numpy(float)[first[best]] - SLACK]
    return pd.Series(known[code[first[enough]]], index=place[first[enough]], dtype=object)


def _records(look: Look, cases: pd.DataFrame) -> Records:
    return look.records(
        "complaints", cases["complaint_id"],
        unit=cases["unit"], person=cases["officer"], programme=cases["programme"],
    )  # fmt: skip
