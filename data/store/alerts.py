"""Keeps alerts: those that are open, and ended ones as history; and every change of their state."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, bindparam, or_, select, update

from data.store.alert_tables import ALERT_KINDS, ALERT_TABLE, FLIPS
from data.store.convert import execute_many, frame_of, moment_text, records
from data.store.lists import among, numbered
from data.store.rows import differences
from data.store.tables import ANCESTORS, FRAMES
from scoring.alerts.shapes import ALERT_KEY
from scoring.columns import DTYPES

COLUMNS = [*ALERT_KINDS, "found"]
KEY = list(ALERT_KEY)
QUIET = ["seen_at", "value", "n", "since", "found"]
"""What may change of an alert without being news: it moves with the clock."""
TABLE = ALERT_TABLE.c


@dataclass(frozen=True)
class Saved:
    """``alerts`` as they are kept now, all with an alert_id; ``flips`` with alert_id and unit."""

    alerts: pd.DataFrame
    flips: pd.DataFrame
    news: bool


def still_open(connection: Connection, offices: Collection[str] | None = None) -> pd.DataFrame:
    """Open alerts of these ``offices`` (None: of all) and those of no office: ALERTS, found."""
    where = TABLE.state != "ended"
    if offices is None:
        return read(connection, where)
    here = or_(TABLE.office.is_(None), among(connection, TABLE.office, offices))
    return read(connection, where, here)


def of_ids(connection: Connection, ids: Collection[int]) -> pd.DataFrame:
    """The alerts with these numbers."""
    return read(connection, numbered(connection, TABLE.alert_id, ids))


def read(connection: Connection, *where: ColumnElement[bool]) -> pd.DataFrame:
    """Alerts that meet all conditions: ALERTS and ``found``, by number."""
    query = select(*(TABLE[name] for name in COLUMNS)).where(*where).order_by(TABLE.alert_id)
    return frame_of(connection.execute(query).all(), COLUMNS, ALERT_KINDS)


def save(
    connection: Connection, before: pd.DataFrame, after: pd.DataFrame, flips: pd.DataFrame
) -> Saved:
    """Keep ``after`` (ALERTS and found) in place of ``before``, and the ``flips`` between them."""
    known = after["alert_id"].notna()
    fresh, again = after[~known], after[known].set_index("alert_id")
    kept = before.set_index("alert_id").reindex(again.index)
    names = [name for name in COLUMNS if name != "alert_id"]
    differs = differences(kept[names], again[names])
    told = differs.drop(columns=QUIET).any(axis=None)
    _update(connection, again.loc[differs.any(axis=1).to_numpy(), names].reset_index())
    counted = _insert(connection, fresh)
    alerts = pd.concat([after[known], counted], ignore_index=True)
    marked = flips.merge(alerts[[*KEY, "alert_id", "office", "unit"]], on=KEY, how="left")
    _flip(connection, marked)
    return Saved(alerts, marked, bool(told) or not fresh.empty)


def change(connection: Connection, ids: Collection[int], **values: Any) -> None:
    """Set ``values`` of these alerts: what people decide about them."""
    plain = {k: moment_text(v) if isinstance(v, datetime) else v for k, v in values.items()}
    wanted = numbered(connection, TABLE.alert_id, ids)
    connection.execute(update(ALERT_TABLE).where(wanted).values(**plain))


def _insert(connection: Connection, fresh: pd.DataFrame) -> pd.DataFrame:
    """Give new alerts their numbers."""
    rows = records(fresh.drop(columns="alert_id"))
    insert = ALERT_TABLE.insert().returning(TABLE.alert_id, sort_by_parameter_order=True)
    numbers = list(connection.execute(insert, rows).scalars()) if rows else []
    return fresh.assign(alert_id=pd.array(numbers, dtype="Int64"))


def _update(connection: Connection, rows: pd.DataFrame) -> None:
    names = [name for name in rows.columns if name != "alert_id"]
    values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in names}
    statement = ALERT_TABLE.update().where(TABLE.alert_id == bindparam("the_id")).values(values)
    renamed = {"alert_id": "the_id", **{name: f"to_{name}" for name in names}}
    execute_many(connection, statement, rows.rename(columns=renamed))


def _flip(connection: Connection, flips: pd.DataFrame) -> None:
    execute_many(connection, FLIPS.insert(), flips[["alert_id", "at", "before", "after"]])


def named(connection: Connection, alerts: pd.DataFrame) -> pd.DataFrame:
    """``alerts`` with subject_name, unit_name and officer_name, missing where there is no name."""
    units, people = (
        dict(connection.execute(select(table.c[key], table.c.name)).all())
        for table, key in (
            (FRAMES["units"], "unit_id"),
            (_those(connection, alerts), "person_id"),
        )
    )
    kind, subject = alerts["subject_kind"], alerts["subject_id"]
    names = subject.map(units).where(kind == "unit", subject.map(people).where(kind == "person"))
    text = DTYPES["text"]
    return alerts.assign(
        subject_name=names.astype(text),
        unit_name=alerts["unit"].map(units).astype(text),
        officer_name=alerts["officer"].map(people).astype(text),
    )


def _those(connection: Connection, alerts: pd.DataFrame) -> FromClause:
    """The people that ``alerts`` are about, or in whose hands they are."""
    people = FRAMES["people"]
    wanted = {
        *alerts["officer"].dropna(),
        *alerts["subject_id"][alerts["subject_kind"] == "person"],
    }
    named = among(connection, people.c.person_id, wanted)
    return select(people.c.person_id, people.c.name).where(named).subquery()


def tree(connection: Connection) -> pd.DataFrame:
    """unit, ancestor: every unit with itself and all units above it."""
    names = ["unit", "ancestor"]
    return frame_of(connection.execute(select(*(ANCESTORS.c[n] for n in names))).all(), names, {})
