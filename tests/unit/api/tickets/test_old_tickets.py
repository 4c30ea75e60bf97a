"""Closed tickets are forgotten after a while; what is not done with never is."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, event, update

from api.db.tables import Attachment, Conversation, DeskChange, DeskMessage, DeskTicket, Event, Outbox, Ticket
from api.tickets import desk_queue, outbox
from api.tickets.delivery import Delivery
from api.tickets.desk_merge import merge
from api.tickets.old_tickets import forget_old_tickets
from api.tickets.ports import TicketRejectedError
from api.tickets.systems.desk import DeskSystem
from tests.fakes.shop import Shop, deliver_all

KEEP = timedelta(days=365)


@pytest.fixture
def desk(database, clock) -> Shop:
    return Shop(database, clock, DeskSystem(database, now=clock))


async def opened(shop: Shop, *numbers: str) -> None:
    for number in numbers:
        await shop.escalate(number, conversation=f"c {number}")
    await deliver_all(Delivery(shop.database, {shop.system.name: shop.system}, now=shop.clock))


async def solve(shop: Shop, number: str) -> None:
    def work(session) -> None:
        desk_queue.add_reply(session, number, author="Anna", text="Byt patron.", key=number, now=shop.clock())
        desk_queue.set_status(session, number, status="solved", author="Anna", now=shop.clock())
        session.execute(update(Ticket).where(Ticket.number == number).values(status="solved", updated_at=shop.clock()))

    await shop.database.write(work)


async def forget(shop: Shop) -> tuple[str, ...]:
    return await shop.database.write(lambda s: forget_old_tickets(s, now=shop.clock(), keep=KEEP))


async def test_a_year_after_it_was_solved_nothing_of_a_ticket_is_left(database, clock, desk) -> None:
    await opened(desk, "BP-1001")
    file = {"name": "a.png", "media_type": "image/png", "size": 3, "content": b"abc", "created_at": clock()}
    await database.write(lambda s: s.add(Attachment(id="f1", conversation_id="c BP-1001", ticket_id=1, **file)))
    await database.write(lambda s: s.add(Event(conversation_id="c BP-1001", kind="x", payload={}, created_at=clock())))
    clock.forward(days=200)
    await solve(desk, "BP-1001")
    clock.forward(days=364)
    assert await forget(desk) == ()
    clock.forward(days=2)
    assert await forget(desk) == ("BP-1001",)
    for table in (DeskTicket, DeskMessage, DeskChange, Attachment, Ticket, Outbox):
        assert await desk.all(table) == [], table
    assert len(await desk.all(Conversation)) == len(await desk.all(Event)) == 1, "its own time is another"


async def test_a_ticket_that_is_not_done_with_is_never_forgotten(clock, desk) -> None:
    await opened(desk, "BP-1001", "BP-1002")
    await solve(desk, "BP-1002")
    await desk.put(2, "add_message", text="det hände igen")
    clock.forward(days=4000)
    assert await forget(desk) == (), "one is open, and to the other something is on its way"


async def test_merged_tickets_go_together(database, clock, desk) -> None:
    await opened(desk, "BP-1001", "BP-1002", "BP-1003")
    for number in ("BP-1002", "BP-1003"):
        await database.write(lambda s, n=number: merge(s, n, into="BP-1001", author="Anna", now=clock()))
    await solve(desk, "BP-1001")
    clock.forward(days=300)
    await desk.put(3, "add_message", text="nej, inte än")
    await deliver_all(Delivery(database, {"desk": desk.system}, now=clock))
    await database.write(lambda s: s.execute(update(DeskTicket).where(DeskTicket.id == 1).values(status="solved")))
    clock.forward(days=100)
    assert await forget(desk) == (), "the third is open again"
    await solve(desk, "BP-1001")
    clock.forward(days=366)
    await database.write(lambda s: s.execute(update(DeskTicket).values(status="closed", updated_at=clock() - 2 * KEEP)))
    assert len(await forget(desk)) == 3


async def test_of_a_ticket_in_another_system_our_record_goes(database, clock, fake, shop) -> None:
    await opened(shop, "BP-1001", "BP-1002")
    await database.write(lambda s: s.execute(update(Ticket).where(Ticket.id == 1).values(status="closed")))
    clock.forward(days=366)
    assert await forget(shop) == ("BP-1001",)
    assert [row.number for row in await shop.all(Ticket)] == ["BP-1002"]
    assert [row.ticket_id for row in await shop.all(Outbox)] == [2]
    assert len(fake.opened) == 2


async def test_where_no_status_is_told_our_record_goes_after_a_year_of_silence(database, clock, fake, shop) -> None:
    await opened(shop, "BP-1001", "BP-1002", "BP-1003")
    await database.write(lambda s: s.execute(update(Ticket).where(Ticket.id < 3).values(system="email")))
    clock.forward(days=200)
    await shop.put(2, "add_message", text="det hände igen")
    await deliver_all(Delivery(database, {shop.system.name: fake}, now=clock))
    clock.forward(days=166)
    assert await forget(shop) == ("BP-1001",), "to one the person added something, and one is somewhere else"
    clock.forward(days=200)
    assert await forget(shop) == ("BP-1002",)


async def test_what_never_arrived_goes_too_once_the_person_is_forgotten(database, clock, fake, shop) -> None:
    fake.before_open = [TicketRejectedError("no such queue")] * 2
    await opened(shop, "BP-1001", "BP-1002")
    await database.write(lambda s: s.execute(delete(Conversation).where(Conversation.id == "c BP-1001")))
    clock.forward(days=366)
    assert await forget(shop) == ("BP-1001",)
    [left] = await shop.all(Outbox)
    assert await database.write(lambda s: outbox.try_again(s, key=left.id, now=clock()))


async def test_a_ticket_the_desk_never_had_touches_no_other_at_the_desk(database, desk) -> None:
    await opened(desk, "BP-1001")
    said: list[str] = []

    def erase(session) -> None:
        event.listen(session.get_bind(), "before_cursor_execute", lambda *call: said.append(call[2]))
        desk_queue.erase_ticket(session, "BP-9999")

    await database.write(erase)
    assert not any(statement.startswith("UPDATE") for statement in said)
