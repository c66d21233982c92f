"""The tables: one per frame of scoring.shapes, and what is kept about sources and scores.

Moments are ISO 8601 UTC text on SQLite (they sort as they read) and ``timestamptz`` on PostgreSQL;
days are ISO text and ``date``.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    TIMESTAMP,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.types import TypeEngine

from scoring.columns import Shape
from scoring.shapes import SHAPES

METADATA = MetaData()
MOMENT: TypeEngine[Any] = Text().with_variant(TIMESTAMP(timezone=True), "postgresql")
DAY: TypeEngine[Any] = Text().with_variant(Date(), "postgresql")
TYPES: Mapping[str, TypeEngine[Any]] = {
    "text": Text(),
    "category": Text(),
    "spans": Text(),
    "moment": MOMENT,
    "day": DAY,
    "number": Float(53),
    "whole": BigInteger(),
    "flag": Boolean(),
}


def _frame(shape: Shape) -> Table:
    columns = [
        Column(name, TYPES[c.kind], primary_key=name == shape.key, nullable=name != shape.key)
        for name, c in shape.columns.items()
    ]
    return Table(
        shape.name,
        METADATA,
        *columns,
        Column("source", Text, comment="source it was last taken from"),
        Column("label", Text, comment="file and line, or the like, in that source"),
    )


FRAMES: Mapping[str, Table] = {name: _frame(shape) for name, shape in SHAPES.items()}

Index("activities_by_unit", FRAMES["activities"].c.unit, FRAMES["activities"].c.day)
Index("activities_by_person", FRAMES["activities"].c.person, FRAMES["activities"].c.day)
Index("complaints_by_unit", FRAMES["complaints"].c.unit)
Index("complaints_by_officer", FRAMES["complaints"].c.officer)
Index("people_by_unit", FRAMES["people"].c.unit)
Index("surveys_by_unit", FRAMES["surveys"].c.unit, FRAMES["surveys"].c.taken_at)

ANCESTORS = Table(
    "unit_ancestors",
    METADATA,
    Column("unit", Text, primary_key=True),
    Column("ancestor", Text, primary_key=True, index=True),
    Column("distance", Integer, nullable=False),
)
REJECTS = Table(
    "rejects",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("label", Text, primary_key=True),
    Column("column", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("value", Text),
    Column("row_key", Text, index=True, comment="key of the row, as far as it could be read"),
    Column("seen_at", MOMENT, nullable=False),
)
MARKS = Table(
    "marks",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("mark", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
SOURCES = Table(
    "sources",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("last_attempt", MOMENT),
    Column("last_success", MOMENT),
    Column("next_attempt", MOMENT),
    Column("failures", Integer, nullable=False, default=0),
    Column("error", Text),
    *(
        Column(name, BigInteger, nullable=False, default=0)
        for name in ("read", "new", "corrected", "unchanged", "rejected")
    ),
    Column("newest", MOMENT, comment="newest moment or day among its rows"),
)
STALE = Table(
    "stale_offices",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("office", Text, nullable=False),
    Column("since", DAY, comment="first day whose scores may have changed; empty: from the first"),
    Column("until", DAY, comment="last such day; empty: to the last"),
)
OFFICES = Table(
    "offices",
    METADATA,
    Column("office", Text, primary_key=True),
    Column("scored_at", MOMENT),
    Column("next_due", MOMENT, comment="when its scores change without a new row"),
)
SCORES = Table(
    "scores",
    METADATA,
    Column("subject_kind", Text, primary_key=True),
    Column("subject_id", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("indicator", Text, primary_key=True),
    Column("office", Text, nullable=False),
    Column("value", Float(53)),
    Column("n", BigInteger, nullable=False),
    Column("low", Float(53)),
    Column("high", Float(53)),
    Column("available", Boolean, nullable=False),
    Index("scores_by_office", "office", "period"),
)
LIVE = Table(
    "live",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("looked_at", MOMENT),
)
LEASES = Table(
    "leases",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("expires_at", MOMENT, nullable=False),
)
ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("account_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("unit", Text),
    Column("person", Text),
    Column("password_hash", Text),
    Column("token_hash", Text, unique=True),
    Column("active", Boolean, nullable=False, default=True),
)
