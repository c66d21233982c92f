"""The tables of alerts: what fires and what was, its deeds, its owners, silences, the outbox."""

from collections.abc import Mapping

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text, text

from data.store.tables import METADATA, MOMENT, NUMBER, TYPES
from scoring.alerts.shapes import ALERT_KEY, ALERTS
from scoring.columns import Kind

OPEN = text("state <> 'ended'")
ALERT_KINDS: Mapping[str, Kind] = {name: c.kind for name, c in ALERTS.items()}
ALERT_TABLE = Table(
    "alerts",
    METADATA,
    Column("alert_id", NUMBER, primary_key=True),
    *(
        Column(name, TYPES[c.kind], nullable=not c.required)
        for name, c in ALERTS.items()
        if name != "alert_id"
    ),
    Column("found", Text, comment="what its rule found last"),
    Index("alerts_open", *ALERT_KEY, unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    Index("alerts_by_state", "state", "ended_at"),
    Index("alerts_by_office", "office", "state"),
    Index("alerts_by_unit", "unit", "state"),
    Index("alerts_by_assigned", "assigned_to", "state"),
)
"""Alerts that are open, at most one for each key, and ended ones as history."""
FLIPS = Table(
    "flips",
    METADATA,
    Column("id", NUMBER, primary_key=True),
    Column("alert_id", BigInteger, nullable=False, index=True),
    Column("at", MOMENT, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
)
DEEDS = Table(
    "deeds",
    METADATA,
    Column("id", NUMBER, primary_key=True),
    Column("alert_id", BigInteger, nullable=False, index=True),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, comment="account; empty: the machine"),
    Column("verb", Text, nullable=False),
    Column("note", Text),
    Column("until", MOMENT),
    Column("to", Text, comment="account, or level that was told"),
)
"""What was done about alerts. Only ever added to."""
OWNERS = Table(
    "owners",
    METADATA,
    Column("alert_id", BigInteger, primary_key=True),
    Column("account", Text, primary_key=True, index=True),
    Column("level", Text, nullable=False, comment="the level it was told at last"),
)
"""Whom each alert was told to."""
SILENCES = Table(
    "silences",
    METADATA,
    Column("silence_id", NUMBER, primary_key=True),
    Column("rule", Text, comment="empty: every rule"),
    Column("unit", Text, comment="with those below; empty: every unit"),
    Column("subject_kind", Text, comment="empty: every subject"),
    Column("subject_id", Text),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("since", MOMENT, nullable=False),
    Column("until", MOMENT, nullable=False, index=True),
    Column("ended_by", Text),
    Column("ended_at", MOMENT),
)
NOTICES = Table(
    "notices",
    METADATA,
    Column("id", NUMBER, primary_key=True),
    Column("key", Text, nullable=False, unique=True, comment="goes with the message"),
    Column("kind", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("recipient", Text, nullable=False, comment="account; '' : whoever reads the channel"),
    Column("made_at", MOMENT, nullable=False),
    Column("due_at", MOMENT, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("attempted_at", MOMENT),
    Column("sent_at", MOMENT),
    Column("error", Text),
    Column("text", Text, comment="what was said"),
    Index("notices_due", "state", "due_at"),
)
"""What is to be told, and has been: the outbox."""
TOLD = Table(
    "told",
    METADATA,
    Column("notice_id", BigInteger, primary_key=True),
    Column("alert_id", BigInteger, primary_key=True, index=True),
    Column("kind", Text, nullable=False, comment="what of it is told"),
    Column("note", Text, comment="why these are told, where others should have been"),
)
"""Which alerts each notice is about."""
