"""Tables and migrations agree, and two processes may start at once."""

import json
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
from api.db.tables import Base, DeskMessage, DeskTicket, Outbox


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


def test_what_was_delivered_before_is_emptied(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'bollplank.db'}")
    upgrade(engine)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    idea = {"subject": "färre möten", "kind": "idea", "fields": {"problem": "för många", "contact": "0457"}}
    ticket = {"subject": "skrivaren", "kind": "ticket", "fields": {"contact": "0457"}, "conversation": [{"text": "a"}]}
    calls = [
        (1, "open_ticket", "done", idea, {"subject": "färre möten", "fields": {"problem": "för många"}}),
        (2, "open_ticket", "done", ticket, {"subject": "skrivaren"}),
        (2, "add_message", "done", {"text": "a"}, {}),
        (2, "set_status", "done", {"status": "open"}, {"status": "open"}),
        (2, "add_note", "dead", {"text": "a"}, {"text": "a"}),
        (3, "open_ticket", "done", ticket, {}),
        (3, "add_message", "pending", {"text": "a"}, {"text": "a"}),
    ]
    at = "2026-11-23 12:00:00.000000"
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0009")
        connection.exec_driver_sql(
            """INSERT INTO conversations (id, bot_sender, channel, language, language_chosen, person_answered,
            created_at, last_at) VALUES ('c', 'b', 'web', 'sv', 0, 0, ?, ?)""",
            (at, at),
        )
        for number, conversation in ((1, "c"), (2, "c"), (3, None)):
            connection.exec_driver_sql(
                """INSERT INTO tickets (id, number, turn_id, conversation_id, kind, language, status, system,
                created_at, updated_at) VALUES (?, ?, ?, ?, 'x', 'sv', 'new', 'rt', ?, ?)""",
                (number, f"BP-{number}", f"t{number}", conversation, at, at),
            )
        for seq, (number, action, state, payload, _left) in enumerate(calls):
            connection.exec_driver_sql(
                """INSERT INTO outbox (id, ticket_id, target, action, seq, payload, state, attempts, not_before, fence,
                created_at) VALUES (?, ?, 'rt', ?, ?, ?, ?, 1, ?, 1, ?)""",
                (f"k{seq}", number, action, seq, json.dumps(payload), state, at, at),
            )
    upgrade(engine)
    with Session(engine) as session:
        left = session.scalars(select(Outbox.payload).order_by(Outbox.seq)).all()
        assert left == [each[-1] for each in calls]
    engine.dispose()
