"""What supervisors do: notes about people, decisions on activities, and views they have saved."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
DAY = sa.Text().with_variant(sa.Date(), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PENDING = sa.text("status = 'pending'")
STANDS = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Make the tables, and the index of what waits for verification."""
    op.create_index(
        "activities_waiting", "activities", ["day"], sqlite_where=PENDING, postgresql_where=PENDING
    )
    notes()
    decisions()
    saved_views()


def notes() -> None:
    """Conversations and actions about people."""
    op.create_table(
        "notes",
        sa.Column("note_id", NUMBER, primary_key=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due", DAY, comment="when what was agreed is to be done"),
        sa.Column("by", sa.Text(), nullable=False, comment="account"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("done_by", sa.Text(), comment="account that said it is done"),
        sa.Column("done_at", MOMENT),
        sa.Column("withdrawn_at", MOMENT, comment="by its author; it stays to be read"),
    )
    op.create_index("ix_notes_person", "notes", ["person"])


def decisions() -> None:
    """Activities verified here."""
    op.create_table(
        "decisions",
        sa.Column("decision_id", NUMBER, primary_key=True),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("by", sa.Text(), nullable=False, comment="account"),
        sa.Column("verifier", sa.Text(), comment="person that the account stands for"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column(
            "content", sa.JSON(), nullable=False, comment="what was decided on, as it was then"
        ),
        sa.Column("ended_at", MOMENT, comment="since when it no longer counts; empty: it stands"),
        sa.Column(
            "ended_why", sa.Text(), comment="changed (the record) or overruled (by its source)"
        ),
    )
    op.create_index("ix_decisions_activity", "decisions", ["activity"])
    op.create_index(
        "decisions_standing", "decisions", ["activity"], unique=True, sqlite_where=STANDS,
        postgresql_where=STANDS,
    )  # fmt: skip


def saved_views() -> None:
    """Views of a table with a name."""
    op.create_table(
        "saved_views",
        sa.Column("view_id", NUMBER, primary_key=True),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False, comment="path of the page"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False, comment="what the address says"),
        sa.Column(
            "columns", sa.JSON(), comment="width, order and sorting, and filters of the columns"
        ),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("ix_saved_views_account", "saved_views", ["account"])
    op.create_index("saved_views_by_name", "saved_views", ["account", "page", "name"], unique=True)
