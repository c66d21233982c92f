"""What is known about sources, offices to be scored anew, the revision, and the lease."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Table, delete, or_, select, update

from data.store.convert import frame_of, moment, moment_text
from data.store.tables import LEASES, LIVE, OFFICES, SOURCES, STALE

MOMENTS = ("last_attempt", "last_success", "next_attempt", "newest")
COUNTS = ("read", "new", "corrected", "unchanged", "rejected")


def source_states(connection: Connection) -> pd.DataFrame:
    """Everything known about every source that has been asked at least once."""
    names = [column.name for column in SOURCES.columns]
    kinds: dict[str, Any] = dict.fromkeys(MOMENTS, "moment")
    kinds |= dict.fromkeys((*COUNTS, "failures"), "whole")
    return frame_of(connection.execute(select(SOURCES)).all(), names, kinds)


def source_state(connection: Connection, source: str, **changes: Any) -> None:
    """Note ``changes`` (columns of the sources table) about ``source``."""
    plain = {k: moment_text(v) if isinstance(v, datetime) else v for k, v in changes.items()}
    defaults = dict.fromkeys((*COUNTS, "failures"), 0)
    upsert(connection, SOURCES, {"source": source}, plain, defaults)


def count_up(connection: Connection, source: str, **more: int) -> None:
    """Add ``more`` rows read, new, corrected or unchanged to the totals of ``source``."""
    totals = (
        connection.execute(select(SOURCES).where(SOURCES.c.source == source)).mappings().first()
    )
    source_state(
        connection, source, **{k: (totals[k] if totals else 0) + v for k, v in more.items()}
    )


def newest(connection: Connection, source: str) -> pd.Timestamp | None:
    """The newest moment or day among the rows of ``source``."""
    return moment(
        connection.execute(select(SOURCES.c.newest).where(SOURCES.c.source == source)).scalar()
    )


def failures(connection: Connection, source: str) -> int:
    """How often ``source`` has failed since it last succeeded."""
    found = connection.execute(
        select(SOURCES.c.failures).where(SOURCES.c.source == source)
    ).scalar()
    return int(found or 0)


@dataclass(frozen=True)
class Days:
    """From ``since`` to ``until``, both included; None is unbounded."""

    since: pd.Timestamp | None = None
    until: pd.Timestamp | None = None

    def meet(self, start: pd.Timestamp, end: pd.Timestamp) -> bool:
        """Whether they reach into the days from ``start`` (included) to ``end`` (excluded)."""
        return (self.since is None or self.since < end) and (
            self.until is None or self.until >= start
        )


@dataclass(frozen=True)
class Stale:
    """An office to be scored anew: which days, and as of which note and which scoring."""

    office: str
    days: tuple[Days, ...]
    noted: int
    scored_at: object


def mark_stale(connection: Connection, touched: Mapping[str, Days]) -> None:
    """Note of each office which days' scores may have changed."""
    for office, days in touched.items():
        since, until = (None if d is None else str(d.date()) for d in (days.since, days.until))
        connection.execute(STALE.insert().values(office=office, since=since, until=until))


def stale(connection: Connection, now: datetime, today: datetime) -> list[Stale]:
    """Offices to be scored anew: rows changed, or a deadline or a day has passed.

    After a deadline only what has happened since they were last scored counts. One last scored
    before ``today`` began is scored in every period: open cases have grown a day older in all.
    """
    noted = connection.execute(
        select(STALE.c.id, STALE.c.office, STALE.c.since, STALE.c.until)
    ).all()
    scored_at = dict(connection.execute(select(OFFICES.c.office, OFFICES.c.scored_at)).all())
    due = connection.execute(select(OFFICES.c.office).where(OFFICES.c.next_due <= moment_text(now)))
    found: dict[str, list[Days]] = {}
    for office in due.scalars():
        found.setdefault(office, []).append(_since(moment(scored_at[office]), today))
    for _, office, since, until in noted:
        found.setdefault(office, []).append(
            Days(*(None if d is None else pd.Timestamp(d) for d in (since, until)))
        )
    last = {office: number for number, office, *_ in sorted(noted)}
    return [
        Stale(office, tuple(days), last.get(office, 0), scored_at.get(office))
        for office, days in found.items()
    ]


def _since(scored_at: pd.Timestamp | None, today: datetime) -> Days:
    """The days whose scores time alone has changed."""
    if scored_at is None or scored_at < today:
        return Days()
    return Days(since=scored_at.tz_localize(None).normalize() - pd.Timedelta(days=1))


def is_latest(connection: Connection, found: Stale) -> bool:
    """Whether nobody else has scored the office since it was found stale."""
    known = select(OFFICES.c.scored_at).where(OFFICES.c.office == found.office)
    return connection.execute(known).scalar() == found.scored_at


def scored(connection: Connection, done: Stale, now: datetime, next_due: datetime | None) -> bool:
    """Note that an office has been scored, and when its scores change by themselves.

    False, and nothing noted, if somebody else has scored it in the meantime.
    """
    if not is_latest(connection, done):
        return False
    connection.execute(delete(STALE).where(STALE.c.office == done.office, STALE.c.id <= done.noted))
    due = None if next_due is None else moment_text(next_due)
    values = {"scored_at": moment_text(now), "next_due": due}
    upsert(connection, OFFICES, {"office": done.office}, values)
    return True


def unscored(connection: Connection, office: str) -> None:
    """Forget when an office was scored and is to be scored: it is none any more."""
    connection.execute(delete(OFFICES).where(OFFICES.c.office == office))
    connection.execute(delete(STALE).where(STALE.c.office == office))


def live(connection: Connection) -> tuple[int, pd.Timestamp | None]:
    """The revision, and when the worker last looked."""
    row = connection.execute(select(LIVE.c.revision, LIVE.c.looked_at)).first()
    return (0, None) if row is None else (int(row[0]), moment(row[1]))


def looked(connection: Connection, now: datetime, *, news: bool) -> int:
    """Note that the worker has looked; the revision grows by one if there is news."""
    revision = live(connection)[0] + int(news)
    upsert(connection, LIVE, {"id": 1}, {"revision": revision, "looked_at": moment_text(now)})
    return revision


def lease(
    connection: Connection, name: str, holder: str, now: datetime, lasting: timedelta
) -> bool:
    """Take or renew the lease ``name``; False while another holder's has not run out."""
    mine = update(LEASES).where(
        LEASES.c.name == name,
        or_(LEASES.c.holder == holder, LEASES.c.expires_at < moment_text(now)),
    )
    values = {"holder": holder, "expires_at": moment_text(now + lasting)}
    if connection.execute(mine.values(values)).rowcount:
        return True
    if connection.execute(select(LEASES.c.name).where(LEASES.c.name == name)).first():
        return False
    connection.execute(LEASES.insert().values(name=name, **values))
    return True


def release(connection: Connection, name: str, holder: str) -> None:
    """Give the lease up, if it is still ``holder``'s."""
    connection.execute(delete(LEASES).where(LEASES.c.name == name, LEASES.c.holder == holder))


def upsert(
    connection: Connection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any],
    defaults: Mapping[str, Any] = {},
) -> None:  # fmt: skip
    """Set ``values`` of the row with this ``key``; a new one also has ``defaults``."""
    where = [table.c[name] == value for name, value in key.items()]
    if not connection.execute(update(table).where(*where).values(**values)).rowcount:
        connection.execute(table.insert().values({**defaults, **key, **values}))
