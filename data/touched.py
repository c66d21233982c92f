"""Which offices a kept batch concerns, and from which day on their scores may differ."""

from collections.abc import Iterator, Mapping

import pandas as pd

from data.store.rows import Put
from data.store.state import Days
from scoring.columns import Shape
from scoring.indicators import INDICATORS

WHOLE = ("units", "people", "absences")
"""Frames whose rows bear on every period: who is where, and who is expected."""
OWN_DAY = ("activities",)
"""Frames whose rows bear on the period of their own day alone, not on later ones."""
SCORED = {*WHOLE, *(indicator.frame for indicator in INDICATORS.values())}
PERSONS = ("person", "officer")
DAY = pd.Timedelta(days=1)


def touched(
    shape: Shape, put: Put, unit_of: Mapping[str, str], offices: Mapping[str, str], main: str | None
) -> dict[str, Days]:
    """Offices with the days whose scores may have changed.

    A row counts from the day it belongs to, as it was before and as it is now: whatever changes
    in a complaint, such as an answer that comes before its receipt, may change every period since
    it was received. A day is added on each side for the time zone.
    """
    rows = pd.concat([put.added, put.before, put.after])
    if rows.empty or shape.name not in SCORED:
        return {}
    since = _day(rows[shape.since]) if shape.since else pd.Series(pd.NaT, index=rows.index)
    concerned = [
        pd.DataFrame({"office": office.to_numpy(), "since": since.to_numpy()})
        for office in _offices(rows, shape, unit_of, offices, main)
    ]
    by_office = pd.concat(concerned).dropna(subset="office").groupby("office")["since"]
    if shape.name in WHOLE:
        return {str(office): Days() for office in by_office.groups}
    days = by_office.agg(["min", "max"])
    return {
        str(office): Days(first - DAY, last + DAY if shape.name in OWN_DAY else None)
        for office, first, last in days.itertuples()
    }


def _offices(
    rows: pd.DataFrame, shape: Shape, unit_of: Mapping[str, str], offices: Mapping[str, str],
    main: str | None,
) -> Iterator[pd.Series]:  # fmt: skip
    """The office of each row's unit (without one: the main office), and of its person."""
    if shape.name == "units":
        yield rows["unit_id"].map(offices)
    elif "unit" in shape.columns:
        office = rows["unit"].map(offices) if "unit" in rows else pd.Series(None, index=rows.index)
        yield office.astype(object).where(office.notna(), main)
    for column in PERSONS:
        if column in rows:
            yield rows[column].map(unit_of).map(offices)


def _day(values: pd.Series) -> pd.Series:
    naive: pd.Series = values.dt.tz_localize(None) if values.dt.tz is not None else values
    days: pd.Series = naive.dt.normalize()
    return days
