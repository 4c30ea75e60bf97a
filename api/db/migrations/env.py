"""Alembic's entry: runs in the connection that `api.db.migrate.upgrade` hands over."""

from alembic import context

from api.db.people_tables import Person  # every table is known once both modules are read

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Person.metadata, render_as_batch=True
)
context.run_migrations()
