"""Which offices a kept batch concerns, and from which day on their scores may differ.

Whatever is delivered to an office by ``data.store.parts`` must concern it here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data.store.rows import Put
from data.store.state import Days
from scoring.columns import Shape
from scoring.periods import bounds

WHOLE = ("units", "people", "placements", "absences")
"""Frames whose rows bear on every period: who is where, and who is expected."""
OWN_DAY = ("activities", "surveys", "feedback")
"""Frames whose rows bear on the period of their own day alone, not on later ones."""
SINCE = ("complaints", "assignments")
"""Frames whose rows bear on every period since a complaint was received."""
SPANS = ("targets", "outcomes")
"""Frames whose rows name the period they bear on."""
SCORED = (*WHOLE, *OWN_DAY, *SINCE, *SPANS)
NO_UNIT = ""
UNITS = {"units": "unit_id"}
PERSONS = {"people": "person_id", "complaints": "officer", "assignments": "officer"}
DAY = pd.Timedelta(days=1)
BEGINNING, END = pd.Timestamp("1900-01-01"), pd.Timestamp("2200-01-01")


@dataclass(frozen=True)
class Belonging:
    """Where units and persons belong.

    ``offices``: of each unit. ``unit_of``: of each person. ``served``: person, unit of all
    placements. ``main``: the office of what names no unit (written as NO_UNIT).
    """

    offices: Mapping[str, str]
    unit_of: Mapping[str, str]
    served: pd.DataFrame
    main: str | None

    def of_units(self, units: pd.Series) -> pd.Series:
        """The office of each unit, by the index of ``units``."""
        found: pd.Series = units.map({**self.offices, NO_UNIT: self.main}).astype(object)
        return found.dropna()

    def of_persons(self, persons: pd.Series) -> pd.Series:
        """Every office of each person, by the index of ``persons``: where they are or have been."""
        own = persons.map(self.unit_of).map(self.offices).astype(object)
        lines = pd.DataFrame({"line": persons.index, "person": persons.to_numpy()})
        visits = lines.merge(self.served, on="person").set_index("line")["unit"].map(self.offices)
        found: pd.Series = pd.concat([own, visits.astype(object)])
        return found.dropna()


def touched(
    shape: Shape, put: Put, belonging: Belonging, hands: pd.DataFrame | None = None
) -> dict[str, Days]:
    """Offices with the days whose scores may have changed.

    A row counts from the day it belongs to, as it was before and as it is now: whatever changes
    in a complaint, such as an answer that comes before its receipt, may change every period since
    it was received. A day is added on each side for the time zone. ``hands``: of the complaints
    concerned, as ``offices.hands`` gives them.
    """
    rows = pd.concat([put.added, put.before, put.after]).reset_index(drop=True)
    if rows.empty or shape.name not in SCORED:
        return {}
    lines = _lines(rows, shape)
    if hands is not None:
        lines = _with_hands(lines, rows, shape, hands)
    by_office = _by_office(lines, belonging).groupby("office")
    if shape.name in WHOLE:
        return {str(office): Days() for office in by_office.groups}
    spans = by_office.agg({"first": "min", "last": "max"})
    endless = shape.name in SINCE
    return {
        str(office): Days(first - DAY, None if endless else last + DAY)
        for office, first, last in spans.itertuples()
    }


def _lines(rows: pd.DataFrame, shape: Shape) -> pd.DataFrame:
    """unit, person, first, last: the days that each row bears on, and whose it is."""
    days = _spans(rows, shape)
    for column, name in (
        ("unit", UNITS.get(shape.name, "unit")),
        ("person", PERSONS.get(shape.name, "person")),
    ):
        if name in shape.columns:
            told = rows[name] if name in rows else pd.Series(None, index=rows.index, dtype=object)
            days[column] = told.astype(object)
    if "unit" in days and shape.name != "assignments":
        days["unit"] = days["unit"].fillna(NO_UNIT)
    return days


def _spans(rows: pd.DataFrame, shape: Shape) -> pd.DataFrame:
    """first, last: the days that each row bears on."""
    if shape.name in SPANS:
        periods = rows["period"].map({p: _period(p) for p in rows["period"].dropna().unique()})
        stated = _day(rows[str(shape.since)])
        first = periods.map(lambda span: span[0]).astype(stated.dtype)
        last = periods.map(lambda span: span[1]).astype(stated.dtype)
        first, last = (
            first.where(~(stated < first), stated), last.where(~(stated > last), stated),
        )  # fmt: skip
        return pd.DataFrame({"first": first, "last": last})
    day = _day(rows[shape.since]) if shape.since else pd.Series(pd.NaT, index=rows.index)
    return pd.DataFrame({"first": day, "last": day})


def _with_hands(
    lines: pd.DataFrame, rows: pd.DataFrame, shape: Shape, hands: pd.DataFrame
) -> pd.DataFrame:
    """``lines`` and one more for each of the hands that the complaints have been in.

    An assignment bears on the days since its complaint was received; on none where it is not kept.
    """
    complaint = rows["complaint_id" if shape.name == "complaints" else "complaint"]
    received = hands.drop_duplicates("complaint").set_index("complaint")["received"]
    if shape.name == "assignments":
        day = _day(received.reindex(complaint).set_axis(complaint.index))
        lines = lines.assign(first=day, last=day)[day.notna()]
    since = lines.assign(complaint=complaint).groupby("complaint")[["first", "last"]].min()
    others = hands[["complaint", "unit", "officer"]].merge(since, on="complaint")
    return pd.concat([lines, others.rename(columns={"officer": "person"})], ignore_index=True)


def _by_office(lines: pd.DataFrame, belonging: Belonging) -> pd.DataFrame:
    """office, first, last: each line once for each of its offices."""
    lines = lines.reset_index(drop=True)
    found = []
    if "unit" in lines:
        found.append(belonging.of_units(lines["unit"]))
    if "person" in lines:
        found.append(belonging.of_persons(lines["person"]))
    offices = pd.concat(found)
    days: pd.DataFrame = lines.loc[offices.index, ["first", "last"]]
    return days.assign(office=offices.to_numpy())


def _period(name: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day of a period by its name; all of time where that is not understood."""
    found = bounds(name)
    return (BEGINNING, END) if found is None else (found[0], found[1] - DAY)


def _day(values: pd.Series) -> pd.Series:
    naive: pd.Series = values.dt.tz_localize(None) if values.dt.tz is not None else values
    days: pd.Series = naive.dt.normalize()
    return days
