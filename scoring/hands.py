"""In whose hands a case was: a limit missed counts for whoever had it for most of the time."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.cases import CLOCKS, case_records, cases_of
from scoring.holders import holders_of
from scoring.look import Look
from scoring.pauses import Pauses, pauses_of
from scoring.records import Ints, Records
from scoring.timeline import micros_of, moments_of

DONE = {"forward": "forwarded", "answer": "answered", "finish": "finished"}
WAITS = ("answer", "finish")
"""The clocks whose waiting time is measured."""

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
    return cases.assign(**holders.at(cases, moments))


def records_at(look: Look, moments: pd.Series) -> Records:
    """The cases, each for whoever had it at its moment."""
    if look.once(holders_of).lines.empty:
        return look.once(case_records)
    return _records(look, cases_at(look, moments))


def waits_of(look: Look) -> dict[str, tuple[pd.DataFrame, Records]]:
    """Per clock of WAITS the cases with ``begun``, since when each waits, and for whom.

    For its unit since receipt, as the citizen waits; for its officer (who ended it, or has it now)
    since it first came into their hands: where that was later, the case stands there twice.
    """
    cases = look.once(cases_of)
    if look.once(holders_of).lines.empty:
        plain = cases.assign(begun=cases["received"]), look.once(case_records)
        return dict.fromkeys(WAITS, plain)
    return {clock: _waits(look, cases[DONE[clock]].fillna(look.now)) for clock in WAITS}


def _waits(look: Look, until: pd.Series) -> tuple[pd.DataFrame, Records]:
    whose = cases_at(look, until)
    first = look.once(holders_of).first(whose["officer"])
    later = first > whose["received"]
    unit_alone = whose.assign(begun=whose["received"], officer=whose["officer"].mask(later))
    lines, again = _also(unit_alone, later, whose["officer"])
    begun = lines["begun"].mask(again, first.iloc[_place(later)].set_axis(lines.index))
    lines = lines.assign(begun=begun)
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
    others = missed & now.notna() & (now != whose["officer"].fillna(""))
    lines, again = _also(whose, others, now)
    return Hands(lines, _records(look, lines), pd.Series(again))


def _place(again: pd.Series) -> Ints:
    """Every place, and those that stand there ``again`` once more."""
    return np.concatenate([np.arange(len(again)), np.flatnonzero(again)])


def _also(
    cases: pd.DataFrame, again: pd.Series, officer: pd.Series
) -> tuple[pd.DataFrame, npt.NDArray[np.bool_]]:
    """``cases``, and those that count ``again`` for an ``officer`` alone; which lines these are."""
    place, size = _place(again), len(cases)
    names = ("unit", "programme", "officer")
    whose = {name: cases[name].to_numpy(dtype=object)[place] for name in names}
    for name in ("unit", "programme"):
        whose[name][size:] = None
    whose["officer"][size:] = officer.to_numpy(dtype=object)[place[size:]]
    return cases.iloc[place].reset_index(drop=True).assign(**whose), np.arange(len(place)) >= size


def _held(look: Look, missed: dict[str, pd.Series]) -> dict[str, pd.DataFrame]:
    """Per clock, of the cases that missed its limit: place, since, officer, unit, held, whole.

    held, whole: working minutes in those hands, and of the whole limit; of a limit without working
    time the seconds that pass. All clocks are worked out together: a calendar costs by the call.
    """
    cases, every = look.once(cases_of), look.once(holders_of).lines
    place = every["place"].to_numpy(np.int64)
    parts = [np.flatnonzero(late.to_numpy()[place]) for late in missed.values()]
    limits = [micros_of(cases[f"{clock}_limit"]) for clock in missed]
    lines = every.iloc[np.concatenate(parts)].reset_index(drop=True)
    of = cases.iloc[lines["place"].to_numpy()].set_axis(lines.index)
    known = zip(limits, parts, strict=True)
    ends = moments_of(np.concatenate([limit[place[part]] for limit, part in known]), lines.index)
    until = lines["until"].where(lines["until"] < ends, ends)
    spans = ((lines["since"], until), (of["received"], ends))
    pauses = pauses_of(of["paused"], look.now)
    held, whole = (_worked(look, of["unit"], *span, pauses) for span in spans)
    idle = whole == 0
    plain = [(end - begun).dt.total_seconds().clip(lower=0) for begun, end in spans]
    found = lines.assign(held=held.mask(idle, plain[0]), whole=whole.mask(idle, plain[1]))
    ends_at = np.cumsum([len(part) for part in parts])
    slices = zip(missed, ends_at, parts, strict=True)
    return {clock: found.iloc[end - len(part) : end] for clock, end, part in slices}


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
