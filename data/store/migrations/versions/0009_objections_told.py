"""What is told of objections, and of which limits it was noticed; files that are evidence."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def _moment(name: str) -> "sa.Column[Any]":
    kind = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
    return sa.Column(name, kind, nullable=False)


def _text(name: str, comment: str | None = None, *, key: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.Text(), nullable=False, comment=comment, primary_key=key)


def _number(name: str, *, key: bool = True) -> "sa.Column[Any]":
    return sa.Column(name, sa.BigInteger(), nullable=False, primary_key=key)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "objections_told",
        _number("notice_id"),
        _number("objection_id"),
        _text("what", "what of it is told"),
    )
    op.create_index("ix_objections_told_objection_id", "objections_told", ["objection_id"])
    op.create_table(
        "objection_marks",
        _number("objection_id"),
        _text("what", "near or passed: its limit", key=True),
        sa.Column(
            "at",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=False,
            comment="when it was noticed",
        ),
    )
    op.create_table(
        "objection_files",
        sa.Column(
            "file_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            primary_key=True,
            nullable=False,
        ),
        _number("objection_id", key=False),
        _text("name", "as it was called, made safe"),
        _text("kind", "pdf, jpeg or png, by its content"),
        _number("size", key=False),
        _text("digest", "SHA-256 of its content"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _moment("at"),
        _text("by", "account"),
    )
    op.create_index("ix_objection_files_objection_id", "objection_files", ["objection_id"])
