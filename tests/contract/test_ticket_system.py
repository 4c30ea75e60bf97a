"""The ticket systems that need no server: the fake that other tests use, and the built-in desk."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from api.db.engine import Database, make_engine
from api.db.migrate import upgrade
from api.db.tables import DeskTicket
from api.tickets import desk_queue
from api.tickets.ports import ExternalId, Status, TicketSystem
from api.tickets.systems.desk import DeskSystem
from tests.builders import a_new_ticket
from tests.contract.ticket_system import Bench, TicketSystemContract, a_key
from tests.fakes.clock import Clock
from tests.fakes.tickets import FakeTickets


def _fake() -> Bench:
    fake = FakeTickets(now=Clock())

    async def files(ticket: ExternalId) -> list[bytes]:
        return [file.content for on, _key, file in fake.files if on == ticket]

    return Bench(fake, fake.desk_writes, fake.desk_sets, files, desk_changes_many=_many(fake, fake.desk_sets))


def _many(
    system: TicketSystem, sets: Callable[[ExternalId, Status], Awaitable[None]]
) -> Callable[[int], Awaitable[None]]:
    async def change(many: int) -> None:
        for number in range(many):
            await sets(await system.open(a_key(), a_new_ticket(f"BP-{2000 + number}")), "waiting")

    return change


def _desk(database: Database) -> Bench:
    clock = Clock()

    async def number(ticket: ExternalId) -> str:
        found = await database.read(
            lambda session: session.scalar(select(DeskTicket.number).where(DeskTicket.id == int(ticket)))
        )
        return found or ""

    async def writes(ticket: ExternalId, text: str) -> None:
        to, key = await number(ticket), str(uuid4())
        await database.write(lambda s: desk_queue.add_reply(s, to, author="Anna", text=text, key=key, now=clock()))

    async def sets(ticket: ExternalId, status: Status) -> None:
        to = await number(ticket)
        await database.write(lambda s: desk_queue.set_status(s, to, status=status, author="Anna", now=clock()))

    system = DeskSystem(database, now=clock)
    return Bench(system, writes, sets, desk_changes_many=_many(system, sets))


@pytest.fixture(params=["fake", "desk"])
async def bench(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Bench]:
    if request.param == "fake":
        yield _fake()
        return
    engine = make_engine(f"sqlite:///{tmp_path / 'desk.db'}")
    upgrade(engine)
    database = Database(engine)
    yield _desk(database)
    database.close()


class TestOwnSystems(TicketSystemContract):
    """Those without a server."""
