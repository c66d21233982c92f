"""Rows as they were: what a correction replaced, and every frame as it stood at a moment."""

import json
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    FromClause,
    cast,
    or_,
    select,
    union_all,
)
from sqlalchemy.types import TypeEngine

from data.store.convert import execute_many, frame_of, moment_text, records
from data.store.lists import among
from data.store.tables import FRAMES, PROVENANCE, VERSIONS
from scoring.columns import Shape


def keep(connection: Connection, shape: Shape, before: pd.DataFrame, now: datetime) -> pd.Series:
    """Keep rows as they were ``before`` a correction at ``now``; since when each is replaced.

    That is ``now``, unless a clock was set back since the row was last changed.
    """
    table = FRAMES[shape.name]
    names = [shape.key, *PROVENANCE, "kept_at"]
    query = select(*(table.c[n] for n in names)).where(
        among(connection, table.c[shape.key], before.index)
    )
    about = frame_of(connection.execute(query).all(), names, {"kept_at": "moment"})
    about = about.set_index(shape.key).reindex(before.index)
    at = pd.Series(pd.Timestamp(now), index=before.index).astype(about["kept_at"].dtype)
    replaced_at = at.where(~(about["kept_at"] > at), about["kept_at"])
    whole = before.assign(**about[PROVENANCE])
    versions = pd.DataFrame(
        {
            "frame": shape.name,
            "key": before.index,
            "kept_at": about["kept_at"].array,
            "replaced_at": replaced_at.array,
            "row": [json.dumps(row, ensure_ascii=False) for row in records(whole)],
        }
    )
    execute_many(connection, VERSIONS.insert(), versions)
    return replaced_at


def as_of(shape: Shape, known_at: datetime) -> FromClause:
    """The rows of a frame as they were kept before ``known_at``, source and label included.

    Rows first kept later are not there; rows of which it was not yet noted when they were kept
    (before migration 0002) are.
    """
    table, names = FRAMES[shape.name], [*shape.columns, *PROVENANCE]
    standing = select(*(table.c[name] for name in names)).where(_kept(table.c.kept_at, known_at))
    replaced = select(*(cell(name, table.c[name].type).label(name) for name in names)).where(
        VERSIONS.c.frame == shape.name,
        _kept(VERSIONS.c.kept_at, known_at),
        VERSIONS.c.replaced_at >= moment_text(known_at),
    )
    return union_all(standing, replaced).subquery(shape.name)


def cell(name: str, kind: TypeEngine[Any]) -> ColumnElement[Any]:
    """One cell of a version; numbers are not read by way of a text, which would round them."""
    told = VERSIONS.c.row[name]
    found: ColumnElement[Any] = told.as_float() if isinstance(kind, Float) else told.as_string()
    return found if isinstance(kind, Float) else cast(found, kind)


def _kept(kept_at: ColumnElement[datetime], known_at: datetime) -> ColumnElement[bool]:
    return or_(kept_at.is_(None), kept_at < moment_text(known_at))
