"""Placements, assignments and outcomes; when each row was kept, and rows before corrections."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SINCE_0001 = (
    "absences", "activities", "complaints", "feedback", "people", "ratings", "surveys", "targets",
    "units",
)  # fmt: skip
BY_PERSON = ("absences", "feedback", "ratings", "targets")


def _moment(name: str, comment: str | None = None, *, nullable: bool = True) -> "sa.Column[Any]":
    kind = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
    return sa.Column(name, kind, nullable=nullable, comment=comment)


def _day(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Text().with_variant(sa.Date(), "postgresql"), nullable=True)


def _text(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Text(), nullable=True)


def _number(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Float(precision=53), nullable=True)


def _kept_at() -> "sa.Column[Any]":
    return _moment("kept_at", "when it was last changed here; empty: before 0002")


def _frame(name: str, key: str, *columns: "sa.Column[Any]") -> None:
    """A table of rows by ``key``, with where each was taken from."""
    op.create_table(
        name,
        sa.Column(key, sa.Text(), nullable=False),
        *columns,
        sa.Column("source", sa.Text(), nullable=True, comment="source it was last taken from"),
        sa.Column(
            "label", sa.Text(), nullable=True, comment="file and line, or the like, in that source"
        ),
        _kept_at(),
        sa.PrimaryKeyConstraint(key),
    )


def upgrade() -> None:
    """Add the new tables and columns; say of kept complaints whether forwarding was recorded."""
    _frame(
        "placements", "placement_id", _text("person"), _text("unit"), _day("first_day"),
        _day("last_day"), _number("full_time"),
    )  # fmt: skip
    op.create_index("placements_by_person", "placements", ["person"])
    op.create_index("placements_by_unit", "placements", ["unit"])
    _frame(
        "assignments", "assignment_id", _text("complaint"), _text("officer"), _text("unit"),
        _moment("assigned"),
    )  # fmt: skip
    op.create_index("assignments_by_complaint", "assignments", ["complaint"])
    op.create_index("assignments_by_officer", "assignments", ["officer"])
    op.create_index("assignments_by_unit", "assignments", ["unit"])
    _frame(
        "outcomes", "outcome_id", _text("programme"), _text("unit"), _text("period"),
        _text("title"), _number("baseline"), _number("target"), _number("realised"),
        _text("better"), _text("quantity_unit"), _day("as_of"),
    )  # fmt: skip
    op.create_index("outcomes_by_unit", "outcomes", ["unit"])
    op.create_table(
        "versions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("frame", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        _moment("kept_at", "when it was first so; empty: before 0002"),
        _moment("replaced_at", "when it was no longer so", nullable=False),
        sa.Column(
            "row", sa.JSON(), nullable=False,
            comment="the row as it was, source and label included",
        ),
        sa.PrimaryKeyConstraint("id"),
    )  # fmt: skip
    op.create_index("versions_by_key", "versions", ["frame", "key"])
    op.create_index("versions_by_moment", "versions", ["frame", "replaced_at"])
    for name in SINCE_0001:
        op.add_column(name, _kept_at())
    for name in BY_PERSON:
        op.create_index(f"{name}_by_person", name, ["person"])
    op.add_column("absences", _number("minutes"))
    op.add_column("complaints", sa.Column("forward_tracked", sa.Boolean(), nullable=True))
    op.add_column("targets", _text("better"))
    op.add_column("scores", _number("expected"))
    op.execute("UPDATE targets SET better = 'higher'")
    op.execute(
        "UPDATE complaints SET forward_tracked = COALESCE("
        "source IN (SELECT source FROM complaints WHERE forwarded IS NOT NULL), FALSE)"
    )


def downgrade() -> None:
    """Drop what was added; earlier versions of rows are lost."""
    for name in ("versions", "outcomes", "assignments", "placements"):
        op.drop_table(name)
    for name in BY_PERSON:
        op.drop_index(f"{name}_by_person", table_name=name)
    for table, column in (
        ("scores", "expected"), ("targets", "better"), ("complaints", "forward_tracked"),
        ("absences", "minutes"), *((name, "kept_at") for name in SINCE_0001),
    ):  # fmt: skip
        op.drop_column(table, column)
