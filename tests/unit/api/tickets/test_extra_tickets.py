"""A second ticket that a freeze can still make is seen and closed as a duplicate."""

from api.tickets.delivery import Delivery
from api.tickets.ports import ExternalId, NewTicket, TicketSystemBusyError
from tests.fakes.shop import deliver_all, deliver_for
from tests.fakes.tickets import FakeTickets


class FreezingBeforeSend(FakeTickets):
    """The worker is stopped after its last look at the lease; another one does its work meanwhile."""

    async def open(self, key: str, ticket: NewTicket) -> ExternalId:
        await self.meanwhile()
        return await super().open(key, ticket)


async def test_a_ticket_sent_late_is_closed_as_a_duplicate_at_once(database, clock, fake, shop) -> None:
    late = FreezingBeforeSend(now=clock)
    late.opened, late.statuses, late.duplicates = fake.opened, fake.statuses, fake.duplicates
    other = Delivery(database, {"fake": fake}, now=clock)

    async def meanwhile() -> None:
        clock.forward(minutes=5)
        await deliver_all(other)

    late.meanwhile = meanwhile
    ticket = await shop.escalate()
    await Delivery(database, {"fake": late}, now=clock).deliver_next()
    await shop.put(ticket, "add_message", text="en sak till")
    await deliver_all(other)

    assert len(fake.opened) == 2
    assert fake.duplicates == {"2": "1"}
    assert await shop.external(ticket) == "1"
    assert [where for where, _key, _text in fake.messages] == ["1"]
    assert ("close_duplicate", "done") in await shop.calls()


async def test_a_ticket_sent_late_by_a_worker_that_then_died_is_found_ten_minutes_later(
    database, clock, fake, shop
) -> None:
    fake.before_open = [TimeoutError("late")]
    delivery = Delivery(database, {"fake": fake}, now=clock)
    ticket = await shop.escalate()
    await deliver_for(delivery, clock, minutes=3)
    key, sent = fake.opened[0]
    await fake.open(key, sent)  # the frozen request gets through after all
    assert not fake.duplicates
    await deliver_for(delivery, clock, minutes=12)
    assert fake.duplicates == {"2": "1"}
    assert await shop.external(ticket) == "1"
    assert await shop.calls() == [("open_ticket", "done"), ("look_again", "done")]


async def test_after_an_unclear_attempt_a_busy_system_does_not_make_us_forget_it(database, clock, fake, shop) -> None:
    fake.after_open = [TimeoutError("late")]
    fake.before_find = [TicketSystemBusyError("429", retry_after_s=5)] * 3
    await shop.escalate()
    await deliver_for(Delivery(database, {"fake": fake}, now=clock), clock, minutes=15)
    assert len(fake.opened) == 1
