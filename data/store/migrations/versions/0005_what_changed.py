"""What made an office stale, and whom a revision concerns: only that is worked out anew."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

FRAME = "whose rows changed; empty: whatever may have changed"
UNITS = "units of these rows; empty: any"
TIMES = "how often scored"
UNIT = "whom it concerns; empty: everybody"


def upgrade() -> None:
    """Add the columns and the table; notes from before stand for everything."""
    op.add_column("stale_offices", sa.Column("frame", sa.Text(), comment=FRAME))
    op.add_column("stale_offices", sa.Column("units", sa.JSON(none_as_null=True), comment=UNITS))
    op.add_column(
        "offices",
        sa.Column("times", sa.BigInteger(), nullable=False, server_default="0", comment=TIMES),
    )
    op.create_table(
        "news",
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False, comment=UNIT),
        sa.PrimaryKeyConstraint("revision", "unit"),
    )
