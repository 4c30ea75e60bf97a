"""What every ticket system promises us (api/tickets/ports.py). A new adapter joins as one more `Bench`."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from api.db.engine import Database, make_engine
from api.db.migrate import upgrade
from api.db.tables import DeskTicket
from api.tickets import desk_queue
from api.tickets.ports import ExternalId, TicketRejectedError, TicketSystem
from api.tickets.systems.desk import DeskSystem
from tests.builders import a_new_ticket
from tests.fakes.clock import Clock
from tests.fakes.tickets import FakeTickets


@dataclass
class Bench:
    """A system under test, and what a person at its desk does."""

    system: TicketSystem
    desk_writes: Callable[[ExternalId, str], Awaitable[None]]
    desk_sets: Callable[[ExternalId, str], Awaitable[None]]


def _fake() -> Bench:
    fake = FakeTickets(now=Clock())
    return Bench(fake, fake.desk_writes, fake.desk_sets)


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

    async def sets(ticket: ExternalId, status: str) -> None:
        to = await number(ticket)
        await database.write(lambda s: desk_queue.set_status(s, to, status=status, author="Anna", now=clock()))

    return Bench(DeskSystem(database, now=clock), writes, sets)


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


def a_key() -> str:
    return str(uuid4())


async def test_a_ticket_is_found_by_its_key(bench: Bench) -> None:
    key = a_key()
    assert await bench.system.find(key) is None
    opened = await bench.system.open(key, a_new_ticket())
    assert await bench.system.find(key) == opened
    assert await bench.system.find(a_key()) is None


async def test_two_keys_are_two_tickets(bench: Bench) -> None:
    first = await bench.system.open(a_key(), a_new_ticket("BP-1001"))
    second = await bench.system.open(a_key(), a_new_ticket("BP-1002"))
    assert first != second


async def test_a_message_is_added_once(bench: Bench) -> None:
    ticket, key = await bench.system.open(a_key(), a_new_ticket()), a_key()
    assert not await bench.system.has_message(ticket, key)
    await bench.system.add_message(ticket, key, "det är tredje våningen")
    await bench.system.add_message(ticket, key, "det är tredje våningen")
    assert await bench.system.has_message(ticket, key)
    assert not await bench.system.has_message(ticket, a_key())


async def test_a_message_to_no_ticket_is_rejected(bench: Bench) -> None:
    with pytest.raises(TicketRejectedError):
        await bench.system.add_message(ExternalId("999999"), a_key(), "hallå")


async def test_what_the_desk_does_is_news_in_order_and_read_on_from_where_we_were(bench: Bench) -> None:
    ticket = await bench.system.open(a_key(), a_new_ticket())
    await bench.desk_writes(ticket, "Vilket rum?")
    await bench.desk_sets(ticket, "waiting")
    await bench.desk_writes(ticket, "Hallå?")

    everything = await bench.system.news(after=0, limit=100)
    told = [(n.kind, n.text) for n in everything if n.text != "open"]
    assert told == [("message", "Vilket rum?"), ("status", "waiting"), ("message", "Hallå?")]
    assert {n.ticket for n in everything} == {ticket}
    assert [n.position for n in everything] == sorted({n.position for n in everything})
    assert await bench.system.news(after=everything[0].position, limit=1) == everything[1:2]
    assert await bench.system.news(after=everything[-1].position, limit=100) == ()


async def test_our_own_messages_are_no_news(bench: Bench) -> None:
    ticket = await bench.system.open(a_key(), a_new_ticket())
    await bench.system.add_message(ticket, a_key(), "det är tredje våningen")
    assert await bench.system.news(after=0, limit=100) == ()
