"""Absence without valid reason against the table of PP 94/2021: an indication, never a sanction.

A sanction needs an examination by the superior. The table holds for PNS alone; PPPK have rules of
their own. Table and 7.5 hours as a day [S; PP 94/2021 and Peraturan BKN 6/2022 themselves were not
seen]. Subjects are people, by code 0 .. number of ``kinds`` - 1.

New year sets days and minutes to nothing. A run is not cut by it, as the ten days on end are not
said to be of one year [G]: a year counts every run that reaches into it with all its days up to
then, so that rows of the weeks before must be handed in. Any working day present, or away with
reason, ends a run; minutes lost never make one.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.columns import DTYPES

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Step:
    """What is provided for from so many days on."""

    code: str
    days: int


STEPS = (
    Step("oral_reprimand", 3),
    Step("written_reprimand", 4),
    Step("written_dissatisfaction", 7),
    Step("allowance_cut_6_months", 11),
    Step("allowance_cut_9_months", 14),
    Step("allowance_cut_12_months", 17),
    Step("demotion", 21),
    Step("removal_from_post", 25),
    Step("dismissal", 28),
)


@dataclass(frozen=True)
class Table:
    """``steps`` by days of one calendar year, rising; ``run`` by working days on end.

    ``near``: numbers of days from which the step after them is approaching. ``day_minutes``: so
    many minutes late or left early are one day.
    """

    steps: tuple[Step, ...] = STEPS
    run: Step = Step("dismissal_after_run", 10)
    near: tuple[int, ...] = (2, 6, 10, 20, 27)
    day_minutes: int = 450


def standing_of(
    absences: pd.DataFrame,
    kinds: pd.Series,
    year: int,
    table: Table | None = None,
    lost: pd.DataFrame | None = None,
    tracked: pd.Series | None = None,
    latest: pd.Series | None = None,
) -> pd.DataFrame:
    """Where each person stands in ``year`` by absence without valid reason (tanpa alasan sah).

    absences: person, workday (ordinal of the person's own working days, so that a weekend or
    holiday between two leaves them consecutive; missing on a day off), year, unexcused. lost:
    person, workday, year, minutes late or left early without valid reason. kinds: PERSON_KINDS.
    tracked: false where no source tells of absence. latest: each person's last complete workday.

    absent_days: unexcused days of the year. minutes: lost on other days. days: both together,
    begun days of minutes not counted. run: longest of consecutive workdays. open_run: the one that
    lasts up to ``latest``. step: reached by days, or by a run. next_step, days_to_next: by days;
    missing after the last and after a run. approaching: the step that is near.

    Unfair cases considered: a day said twice is one day; a day off is no absence; a reason not
    yet decided (missing) does not accuse; a day absent is not late as well; who is not PNS is
    not_applicable, and who is not tracked is missing: neither is 0.
    """
    table, size = table or Table(), len(kinds)
    found = _days(absences)
    absent = np.bincount(found.loc[found["year"] == year, "person"], minlength=size)
    minutes = _lost(lost, found, year, size, table.day_minutes)
    days = absent + minutes // table.day_minutes
    counts = {"absent_days": absent, "minutes": minutes, "days": days}
    standing = pd.DataFrame(counts | _runs(found, year, size, latest), dtype=DTYPES["whole"])
    standing = standing.join(_steps(standing, table)).set_axis(kinds.index)
    pns = _true(kinds == "pns")
    known = pns if tracked is None else pns & _true(tracked)
    told = pd.DataFrame({name: column.where(known) for name, column in standing.items()})
    return told.assign(step=told["step"].mask(~pns, "not_applicable"))


def _runs(
    found: pd.DataFrame, year: int, size: int, latest: pd.Series | None
) -> dict[str, pd.Series]:
    """Days of the longest run that reaches into the year, and of the one that still lasts."""
    rows = found[found["year"] <= year].sort_values(["person", "workday"])
    following = (rows["person"].diff() == 0) & (rows["workday"].diff() == 1)
    grouped = rows.groupby((~following).cumsum())
    runs = grouped.agg(
        person=("person", "last"),
        year=("year", "last"),
        until=("workday", "last"),
        days=("workday", "size"),
    )
    runs = runs[runs["year"] == year]
    if latest is None:
        return {"run": _longest(runs, size), "open_run": pd.Series(pd.NA, index=range(size))}
    lasting = runs["until"].to_numpy() >= latest.to_numpy()[runs["person"]]
    return {"run": _longest(runs, size), "open_run": _longest(runs[lasting], size)}


def _longest(runs: pd.DataFrame, size: int) -> pd.Series:
    return runs.groupby("person")["days"].max().reindex(range(size), fill_value=0)


def _days(absences: pd.DataFrame) -> pd.DataFrame:
    """Unexcused working days, each once."""
    found = absences[_true(absences["unexcused"]) & absences["workday"].notna()]
    return found[["person", "workday", "year"]].astype("int64").drop_duplicates()


def _lost(
    lost: pd.DataFrame | None, found: pd.DataFrame, year: int, size: int, day_minutes: int
) -> Ints:
    """Minutes lost per person on days they came, at most one day's worth a day."""
    if lost is None:
        return np.zeros(size, dtype=np.int64)
    rows = lost[(lost["year"] == year) & (lost["minutes"] > 0)]
    daily = rows.groupby(["person", "workday"])["minutes"].sum().clip(upper=day_minutes)
    present = daily[~daily.index.isin(pd.MultiIndex.from_frame(found[["person", "workday"]]))]
    summed = present.groupby(level="person").sum().reindex(range(size), fill_value=0)
    return np.asarray(summed.to_numpy(float) // 1, dtype=np.int64)


def _steps(standing: pd.DataFrame, table: Table) -> pd.DataFrame:
    """step, next_step, days_to_next and approaching of each person."""
    bounds = np.array([step.days for step in table.steps])
    codes = np.array(["none", *(step.code for step in table.steps), None], dtype=object)
    days = standing["days"].to_numpy(np.int64)
    at = np.searchsorted(bounds, days, side="right")
    ran = standing["run"].to_numpy(np.int64) >= table.run.days
    following = pd.Series(codes[at + 1]).mask(ran)
    steps = pd.DataFrame(
        {
            "step": pd.Series(codes[at]).mask(ran, table.run.code),
            "next_step": following,
            "approaching": following.where(_near(days, bounds, at, table)),
        },
        dtype=DTYPES["category"],
    )
    left = pd.Series(np.append(bounds, 0)[at] - days, dtype=DTYPES["whole"])
    return steps.assign(days_to_next=left.where(following.notna()))


def _near(days: Ints, bounds: Ints, at: Ints, table: Table) -> npt.NDArray[np.bool_]:
    """Whether the last mark passed leads to the step that comes next."""
    marks = np.array([-1, *sorted(table.near)])
    passed = marks[np.searchsorted(marks, days, side="right") - 1]
    leads_on = np.searchsorted(bounds, passed, side="right") == at
    return np.asarray((passed >= 0) & leads_on, dtype=np.bool_)


def _true(flags: pd.Series) -> pd.Series:
    """Flags with missing as false."""
    return flags.astype("boolean").fillna(value=False).astype(bool)
