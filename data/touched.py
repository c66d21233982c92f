"""Which offices a kept batch concerns, and from which day on their scores may differ."""

from collections.abc import Mapping

import pandas as pd

from data.store.rows import Put, differences
from data.store.state import Days
from scoring.indicators import INDICATORS
from scoring.shapes import Shape

WHOLE = ("units", "people", "absences")
"""Frames whose rows bear on every period: who is where, and who is expected."""
OWN_DAY = ("activities",)
"""Frames whose rows bear on the period of their own day alone, not on later ones."""
SCORED = {*WHOLE, *(indicator.frame for indicator in INDICATORS.values())}
DAY = pd.Timedelta(days=1)


def touched(
    shape: Shape, put: Put, unit_of: Mapping[str, str], offices: Mapping[str, str], main: str | None
) -> dict[str, Days]:
    """Offices with the days whose scores may have changed.

    A changed time counts from the earlier of the old and the new one; any other change counts
    from the day the row belongs to. A day is added on each side for the time zone.
    """
    rows = pd.concat([_since_of(put.added, shape), _since_changed(put, shape)])
    if rows.empty or shape.name not in SCORED:
        return {}
    by_office = rows["since"].groupby(_units(rows, shape, unit_of).map(offices).fillna(main))
    if shape.name in WHOLE:
        return {str(office): Days() for office in by_office.groups}
    last = by_office.max() + DAY if shape.name in OWN_DAY else None
    return {
        str(office): Days(first - DAY, None if last is None else last.loc[str(office)])
        for office, first in by_office.min().items()
    }


def _units(rows: pd.DataFrame, shape: Shape, unit_of: Mapping[str, str]) -> pd.Series:
    if shape.name == "units":
        return rows["unit_id"]
    if "unit" in rows:
        return rows["unit"]
    return rows["person"].map(unit_of) if "person" in rows else pd.Series(None, index=rows.index)


def _since_of(rows: pd.DataFrame, shape: Shape) -> pd.DataFrame:
    nothing = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[us]")
    return rows.assign(since=_day(rows[shape.since]) if shape.since in rows else nothing)


def _since_changed(put: Put, shape: Shape) -> pd.DataFrame:
    """Rows after their change, and again as they were before, each with its first day."""
    if put.after.empty:
        return _since_of(put.after, shape)
    before = put.before
    after = put.after[before.columns]
    differs = differences(before, after)
    dated = [name for name in shape.of_kind("moment", "day") if name in before]
    moved = [_day(side[name]).where(differs[name]) for name in dated for side in (before, after)]
    earliest = pd.concat(moved, axis=1).min(axis=1) if moved else pd.Series(pd.NaT, before.index)
    plain = differs.drop(columns=dated).any(axis=1)
    own = [_since_of(side, shape)["since"] for side in (before, after)]
    belongs = pd.concat(own, axis=1).min(axis=1)
    since = earliest.where(~plain, pd.concat([earliest, belongs], axis=1).min(axis=1))
    return pd.concat([before.assign(since=since), after.assign(since=since)])


def _day(values: pd.Series) -> pd.Series:
    naive: pd.Series = values.dt.tz_localize(None) if values.dt.tz is not None else values
    days: pd.Series = naive.dt.normalize()
    return days
