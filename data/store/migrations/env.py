"""Alembic's environment: runs on the connection that is handed in."""

from alembic import context

from data.store import evidence, visits  # noqa: F401  (their tables are known nowhere else)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=visits.VISITS.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
