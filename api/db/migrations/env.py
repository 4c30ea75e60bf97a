"""Alembic's entry: runs in the connection that `api.db.migrate.upgrade` hands over."""

from alembic import context

from api.db.idea_tables import Idea
from api.db.people_tables import Person
from api.db.staff_tables import StaffUser

TABLES = (Idea, Person, StaffUser)
"""Every table is known once all modules of tables are read."""

context.configure(
    connection=context.config.attributes["connection"], target_metadata=TABLES[0].metadata, render_as_batch=True
)
context.run_migrations()
