"""What has been read, what of it was rejected, and what is to be read again for its sake."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, and_, delete, func, or_, select, update

from data.store.convert import frame_of, moment_text, records
from data.store.lists import among
from data.store.state import upsert
from data.store.tables import MARKS, REJECTS

REFERENCE_MARKS = ":references"
REFERENCES = {"units": "unknown_unit", "people": "unknown_person"}
AGAIN = "again|"
"""Around a mark: what it stands for is to be read again for the sake of its rejected rows."""


def marks(connection: Connection, source: str) -> dict[str, str]:
    """What has been read of ``source`` and kept, so that it is not read again."""
    rows = connection.execute(select(MARKS.c.mark, MARKS.c.value).where(MARKS.c.source == source))
    return dict(rows.all())


def remember(connection: Connection, source: str, found: Mapping[str, str]) -> None:
    """Keep marks of ``source``."""
    for mark, value in found.items():
        upsert(connection, MARKS, {"source": source, "mark": mark}, {"value": value})


def mark(connection: Connection, source: str, name: str) -> str | None:
    """One mark of ``source``."""
    wanted = select(MARKS.c.value).where(MARKS.c.source == source, MARKS.c.mark == name)
    return connection.execute(wanted).scalar()


def forget(connection: Connection, source: str, prefix: str, but: Collection[str]) -> None:
    """Drop the marks of ``source`` that begin with ``prefix``, those in ``but`` excepted."""
    begins = MARKS.c.mark.startswith(prefix, autoescape=True)
    kept = connection.execute(select(MARKS.c.mark).where(MARKS.c.source == source, begins))
    gone = set(kept.scalars()) - set(but)
    of_source = delete(MARKS).where(MARKS.c.source == source)
    connection.execute(of_source.where(among(connection, MARKS.c.mark, gone)))


def forget_before(connection: Connection, source: str, prefix: str, text: str) -> None:
    """Drop the marks of ``source`` that begin with ``prefix`` and whose value sorts first."""
    begins = MARKS.c.mark.startswith(prefix, autoescape=True)
    old = (MARKS.c.source == source, begins, MARKS.c.value < text)
    connection.execute(delete(MARKS).where(*old))


def is_awaited(connection: Connection, source: str) -> bool:
    """Whether something of ``source`` is to be read again."""
    again = MARKS.c.value.startswith(AGAIN)
    found = select(MARKS.c.mark).where(MARKS.c.source == source, again).limit(1)
    return connection.execute(found).first() is not None


def renew(connection: Connection, source: str, found: Mapping[str, str]) -> None:
    """Renew marks of ``source`` that are still kept; one that was forgotten stays forgotten."""
    for mark, value in found.items():
        kept = (MARKS.c.source == source, MARKS.c.mark == mark, ~MARKS.c.value.startswith(AGAIN))
        connection.execute(update(MARKS).where(*kept).values(value=value))


def replace_rejects(
    connection: Connection, source: str, rejected: pd.DataFrame, whole: Iterable[str], now: datetime
) -> None:
    """Keep ``rejected`` rows of ``source``; those of the files in ``whole`` before are dropped."""
    for name in whole:
        prefix = REJECTS.c.label.startswith(f"{name}:", autoescape=True)
        connection.execute(delete(REJECTS).where(REJECTS.c.source == source, prefix))
    if rejected.empty:
        return
    rows = rejected.assign(source=source, seen_at=moment_text(now))
    rows = rows.drop_duplicates(["source", "label", "column"])
    of_source = delete(REJECTS).where(REJECTS.c.source == source)
    connection.execute(of_source.where(among(connection, REJECTS.c.label, rows["label"].unique())))
    connection.execute(REJECTS.insert(), records(rows.astype(object)))


def come_right(connection: Connection, source: str, keys: Collection[str]) -> None:
    """Drop rejected rows of ``source`` whose key has now been accepted."""
    standing = select(REJECTS.c.row_key).where(REJECTS.c.source == source).distinct()
    righted = set(connection.execute(standing).scalars()).intersection(keys)
    of_source = delete(REJECTS).where(REJECTS.c.source == source)
    connection.execute(of_source.where(among(connection, REJECTS.c.row_key, righted)))


def reread(connection: Connection, frame: str, partial: Iterable[str] = ()) -> set[str]:
    """Have read again whatever was rejected for want of rows of ``frame`` that came now.

    ``partial``: sources that only add columns to rows of ``frame``. The sources concerned are
    returned; of a file that is still the same only its rejected rows count (``waiting``).
    """
    strangers = and_(REJECTS.c.reason == "unknown_key", REJECTS.c.source.in_(list(partial)))
    wanting = or_(REJECTS.c.reason == REFERENCES.get(frame, ""), strangers)
    found = connection.execute(select(REJECTS.c.source, REJECTS.c.label).where(wanting))
    places = {(source, label.rsplit(":", 1)[0]) for source, label in found}
    for source, place in places:
        below = MARKS.c.mark.endswith(f"/{place}", autoescape=True)
        file = and_(or_(MARKS.c.mark == f"file:{place}", below), ~MARKS.c.value.startswith(AGAIN))
        again = update(MARKS).where(MARKS.c.source == source, file)
        connection.execute(again.values(value=AGAIN + MARKS.c.value + AGAIN))
        watermark = (MARKS.c.source == source, MARKS.c.mark == "watermark")
        connection.execute(delete(MARKS).where(*watermark))
    return {source for source, _ in places}


def waiting(connection: Connection, source: str, found: Mapping[str, str]) -> set[str] | None:
    """Labels of the rows that count, where ``found`` marks a file that is only read again.

    What others have said since then must stay. None: the file is new or changed, all rows count.
    """
    for mark, value in found.items():
        query = select(MARKS.c.value).where(MARKS.c.source == source, MARKS.c.mark == mark)
        kept = connection.execute(query).scalar() or ""
        content = ":".join(value.rsplit(":", 2)[-2:])
        if not (kept.startswith(AGAIN) and kept.removesuffix(AGAIN).endswith(content)):
            return None
    return labels(connection, source) if found else None


def references(connection: Connection) -> str | None:
    """A text that changes whenever units or people have changed."""
    return marks(connection, REFERENCE_MARKS).get("version")


def references_changed(connection: Connection) -> None:
    """Note that units or people have changed."""
    version = int(references(connection) or 0) + 1
    remember(connection, REFERENCE_MARKS, {"version": str(version)})


def listed(
    connection: Connection, source: str | None = None, labels: Iterable[str] | None = None
) -> pd.DataFrame:
    """Rejected rows: source, label, column, reason, value, seen_at; by source and place.

    Of all sources or one; of all ``labels`` or these.
    """
    names = ["source", "label", "column", "reason", "value", "seen_at"]
    query = select(*(REJECTS.c[name] for name in names)).order_by(REJECTS.c.source, REJECTS.c.label)
    if source is not None:
        query = query.where(REJECTS.c.source == source)
    if labels is not None:
        query = query.where(among(connection, REJECTS.c.label, labels))
    return frame_of(connection.execute(query).all(), names, {"seen_at": "moment"})


def labels(connection: Connection, source: str) -> set[str]:
    """Labels of the rows of ``source`` that stand rejected."""
    found = select(REJECTS.c.label).where(REJECTS.c.source == source)
    return set(connection.execute(found).scalars())


def count(connection: Connection, source: str) -> int:
    """How many rows of ``source`` stand rejected."""
    labels = select(func.count(func.distinct(REJECTS.c.label))).where(REJECTS.c.source == source)
    return int(connection.execute(labels).scalar_one())
