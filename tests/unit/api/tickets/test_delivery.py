"""Exactly once, whatever the ticket system does (promise P4)."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from api.db.engine import Database, make_engine
from api.db.tables import Outbox, Ticket
from api.tickets import outbox, targets
from api.tickets.delivery import Delivery
from api.tickets.ports import (
    ExternalId,
    NewTicket,
    TicketRejectedError,
    TicketSystemBusyError,
    TicketSystemClosedError,
)
from api.tickets.targets import Pace
from tests.fakes.clock import Clock
from tests.fakes.shop import Shop, deliver_all, deliver_for
from tests.fakes.tickets import FakeTickets


@pytest.fixture
def delivery(database: Database, fake: FakeTickets, clock: Clock) -> Delivery:
    return Delivery(database, {"fake": fake}, now=clock)


async def put_ticket(database: Database, clock: Clock, number: str = "BP-1001") -> int:
    return await Shop(database, clock, FakeTickets(now=clock)).escalate(number)


async def put_message(database: Database, clock: Clock, ticket_id: int, text: str) -> None:
    clock.forward(seconds=1)
    payload = {"text": text}
    await database.write(
        lambda s: outbox.put(s, ticket_id=ticket_id, target="fake", action="add_message", payload=payload, now=clock())
    )


async def states(database: Database) -> list[str]:
    """Of what people are waiting for; looking for a second ticket goes on beside it."""
    calls = select(Outbox.state).where(Outbox.action.not_in(outbox.BESIDE)).order_by(Outbox.seq)
    return await database.read(lambda s: list(s.scalars(calls)))


async def test_a_ticket_is_opened_once_and_its_number_there_is_kept(database, clock, fake, delivery) -> None:
    ticket_id = await put_ticket(database, clock)
    await deliver_for(delivery, clock, minutes=2)

    assert len(fake.opened) == 1
    assert await states(database) == ["done"]
    assert await database.read(lambda s: s.get_one(Ticket, ticket_id).external_id) == "1"


@pytest.mark.parametrize("error", [TimeoutError("late"), ConnectionResetError("cut")])
async def test_a_call_that_was_cut_after_it_happened_is_found_and_not_repeated(
    database, clock, fake, delivery, error
) -> None:
    fake.after_open = [error]
    await put_ticket(database, clock)
    await deliver_for(delivery, clock, minutes=5)

    assert len(fake.opened) == 1
    assert await states(database) == ["done"]


@pytest.mark.parametrize(
    "error",
    [TimeoutError("late"), ConnectionRefusedError("down"), TicketSystemBusyError("429", retry_after_s=30)],
)
async def test_a_call_that_did_not_happen_is_made_again(database, clock, fake, delivery, error) -> None:
    fake.before_open = [error, error]
    await put_ticket(database, clock)
    await deliver_for(delivery, clock, minutes=10)

    assert len(fake.opened) == 1
    assert await states(database) == ["done"]


async def test_after_an_unknown_outcome_the_search_waits_until_it_can_be_trusted(
    database, clock, fake, delivery
) -> None:
    fake.before_open = [TimeoutError("late")]
    await put_ticket(database, clock)
    await deliver_all(delivery)
    clock.forward(seconds=fake.settle_s - 1)
    assert not await delivery.deliver_next()
    assert not fake.opened
    clock.forward(seconds=2)
    await deliver_all(delivery)
    assert len(fake.opened) == 1


async def test_a_refusal_is_dead_until_somebody_tries_again(database, clock, fake, delivery) -> None:
    fake.before_open = [TicketRejectedError("no such queue")]
    ticket_id = await put_ticket(database, clock)
    await put_message(database, clock, ticket_id, "en sak till")
    await deliver_for(delivery, clock, minutes=2)
    assert await states(database) == ["dead", "pending"], "what was added waits for its ticket"

    [dead] = await database.read(lambda s: list(s.scalars(select(Outbox.id).where(Outbox.state == "dead"))))
    assert await database.write(lambda s: outbox.try_again(s, key=dead, now=clock()))
    await deliver_for(delivery, clock, minutes=1)
    assert await states(database) == ["done", "done"]
    assert [text for _ticket, _key, text in fake.messages] == ["en sak till"]


async def test_a_wrong_token_keeps_everything_waiting(database, clock, fake, delivery) -> None:
    fake.before_open = [TicketSystemClosedError("401")] * 30
    await put_ticket(database, clock)
    await deliver_for(delivery, clock, minutes=60)
    assert await states(database) == ["pending"]
    fake.before_open = []
    await deliver_for(delivery, clock, minutes=10)
    assert len(fake.opened) == 1


async def test_messages_come_after_their_ticket_and_in_order(database, clock, fake, delivery) -> None:
    fake.before_open = [ConnectionRefusedError("down")] * 3
    fake.after_message = [TimeoutError("late")]
    ticket_id = await put_ticket(database, clock)
    for text in ("ett", "två", "tre"):
        await put_message(database, clock, ticket_id, text)
    await deliver_for(delivery, clock, minutes=20)
    assert [text for _ticket, _key, text in fake.messages] == ["ett", "två", "tre"]
    assert set(await states(database)) == {"done"}


async def test_a_stuck_ticket_with_many_messages_does_not_hold_up_the_others(database, clock, fake, delivery) -> None:
    fake.before_open = [ConnectionResetError("cut")]
    stuck = await put_ticket(database, clock)
    await deliver_all(delivery)
    for number in range(30):
        await put_message(database, clock, stuck, f"fråga {number}")
    await put_ticket(database, clock, "BP-1002")
    await deliver_all(delivery)
    assert [ticket.number for _key, ticket in fake.opened] == ["BP-1002"]


async def test_a_worker_killed_in_the_call_is_followed_by_one_that_looks_first(database, clock, fake) -> None:
    class Killed(BaseException):
        pass

    class Dying(FakeTickets):
        async def open(self, key: str, ticket: NewTicket) -> ExternalId:
            await super().open(key, ticket)
            raise Killed

    dying = Dying(now=clock)
    await put_ticket(database, clock)
    with pytest.raises(Killed):
        await Delivery(database, {"fake": dying}, now=clock).deliver_next()

    fake.opened = dying.opened
    await deliver_for(Delivery(database, {"fake": fake}, now=clock), clock, minutes=5)
    assert len(fake.opened) == 1
    assert await states(database) == ["done"]


async def test_a_worker_frozen_before_the_call_does_not_make_it_late(database, clock) -> None:
    class Freezing(Delivery):
        async def _still_holding(self, held) -> None:
            clock.forward(seconds=100)  # stopped and continued, past its lease
            await super()._still_holding(held)

    frozen, awake = FakeTickets(now=clock), FakeTickets(now=clock)
    await put_ticket(database, clock)
    await Freezing(database, {"fake": frozen}, now=clock).deliver_next()
    assert not frozen.opened
    await deliver_for(Delivery(database, {"fake": awake}, now=clock), clock, minutes=5)
    assert len(awake.opened) == 1


async def test_a_worker_that_lost_its_lease_writes_nothing_back(database, clock) -> None:
    await put_ticket(database, clock)
    settle, pace = {"fake": timedelta()}, Pace()
    await database.write(lambda s: targets.ensure(s, settle))
    first = await database.write(lambda s: outbox.claim(s, now=clock(), settle=settle, pace=pace))
    clock.forward(seconds=pace.lease.total_seconds() + 1)
    second = await database.write(lambda s: outbox.claim(s, now=clock(), settle=settle, pace=pace))
    assert first is not None
    assert second is not None
    assert second.fence == first.fence + 1
    assert not await database.write(lambda s: outbox.mark_unsure(s, first, now=clock()))
    assert not await database.write(
        lambda s: outbox.mark_done(s, first, external_id="9", now=clock(), look_again=pace.look_again)
    )
    assert await database.write(
        lambda s: outbox.mark_done(s, second, external_id="1", now=clock(), look_again=pace.look_again)
    )


async def test_two_workers_never_take_the_same_call(database, tmp_path, clock) -> None:
    for number in range(20):
        await put_ticket(database, clock, f"BP-{1001 + number}")
    other = Database(make_engine(f"sqlite:///{tmp_path / 'tickets.db'}"))
    fake = FakeTickets(now=clock)
    quick = Pace(per_s=1000, burst=1000)
    workers = [Delivery(each, {"fake": fake}, now=clock, pace=quick) for each in (database, other)]
    await asyncio.gather(*(deliver_all(worker) for worker in workers))
    other.close()
    assert sorted(ticket.number for _key, ticket in fake.opened) == [f"BP-{1001 + n}" for n in range(20)]
