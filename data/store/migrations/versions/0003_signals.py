"""What the weeks say of each subject."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = ("indicator", "subject_kind", "subject_id")
TEXTS = (
    "as_of", "method", "variation", "rule", "assurance", "last_period", "signal", "since", "raised",
)  # fmt: skip
NUMBERS = (
    "centre", "lower", "upper", "last", "evidence", "line", "baseline", "baseline_n", "recent",
    "recent_n", "expected_false",
)  # fmt: skip


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "signals",
        *(sa.Column(name, sa.Text(), nullable=False) for name in KEY),
        *(sa.Column(name, sa.Text(), nullable=True) for name in TEXTS),
        *(sa.Column(name, sa.Float(53), nullable=True) for name in NUMBERS),
        sa.Column("points", sa.BigInteger(), nullable=True),
        sa.Column("concern", sa.Boolean(), nullable=True),
        sa.Column("office", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject_kind", "subject_id", "indicator"),
    )
    op.create_index("ix_signals_office", "signals", ["office"])
