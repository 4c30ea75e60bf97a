"""What every ticket system promises us (api/tickets/ports.py), as tests a vendor can run against its own.

In a test file of yours: a fixture `bench` that gives a `Bench`, and

    from tests.contract.ticket_system import TicketSystemContract

    class TestMySystem(TicketSystemContract):
        pass
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from uuid import uuid4

import pytest

from api.tickets.ports import (
    Attachment,
    ExternalId,
    News,
    Place,
    Status,
    TicketRejectedError,
    TicketSystem,
)
from tests.builders import a_new_ticket

MANY = 250
POLLS = 3
"""In which an answer must be read, however much else was done."""
A_FILE = Attachment("skärmbild.png", "image/png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)


@dataclass
class Bench:
    """A system under test, and what a person at its desk does."""

    system: TicketSystem
    desk_writes: Callable[[ExternalId, str], Awaitable[None]]
    """To the person, not as an internal note."""
    desk_sets: Callable[[ExternalId, Status], Awaitable[None]]
    desk_files: Callable[[ExternalId], Awaitable[list[bytes]]] | None = None
    """The files on a ticket as the desk opens them; None: it reads them from us."""
    keeps_history: bool = True
    """Statuses are news of their own, in order with messages; else only the status of now is known."""
    can_find: bool = True
    """Tickets are found by their key. False: the receiver drops what comes twice with one key."""
    has_status: bool = True
    """False: a system without statuses, such as a mailbox."""
    desk_changes_many: Callable[[int], Awaitable[None]] | None = None
    """So many other tickets that Bollplank opened, in one moment if the system can; None: too slow to try."""
    settle: Callable[[], Awaitable[None]] = field(default=lambda: asyncio.sleep(0))
    """Wait until what was written can be read."""


def a_key() -> str:
    return str(uuid4())


class TicketSystemContract:
    """Inherit from it, next to a fixture `bench`."""

    async def test_a_ticket_is_found_by_its_key(self, bench: Bench) -> None:
        key = a_key()
        if bench.can_find:
            assert await bench.system.find(key) == ()
        opened = await bench.system.open(key, a_new_ticket())
        assert opened
        await bench.settle()
        if bench.can_find:
            assert await bench.system.find(key) == (opened,)
            assert await bench.system.find(a_key()) == ()

    async def test_two_keys_are_two_tickets(self, bench: Bench) -> None:
        first = await bench.system.open(a_key(), a_new_ticket("BP-1001"))
        second = await bench.system.open(a_key(), a_new_ticket("BP-1002"))
        assert first != second

    async def test_a_key_that_is_none_is_refused_before_it_is_sent(self, bench: Bench) -> None:
        """A key goes into searches of the system, so nothing but a UUID may."""
        if bench.can_find and bench.system.name not in {"fake", "desk"}:
            with pytest.raises(ValueError, match="UUID"):
                await bench.system.find("x' OR Queue='IT-support")

    async def test_messages_notes_and_files_are_added_once(self, bench: Bench) -> None:
        system = bench.system
        ticket = await system.open(a_key(), a_new_ticket())
        await bench.settle()
        message, note, file = a_key(), a_key(), a_key()
        for _ in range(2):
            await system.add_message(ticket, message, "det är tredje våningen <b>& så</b>")
            await system.add_note(ticket, note, "personen har bett att bli glömd")
            await system.add_attachment(ticket, file, A_FILE)
            await bench.settle()
        if bench.desk_files:
            assert await bench.desk_files(ticket) == [A_FILE.content]
        if bench.can_find:
            assert [await system.has_part(ticket, key) for key in (message, note, file)] == [True] * 3
            assert not await system.has_part(ticket, a_key())

    async def test_what_is_added_to_no_ticket_is_rejected(self, bench: Bench) -> None:
        if not bench.can_find:
            pytest.skip("the receiver alone knows its tickets")
        with pytest.raises(TicketRejectedError):
            await bench.system.add_message(ExternalId("999999"), a_key(), "hallå")

    async def test_the_person_solves_and_opens_again(self, bench: Bench) -> None:
        if not bench.has_status:
            pytest.skip("no statuses here")
        ticket = await bench.system.open(a_key(), a_new_ticket())
        assert await bench.system.status(ticket) in {"new", "open"}
        wished: tuple[Status, ...] = ("solved", "open")
        for status in wished:
            for _ in range(2):
                await bench.system.set_status(ticket, status)
            await bench.settle()
            assert await bench.system.status(ticket) == status

    async def test_a_second_ticket_is_closed_naming_the_first(self, bench: Bench) -> None:
        if not bench.has_status:
            pytest.skip("no statuses here")
        first = await bench.system.open(a_key(), a_new_ticket())
        second = await bench.system.open(a_key(), a_new_ticket("BP-1002"))
        for _ in range(2):
            await bench.system.close_duplicate(second, of=first)
        assert await bench.system.status(second) in {"solved", "closed"}
        assert await bench.system.status(first) in {"new", "open"}

    async def test_what_the_desk_does_is_news_told_in_order_and_read_on_from_where_we_were(self, bench: Bench) -> None:
        place = await bench.system.start()
        ticket = await bench.system.open(a_key(), a_new_ticket())
        await bench.desk_writes(ticket, "Vilket rum?")
        if bench.has_status:
            await bench.desk_sets(ticket, "waiting")
        await bench.desk_writes(ticket, "Hallå?")
        await bench.settle()

        everything, end = await read_all(bench, place, ticket)
        told = [(n.kind, n.text) for n in everything if n.text != "open"]
        expected = [("message", "Vilket rum?"), ("status", "waiting"), ("message", "Hallå?")]
        if bench.has_status and bench.keeps_history:
            assert told == expected
        else:
            assert [t for t in told if t[0] == "message"] == [expected[0], expected[2]]
            assert not bench.has_status or [t for t in told if t[0] == "status"][-1:] == [expected[1]]
        assert {n.ticket for n in everything} == {ticket}
        assert len({n.id for n in everything}) == len(everything)
        again, _end = await read_all(bench, end, ticket)
        assert {n.id for n in again} <= {n.id for n in everything}, "news may come again, under the same id"

    async def test_reading_in_small_pages_tells_the_same(self, bench: Bench) -> None:
        place = await bench.system.start()
        ticket = await bench.system.open(a_key(), a_new_ticket())
        for number in range(5):
            await bench.desk_writes(ticket, f"Rad {number}")
        await bench.settle()
        everything, _end = await read_all(bench, place, ticket, limit=2)
        assert [n.text for n in everything if n.kind == "message"] == [f"Rad {number}" for number in range(5)]

    async def test_an_answer_after_a_bulk_change_is_read(self, bench: Bench) -> None:
        if bench.desk_changes_many is None:
            pytest.skip("too slow to try")
        place = await bench.system.start()
        ticket = await bench.system.open(a_key(), a_new_ticket())
        await bench.desk_changes_many(MANY)
        await bench.desk_writes(ticket, "Nu fungerar den.")
        await bench.settle()
        told: list[News] = []
        for _ in range(POLLS):
            items, place = await poll(bench.system, place)
            told += items
        assert "Nu fungerar den." in {n.text for n in told if n.ticket == ticket}
        await bench.desk_writes(ticket, "Och nu då?")
        items, place = await poll(bench.system, place)
        assert "Och nu då?" in {n.text for n in items if n.ticket == ticket}

    async def test_our_own_messages_notes_and_statuses_are_no_news(self, bench: Bench) -> None:
        system = bench.system
        place = await system.start()
        ticket = await system.open(a_key(), a_new_ticket())
        await system.add_message(ticket, a_key(), "det är tredje våningen")
        await system.add_note(ticket, a_key(), "en notering")
        await bench.settle()
        everything, _end = await read_all(bench, place, ticket)
        assert [n for n in everything if n.kind == "message"] == []
        assert [n for n in everything if n.text not in {"new", "open"}] == []


async def poll(system: TicketSystem, place: Place) -> tuple[list[News], Place]:
    """One turn of reading: until a page tells nothing or leaves the place as it was."""
    told: list[News] = []
    for _ in range(50):
        page = await system.news(after=place, limit=100)
        told += page.items
        if not page.items or page.place == place:
            return told, page.place
        place = page.place
    raise AssertionError("the turn never ends")


async def read_all(bench: Bench, place: Place, ticket: ExternalId, *, limit: int = 100) -> tuple[list[News], Place]:
    """Every news of one ticket, each id once, until the reading comes to a place where it has been."""
    told: dict[str, News] = {}
    been = {place}
    for _ in range(50):
        page = await bench.system.news(after=place, limit=limit)
        told |= {n.id: n for n in page.items if n.ticket == ticket and n.id not in told}
        place = page.place
        if place in been:
            return list(told.values()), place
        been.add(place)
    raise AssertionError("the news never end")
