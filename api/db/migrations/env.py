"""Alembic's entry: runs in the connection that `api.db.migrate.upgrade` hands over."""

from alembic import context

from api.db.tables import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
context.run_migrations()
