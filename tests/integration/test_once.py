"""A restart at any moment: every message of a person is answered, shown once, in order."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.exc import OperationalError

from api.channels.doorway import Doorway, delivery_id
from api.channels.pump import Pump
from api.chat import deliveries
from api.chat.messages import Address, Inbound
from api.db.tables import ChannelDelivery, ChannelThread, Event, Turn
from api.settings import Settings
from tests.fakes.channel import FakeChannel
from tests.fakes.clock import Clock
from tests.integration.conftest import House, open_house

WRITES = (
    "the message", "the message looked up", "the reply", "the plan and the claim", "the mark before the call",
    "the outcome",
)  # fmt: skip


class KilledError(BaseException):
    """kill -9: nothing after this line runs."""


def inbound(number: int = 1, *, channel: str = "fake") -> Inbound:
    address = Address("T1", "thread-1", "person-1", {"thread": 1})
    text = f"hur kommer ja åt vpn hemifrån, fråga {number}"
    return Inbound(None, delivery_id(channel, f"m{number}"), channel, text=text, address=address)


def around(house: House, *channels: FakeChannel) -> tuple[Doorway, Pump]:
    use = house.services
    pump = Pump(use.database, use.catalogue, {each.name: each for each in channels}, now=use.now)
    return Doorway(use.database, use.gateway, pump, now=use.now), pump


async def live(door: Doorway, pump: Pump, channel: FakeChannel, message: Inbound) -> None:
    """Take a message, answer it, show the answer; end where the process is killed."""
    try:
        await door.take(message, channel)
        await door.settled()
        await pump.deliver_due()
    except KilledError:
        await door.settled()


def kill_at_write(house: House, number: int, *, after: bool) -> list[int]:
    """From the given write to the database on, nothing is done any more. The list tells that it came to that."""
    real, writes = house.services.database.write, 0

    async def write(work: Callable[..., Any]) -> Any:
        nonlocal writes
        writes += 1
        if writes < number:
            return await real(work)
        if writes == number and after:
            await real(work)
        killed.append(writes)
        raise KilledError

    killed: list[int] = []
    house.services.database.write = write  # type: ignore[method-assign]
    return killed


async def after_the_restart(settings: Settings, clock: Clock, channel: FakeChannel, *again: Inbound) -> House:
    clock.forward(seconds=90)
    async with open_house(settings, clock=clock) as house:
        door, pump = around(house, channel)
        for message in again:  # whoever got no acknowledgement sends it again
            await door.take(message, channel)
        await door.settled()
        await house.services.gateway.finish_orphans()
        await pump.deliver_due()
        assert [row.state for row in await house.rows(Turn)] == ["answered"] * len(await house.rows(Turn))
        assert {row.state for row in await house.rows(ChannelDelivery)} == {"done"}
        assert len(await house.rows(Event)) == len(await house.rows(Turn))
    return house


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("number", range(1, len(WRITES) + 1), ids=WRITES)
async def test_killed_at_any_write_the_answer_is_shown_once(settings: Settings, number: int, after) -> None:
    clock, channel = Clock(), FakeChannel()
    async with open_house(settings, clock=clock) as house:
        killed = kill_at_write(house, number, after=after)
        await live(*around(house, channel), channel, inbound())
    assert killed[0] == number
    await after_the_restart(settings, clock, channel, inbound())
    assert len(channel.messages) == 1


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_killed_in_the_call_the_answer_is_shown_once(settings: Settings, after) -> None:
    class Deadly(FakeChannel):
        async def send(self, ref, message):
            if after:
                await super().send(ref, message)
            raise KilledError

    clock, deadly = Clock(), Deadly()
    async with open_house(settings, clock=clock) as house:
        await live(*around(house, deadly), deadly, inbound())
    channel = FakeChannel(messages=deadly.messages, _ids=deadly._ids)
    await after_the_restart(settings, clock, channel)
    assert len(channel.messages) == 1


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("number", range(1, len(WRITES) + 2))  # the place is noted too, at any time
async def test_killed_at_any_write_a_place_holds_the_answer_once(settings: Settings, number: int, after) -> None:
    clock, channel = Clock(), FakeChannel().with_places()
    async with open_house(settings, clock=clock) as house:
        killed = kill_at_write(house, number, after=after)
        await live(*around(house, channel), channel, inbound())
    assert killed or number > len(WRITES)
    await after_the_restart(settings, clock, channel, inbound())
    assert len(channel.messages) == 1


@pytest.mark.parametrize("method", ["open", "fill"])
@pytest.mark.parametrize("trouble", ["lost_answer", "lost_request", "too_many"])
async def test_trouble_with_a_place_doubles_nothing(house: House, method, trouble) -> None:
    channel = FakeChannel().with_places()
    channel.faults.will(method, *([trouble] * 3))
    door, pump = around(house, channel)
    await door.take(inbound(), channel)
    await door.settled()
    for _ in range(5):
        await pump.deliver_due()
        house.clock.forward(seconds=30)
    assert len(channel.messages) == 1
    assert {row.state for row in await house.rows(ChannelDelivery)} == {"done"}


async def test_a_place_that_is_lost_is_replaced_and_at_last_done_without(house: House) -> None:
    channel = FakeChannel().with_places()
    channel.places.lost = {"p1", "p2"}
    door, pump = around(house, channel)
    await door.take(inbound(), channel)
    await door.settled()
    await pump.deliver_due()
    assert list(channel.messages) == ["m1"]
    [row] = await house.rows(ChannelDelivery)
    assert (row.state, row.place, row.channel_message_id) == ("done", None, "m1")


async def test_no_place_is_given_to_two_messages(house: House) -> None:
    channel = FakeChannel().with_places()
    door, pump = around(house, channel)
    house.bot.takes_s = 0.05
    for number in range(1, 6):
        await door.take(inbound(number), channel)
    await door.settled()
    await pump.deliver_due()
    places = [row.place for row in await house.rows(ChannelDelivery)]
    assert len(set(places)) == len(channel.messages) == 5
    assert not any(channel.places.opened.values())
    assert [thread.place for thread in await house.rows(ChannelThread)] == [None]


async def test_without_a_way_to_look_it_up_a_message_is_rather_shown_twice_than_lost(settings: Settings) -> None:
    clock, channel = Clock(), FakeChannel(can_find=False)
    channel.faults.will("send", "lost_answer")
    async with open_house(settings, clock=clock) as house:
        await live(*around(house, channel), channel, inbound())
        [row] = await house.rows(ChannelDelivery)
        assert row.unsure_since is not None
    await after_the_restart(settings, clock, channel)
    assert len(channel.messages) == 2


async def test_the_order_is_kept_when_the_first_has_to_wait(house: House) -> None:
    channel = FakeChannel()
    channel.faults.will("send", "too_many", retry_after=10)
    door, pump = around(house, channel)
    for number in (1, 2, 3):
        await door.take(inbound(number), channel)
        await door.settled()
        await pump.deliver_due()
    assert channel.messages == {}
    house.clock.forward(seconds=11)
    await pump.deliver_due()
    assert [message.event for message in channel.sent] == sorted(message.event for message in channel.sent)
    assert len(channel.sent) == 3


async def test_a_burst_is_answered_in_the_order_it_was_written(house: House) -> None:
    channel = FakeChannel()
    door, pump = around(house, channel)
    house.bot.takes_s = 0.05
    for number in range(1, 9):
        await door.take(inbound(number), channel)
    await door.settled()
    await pump.deliver_due()
    turns = {turn.message_id: turn.seq for turn in await house.rows(Turn)}
    assert [turns[delivery_id("fake", f"m{number}")] for number in range(1, 9)] == list(range(1, 9))
    assert len(channel.sent) == 8
    assert len(channel.worked) == 8


async def test_what_was_left_behind_is_answered_before_what_is_written_next(settings: Settings) -> None:
    clock, channel = Clock(), FakeChannel()
    async with open_house(settings, clock=clock) as house:
        kill_at_write(house, WRITES.index("the reply") + 1, after=False)
        await live(*around(house, channel), channel, inbound(1))
    clock.forward(seconds=1)  # too soon for the search for orphans
    async with open_house(settings, clock=clock) as house:
        door, pump = around(house, channel)
        await door.take(inbound(2), channel)
        await door.settled()
        await pump.deliver_due()
        answered = [message.text or message.reply.text for message in channel.sent if message.reply]
        assert len(answered) == 2
        events = [event.payload["message_id"] for event in await house.rows(Event)]
        assert events == [delivery_id("fake", "m1"), delivery_id("fake", "m2")]
        assert await house.services.gateway.finish_orphans() == 0


async def test_what_cannot_be_caught_up_holds_up_no_later_message(house: House, monkeypatch) -> None:
    channel = FakeChannel()
    door, pump = around(house, channel)
    real = house.services.gateway._draft

    async def draft(thread, turn, *more):
        if "fråga 1" in (turn.text or ""):
            raise KeyError("ours")
        return await real(thread, turn, *more)

    monkeypatch.setattr(house.services.gateway, "_draft", draft)
    for number in (1, 2):
        await door.take(inbound(number), channel)
        await door.settled()
    await pump.deliver_due()
    assert len(channel.sent) == 1
    monkeypatch.setattr(house.services.gateway, "_draft", real)
    house.clock.forward(seconds=60)
    await house.services.gateway.finish_orphans()
    await pump.deliver_due()
    assert len(channel.sent) == 2


async def test_an_outcome_is_noted_as_soon_as_the_database_is_back(house: House, monkeypatch) -> None:
    monkeypatch.setattr("api.channels.pump.NOTE_AGAIN_S", 0.01)
    channel = FakeChannel(can_find=False)
    door, pump = around(house, channel)
    real, failures = house.services.database.write, iter(range(5))

    async def write(work):
        if channel.sent and next(failures, None) is not None:
            raise OperationalError("UPDATE", {}, ConnectionResetError())
        return await real(work)

    monkeypatch.setattr(house.services.database, "write", write)
    await door.take(inbound(), channel)
    await door.settled()
    await pump.deliver_due()
    house.clock.forward(seconds=90)
    await pump.deliver_due()
    assert next(failures, None) is None
    assert len(channel.messages) == 1


async def test_a_first_message_sent_again_while_it_is_caught_up_is_answered_once(house: House) -> None:
    gateway = house.services.gateway
    message = Inbound(None, str(uuid4()), "web", text="hur kommer ja åt vpn hemifrån")
    accepted = await gateway.accept(message)
    house.bot.takes_s = 0.1
    again = replace(message, conversation=accepted.conversation)
    answers = await asyncio.gather(gateway.handle(again, late=True), gateway.handle(message), gateway.handle(message))
    assert len({json.dumps(each.replies, sort_keys=True) for each in answers}) == 1
    assert len(house.bot.heard) == 1


async def test_a_look_up_that_has_to_wait_is_made_later_and_nothing_is_shown_twice(house: House) -> None:
    channel = FakeChannel()
    channel.faults.will("send", "lost_answer")
    channel.faults.will("find", "too_many")
    door, pump = around(house, channel)
    await door.take(inbound(), channel)
    await door.settled()
    for _ in range(4):
        await pump.deliver_due()
        house.clock.forward(seconds=20)
    assert len(channel.messages) == 1
    [row] = await house.rows(ChannelDelivery)
    assert row.state == "done"


async def test_a_call_that_was_broken_off_may_still_be_at_work(house: House) -> None:
    channel = FakeChannel(settle_s=5.0)
    channel.faults.will("send", "lost_request")
    door, pump = around(house, channel)
    await door.take(inbound(), channel)
    await door.settled()
    await pump.deliver_due()
    house.clock.forward(seconds=4.9)
    await pump.deliver_due()
    assert channel.sent == []
    house.clock.forward(seconds=0.2)
    await pump.deliver_due()
    assert len(channel.sent) == 1


async def test_a_call_that_hangs_holds_up_no_other_conversation(house: House) -> None:
    class Hanging(FakeChannel):
        async def send(self, ref, message):
            if ref["thread"] == 1:
                await hung.wait()
            return await super().send(ref, message)

    hung, channel = asyncio.Event(), Hanging()
    door, pump = around(house, channel)
    await door.take(inbound(1), channel)
    await door.settled()
    delivering = asyncio.create_task(pump.deliver_due())
    await asyncio.sleep(0.2)
    other = Address("T1", "thread-2", "person-2", {"thread": 2})
    await door.take(replace(inbound(2), address=other), channel)
    await door.settled()
    await pump.run_once()
    for _ in range(200):
        if channel.sent:
            break
        await asyncio.sleep(0.02)
    assert len(channel.sent) == 1
    house.clock.forward(seconds=61)  # its lease is over, but it is still in our hands
    await pump.run_once()
    hung.set()
    await delivering
    assert len(channel.sent) == 2


async def test_one_thread_in_trouble_holds_up_no_other(house: House) -> None:
    channel, calm = FakeChannel(name="fake"), FakeChannel(name="calm")
    channel.faults.will("send", "down", "down", "down")
    door, pump = around(house, channel, calm)
    await door.take(inbound(1), channel)
    await door.take(inbound(1, channel="calm"), calm)
    await door.settled()
    await pump.deliver_due()
    assert (len(channel.sent), len(calm.sent)) == (0, 1)


async def test_a_channel_that_is_not_set_up_any_more_keeps_its_messages(house: House) -> None:
    channel = FakeChannel()
    door, _pump = around(house, channel)
    _door, without = around(house)
    await door.take(inbound(), channel)
    await door.settled()
    await without.deliver_due()
    assert await house.services.database.read(deliveries.count_by_state) == {"pending": 1, "done": 0, "dead": 0}
    house.clock.forward(seconds=61)
    _door, again = around(house, channel)
    await again.deliver_due()
    assert len(channel.sent) == 1


async def test_a_mistake_of_ours_in_one_message_stops_no_other(house: House) -> None:
    class Picky(FakeChannel):
        async def send(self, ref, message):
            if message.event == 1:
                raise KeyError("ours")
            return await super().send(ref, message)

    picky = Picky()
    door, pump = around(house, picky)
    await door.take(inbound(1), picky)
    await door.settled()
    await pump.deliver_due()
    [row] = await house.rows(ChannelDelivery)
    assert (row.state, row.error) == ("pending", "unexpected")


async def test_what_is_forgotten_is_not_shown_any_more(house: House) -> None:
    channel = FakeChannel()
    channel.faults.will("send", "too_many", retry_after=10)
    door, pump = around(house, channel)
    await door.take(inbound(), channel)
    await door.settled()
    await pump.deliver_due()
    await house.services.database.write(lambda session: session.query(Event).delete())
    house.clock.forward(seconds=11)
    assert await pump.deliver_due() == 0
    assert channel.messages == {}
