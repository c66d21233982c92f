"""Alembic's environment: runs on the connection that is handed in."""

from alembic import context

from data.store import visits

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=visits.VISITS.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
