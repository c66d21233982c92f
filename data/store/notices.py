"""The outbox: what is to be told, through which channel, and what became of it.

A notice is `waiting` until it is due, `sending` while somebody tries, then `sent`; `failed` once
it is given up, and `dropped` where there is nothing left to say. What is found `sending` long after
its attempt may have been told or not: it is told again, under the same key.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, and_, func, or_, select, update

from data.store.alert_tables import NOTICES, TOLD
from data.store.convert import frame_of, moment_text
from data.store.lists import numbered

TABLE = NOTICES.c


@dataclass(frozen=True)
class Notice:
    """One message to be: of ``kind`` through ``channel`` to ``recipient``.

    kind: alerts, urgent, digest or objections.
    """

    id: int
    key: str
    kind: str
    channel: str
    recipient: str
    made_at: pd.Timestamp
    attempts: int
    uncertain: bool
    """An attempt was begun and its end is not known."""


def put(
    connection: Connection, key: str, channel: str, recipient: str, alerts: Mapping[int, str],
    made_at: datetime, due_at: datetime, *, kind: str = "alerts", note: str | None = None,
) -> None:  # fmt: skip
    """Tell of ``alerts`` (what of each) when it is due; together with what waits for the same.

    The same ``key`` twice is one notice.
    """
    found = placed(connection, key, channel, recipient, made_at, due_at, kind)
    known = set(
        connection.execute(select(TOLD.c.alert_id).where(TOLD.c.notice_id == found)).scalars()
    )
    for number, what in alerts.items():
        if number in known:
            again = (TOLD.c.notice_id == found, TOLD.c.alert_id == int(number))
            connection.execute(update(TOLD).where(*again).values(kind=what, note=note))
            continue
        row = {"notice_id": found, "alert_id": int(number), "kind": what, "note": note}
        connection.execute(TOLD.insert().values(row))


def placed(
    connection: Connection, key: str, channel: str, recipient: str, made_at: datetime,
    due_at: datetime, kind: str,
) -> int:  # fmt: skip
    """The number of the notice that says it: one that waits for the same reader, or a new one."""
    found = _joined(connection, key, kind, channel, recipient, made_at)
    if found is not None:
        return found
    values = {"made_at": moment_text(made_at), "due_at": moment_text(due_at)}
    insert = NOTICES.insert().values(
        key=key, kind=kind, channel=channel, recipient=recipient, state="waiting", **values
    )
    return int(connection.execute(insert.returning(TABLE.id)).scalar_one())


def _joined(
    connection: Connection, key: str, kind: str, channel: str, recipient: str, now: datetime
) -> int | None:
    """The notice with this ``key``, or one that is not yet due and says the same to the same."""
    same = and_(
        TABLE.kind == kind, TABLE.channel == channel, TABLE.recipient == recipient,
        TABLE.state == "waiting", TABLE.attempts == 0, TABLE.due_at > moment_text(now),
    )  # fmt: skip
    if kind == "digest":
        same = TABLE.key == key
    query = select(TABLE.id).where(or_(TABLE.key == key, same)).order_by(TABLE.key != key, TABLE.id)
    return connection.execute(query).scalar()


def due(connection: Connection, now: datetime, stale_before: datetime) -> list[Notice]:
    """Notices to be told now; those whose attempt began before ``stale_before`` among them."""
    waits = and_(TABLE.state == "waiting", TABLE.due_at <= moment_text(now))
    stale = and_(TABLE.state == "sending", TABLE.attempted_at < moment_text(stale_before))
    query = select(NOTICES).where(or_(waits, stale)).order_by(TABLE.due_at, TABLE.id)
    return [_notice(row) for row in connection.execute(query)]


def _notice(row: Row[Any]) -> Notice:
    return Notice(
        row.id, row.key, row.kind, row.channel, row.recipient,
        pd.Timestamp(row.made_at).tz_convert("UTC"), row.attempts, row.state == "sending",
    )  # fmt: skip


def begin(connection: Connection, notice: Notice, now: datetime, text: str) -> bool:
    """Note that an attempt begins; False if somebody else has begun one."""
    same = (TABLE.id == notice.id, TABLE.attempts == notice.attempts)
    values = {"state": "sending", "attempted_at": moment_text(now), "text": text}
    begun = update(NOTICES).where(*same).values(attempts=notice.attempts + 1, **values)
    return connection.execute(begun).rowcount > 0


def sent(connection: Connection, notice: Notice, now: datetime) -> None:
    """Note that it was told."""
    _note(connection, notice, state="sent", sent_at=moment_text(now), error=None)


def retry(connection: Connection, notice: Notice, error: str, at: datetime) -> None:
    """Note why it could not be told, and when it is tried again."""
    _note(connection, notice, state="waiting", error=error, due_at=moment_text(at))


def give_up(connection: Connection, notice: Notice, error: str) -> None:
    """Note that it will not be told, and why."""
    _note(connection, notice, state="failed", error=error)


def postpone(connection: Connection, notice: Notice, at: datetime, kind: str = "digest") -> None:
    """Note that it is told later, as a digest unless it says otherwise: nobody reads it now."""
    _note(connection, notice, state="waiting", kind=kind, due_at=moment_text(at))


def drop(connection: Connection, notice: Notice) -> None:
    """Note that there is nothing left to say."""
    _note(connection, notice, state="dropped")


def _note(connection: Connection, notice: Notice, **values: Any) -> None:
    connection.execute(update(NOTICES).where(TABLE.id == notice.id).values(**values))


def contents(connection: Connection, notice_id: int) -> pd.DataFrame:
    """alert_id, kind: what a notice is about."""
    query = select(TOLD.c.alert_id, TOLD.c.kind).where(TOLD.c.notice_id == notice_id)
    rows = connection.execute(query.order_by(TOLD.c.alert_id)).all()
    return frame_of(rows, ["alert_id", "kind"], {"alert_id": "whole"})


def told(connection: Connection, ids: Collection[int]) -> pd.DataFrame:
    """alert_id, channel, recipient: to whom these alerts were told, or perhaps told."""
    names = ["alert_id", "channel", "recipient"]
    query = select(TOLD.c.alert_id, TABLE.channel, TABLE.recipient).join(
        NOTICES, TABLE.id == TOLD.c.notice_id
    )
    reached = or_(TABLE.state.in_(["sent", "sending"]), TABLE.attempts > 0)
    wanted = numbered(connection, TOLD.c.alert_id, ids)
    rows = connection.execute(query.where(wanted, reached).distinct()).all()
    return frame_of(rows, names, {"alert_id": "whole"})


def failed(connection: Connection) -> pd.DataFrame:
    """channel, recipient, kind, attempts, error, since: what cannot be told at present."""
    names = ["channel", "recipient", "kind", "attempts", "error", "since"]
    columns = [TABLE.channel, TABLE.recipient, TABLE.kind, TABLE.attempts, TABLE.error]
    query = select(*columns, TABLE.made_at).where(
        TABLE.error.is_not(None), TABLE.state.in_(["waiting", "sending", "failed"])
    )
    rows = connection.execute(query.order_by(TABLE.made_at.desc()).limit(200)).all()
    return frame_of(rows, names, {"attempts": "whole", "since": "moment"})


def waiting(connection: Connection) -> int:
    """How many notices are still to be told."""
    query = select(func.count()).where(TABLE.state.in_(["waiting", "sending"]))
    return int(connection.execute(query).scalar_one())
