"""Alerts that a viewer may see; the scope is applied in the query."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, and_, case, exists, false, func, or_, select, true

from data.store.alert_tables import ALERT_KINDS, ALERT_TABLE, OWNERS, SILENCES
from data.store.alerts import COLUMNS, TABLE, read
from data.store.convert import frame_of, moment_text
from data.store.kept import under
from data.store.lists import among
from data.store.tables import ANCESTORS, FRAMES
from scoring.scope import Scope
from scoring.shapes import SHAPES

ACTIVE = ("firing", "recovering")
PEOPLE = FRAMES["people"].c


def seen(scope: Scope) -> ColumnElement[bool]:
    """Whether an alert may be seen.

    Who sees no persons sees what is about themselves or in their hands; who sees them, what is of
    their units. What belongs to no unit, such as a source, is seen by who sees the whole tree.
    """
    me = scope.self_id
    own = or_(_about(me), TABLE.officer == me) if me is not None else false()
    if not scope.persons:
        return own
    return true() if scope.under is None else or_(TABLE.unit.in_(under(scope.under)), own)


def _about(person: str) -> ColumnElement[bool]:
    return and_(TABLE.subject_kind == "person", TABLE.subject_id == person)


def listed(
    connection: Connection, scope: Scope, *, unit: str | None = None, person: str | None = None,
    is_open: bool = True, urgent: Sequence[str] = (), limit: int = 500,
) -> pd.DataFrame:  # fmt: skip
    """Visible alerts, ALERTS and found: the most urgent first, or the newest that ended.

    ``unit``: of units at or under it. ``person``: about them, or in their hands. ``urgent``: rules
    that are.
    """
    where = [seen(scope), TABLE.state != "ended" if is_open else TABLE.state == "ended"]
    if unit is not None:
        where.append(TABLE.unit.in_(under(unit)))
    if person is not None:
        where.append(or_(_about(person), TABLE.officer == person))
    order: list[ColumnElement[Any]] = [TABLE.ended_at.desc(), TABLE.alert_id.desc()]
    if is_open:
        rank = {"head": 0, "supervisor": 1, "officer": 2}
        level = func.coalesce(_ranked(rank), 3)
        order = [TABLE.rule.not_in(list(urgent)), TABLE.fired_at.is_(None), level]
        order += [TABLE.fired_at, TABLE.alert_id]
    query = select(*(TABLE[name] for name in COLUMNS)).where(*where).order_by(*order).limit(limit)
    return frame_of(connection.execute(query).all(), COLUMNS, ALERT_KINDS)


def _ranked(rank: dict[str, int]) -> ColumnElement[int | None]:
    return case(rank, value=TABLE.level)


def one(connection: Connection, scope: Scope, alert_id: int) -> pd.DataFrame:
    """The alert with this number, if it may be seen: one line, or none."""
    return read(connection, TABLE.alert_id == int(alert_id), seen(scope))


def count(
    connection: Connection, scope: Scope, account: str, now: datetime
) -> tuple[int, int]:  # fmt: skip
    """How many alerts wait for ``account``, and how many that may be seen fire.

    Those that have not fired, and those explained by another, are not counted. One that somebody
    has acknowledged, or that is silenced at ``now``, waits for nobody.
    """
    fires = (TABLE.state.in_(ACTIVE), TABLE.inhibited.is_not(true()), seen(scope))
    told = (
        select(OWNERS.c.alert_id)
        .where(OWNERS.c.account == account, OWNERS.c.level == TABLE.level)
        .where(OWNERS.c.alert_id == TABLE.alert_id)
        .exists()
    )
    at = moment_text(now)
    known = and_(TABLE.acknowledged_by.is_not(None), TABLE.acknowledged_until > at)
    mine = and_(or_(TABLE.assigned_to == account, told), ~known, ~_silenced(at))
    counted = select(func.count().filter(mine), func.count()).select_from(ALERT_TABLE).where(*fires)
    own, every = connection.execute(counted).one()
    return int(own), int(every)


def changed(connection: Connection, scope: Scope, since: datetime) -> tuple[int, int]:
    """How many that may be seen have fired since a moment, and how many that had fired ended."""
    begin = moment_text(since)
    fired, ended = TABLE.fired_at >= begin, TABLE.ended_at >= begin
    counted = select(
        func.count().filter(fired), func.count().filter(and_(ended, TABLE.fired_at.is_not(None)))
    )
    query = counted.select_from(ALERT_TABLE).where(seen(scope), or_(fired, ended))
    first, last = connection.execute(query).one()
    return int(first), int(last)


def _silenced(at: str) -> ColumnElement[bool]:
    """Whether a silence that lasts at this moment names an alert, by the rules of silence.py."""
    here = SILENCES.c
    above = select(ANCESTORS.c.ancestor).where(ANCESTORS.c.unit == TABLE.unit)
    return exists().where(
        here.since <= at, here.until > at, or_(here.ended_at.is_(None), here.ended_at > at),
        or_(here.rule.is_(None), here.rule == TABLE.rule),
        or_(here.unit.is_(None), here.unit == TABLE.unit, here.unit.in_(above)),
        or_(here.subject_kind.is_(None), here.subject_kind == TABLE.subject_kind),
        or_(here.subject_id.is_(None), here.subject_id == TABLE.subject_id),
    )  # fmt: skip


def history(connection: Connection) -> pd.DataFrame:
    """Every alert that has ever fired: ALERTS and found."""
    return read(connection, TABLE.fired_at.is_not(None))


def silences(connection: Connection, scope: Scope) -> list[int]:
    """Numbers of silences that may be seen: of the viewer's units and persons."""
    here = SILENCES.c
    if scope.under is None and scope.persons:
        where: ColumnElement[bool] = true()
    elif not scope.persons:
        own = and_(here.subject_kind == "person", here.subject_id == scope.self_id)
        where = own if scope.self_id is not None else false()
    else:
        below = under(str(scope.under))
        persons = select(PEOPLE.person_id).where(PEOPLE.unit.in_(below))
        subject = or_(
            and_(here.subject_kind == "unit", here.subject_id.in_(below)),
            and_(here.subject_kind == "person", here.subject_id.in_(persons)),
        )
        where = or_(
            here.unit.in_(below), subject, and_(here.unit.is_(None), here.subject_kind.is_(None))
        )
    return list(connection.execute(select(here.silence_id).where(where)).scalars())


def places(connection: Connection, frame: str, keys: Sequence[str]) -> pd.DataFrame:
    """key, source, label: where the rows of ``frame`` with these keys were read."""
    table, key = FRAMES[frame], SHAPES[frame].key
    query = select(table.c[key], table.c.source, table.c.label)
    rows = connection.execute(query.where(among(connection, table.c[key], keys))).all()
    return frame_of(rows, ["key", "source", "label"], {})
