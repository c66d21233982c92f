"""When each account last visited the overview, and what stood there."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    at = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
    then, before = "band of each goal then, as JSON", "band of each goal at its end, as JSON"
    first = "end of the visit before; empty: this is the first"
    op.create_table(
        "visits",
        sa.Column("account", sa.Text(), primary_key=True, nullable=False),
        sa.Column("seen_at", at, nullable=False, comment="when it was last there"),
        sa.Column("shown", sa.Text(), nullable=False, comment=then),
        sa.Column("since", at, comment=first),
        sa.Column("before", sa.Text(), comment=before),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("visits")
