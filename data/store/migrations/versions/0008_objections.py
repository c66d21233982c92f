"""Objections (keberatan): what was objected to, how it stands, and every step."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _moment(name: str, *, nullable: bool = True) -> "sa.Column[Any]":
    kind = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
    return sa.Column(name, kind, nullable=nullable)


def _text(name: str, comment: str | None = None, *, nullable: bool = True) -> "sa.Column[Any]":
    return sa.Column(name, sa.Text(), nullable=nullable, comment=comment)


def _number(name: str) -> "sa.Column[Any]":
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, primary_key=True, nullable=False)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "objections",
        _number("objection_id"),
        _text("person", nullable=False),
        _text("unit", "the person's when it was filed", nullable=False),
        _text("goal", nullable=False),
        _text("frame", "of the record; empty: to the figure as a whole"),
        _text("key", "of the record"),
        _text("period", nullable=False),
        _text("reason", nullable=False),
        _text("evidence"),
        _text("filed_by", "account", nullable=False),
        _moment("filed_at", nullable=False),
        _moment("due_at", nullable=False),
        _text("state", nullable=False),
        _text("decided_by", "account"),
        _moment("decided_at"),
        _text("decision", "why it was decided so"),
    )
    op.create_index("ix_objections_person", "objections", ["person"])
    op.create_index("ix_objections_state", "objections", ["state"])
    op.create_index("objections_by_record", "objections", ["frame", "key"])
    op.create_table(
        "objection_steps",
        _number("id"),
        sa.Column("objection_id", sa.BigInteger(), nullable=False),
        _moment("at", nullable=False),
        _text("by", "account", nullable=False),
        _text("verb", nullable=False),
        _text("note"),
    )
    op.create_index("ix_objection_steps_objection_id", "objection_steps", ["objection_id"])
