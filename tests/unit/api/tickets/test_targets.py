"""A system that is down is left to rest; one that comes back is not stormed."""

from datetime import timedelta

from api.db.tables import TicketTarget
from api.tickets.delivery import Delivery
from api.tickets.ports import TicketRejectedError, TicketSystemBusyError
from api.tickets.targets import Pace, take_turn
from tests.fakes.shop import deliver_all

SECONDS_DOWN = 3600


class Counted(Delivery):
    """Counts the calls that reach for the system."""

    calls = 0

    async def _deliver(self, held) -> None:
        self.calls += 1
        await super()._deliver(held)


async def test_one_call_a_minute_looks_whether_a_system_is_up_again(database, clock, fake, shop) -> None:
    fake.before_open = [ConnectionRefusedError("down")] * 100_000
    for number in range(8):
        await shop.escalate(f"BP-{1001 + number}")
    delivery = Counted(database, {"fake": fake}, now=clock)
    for _ in range(SECONDS_DOWN // 30):
        await deliver_all(delivery)
        clock.forward(seconds=30)
    assert 40 <= delivery.calls <= 70, "a minute's rest each, after a few shorter ones"

    fake.before_open = []
    clock.forward(seconds=60)
    for _ in range(20):
        await deliver_all(delivery)
        clock.forward(seconds=60)
    assert len(fake.opened) == 8


async def test_calls_keep_the_wished_rate_with_a_small_burst(database, clock, fake, shop) -> None:
    for number in range(20):
        await shop.escalate(f"BP-{1001 + number}")
    delivery = Counted(database, {"fake": fake}, now=clock, pace=Pace(per_s=2, burst=3))
    made = []
    for _ in range(5):
        made.append(await deliver_all(delivery))
        clock.forward(seconds=1)
    assert made == [3, 2, 2, 2, 2]


async def test_a_system_that_asks_to_wait_is_left_alone_so_long(database, clock, fake, shop) -> None:
    fake.before_open = [TicketSystemBusyError("429", retry_after_s=120)]
    await shop.escalate("BP-1001")
    await shop.escalate("BP-1002")
    delivery = Counted(database, {"fake": fake}, now=clock)
    await deliver_all(delivery)
    clock.forward(seconds=119)
    assert await deliver_all(delivery) == 0
    assert delivery.calls == 1
    clock.forward(seconds=2)
    assert await deliver_all(delivery) == 2


async def test_one_bad_ticket_does_not_make_the_system_rest(database, clock, fake, shop) -> None:
    fake.before_open = [TicketRejectedError("422"), ConnectionResetError("500 for this one only")]
    for number in range(4):
        await shop.escalate(f"BP-{1001 + number}")
    await deliver_all(Delivery(database, {"fake": fake}, now=clock))
    assert len(fake.opened) == 2
    [target] = await shop.all(TicketTarget)
    assert (target.failures, target.paused_until) == (0, None)


async def test_a_call_that_fails_often_while_others_work_is_dead_and_still_looked_for_first(
    database, clock, fake, shop
) -> None:
    class Poisoned(type(fake)):
        async def open(self, key, ticket):
            if ticket.number == "BP-1001":
                raise ConnectionResetError("500")
            return await super().open(key, ticket)

    system = Poisoned(now=clock)
    delivery = Delivery(database, {"fake": system}, now=clock)
    await shop.escalate("BP-1001")
    for number in range(60):
        if number % 2 == 0:
            await shop.escalate(f"BP-{2000 + number}")
        await deliver_all(delivery)
        clock.forward(minutes=8)
    calls = await shop.calls()
    assert ("open_ticket", "dead") in calls
    assert calls.count(("open_ticket", "done")) == 30


async def test_news_are_read_when_the_pause_is_over_by_one_worker(database, clock) -> None:
    async def turn() -> bool:
        return await database.write(lambda s: take_turn(s, "rt", pause=timedelta(seconds=60), now=clock()))

    assert await turn()
    assert not await turn()
    clock.forward(seconds=61)
    assert await turn()
