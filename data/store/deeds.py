"""Keeps what was done about alerts, and whom they were told to. Deeds are only ever added."""

from collections.abc import Collection, Iterable
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, delete, func, select

from data.store.alert_tables import DEEDS, FLIPS, OWNERS
from data.store.convert import frame_of, moment_text
from data.store.lists import numbered

COLUMNS = ["alert_id", "at", "by", "verb", "note", "until", "to"]
KINDS = {"alert_id": "whole", "at": "moment", "until": "moment"}
FLIPPED = {
    "pending": "pending", "firing": "fired", "recovering": "recovering", "ended": "recovered",
}  # fmt: skip
"""What a change of state is called as a step."""


def add(
    connection: Connection, alert_id: int, at: datetime, by: str | None, verb: str,
    *, note: str | None = None, until: datetime | None = None, to: str | None = None,
) -> None:  # fmt: skip
    """Write down a deed; ``by`` None: of the machine."""
    connection.execute(
        DEEDS.insert().values(
            alert_id=int(alert_id), at=moment_text(at), by=by, verb=verb, note=note, to=to,
            until=None if until is None else moment_text(until),
        )
    )  # fmt: skip


def of(connection: Connection, ids: Collection[int] | None = None) -> pd.DataFrame:
    """Deeds about these alerts (None: about all), oldest first, with COLUMNS."""
    query = select(*(DEEDS.c[name] for name in COLUMNS)).order_by(DEEDS.c.at, DEEDS.c.id)
    if ids is not None:
        query = query.where(numbered(connection, DEEDS.c.alert_id, ids))
    return frame_of(connection.execute(query).all(), COLUMNS, KINDS)  # type: ignore[arg-type]


def newest(connection: Connection, verb: str, ids: Collection[int]) -> dict[int, pd.Timestamp]:
    """When each of these alerts last had a deed of this kind, by alert; of those that had one."""
    wanted = (DEEDS.c.verb == verb, numbered(connection, DEEDS.c.alert_id, ids))
    query = select(DEEDS.c.alert_id, func.max(DEEDS.c.at)).where(*wanted)
    rows = connection.execute(query.group_by(DEEDS.c.alert_id)).all()
    found = frame_of(rows, ["alert_id", "at"], KINDS)  # type: ignore[arg-type]
    return dict(zip(found["alert_id"].astype(int), found["at"], strict=True))


def steps(connection: Connection, alert_id: int) -> pd.DataFrame:
    """All that happened to an alert, oldest first: changes of state and deeds, with COLUMNS."""
    query = select(FLIPS.c.at, FLIPS.c.after).where(FLIPS.c.alert_id == int(alert_id))
    flips = [
        (alert_id, at, None, FLIPPED[after], None, None, None)
        for at, after in connection.execute(query.order_by(FLIPS.c.at, FLIPS.c.id))
    ]
    changed = frame_of(flips, COLUMNS, KINDS)  # type: ignore[arg-type]
    whole = pd.concat([changed, of(connection, [alert_id])], ignore_index=True)
    return whole.sort_values("at", kind="stable").reset_index(drop=True)


def own(connection: Connection, alert_id: int, accounts: Iterable[str], level: str) -> None:
    """Write down that an alert was told to these ``accounts`` at ``level``."""
    for account in accounts:
        mine = (OWNERS.c.alert_id == int(alert_id), OWNERS.c.account == account)
        connection.execute(delete(OWNERS).where(*mine))
        connection.execute(
            OWNERS.insert().values(alert_id=int(alert_id), account=account, level=level)
        )


def owners(connection: Connection, ids: Collection[int]) -> pd.DataFrame:
    """alert_id, account, level: whom these alerts were told to."""
    names = ["alert_id", "account", "level"]
    query = select(*(OWNERS.c[name] for name in names)).where(
        numbered(connection, OWNERS.c.alert_id, ids)
    )
    rows = connection.execute(query.order_by(OWNERS.c.alert_id, OWNERS.c.account)).all()
    return frame_of(rows, names, {"alert_id": "whole"})
