"""Keeps silences: what is not told for a while, who decided so, why, and until when."""

from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, or_, select, update

from data.store.alert_tables import SILENCES
from data.store.convert import frame_of, moment_text

COLUMNS = [column.name for column in SILENCES.columns]
KINDS = {
    "silence_id": "whole", **dict.fromkeys(("since", "until", "ended_at"), "moment"),
}  # fmt: skip


def add(
    connection: Connection, by: str, reason: str, since: datetime, until: datetime,
    *, rule: str | None, unit: str | None, subject: tuple[str, str] | None,
) -> int:  # fmt: skip
    """Keep a silence; its number."""
    kind, name = subject or (None, None)
    insert = SILENCES.insert().values(
        rule=rule, unit=unit, subject_kind=kind, subject_id=name, by=by, reason=reason,
        since=moment_text(since), until=moment_text(until),
    )  # fmt: skip
    return int(connection.execute(insert.returning(SILENCES.c.silence_id)).scalar_one())


def end(connection: Connection, silence_id: int, by: str, at: datetime) -> bool:
    """End a silence before its time; False if there is none that lasts."""
    lasts = (
        SILENCES.c.silence_id == int(silence_id),
        SILENCES.c.ended_at.is_(None),
        SILENCES.c.until > moment_text(at),
    )
    values = {"ended_by": by, "ended_at": moment_text(at)}
    return connection.execute(update(SILENCES).where(*lasts).values(**values)).rowcount > 0


def listed(connection: Connection, since: datetime | None = None) -> pd.DataFrame:
    """Silences, the newest first; only those that lasted at ``since`` or later."""
    query = select(*(SILENCES.c[name] for name in COLUMNS))
    if since is not None:
        at = moment_text(since)
        ended = or_(SILENCES.c.ended_at.is_(None), SILENCES.c.ended_at > at)
        query = query.where(SILENCES.c.until > at, ended)
    ordered = query.order_by(SILENCES.c.since.desc(), SILENCES.c.silence_id.desc())
    return frame_of(connection.execute(ordered).all(), COLUMNS, KINDS)  # type: ignore[arg-type]
