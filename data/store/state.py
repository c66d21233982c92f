"""What is known about sources, offices to be scored anew, the revision, and the lease."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, Table, delete, func, or_, select, update

from data.store import concerning
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
    """An office to be scored anew: which days, and as of which note and which scoring.

    ``frames``: whose rows changed; empty: whatever may have changed, as in one never scored.
    ``units``: of these rows; None: any.
    """

    office: str
    days: tuple[Days, ...]
    noted: int
    scored_at: object
    frames: frozenset[str] = frozenset()
    units: frozenset[str] | None = None


def mark_stale(
    connection: Connection, touched: Mapping[str, Days], frame: str | None = None,
    units: Collection[str] | None = None,
) -> None:  # fmt: skip
    """Note of each office which days' scores may have changed, by rows of which frame and units."""
    told = None if units is None else sorted(units)
    for office, days in touched.items():
        since, until = (None if d is None else str(d.date()) for d in (days.since, days.until))
        values = {"office": office, "since": since, "until": until, "frame": frame, "units": told}
        connection.execute(STALE.insert().values(**values))


def stale(connection: Connection, now: datetime, today: datetime) -> list[Stale]:
    """Offices to be scored anew: rows changed, or a deadline or a day has passed.

    After a deadline only what has happened since they were last scored counts. One last scored
    before ``today`` began is scored in every period: open cases have grown a day older in all.
    """
    noted: dict[str, list[Row[Any]]] = {}
    for note in connection.execute(select(STALE).order_by(STALE.c.id)):
        noted.setdefault(note.office, []).append(note)
    scored_at = dict(connection.execute(select(OFFICES.c.office, OFFICES.c.scored_at)).all())
    late = select(OFFICES.c.office).where(OFFICES.c.next_due <= moment_text(now))
    due = set(connection.execute(late).scalars())
    return [
        _stale(
            office, noted.get(office, []), scored_at.get(office),
            _since(moment(scored_at[office]), today) if office in due else None,
        )
        for office in sorted(due | noted.keys())
    ]  # fmt: skip


def _stale(office: str, notes: list[Row[Any]], scored_at: object, due: Days | None) -> Stale:
    """An office with all notes on it; ``due``: the days whose scores time alone has changed."""
    whole = due is not None or scored_at is None or any(n.frame is None for n in notes)
    anyone = any(n.units is None for n in notes)
    told = [
        Days(*(None if d is None else pd.Timestamp(d) for d in (n.since, n.until))) for n in notes
    ]
    return Stale(
        office,
        (*([due] if due else []), *told),
        noted=notes[-1].id if notes else 0,
        scored_at=scored_at,
        frames=frozenset() if whole else frozenset(n.frame for n in notes),
        units=None if anyone else frozenset(unit for n in notes for unit in n.units),
    )


def last_note(connection: Connection) -> int | None:
    """The number of the last note of scores that may have changed; None: there is none."""
    found: int | None = connection.execute(select(func.max(STALE.c.id))).scalar()
    return found


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

    False, and nothing noted, if somebody else has scored it in the meantime. Where only some frames
    were, it is still due when it was, or sooner.
    """
    if not is_latest(connection, done):
        return False
    notes = delete(STALE).where(STALE.c.office == done.office, STALE.c.id <= done.noted)
    seen = connection.execute(notes).rowcount
    if done.frames and not seen:
        return False
    due = None if next_due is None else moment_text(next_due)
    here = update(OFFICES).where(OFFICES.c.office == done.office)
    if done.frames:
        connection.execute(here.where(OFFICES.c.next_due > due).values(next_due=due))
    else:
        values = {"scored_at": moment_text(now), "next_due": due}
        upsert(connection, OFFICES, {"office": done.office}, values, {"times": 0})
    connection.execute(here.values(times=OFFICES.c.times + 1))
    return True


def unscored(connection: Connection, office: str) -> None:
    """Forget when an office was scored and is to be scored: it is none any more."""
    connection.execute(delete(OFFICES).where(OFFICES.c.office == office))
    connection.execute(delete(STALE).where(STALE.c.office == office))


def live(connection: Connection) -> tuple[int, pd.Timestamp | None]:
    """The revision, and when the worker last looked."""
    row = connection.execute(select(LIVE.c.revision, LIVE.c.looked_at)).first()
    return (0, None) if row is None else (int(row[0]), moment(row[1]))


def looked(
    connection: Connection, now: datetime, *, news: bool, units: Collection[str] | None = None,
    topics: Collection[str] | None = None,
) -> int:  # fmt: skip
    """Note that the worker has looked; the revision grows by one if there is news.

    ``units``: whom the news concern (those above as well); None: everybody; none of them: no page
    that shows figures. ``topics``: what has changed, as of concerning.Concern; None: anything.
    """
    revision = live(connection)[0] + int(news)
    if news:
        concerning.note(connection, revision, units, topics)
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
