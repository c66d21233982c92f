"""The weeks themselves are kept beside what they say: they are drawn. They are looked at anew."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, and forget when each office's weeks were looked at."""
    op.add_column("signals", sa.Column("weeks", sa.Text(), nullable=True))
    op.execute(sa.text("DELETE FROM marks WHERE source LIKE ':weeks:%'"))
