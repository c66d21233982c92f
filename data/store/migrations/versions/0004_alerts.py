"""Alerts: what is open and was, what was done about it, what is silenced, what is told."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OPEN = sa.text("state <> 'ended'")
KEY = ("rule", "subject_kind", "subject_id", "indicator")


def _moment(name: str, *, nullable: bool = True) -> "sa.Column[Any]":
    kind = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
    return sa.Column(name, kind, nullable=nullable)


def _text(name: str, comment: str | None = None, *, nullable: bool = True) -> "sa.Column[Any]":
    return sa.Column(name, sa.Text(), nullable=nullable, comment=comment)


def _number(name: str) -> "sa.Column[Any]":
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, primary_key=True, nullable=False)


def _alert_id() -> "sa.Column[Any]":
    return sa.Column("alert_id", sa.BigInteger(), nullable=False)


def upgrade() -> None:
    """Make the tables."""
    _alerts()
    op.create_table(
        "flips", _number("id"), _alert_id(), _moment("at", nullable=False),
        _text("before", nullable=False), _text("after", nullable=False),
    )  # fmt: skip
    op.create_index("ix_flips_alert_id", "flips", ["alert_id"])
    op.create_table(
        "deeds", _number("id"), _alert_id(), _moment("at", nullable=False),
        _text("by", "account; empty: the machine"), _text("verb", nullable=False), _text("note"),
        _moment("until"), _text("to", "account, or level that was told"),
    )  # fmt: skip
    op.create_index("ix_deeds_alert_id", "deeds", ["alert_id"])
    op.create_table(
        "owners", _alert_id(), _text("account", nullable=False),
        _text("level", "the level it was told at last", nullable=False),
        sa.PrimaryKeyConstraint("alert_id", "account"),
    )  # fmt: skip
    op.create_index("ix_owners_account", "owners", ["account"])
    _silences()
    _notices()


def _alerts() -> None:
    op.create_table(
        "alerts",
        _number("alert_id"),
        *(_text(name, nullable=False) for name in (*KEY, "state")),
        *(_moment(name, nullable=False) for name in ("state_since", "pending_since")),
        *(_moment(name) for name in ("fired_at", "good_since", "ended_at")),
        _moment("seen_at", nullable=False),
        *(_text(name) for name in ("office", "unit", "officer", "period")),
        *(sa.Column(name, sa.Float(53), nullable=True) for name in ("value", "target")),
        sa.Column("n", sa.BigInteger(), nullable=True),
        _moment("since"),
        sa.Column("inhibited", sa.Boolean(), nullable=True),
        *(_text(name) for name in ("cause", "level", "acknowledged_by")),
        *(_moment(name) for name in ("acknowledged_at", "acknowledged_until")),
        _text("assigned_to"),
        _moment("first_acknowledged_at"),
        _text("found", "what its rule found last"),
    )
    op.create_index(
        "alerts_open", "alerts", KEY, unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_index("alerts_by_state", "alerts", ["state", "ended_at"])
    op.create_index("alerts_by_office", "alerts", ["office", "state"])
    op.create_index("alerts_by_unit", "alerts", ["unit", "state"])
    op.create_index("alerts_by_assigned", "alerts", ["assigned_to", "state"])


def _silences() -> None:
    op.create_table(
        "silences", _number("silence_id"), _text("rule", "empty: every rule"),
        _text("unit", "with those below; empty: every unit"),
        _text("subject_kind", "empty: every subject"), _text("subject_id"),
        _text("by", nullable=False), _text("reason", nullable=False),
        _moment("since", nullable=False), _moment("until", nullable=False), _text("ended_by"),
        _moment("ended_at"),
    )  # fmt: skip
    op.create_index("ix_silences_until", "silences", ["until"])


def _notices() -> None:
    op.create_table(
        "notices", _number("id"), _text("key", "goes with the message", nullable=False),
        _text("kind", nullable=False), _text("channel", nullable=False),
        _text("recipient", "account; '' : whoever reads the channel", nullable=False),
        _moment("made_at", nullable=False), _moment("due_at", nullable=False),
        _text("state", nullable=False), sa.Column("attempts", sa.Integer(), nullable=False),
        _moment("attempted_at"), _moment("sent_at"), _text("error"),
        _text("text", "what was said"), sa.UniqueConstraint("key"),
    )  # fmt: skip
    op.create_index("notices_due", "notices", ["state", "due_at"])
    op.create_table(
        "told", sa.Column("notice_id", sa.BigInteger(), nullable=False), _alert_id(),
        _text("kind", "what of it is told", nullable=False),
        _text("note", "why these are told, where others should have been"),
        sa.PrimaryKeyConstraint("notice_id", "alert_id"),
    )  # fmt: skip
    op.create_index("ix_told_alert_id", "told", ["alert_id"])


def downgrade() -> None:
    """Drop them, with everything ever done about alerts."""
    for name in ("told", "notices", "silences", "owners", "deeds", "flips", "alerts"):
        op.drop_table(name)
