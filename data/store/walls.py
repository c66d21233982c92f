"""What wall displays ask for: never a person, neither by name nor by identifier."""

from datetime import datetime

import pandas as pd
from sqlalchemy import ColumnElement, Connection, func, select, true

from data.store.alert_queries import ACTIVE
from data.store.alert_tables import ALERT_KINDS, ALERT_TABLE
from data.store.alerts import TABLE
from data.store.convert import frame_of, moment_text
from data.store.kept import under
from data.store.rows import read
from data.store.tables import FRAMES
from scoring.columns import Kind
from scoring.scope import Scope

UNITS = FRAMES["units"].c
ALERTS_BY_UNIT: dict[str, Kind] = {
    "unit": "text", "unit_name": "text", "rule": "text", "n": "whole",
    "since": ALERT_KINDS["fired_at"],
}  # fmt: skip


def alerts_by_unit(connection: Connection, scope: Scope) -> pd.DataFrame:
    """How many alerts of each rule fire in each visible unit, and since when the oldest does.

    Those about persons are left out, and those that another explains.
    """
    where = [
        TABLE.state.in_(ACTIVE), TABLE.inhibited.is_not(true()), TABLE.unit.is_not(None),
        TABLE.subject_kind != "person", _seen(TABLE.unit, scope),
    ]  # fmt: skip
    count, since = func.count(), func.min(TABLE.fired_at)
    query = (
        select(TABLE.unit, func.max(UNITS.name), TABLE.rule, count, since)
        .select_from(ALERT_TABLE.outerjoin(FRAMES["units"], TABLE.unit == UNITS.unit_id))
        .where(*where)
        .group_by(TABLE.unit, TABLE.rule)
        .order_by(count.desc(), TABLE.unit, TABLE.rule)
    )
    return frame_of(connection.execute(query).all(), list(ALERTS_BY_UNIT), ALERTS_BY_UNIT)


def tree(connection: Connection, scope: Scope) -> pd.DataFrame:
    """The visible units."""
    return read(connection, "units", _seen(UNITS.unit_id, scope))


def received_since(connection: Connection, scope: Scope, since: datetime) -> pd.DataFrame:
    """Complaints of visible units received at ``since`` or later."""
    table = FRAMES["complaints"]
    return read(
        connection, "complaints", table.c.received >= moment_text(since), _seen(table.c.unit, scope)
    )


def _seen(unit: ColumnElement[str], scope: Scope) -> ColumnElement[bool]:
    return true() if scope.under is None else unit.in_(under(scope.under))
