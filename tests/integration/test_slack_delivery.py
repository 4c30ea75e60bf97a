"""What Slack is sent when it is busy, slow, down or gone: shown once all the same, or seen at the desk."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from api.chat.pushed import Outgoing
from api.db.tables import ChannelDelivery, Event
from api.settings import Settings
from tests.fakes.town import Town, open_town, text_of
from tests.integration.test_desk_pages import Desk
from tests.stand_ins.connector import StandInTeams
from tests.stand_ins.slack_api import DIRECT, running_slack


@pytest.fixture
async def town(settings: Settings) -> AsyncIterator[Town]:
    async with running_slack() as slack, open_town(settings, slack, StandInTeams()) as opened:
        yield opened


async def test_too_many_messages_are_sent_after_the_pause_slack_asks_for(town: Town) -> None:
    town.slack.faults.will("chat.postMessage", "too_many", "too_many", retry_after=3)
    await town.slack_say("hur kommer ja åt vpn")
    await town.settled()
    assert town.slack.messages == []
    for _ in range(2):
        town.house.clock.forward(seconds=2.9)
        await town.pump.deliver_due()
        assert town.slack.messages == []
        town.house.clock.forward(seconds=0.2)
        await town.pump.deliver_due()
    assert len(town.slack.messages) == 1


@pytest.mark.parametrize("trouble", ["lost_answer", "lost_request", "down"])
async def test_a_message_whose_outcome_is_open_is_looked_up_before_it_is_sent_again(town: Town, trouble) -> None:
    town.slack.faults.will("chat.postMessage", trouble)
    await town.slack_say("hur kommer ja åt vpn")
    await town.settled()
    town.house.clock.forward(seconds=30)
    await town.pump.deliver_due()
    assert len(town.slack.messages) == 1
    [delivery] = await town.house.rows(ChannelDelivery)
    assert delivery.state == "done"
    assert delivery.channel_message_id == f"{DIRECT}:{town.slack.messages[0]['ts']}"


@pytest.mark.parametrize("thread", [None, "1700000009.1"], ids=["direct", "thread"])
async def test_a_message_is_found_however_long_the_talk_is(town: Town, thread: str | None) -> None:
    town.slack.longest_page = 3
    channel = town.pump._channels["slack"]
    ref = {"channel": DIRECT, "thread": thread}
    for number in range(10):
        await channel.send(ref, Outgoing(f"k{number}", number, "sv", "desk_reply", "Hej.", name="Anna"))
    for number in (0, 9):
        ts = town.slack.messages[number]["ts"]
        assert await channel.find(ref, f"k{number}") == f"{DIRECT}:{ts}"
    assert await channel.find(ref, "k10") is None


async def test_a_message_to_a_person_is_found_in_the_direct_messages(town: Town) -> None:
    channel = town.pump._channels["slack"]
    ref = {"channel": "U0ANNA", "thread": None}
    sent = await channel.send(ref, Outgoing("k1", 1, "sv", "desk_reply", "Hej.", name="Anna"))
    assert await channel.find(ref, "k1") == sent == f"{DIRECT}:{town.slack.messages[0]['ts']}"


async def test_a_message_has_one_key_for_all_its_attempts_and_no_other_database_s(town: Town) -> None:
    town.slack.faults.will("chat.postMessage", "lost_request")
    await town.slack_say("hur kommer ja åt vpn")
    await town.settled()
    town.house.clock.forward(seconds=30)
    await town.pump.deliver_due()
    [shown] = town.slack.messages
    [event] = await town.house.rows(Event)
    assert shown["metadata"]["event_payload"]["key"] == f"bollplank-{event.id}-{event.created_at.timestamp():.0f}"
    assert UUID(shown["client_msg_id"])


async def test_no_event_is_thrown_away_because_slack_does_not_say_who_we_are(town: Town) -> None:
    town.slack.faults.will("auth.test", "down", "too_many", "lost_answer")
    for _ in range(3):
        assert (await town.slack_say("hur kommer ja åt vpn")).status_code == 200
    await town.settled()
    assert len(town.slack.messages) == 3


async def test_a_thread_that_is_gone_stops_nothing_else(town: Town) -> None:
    town.slack.faults.will("chat.postMessage", "gone")
    await town.slack_say("första frågan om vpn")
    await town.settled()
    await town.slack_say("andra frågan om vpn")
    await town.settled()
    assert sorted(row.state for row in await town.house.rows(ChannelDelivery)) == ["dead", "done"]


async def test_what_slack_will_not_show_is_seen_at_the_desk_and_shown_when_tried_again(town: Town) -> None:
    desk = Desk(town.house)
    await desk.sign_in()
    town.slack.faults.will("chat.postMessage", "gone")
    await town.slack_say("hur kommer ja åt vpn")
    await town.settled()
    health = (await town.house.client.get("/healthz")).json()
    assert health["parts"]["channels"] == {"state": "up", "waiting": 0, "failed": 1}
    page = await desk.get("/desk")
    told = "Ett meddelande kom inte fram till personen"
    for words in (told, "Ett svar från Bollplank", "Slack", "channel_not_found"):
        assert words in page, words
    assert "hur kommer ja" not in page, "what was asked is nobody else's business"
    [which] = [row.id for row in await town.house.rows(ChannelDelivery)]
    for odd in ("", "x", "99999"):
        assert (await desk.submit("/desk/unshown", which=odd)).status_code == 303
    assert town.slack.messages == []
    await desk.submit("/desk/unshown", which=str(which))
    await town.settled()
    [shown] = town.slack.messages
    assert "VPN hemifrån" in text_of(shown)
    assert "kom inte fram" not in await desk.get("/desk")
    assert (await town.house.client.get("/healthz")).json()["parts"]["channels"]["failed"] == 0
