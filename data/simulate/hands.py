"""In whose hands complaints are: who gets one at its forwarding, and who hands one on."""

import numpy as np
import pandas as pd

from data.simulate.office import Office

HANDED_ON, HANDED_ON_LATE = 0.108, 0.08
"""Share handed on: of those answered in time, and of the others, these around their limit."""
ELSEWHERE = 0.2
"""Share of those handed on that came from another unit."""
ANSWER_DAYS = 5


def officers(office: Office, unit: pd.Series, rng: np.random.Generator) -> list[str]:
    """One of those who handle complaints in each unit."""
    desks = [office.desks[str(name)] for name in unit]
    return [desk[int(rng.integers(len(desk)))] for desk in desks]


def another(
    office: Office, unit: str, officer: str, rng: np.random.Generator
) -> tuple[str, str] | None:
    """Unit and name of another officer, mostly of the same unit; None where chance finds none."""
    if rng.random() < ELSEWHERE or len(office.desks[unit]) < 2:
        unit = str(rng.choice(office.units["unit_id"], p=shares(office)))
    desk = [name for name in office.desks[unit] if name != officer]
    return (unit, desk[int(rng.integers(len(desk)))]) if desk else None


def shares(office: Office) -> np.ndarray:
    """Share of the public's cases that each unit gets."""
    load = office.units["load"].to_numpy()
    return np.asarray(load / load.sum())


def handed_on(office: Office, cases: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """``cases`` with ``handed``, and ``first_unit``, ``first_officer`` before it.

    Mostly soon after forwarding; some of the late ones shortly before their limit, or after it.
    """
    calendar, count = office.calendar, len(cases)
    days = pd.Series(float(ANSWER_DAYS), index=cases.index)
    limit = calendar.after_workdays(cases["received"], days).dt.floor("s")
    late = cases["first_answer"] > limit
    waited = (cases["first_answer"] - cases["forwarded"]) * rng.uniform(0.1, 0.7, count)
    before = limit - pd.to_timedelta(rng.uniform(8, 15, count), unit="h")
    after = calendar.after_minutes(limit, pd.Series(rng.uniform(20, 200, count)))
    around = before.where(rng.random(count) < 0.6, after)
    chance = rng.random(count) < np.where(late, HANDED_ON_LATE, HANDED_ON)
    handed = around.where(late, cases["forwarded"] + waited).dt.floor("s").where(chance)
    fits = (handed > cases["forwarded"]) & (handed < cases["first_answer"])
    return _with_first(office, cases.assign(handed=handed.where(fits)), rng)


def _with_first(office: Office, cases: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Who had each case first: another, where it was handed on."""
    units, names = (cases[c].to_numpy(object, copy=True) for c in ("unit", "officer"))
    handed = cases["handed"].notna().to_numpy(copy=True)
    for row in np.flatnonzero(handed):
        found = another(office, str(units[row]), str(names[row]), rng)
        units[row], names[row] = found or (units[row], names[row])
        handed[row] = found is not None
    return cases.assign(handed=cases["handed"].where(handed), first_unit=units, first_officer=names)


def assignments_of(cases: pd.DataFrame) -> pd.DataFrame:
    """Who got each case at its forwarding, and whom it was handed on to."""
    ticket, on = cases["complaint_id"], cases["handed"].notna()
    first = pd.DataFrame(
        {
            "assignment_id": "TGS-" + ticket.str[4:] + "-1",
            "complaint": ticket,
            "officer": cases["officer"].mask(on, cases["first_officer"]),
            "unit": cases["unit"].mask(on, cases["first_unit"]),
            "assigned": cases["forwarded"],
        }
    )
    second = first.assign(
        assignment_id="TGS-" + ticket.str[4:] + "-2",
        officer=cases["officer"],
        unit=cases["unit"],
        assigned=cases["handed"],
    )
    known = pd.concat([first, second[on]])
    return known[known["assigned"].notna()].sort_values("assigned", ignore_index=True)
