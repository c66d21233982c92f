"""The tables of what supervisors do: notes about people, decisions on their activities, views."""

from sqlalchemy import (
    JSON,
    Column,
    Index,
    Table,
    Text,
    text,
)

from data.store.tables import DAY, FRAMES, METADATA, MOMENT, NUMBER

PENDING = text("activities.status = 'pending'")
"""Written out, so that the index of what waits is used. Of type boolean it would be compared to 1
where a database has no booleans, and the index forgone."""
Index(
    "activities_waiting", FRAMES["activities"].c.person, FRAMES["activities"].c.day,
    sqlite_where=text("status = 'pending'"), postgresql_where=text("status = 'pending'"),
)  # fmt: skip

NOTES = Table(
    "notes",
    METADATA,
    Column("note_id", NUMBER, primary_key=True),
    Column("person", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("due", DAY, comment="when what was agreed is to be done"),
    Column("by", Text, nullable=False, comment="account"),
    Column("at", MOMENT, nullable=False),
    Column("done_by", Text, comment="account that said it is done"),
    Column("done_at", MOMENT),
    Column("withdrawn_at", MOMENT, comment="by its author; it stays to be read"),
)
"""Conversations and actions about people (umpan balik berkelanjutan). No text is ever changed."""
STANDS = text("ended_at IS NULL")
DECISIONS = Table(
    "decisions",
    METADATA,
    Column("decision_id", NUMBER, primary_key=True),
    Column("activity", Text, nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("reason", Text),
    Column("by", Text, nullable=False, comment="account"),
    Column("verifier", Text, comment="person that the account stands for"),
    Column("at", MOMENT, nullable=False),
    Column("content", JSON, nullable=False, comment="what was decided on, as it was then"),
    Column("ended_at", MOMENT, comment="since when it no longer counts; empty: it stands"),
    Column("ended_why", Text, comment="changed (the record) or overruled (by its source)"),
    Index("decisions_standing", "activity", unique=True, sqlite_where=STANDS,
          postgresql_where=STANDS),
)  # fmt: skip
"""Activities verified here rather than in their source. A decision is ended, never changed."""
SAVED_VIEWS = Table(
    "saved_views",
    METADATA,
    Column("view_id", NUMBER, primary_key=True),
    Column("account", Text, nullable=False, index=True),
    Column("page", Text, nullable=False, comment="path of the page"),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False, comment="what the address says"),
    Column("columns", JSON, comment="width, order and sorting, and filters of the columns"),
    Column("at", MOMENT, nullable=False),
    Index("saved_views_by_name", "account", "page", "name", unique=True),
)
"""Views of a table that an account has given a name."""
