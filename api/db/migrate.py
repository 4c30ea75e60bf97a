"""Bring the tables up to date (Alembic); safe when two processes start at once."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

FOLDER = Path(__file__).parent / "migrations"
ADVISORY_LOCK = 7_218_903
"""Any number of our own: PostgreSQL lets one holder at a time through."""


def upgrade(engine: Engine) -> None:
    """Run every migration that this database has not had, in one transaction.

    On SQLite BEGIN IMMEDIATE makes a second process wait; on PostgreSQL an advisory lock does.
    """
    if engine.url.database and engine.dialect.name == "sqlite":
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": ADVISORY_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
