"""The tables: one per frame of scoring.shapes, and what is kept about sources and scores.

Moments are ISO 8601 UTC text on SQLite (they sort as they read) and ``timestamptz`` on PostgreSQL;
days are ISO text and ``date``.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    JSON,
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

from scoring import shapes
from scoring.columns import Kind, Shape

METADATA = MetaData()
PROVENANCE = ["source", "label"]
"""Where a row was last taken from."""
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
        Column("kept_at", MOMENT, comment="when it was last changed here; empty: before 0002"),
    )


FRAMES: Mapping[str, Table] = {name: _frame(shape) for name, shape in shapes.SHAPES.items()}

Index("activities_by_unit", FRAMES["activities"].c.unit, FRAMES["activities"].c.day)
Index("activities_by_person", FRAMES["activities"].c.person, FRAMES["activities"].c.day)
Index("complaints_by_unit", FRAMES["complaints"].c.unit)
Index("complaints_by_officer", FRAMES["complaints"].c.officer)
Index("people_by_unit", FRAMES["people"].c.unit)
Index("surveys_by_unit", FRAMES["surveys"].c.unit, FRAMES["surveys"].c.taken_at)
for _name, _column in (
    ("placements", "unit"), ("placements", "person"), ("absences", "person"), ("targets", "person"),
    ("feedback", "person"), ("ratings", "person"), ("outcomes", "unit"),
    ("assignments", "complaint"), ("assignments", "unit"), ("assignments", "officer"),
):  # fmt: skip
    Index(f"{_name}_by_{_column}", FRAMES[_name].c[_column])

VERSIONS = Table(
    "versions",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("frame", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("kept_at", MOMENT, comment="when it was first so; empty: before 0002"),
    Column("replaced_at", MOMENT, nullable=False, comment="when it was no longer so"),
    Column("row", JSON, nullable=False, comment="the row as it was, source and label included"),
    Index("versions_by_key", "frame", "key"),
    Index("versions_by_moment", "frame", "replaced_at"),
)
"""Rows as they were before each correction."""

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
    Column("frame", Text, comment="whose rows changed; empty: whatever may have changed"),
    Column("units", JSON(none_as_null=True), comment="units of these rows; empty: any"),
)
OFFICES = Table(
    "offices",
    METADATA,
    Column("office", Text, primary_key=True),
    Column("scored_at", MOMENT),
    Column("next_due", MOMENT, comment="when its scores change without a new row"),
    Column("times", BigInteger, nullable=False, server_default="0", comment="how often scored"),
)
SCORE_KEY = ("subject_kind", "subject_id", "period", "indicator")
SCORE_VALUES = tuple(name for name in shapes.SCORES if name not in SCORE_KEY)
SCORE_KINDS: Mapping[str, Kind] = {name: column.kind for name, column in shapes.SCORES.items()}
SCORES = Table(
    "scores",
    METADATA,
    *(Column(name, TYPES[SCORE_KINDS[name]], primary_key=True) for name in SCORE_KEY),
    Column("office", Text, nullable=False),
    *(
        Column(name, TYPES[SCORE_KINDS[name]], nullable=not shapes.SCORES[name].required)
        for name in SCORE_VALUES
    ),
    Index("scores_by_office", "office", "period"),
)
SIGNAL_KEY = shapes.SIGNAL_KEY
SIGNAL_KINDS: Mapping[str, Kind] = {name: c.kind for name, c in shapes.SIGNALS.items()}
SIGNALS = Table(
    "signals",
    METADATA,
    *(
        Column(name, TYPES[kind], primary_key=name in SIGNAL_KEY, nullable=name not in SIGNAL_KEY)
        for name, kind in SIGNAL_KINDS.items()
    ),
    Column("office", Text, nullable=False, index=True),
)
LIVE = Table(
    "live",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("looked_at", MOMENT),
)
NEWS = Table(
    "news",
    METADATA,
    Column("revision", BigInteger, primary_key=True),
    Column("unit", Text, primary_key=True, comment="whom it concerns; empty: everybody"),
)
TOPICS = Table(
    "news_topics",
    METADATA,
    Column("revision", BigInteger, primary_key=True),
    Column("topic", Text, primary_key=True, comment="what has changed; empty: anything"),
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
NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""Of rows that the database numbers."""
