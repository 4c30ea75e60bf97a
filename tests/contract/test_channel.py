"""What every channel that is pushed to promises us (api/chat/pushed.py). A new one joins as one more `Bench`."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

import pytest

from api.channels.slack.channel import SlackChannel
from api.channels.slack.config import SlackConfig
from api.channels.slack.route import slack_client
from api.channels.teams.channel import TeamsChannel
from api.channels.teams.config import TeamsConfig
from api.channels.teams.connector import Connector, connection_pool
from api.chat.messages import Button, Reply
from api.chat.pushed import (
    Channel,
    ChannelBusyError,
    ChannelMessageId,
    ChannelRejectedError,
    Outgoing,
    Place,
    PlaceLostError,
    Places,
    Ref,
)
from api.texts.catalogue import Catalogue
from tests.fakes.channel import FakeChannel
from tests.fakes.town import text_of
from tests.stand_ins.connector import APP_ID, BOT, TENANT, StandInTokens, running_teams
from tests.stand_ins.faults import Faults
from tests.stand_ins.slack_api import DIRECT, SIGNING_SECRET, TOKEN, running_slack

CATALOGUE = Catalogue()


@dataclass
class Bench:
    """A channel under test, a thread in it, and what the other side knows."""

    channel: Channel
    ref: Ref
    faults: Faults
    send: str
    update: str
    """The other side's names of the calls, for making trouble."""
    shown: Callable[[], list[str]]
    """All that is shown, as text with its buttons."""


async def _slack(opened: AsyncExitStack) -> Bench:
    there = await opened.enter_async_context(running_slack())
    config = SlackConfig(TOKEN, SIGNING_SECRET, api_url=there.base_url)
    channel = SlackChannel(await opened.enter_async_context(slack_client(config)), CATALOGUE, settle_s=config.settle_s)
    ref = {"channel": DIRECT, "thread": None}
    return Bench(
        channel,
        ref,
        there.faults,
        "chat.postMessage",
        "chat.update",
        lambda: [str(m["blocks"]) for m in there.messages],
    )


async def _teams(opened: AsyncExitStack) -> Bench:
    there = await opened.enter_async_context(running_teams())
    config = TeamsConfig(APP_ID, "secret", TENANT, check_hosts=False)
    pool = await opened.enter_async_context(connection_pool())
    channel = TeamsChannel(config, CATALOGUE, Connector(config, pool, tokens=StandInTokens))
    ref = {
        "activityId": "1",
        "user": {"id": "29:anna"},
        "bot": BOT,
        "conversation": {"id": "a:anna", "conversationType": "personal", "tenantId": TENANT},
        "channelId": "msteams",
        "serviceUrl": there.service_url,
    }
    return Bench(channel, ref, there.faults, "post", "put", lambda: [text_of(m) for m in there.messages])


@pytest.fixture(params=["fake", "slack", "teams"])
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    async with AsyncExitStack() as opened:
        if request.param == "slack":
            yield await _slack(opened)
        elif request.param == "teams":
            yield await _teams(opened)
        else:
            fake = FakeChannel()
            shown = lambda: [str(message) for _ref, message in fake.messages.values()]  # noqa: E731
            yield Bench(fake, {"thread": 1}, fake.faults, "send", "update", shown)


def a_message(event: int = 1, **changes: object) -> Outgoing:
    reply = Reply(
        "answer",
        "Så här gör du.",
        "sv",
        title="VPN hemifrån",
        steps=("Öppna **Cisco**.",),
        buttons=(Button("solved", "Det löste sig"),),
    )
    message = Outgoing(f"bollplank-{event}", event, "sv", "reply", "", reply=reply)
    return replace(message, **changes)


async def test_what_is_sent_is_shown_with_its_buttons(bench: Bench) -> None:
    assert await bench.channel.send(bench.ref, a_message())
    [shown] = bench.shown()
    assert "Så här gör du." in shown
    assert "Det löste sig" in shown


async def test_every_message_has_its_own_id(bench: Bench) -> None:
    ids = {await bench.channel.send(bench.ref, a_message(event)) for event in (1, 2, 3)}
    assert len(ids) == len(bench.shown()) == 3


async def test_every_kind_of_message_can_be_shown(bench: Bench) -> None:
    desk = Outgoing("k1", 1, "fi", "desk_reply", "Tule käymään **huoneessa 12**.", name="Anna", ticket="BP-1001")
    status = Outgoing("k2", 2, "en", "ticket_status", "Ticket BP-1001: solved.", ticket="BP-1001", status="solved")
    for message in (desk, status):
        await bench.channel.send(bench.ref, message)
    assert "Anna" in bench.shown()[0]
    assert "BP-1001" in bench.shown()[1]


async def test_an_update_takes_the_message_s_place_and_twice_is_once(bench: Bench) -> None:
    made = await bench.channel.send(bench.ref, a_message())
    for _ in range(2):
        await bench.channel.update(bench.ref, made, a_message(used="Det löste sig"))
    [shown] = bench.shown()
    assert "Det löste sig" in shown


async def test_an_update_of_nothing_is_rejected(bench: Bench) -> None:
    with pytest.raises(ChannelRejectedError):
        await bench.channel.update(bench.ref, ChannelMessageId("D0ANNA:9.9"), a_message())


async def test_a_message_is_found_again_by_its_key(bench: Bench) -> None:
    assert await bench.channel.find(bench.ref, "bollplank-2") is None
    made = [await bench.channel.send(bench.ref, a_message(event)) for event in (1, 2)]
    found = await bench.channel.find(bench.ref, "bollplank-2")
    assert found == (made[1] if bench.channel.can_find else None)


async def test_too_many_messages_says_when_to_come_again(bench: Bench) -> None:
    bench.faults.will(bench.send, "too_many", retry_after=7)
    with pytest.raises(ChannelBusyError) as refused:
        await bench.channel.send(bench.ref, a_message())
    assert refused.value.retry_after_s == 7
    assert bench.shown() == []


async def test_a_call_is_made_once_even_if_its_answer_is_lost(bench: Bench) -> None:
    bench.faults.will(bench.send, "lost_answer")
    with pytest.raises((ConnectionError, TimeoutError)):
        await bench.channel.send(bench.ref, a_message())
    assert len(bench.shown()) == 1


@pytest.mark.parametrize("trouble", ["lost_request", "down"])
async def test_an_open_outcome_is_a_connection_error(bench: Bench, trouble) -> None:
    bench.faults.will(bench.send, trouble)
    with pytest.raises(ConnectionError) as failed:
        await bench.channel.send(bench.ref, a_message())
    assert not isinstance(failed.value, ConnectionRefusedError)


async def test_a_thread_that_is_gone_is_rejected(bench: Bench) -> None:
    bench.faults.will(bench.send, "gone")
    with pytest.raises(ChannelRejectedError):
        await bench.channel.send(bench.ref, a_message())


async def test_trouble_with_an_update_has_the_same_names(bench: Bench) -> None:
    made = await bench.channel.send(bench.ref, a_message())
    bench.faults.will(bench.update, "too_many", "down")
    with pytest.raises(ChannelBusyError):
        await bench.channel.update(bench.ref, made, a_message())
    with pytest.raises(ConnectionError):
        await bench.channel.update(bench.ref, made, a_message())


async def test_showing_that_an_answer_is_coming_costs_no_message(bench: Bench) -> None:
    await bench.channel.working(bench.ref, "sv")
    assert bench.shown() == []


@pytest.fixture(params=["fake", "teams"])
async def with_places(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    """Channels that show a message once, come what may."""
    async with AsyncExitStack() as opened:
        if request.param == "teams":
            yield replace(await _teams(opened), send="final")
        else:
            fake = FakeChannel().with_places()
            shown = lambda: [str(message) for _ref, message in fake.messages.values()]  # noqa: E731
            yield Bench(fake, {"thread": 1}, fake.faults, "fill", "update", shown)


async def _opened(bench: Bench, *, working: bool = True) -> tuple[Places, Place]:
    assert bench.channel.places
    place = await bench.channel.places.open(bench.ref, "sv", working=working)
    assert place
    return bench.channel.places, place


@pytest.mark.parametrize("working", [True, False])
async def test_a_place_shows_no_message_before_it_is_filled(with_places: Bench, working) -> None:
    places, place = await _opened(with_places, working=working)
    assert with_places.shown() == []
    made = await places.fill(with_places.ref, place, a_message(), perhaps=False)
    [shown] = with_places.shown()
    assert "Det löste sig" in shown
    await with_places.channel.update(with_places.ref, made, a_message(used="Det löste sig"))
    assert len(with_places.shown()) == 1


async def test_a_place_filled_again_shows_the_message_once(with_places: Bench) -> None:
    places, place = await _opened(with_places)
    with_places.faults.will(with_places.send, "lost_answer")
    with pytest.raises((ConnectionError, TimeoutError)):
        await places.fill(with_places.ref, place, a_message(), perhaps=False)
    made = await places.fill(with_places.ref, place, a_message(), perhaps=True)
    assert len(with_places.shown()) == 1
    await with_places.channel.update(with_places.ref, made, a_message(used="Det löste sig"))


async def test_a_place_that_somebody_else_filled_is_lost(with_places: Bench) -> None:
    places, place = await _opened(with_places)
    await places.fill(with_places.ref, place, a_message(), perhaps=False)
    with pytest.raises(PlaceLostError):
        await places.fill(with_places.ref, place, a_message(2), perhaps=False)
    assert len(with_places.shown()) == 1


async def test_trouble_with_places_has_the_same_names(with_places: Bench) -> None:
    assert with_places.channel.places
    with_places.faults.will("open", "too_many", "gone", "lost_request", retry_after=7)
    for expected in (ChannelBusyError, ChannelRejectedError, ConnectionError):
        with pytest.raises(expected):
            await with_places.channel.places.open(with_places.ref, "sv", working=True)
    places, place = await _opened(with_places, working=False)
    with_places.faults.will(with_places.send, "too_many", "gone", "down", retry_after=7)
    for expected in (ChannelBusyError, ChannelRejectedError, ConnectionError):
        with pytest.raises(expected):
            await places.fill(with_places.ref, place, a_message(), perhaps=False)
    await places.fill(with_places.ref, place, a_message(), perhaps=False)
    assert len(with_places.shown()) == 1


async def test_a_place_is_taken_away(with_places: Bench) -> None:
    places, place = await _opened(with_places)
    await places.release(with_places.ref, place)
    assert with_places.shown() == []
    assert await places.open(with_places.ref, "sv", working=True)
