"""The frame ``activity_days`` summed once for all indicators: per person, unit and period.

Millions of days become as many lines as there are persons and periods; what must be known of
single days (which are complete, which wait too long, how they differ) is worked out before.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.facts import floats, placed
from scoring.look import Look
from scoring.records import NOWHERE, Floats, Ints
from scoring.rules import limit_on
from scoring.service import expected_on, lost_days, spells_of, supervisors_of, unit_on

SQUARED = ("approved", "reported")
DAY = 24 * 60 * 60 * 1_000_000
EPOCH = np.datetime64("2004-01-01", "D")
FIRST = int(EPOCH.astype("datetime64[us]").astype(np.int64)) // DAY
Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]


def summed(look: Look, days: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """Sums of the columns ``names`` per person, unit, place of service, period, complete or not.

    day: the first of the period; of days that are not over yet, today. served: the unit the person
    served in that day. approved_sq, reported_sq: sums of the squares of single days. overdue: how
    many wait for verification past their limit. told, tracked: how many days tell. open_days,
    open_minutes: expected of complete days on which anything waits, none of which is approved.
    """
    number = _day_numbers(days["day"])
    table = _table(look, number)
    person, persons = pd.factorize(days["person"])
    unit, units = pd.factorize(look.units(days["unit"]))
    served, spells = _served(look, number, person, persons, days)
    place, past = table[0][number], table[1][number]
    code = ((person * len(units) + unit) * (len(spells) + 1) + served + 1) * 2 + past
    code = code * (len(look.periods) + 1) + place - NOWHERE
    begin = np.flatnonzero(np.append(True, code[1:] != code[:-1])) if len(code) else code
    kept = place[begin] != NOWHERE
    cell, cells = pd.factorize(code[begin][kept])
    first = np.empty(len(cells), dtype=np.int64)
    first[cell[::-1]] = begin[kept][::-1]
    columns = {name: floats(days[name]) for name in names}
    open_ = columns["pending_n"] > 0
    columns["approved"] = np.where(open_, 0.0, columns["approved"])
    waiting = _open(days, spells, served, np.flatnonzero(open_ & past & (served >= 0)), look)
    squares = {f"{name}_sq": columns[name] ** 2 for name in SQUARED}
    overdue = {"overdue": columns["pending_n"] * _waits(look, days)}
    flags = {name: floats(days[name]) for name in ("told", "tracked")}
    sums = {
        name: np.bincount(cell, weights=_runs(values, begin)[kept], minlength=len(cells))
        for name, values in (columns | squares | overdue | waiting | flags).items()
    }
    day = np.where(past[first], table[2][place[first]], look.today.to_datetime64())
    return pd.DataFrame(
        {
            "person": np.asarray(persons)[person[first]],
            "unit": _named(units, unit[first]),
            "served": _named(spells, served[first]),
            "day": day.astype("datetime64[us]"),
            **sums,
        }
    )


def _day_numbers(days: pd.Series) -> Ints:
    """Days since the first day there is; -1 before it."""
    at = days.to_numpy().astype("datetime64[us]").astype(np.int64) // DAY
    return np.maximum(at - FIRST, -1)


def _table(look: Look, number: Ints) -> tuple[Ints, Flags, Days]:
    """By day number: its period, and whether it is over; and the first day of each period.

    Last stands what is before the first day.
    """
    last = int(number.max(initial=0)) + 1
    every = pd.Series(np.arange(last).astype("timedelta64[D]") + EPOCH).astype("datetime64[us]")
    begins = np.array([p.start.to_datetime64() for p in look.periods])
    place, past = placed(every, look.periods), (every < look.today).to_numpy()
    return np.append(place, NOWHERE), np.append(past, True), begins


def _runs(values: Floats, begin: Ints) -> Floats:
    """Sums of ``values`` over stretches that begin at ``begin``: days of one person follow up."""
    return np.add.reduceat(values, begin) if len(begin) else values


def _served(
    look: Look, number: Ints, person: Ints, persons: pd.Index, days: pd.DataFrame
) -> tuple[Ints, pd.Index]:
    """The code of the unit each person served in on each day (-1: in none here), and the units."""
    spells = look.once(spells_of)
    unit, units = pd.factorize(spells["unit"])
    whose = persons.get_indexer(pd.Index(spells["person"]))
    begun, after = (_day_numbers(spells[c]) for c in ("first", "after"))
    several = np.bincount(whose[whose >= 0], minlength=len(persons)) > 1
    one = np.full(len(persons), -1, dtype=np.int64)
    known = (whose >= 0) & ~several[whose]
    one[whose[known]] = np.flatnonzero(known)
    begins, ends, where = (
        np.append(x, last)[one] for x, last in ((begun, 0), (after, 0), (unit, -1))
    )
    served = np.where((number >= begins[person]) & (number < ends[person]), where[person], -1)
    moved = np.flatnonzero(several[person])
    those = days.iloc[moved]
    found = unit_on(look, those["person"], those["day"], look.units(those["unit"]))
    served[moved] = units.get_indexer(pd.Index(found))
    return served, units


def open_days(look: Look, days: pd.DataFrame) -> pd.DataFrame:
    """open_days, open_minutes: expected on ``days`` (person, unit served in, day), once on each."""
    once = ~days.duplicated(["person", "unit", "day"])
    found = expected_on(look, days[once]).reindex(days.index, fill_value=0.0)
    return found.add_prefix("open_")


def _open(
    days: pd.DataFrame, units: pd.Index, served: Ints, lines: Ints, look: Look
) -> dict[str, Floats]:
    """The same by line of ``days``, for the ``lines`` that wait."""
    asked = days.iloc[lines][["person", "day"]].assign(unit=_named(units, served[lines]))
    asked["person"] = asked["person"].astype(object)
    found = open_days(look, asked.reset_index(drop=True))
    whole = {str(name): np.zeros(len(days)) for name in found}
    for name, values in whole.items():
        values[lines] = found[name]
    return whole


def _waits(look: Look, days: pd.DataFrame) -> Floats:
    """1 where what is pending has waited longer than the limit of verification."""
    some = days["pending_since"].notna().to_numpy()
    late, those = np.zeros(len(days)), days.loc[some, ["unit", "person", "pending_since"]]
    late[some] = waits_too_long(look, *(those[c] for c in those))
    return late


def waits_too_long(look: Look, unit: pd.Series, person: pd.Series, since: pd.Series) -> pd.Series:
    """Whether what was recorded on these days waits for its supervisor past the limit."""
    today = pd.Series(look.today, index=since.index)
    waited = look.calendars.workdays_between(unit, since, today)
    waited -= lost_days(look, supervisors_of(look, person), since, today)
    return waited > limit_on(look.rules.limits, since, "verify")


def _named(names: pd.Index, codes: Ints) -> np.ndarray:
    """The name of each code, None for -1."""
    found = np.array([*names, None], dtype=object)
    return found[codes]
