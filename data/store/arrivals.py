"""When the rows of each source came, and what they told: also those that were corrected since."""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, Row, Select, func, select, union_all

from data.store.convert import frame_of, moment_text
from data.store.tables import FRAMES, REJECTS, VERSIONS
from data.store.versions import cell
from scoring.columns import Kind
from scoring.shapes import SHAPES

BEGUN = ("source", "kept_at", "new")


def came(connection: Connection, frame: str, dated: Sequence[str]) -> pd.DataFrame:
    """A line for each batch of each source: source, kept_at, new, and the newest of ``dated``.

    kept_at (UTC): when it was kept; missing: before that was noted. new: rows that nobody had
    brought before; corrections only count among the times.
    """
    query = union_all(_standing(frame, dated), _replaced(frame, dated))
    kinds = _kinds(frame, dated) | {"kept_at": "moment", "new": "whole"}
    return frame_of(connection.execute(query).all(), [*BEGUN, *dated], kinds)


def _standing(frame: str, dated: Sequence[str]) -> Select[tuple[object, ...]]:
    """Rows as they are."""
    table = FRAMES[frame]
    corrected = (
        select(VERSIONS.c.id)
        .where(VERSIONS.c.frame == frame, VERSIONS.c.key == table.c[SHAPES[frame].key])
        .exists()
    )
    newest = (func.max(table.c[name]) for name in dated)
    query = select(table.c.source, table.c.kept_at, func.count().filter(~corrected), *newest)
    return query.group_by(table.c.source, table.c.kept_at)


def _replaced(frame: str, dated: Sequence[str]) -> Select[tuple[object, ...]]:
    """Rows as they were before corrections."""
    types = FRAMES[frame].c
    first = select(func.min(VERSIONS.c.id)).where(VERSIONS.c.frame == frame)
    was = select(
        VERSIONS.c.row["source"].as_string().label("source"),
        VERSIONS.c.kept_at,
        VERSIONS.c.id.in_(first.group_by(VERSIONS.c.key)).label("is_first"),
        *(cell(name, types[name].type).label(name) for name in dated),
    )
    rows = was.where(VERSIONS.c.frame == frame).subquery("was").c
    newest = (func.max(rows[name]) for name in dated)
    query = select(rows.source, rows.kept_at, func.count().filter(rows.is_first), *newest)
    return query.group_by(rows.source, rows.kept_at)


def told_by(
    connection: Connection, frame: str, dated: Sequence[str], at: datetime, today: pd.Timestamp
) -> pd.DataFrame:
    """source, and the newest of each of ``dated`` up to ``at``, in rows as they are.

    ``today``: the office's day of ``at`` (naive), for columns that are days.
    """
    table, kinds = FRAMES[frame], _kinds(frame, dated)
    ends = {"moment": moment_text(at), "day": str(today.date())}
    newest = [func.max(table.c[n]).filter(table.c[n] <= ends[kinds[n]]) for n in dated]
    rows = connection.execute(select(table.c.source, *newest).group_by(table.c.source)).all()
    return frame_of(rows, ["source", *dated], kinds)


def rejected(connection: Connection, at: datetime) -> pd.DataFrame:
    """source, rejected: rows that stand rejected, and were last seen so before ``at``."""
    query = select(REJECTS.c.source, func.count(func.distinct(REJECTS.c.label)))
    seen: Sequence[Row[tuple[str, int]]] = connection.execute(
        query.where(REJECTS.c.seen_at < moment_text(at)).group_by(REJECTS.c.source)
    ).all()
    return frame_of(seen, ["source", "rejected"], {"rejected": "whole"})


def _kinds(frame: str, dated: Sequence[str]) -> dict[str, Kind]:
    return {name: SHAPES[frame].columns[name].kind for name in dated}
