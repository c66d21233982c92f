"""The first tables: one per frame, and what is kept about sources, scores and accounts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "absences",
        sa.Column("absence_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("first_day", sa.Text().with_variant(sa.Date(), "postgresql"), nullable=True),
        sa.Column("last_day", sa.Text().with_variant(sa.Date(), "postgresql"), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True, comment="source it was last taken from"),
        sa.Column(
            "label", sa.Text(), nullable=True, comment="file and line, or the like, in that source"
        ),
        sa.PrimaryKeyConstraint("absence_id"),
    )
    op.create_table(
        "accounts",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("token_hash", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("account_id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_table(
        "activities",
        sa.Column("activity_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("day", sa.Text().with_variant(sa.Date(), "postgresql"), nullable=True),
        sa.Column(
            "start",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "end", sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"), nullable=True
        ),
        sa.Column("minutes", sa.Float(precision=53), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("quantity", sa.Float(precision=53), nullable=True),
        sa.Column("quantity_unit", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("verifier", sa.Text(), nullable=True),
        sa.Column(
            "verified_at",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "recorded_at",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.Column("status_tracked", sa.Boolean(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True, comment="source it was last taken from"),
        sa.Column(
            "label", sa.Text(), nullable=True, comment="file and line, or the like, in that source"
        ),
        sa.PrimaryKeyConstraint("activity_id"),
    )
    op.create_index("activities_by_person", "activities", ["person", "day"], unique=False)
    op.create_index("activities_by_unit", "activities", ["unit", "day"], unique=False)
    op.create_table(
        "complaints",
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("officer", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column(
            "received",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "forwarded",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "first_answer",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "resolved",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "closed",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column(
            "reopened",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "due", sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"), nullable=True
        ),
        sa.Column("waiting", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("status_found", sa.Text(), nullable=True),
        sa.Column("rating", sa.Float(precision=53), nullable=True),
        sa.Column("answer_tracked", sa.Boolean(), nullable=True),
        sa.Column("finish_tracked", sa.Boolean(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True, comment="source it was last taken from"),
        sa.Column(
            "label", sa.Text(), nullable=True, comment="file and line, or the like, in that source"
        ),
        sa.PrimaryKeyConstraint("complaint_id"),
    )
    op.create_index("complaints_by_officer", "complaints", ["officer"], unique=False)
    op.create_index("complaints_by_unit", "complaints", ["unit"], unique=False)
    op.create_table(
        "feedback",
        sa.Column("feedback_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column(
            "given_at",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("giver_role", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True, comment="source it was last taken from"),
        sa.Column(
            "label", sa.Text(), nullable=True, comment="file and line, or the like, in that source"
        ),
        sa.PrimaryKeyConstraint("feedback_id"),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column(
            "expires_at",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "live",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column(
            "looked_at",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "marks",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source", "mark"),
    )
    op.create_table(
        "offices",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column(
            "scored_at",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "next_due",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=True,
            comment="when its scores change without a new row",
        ),
        sa.PrimaryKeyConstraint("office"),
    )
    op.create_table(
        "people",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("position", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("supervisor", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("full_time", sa.Float(precision=53), nullable=True),
        sa.Column("active_from", sa.Text().with_variant(sa.Date(), "postgresql"), nullable=True),
        sa.Column("active_to", sa.Text().with_variant(sa.Date(), "postgresql"), nullable=True),
        sa.Column("source", sa.Text(), nullable=True, comment="source it was last taken from"),
        sa.Column(
            "label", sa.Text(), nullable=True, comment="file and line, or the like, in that source"
        ),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_index("people_by_unit", "people", ["unit"], unique=False)
    op.create_table(
        "ratings",
        sa.Column("rating_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("results", sa.Text(), nullable=True),
        sa.Column("behaviour", sa.Text(), nullable=True),
        sa.Column("predicate", sa.Text(), nullable=True),
        sa.Column("predicate_found", sa.Text(), nullable=True),
        sa.Column("rated_by", sa.Text(), nullable=True),
        sa.Column("rated_on", sa.Text().with_variant(sa.Date(), "postgresql"), nullable=True),
        sa.Column("source", sa.Text(), nullable=True, comment="source it was last taken from"),
        sa.Column(
            "label", sa.Text(), nullable=True, comment="file and line, or the like, in that source"
        ),
        sa.PrimaryKeyConstraint("rating_id"),
    )
    op.create_table(
        "rejects",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column(
            "row_key",
            sa.Text(),
            nullable=True,
            comment="key of the row, as far as it could be read",
        ),
        sa.Column(
            "seen_at",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("source", "label", "column"),
    )
    op.create_index(op.f("ix_rejects_row_key"), "rejects", ["row_key"], unique=False)
    op.create_table(
        "scores",
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("value", sa.Float(precision=53), nullable=True),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("low", sa.Float(precision=53), nullable=True),
        sa.Column("high", sa.Float(precision=53), nullable=True),
        sa.Column("available", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("subject_kind", "subject_id", "period", "indicator"),
    )
    op.create_index("scores_by_office", "scores", ["office", "period"], unique=False)
    op.create_table(
        "sources",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column(
            "last_attempt",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "last_success",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "next_attempt",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("read", sa.BigInteger(), nullable=False),
        sa.Column("new", sa.BigInteger(), nullable=False),
        sa.Column("corrected", sa.BigInteger(), nullable=False),
        sa.Column("unchanged", sa.BigInteger(), nullable=False),
        sa.Column("rejected", sa.BigInteger(), nullable=False),
        sa.Column(
            "newest",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=True,
            comment="newest moment or day among its rows",
        ),
        sa.PrimaryKeyConstraint("source"),
    )
    op.create_table(
        "stale_offices",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column(
            "since",
            sa.Text().with_variant(sa.Date(), "postgresql"),
            nullable=True,
            comment="first day whose scores may have changed; empty: from the first",
        ),
        sa.Column(
            "until",
            sa.Text().with_variant(sa.Date(), "postgresql"),
            nullable=True,
            comment="last such day; empty: to the last",
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "surveys",
        sa.Column("survey_id", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("service", sa.Text(), nullable=True),
        sa.Column(
            "taken_at",
            sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql"),
            nullable=True,
        ),
        sa.Column("u1", sa.Float(precision=53), nullable=True),
        sa.Column("u2", sa.Float(precision=53), nullable=True),
        sa.Column("u3", sa.Float(precision=53), nullable=True),
        sa.Column("u4", sa.Float(precision=53), nullable=True),
        sa.Column("u5", sa.Float(precision=53), nullable=True),
        sa.Column("u6", sa.Float(precision=53), nullable=True),
        sa.Column("u7", sa.Float(precision=53), nullable=True),
        sa.Column("u8", sa.Float(precision=53), nullable=True),
        sa.Column("u9", sa.Float(precision=53), nullable=True),
        sa.Column("source", sa.Text(), nullable=True, comment="source it was last taken from"),
        sa.Column(
            "label", sa.Text(), nullable=True, comment="file and line, or the like, in that source"
        ),
        sa.PrimaryKeyConstraint("survey_id"),
    )
    op.create_index("surveys_by_unit", "surveys", ["unit", "taken_at"], unique=False)
    op.create_table(
        "targets",
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("main", sa.Boolean(), nullable=True),
        sa.Column("aspect", sa.Text(), nullable=True),
        sa.Column("pattern", sa.Text(), nullable=True),
        sa.Column("target", sa.Float(precision=53), nullable=True),
        sa.Column("realised", sa.Float(precision=53), nullable=True),
        sa.Column("quantity_unit", sa.Text(), nullable=True),
        sa.Column("as_of", sa.Text().with_variant(sa.Date(), "postgresql"), nullable=True),
        sa.Column("source", sa.Text(), nullable=True, comment="source it was last taken from"),
        sa.Column(
            "label", sa.Text(), nullable=True, comment="file and line, or the like, in that source"
        ),
        sa.PrimaryKeyConstraint("target_id"),
    )
    op.create_table(
        "unit_ancestors",
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("ancestor", sa.Text(), nullable=False),
        sa.Column("distance", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "ancestor"),
    )
    op.create_index(
        op.f("ix_unit_ancestors_ancestor"), "unit_ancestors", ["ancestor"], unique=False
    )
    op.create_table(
        "units",
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("aliases", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True, comment="source it was last taken from"),
        sa.Column(
            "label", sa.Text(), nullable=True, comment="file and line, or the like, in that source"
        ),
        sa.PrimaryKeyConstraint("unit_id"),
    )


def downgrade() -> None:
    """Drop all tables."""
    op.drop_table("units")
    op.drop_index(op.f("ix_unit_ancestors_ancestor"), table_name="unit_ancestors")
    op.drop_table("unit_ancestors")
    op.drop_table("targets")
    op.drop_index("surveys_by_unit", table_name="surveys")
    op.drop_table("surveys")
    op.drop_table("stale_offices")
    op.drop_table("sources")
    op.drop_index("scores_by_office", table_name="scores")
    op.drop_table("scores")
    op.drop_index(op.f("ix_rejects_row_key"), table_name="rejects")
    op.drop_table("rejects")
    op.drop_table("ratings")
    op.drop_index("people_by_unit", table_name="people")
    op.drop_table("people")
    op.drop_table("offices")
    op.drop_table("marks")
    op.drop_table("live")
    op.drop_table("leases")
    op.drop_table("feedback")
    op.drop_index("complaints_by_unit", table_name="complaints")
    op.drop_index("complaints_by_officer", table_name="complaints")
    op.drop_table("complaints")
    op.drop_index("activities_by_unit", table_name="activities")
    op.drop_index("activities_by_person", table_name="activities")
    op.drop_table("activities")
    op.drop_table("accounts")
    op.drop_table("absences")
