"""What each revision is about, so that an answer is kept as long as nothing of it has changed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; revisions from before are about anything."""
    op.create_table(
        "news_topics",
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False, comment="what has changed; empty: anything"),
        sa.PrimaryKeyConstraint("revision", "topic"),
    )
    op.execute("INSERT INTO news_topics (revision, topic) SELECT DISTINCT revision, '' FROM news")
