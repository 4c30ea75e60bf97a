"""Several workers on one real PostgreSQL: each call once, each ticket's calls in order."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from api.db.engine import Database, make_engine
from api.db.migrate import upgrade
from api.db.tables import Base, DeskTicket, Outbox
from api.tickets.delivery import Delivery
from api.tickets.desk_queue import set_status
from api.tickets.news import NewsDesk
from api.tickets.old_tickets import forget_old_tickets
from api.tickets.ports import ExternalId
from api.tickets.systems.desk import DeskSystem
from api.tickets.targets import Pace
from tests.fakes.clock import Clock
from tests.fakes.shop import Shop, deliver_all
from tests.fakes.tickets import FakeTickets
from tests.servers.postgres import Postgres
from tests.servers.rt import NotHereError

pytestmark = pytest.mark.server
QUICK = Pace(per_s=10_000, burst=10_000)


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    folder = Path(tempfile.mkdtemp(prefix="bollplank-pg-"))
    folder.chmod(0o755)
    try:
        server = Postgres.create(folder / "postgres")
    except NotHereError as error:
        shutil.rmtree(folder)
        pytest.skip(str(error))
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture
def databases(postgres: Postgres) -> Iterator[list[Database]]:
    engines = [make_engine(postgres.url) for _ in range(4)]
    with engines[0].begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
    upgrade(engines[0])
    yield [Database(engine) for engine in engines]
    for engine in engines:
        engine.dispose()


def test_tables_and_migrations_agree(databases: list[Database]) -> None:
    with databases[0]._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


async def test_every_call_is_made_once_and_in_the_order_of_its_ticket(databases: list[Database]) -> None:
    clock = Clock()
    fake = FakeTickets(now=clock)
    shop = Shop(databases[0], clock, fake)
    tickets = [await shop.escalate(f"BP-{1001 + number}") for number in range(25)]
    for line in range(3):
        for ticket in tickets:
            await shop.put(ticket, "add_message", text=f"rad {line}")

    workers = [Delivery(each, {"fake": fake}, now=clock, pace=QUICK) for each in databases]
    for _ in range(20):
        await asyncio.gather(*(deliver_all(worker) for worker in workers for _ in range(2)))
    assert len({key for key, _ticket in fake.opened}) == len(fake.opened) == 25
    by_ticket: dict[str, list[str]] = {}
    for where, _key, words in fake.messages:
        by_ticket.setdefault(where, []).append(words)
    assert list(by_ticket.values()) == [["rad 0", "rad 1", "rad 2"]] * 25
    assert {state for _action, state in await shop.calls()} == {"done"}


async def test_news_are_told_once_by_however_many_workers(databases: list[Database]) -> None:
    clock = Clock()
    fake = FakeTickets(now=clock)
    shop = Shop(databases[0], clock, fake)
    desks = [NewsDesk(each, fake, now=clock) for each in databases]
    await desks[0].read()
    await shop.escalate(conversation="c1")
    await deliver_all(Delivery(databases[0], {"fake": fake}, now=clock))
    for number in range(10):
        await fake.desk_writes(ExternalId("1"), f"rad {number}")
    await asyncio.gather(*(desk.read() for desk in desks))
    assert await shop.events() == [("desk_reply", f"rad {number}") for number in range(10)]


async def test_a_restart_of_the_database_is_gone_through(postgres: Postgres, databases: list[Database]) -> None:
    clock = Clock()
    fake = FakeTickets(now=clock)
    shop = Shop(databases[0], clock, fake)
    await shop.escalate()
    await asyncio.to_thread(postgres.kill)
    await asyncio.to_thread(postgres.start)
    await deliver_all(Delivery(databases[0], {"fake": fake}, now=clock))
    assert len(fake.opened) == 1


async def test_what_was_closed_long_ago_is_forgotten_and_what_arrived_is_emptied(databases: list[Database]) -> None:
    clock = Clock()
    shop = Shop(databases[0], clock, DeskSystem(databases[0], now=clock))
    for number in ("BP-1001", "BP-1002"):
        await shop.escalate(number, conversation=f"c {number}")
    await deliver_all(Delivery(databases[0], {"desk": shop.system}, now=clock, pace=QUICK))
    assert [row.payload for row in await shop.all(Outbox)] == [{"subject": "skrivaren skriver inte"}] * 2
    await databases[0].write(lambda s: set_status(s, "BP-1001", status="solved", author="Anna", now=clock()))
    clock.forward(days=366)
    keep = timedelta(days=365)
    assert await databases[1].write(lambda s: forget_old_tickets(s, now=clock(), keep=keep)) == ("BP-1001",)
    assert [row.number for row in await shop.all(DeskTicket)] == ["BP-1002"]
