"""Tables and migrations agree, and two processes may start at once."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from api.db.engine import Database, make_engine
from api.db.migrate import FOLDER, upgrade
from api.db.tables import Base, DeskMessage, DeskTicket


def test_tables_and_migrations_agree(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'new' / 'bollplank.db'}")
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_upgrading_again_changes_nothing(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'bollplank.db'}")
    upgrade(engine)
    upgrade(engine)
    assert "turns" in inspect(engine).get_table_names()
    engine.dispose()


@pytest.mark.slow
def test_two_processes_may_upgrade_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bollplank.db'}"
    program = (
        "from api.db.engine import make_engine; from api.db.migrate import upgrade; "
        f"e = make_engine({url!r}); upgrade(e); e.dispose()"
    )
    started = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(3)]
    assert [process.wait(60) for process in started] == [0, 0, 0]


async def test_a_transaction_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'bollplank.db'}")
    upgrade(engine)
    database = Database(engine)

    def fails(session):
        session.execute(text("INSERT INTO cursors VALUES ('a', 1)"))
        raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        await database.write(fails)
    count = text("SELECT count(*) FROM cursors")
    assert await database.read(lambda session: session.scalar(count)) == 0
    database.close()


def test_errors_do_not_repeat_what_people_wrote(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'bollplank.db'}")
    with engine.begin() as connection, pytest.raises(OperationalError) as failed:
        connection.execute(text("INSERT INTO missing VALUES (:said)"), {"said": "hemligheten"})
    assert "hemligheten" not in str(failed.value)
    engine.dispose()


def test_no_message_is_lost_when_the_desk_learns_to_merge(tmp_path: Path) -> None:
    """From 0001, with data: SQLite must not copy the tickets, since dropping the copy would cascade."""
    engine = make_engine(f"sqlite:///{tmp_path / 'bollplank.db'}")
    upgrade(engine)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
        for statement in (
            """INSERT INTO desk_tickets VALUES (1, 'k', 'BP-1001', 'ticket', 'sv', 's', '{}', '[]', '[]', 'open', NULL,
            '2026-11-23 12:00:00.000000', '2026-11-23 12:30:00.000000')""",
            "INSERT INTO desk_messages VALUES (1,1,'m1','','person','hej','2026-11-23 12:30:00.000000')",
        ):
            connection.exec_driver_sql(statement)
    upgrade(engine)
    with Session(engine) as session:
        [ticket] = session.scalars(select(DeskTicket))
        assert ticket.waiting_since == datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
        assert [m.text for m in session.scalars(select(DeskMessage))] == ["hej"]
    engine.dispose()
