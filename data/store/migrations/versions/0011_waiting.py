"""What waits for verification is found by whose it is: by day alone its index was never used."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

PENDING = sa.text("status = 'pending'")


def upgrade() -> None:
    """Make the index anew."""
    op.drop_index("activities_waiting", "activities")
    op.create_index(
        "activities_waiting", "activities", ["person", "day"],
        sqlite_where=PENDING, postgresql_where=PENDING,
    )  # fmt: skip
