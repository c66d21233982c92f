"""Absence without valid reason in the calendar year, and where a person stands by PP 94/2021."""

import pandas as pd

from scoring import discipline
from scoring.facts import Facts
from scoring.look import Look
from scoring.periods import Period
from scoring.service import DAY, days_away, spells_of, unit_on
from scoring.statistics import Count

TELLING = ("unexcused", "late")


def absence_facts(look: Look) -> Facts:
    """Unexcused working days of PNS, cumulative in the year, by the end of each period.

    n: the PNS in service in the period, each in the unit of their last day in it. A day counts for
    the unit of that very day.
    """
    people = look.rows("people")
    pns = people.loc[people["kind"] == "pns", "person_id"]
    spells, days = (
        part[part["person"].isin(pns)] for part in map(look.once, (spells_of, unexcused_of))
    )
    lines = pd.concat([_by(look, spells, days, p) for p in look.periods], ignore_index=True)
    records = look.records(
        "absences", lines["absence_id"], unit=lines["unit"], person=lines["person"]
    )
    return Facts(
        records, Count(), lines["value"], lines["day"],
        able=pd.Series(_able(look), index=lines.index), more={"weight": lines["weight"]},
    )  # fmt: skip


def unexcused_of(look: Look) -> pd.DataFrame:
    """absence_id, person, day, unit: each working day before today without valid reason, once.

    A day for which another entry gives a reason is not one of them.
    """
    absences = look.rows("absences")
    without = absences["kind"] == "unexcused"
    days, excused = days_away(absences[without]), days_away(absences[~without])
    days = days[(days["day"] < look.today) & ~_named(days).isin(_named(excused))]
    days = days.assign(unit=unit_on(look, days["person"], days["day"]))
    worked = look.calendars.workdays_in(days["unit"], days["day"], days["day"] + DAY) > 0
    return days[worked & days["unit"].notna()].reset_index(drop=True)


def year_of(look: Look, period: Period) -> int:
    """The calendar year that absence is counted in by the end of a period (or today)."""
    return max(look.days_end(period) - DAY, period.start).year


def _named(days: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(days[["person", "day"]])


def _able(look: Look) -> bool:
    """Whether a source has told so far of absence that has no valid reason."""
    absences = look.rows("absences")
    return bool((absences["kind"].isin(TELLING) & (absences["first_day"] < look.today)).any())


def standing_of(look: Look, persons: pd.Series, year: int) -> pd.DataFrame:
    """Where each of ``persons`` stands in ``year`` (discipline.standing_of), indexed by person."""
    people = look.rows("people").drop_duplicates("person_id").set_index("person_id")
    kinds = people["kind"].reindex(persons)
    code = {person: place for place, person in enumerate(persons)}
    absent = _workdays(look, look.once(unexcused_of), code).assign(unexcused=True)
    late = look.rows("absences").rename(columns={"first_day": "day"})
    late = late[(late["kind"] == "late") & (late["day"] < look.today)]
    lost = _workdays(look, late[["person", "day", "minutes"]], code)
    tracked = pd.Series(_able(look), index=kinds.index)
    return discipline.standing_of(absent, kinds, year, _table(look), lost, tracked)


def _workdays(look: Look, days: pd.DataFrame, code: dict[str, int]) -> pd.DataFrame:
    """``days`` of known persons with the ordinal of the working day, and the year."""
    known = days[days["person"].isin(code)].reset_index(drop=True)
    unit = unit_on(look, known["person"], known["day"])
    first = pd.Series(pd.Timestamp(look.calendars.default.first), index=known.index)
    found: pd.DataFrame = known.assign(
        person=known["person"].map(code).astype("int64"),
        workday=look.calendars.workdays_between(unit, first, known["day"]),
        year=known["day"].dt.year,
    )
    return found


def _table(look: Look) -> discipline.Table:
    rules = look.rules.discipline
    steps = tuple(discipline.Step(code, int(days)) for days, code in rules.steps)
    return discipline.Table(
        steps=steps or discipline.STEPS,
        run=discipline.Step("dismissal_after_run", rules.in_a_row),
        near=rules.near,
        day_minutes=int(rules.day_minutes),
    )


def _by(look: Look, spells: pd.DataFrame, days: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Lines of one period: each PNS once, and each of their days of the year up to its end."""
    after = look.days_end(period)
    here = spells[(spells["first"] < after) & (spells["after"] > period.start)]
    each = here.sort_values(["first", "full_time"]).drop_duplicates("person", keep="last")
    so_far = days[(days["day"].dt.year == year_of(look, period)) & (days["day"] < after)]
    parts = [
        each.assign(value=0.0, weight=1.0, absence_id=None),
        so_far.assign(value=1.0, weight=0.0),
    ]
    lines: pd.DataFrame = pd.concat(parts, ignore_index=True).assign(day=period.start)
    return lines
