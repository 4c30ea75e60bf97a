"""Teams end to end on a stand-in Connector with keys of our own: tokens, cards, forms, threads."""

import time
from collections.abc import AsyncIterator

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from api.channels.teams.channel import TeamsChannel
from api.channels.teams.config import TeamsConfig
from api.channels.teams.connector import Connector, connection_pool
from api.chat.pushed import ChannelBusyError, ChannelRejectedError, Outgoing
from api.db.tables import ChannelDelivery, ChannelThread, DeskTicket, Turn
from api.settings import Settings
from tests.builders import a_hit, an_answer
from tests.fakes.town import Town, desk_replies, in_channel, open_town, text_of
from tests.integration.conftest import House
from tests.stand_ins import adaptive
from tests.stand_ins.connector import APP_ID, BOT, ISSUER, KEY_ID, TENANT, StandInTokens, running_teams
from tests.stand_ins.slack_api import StandInSlack

LONG = a_hit(steps=tuple(f"Steg nummer {n}: tryck på **knappen**." for n in range(1, 10)))


@pytest.fixture
async def town(settings: Settings) -> AsyncIterator[Town]:
    async with running_teams() as teams, open_town(settings, StandInSlack(), teams) as opened:
        yield opened


async def test_a_message_is_acknowledged_at_once_and_answered_with_a_card(town: Town) -> None:
    town.house.bot.takes_s = 1.0
    started = time.monotonic()
    assert (await town.teams_say("hur kommer ja åt vpn hemifrån")).status_code == 202
    assert time.monotonic() - started < 0.9
    assert town.teams.messages == []
    await town.settled()
    [shown] = town.teams.messages
    assert shown["in"] == "a:anna"
    assert "VPN hemifrån" in text_of(shown)
    assert "Källa: VPN hemifrån › Första gången" in text_of(shown)
    assert [stream.words for stream in town.teams.streams.all.values()] == ["Ett ögonblick …"]
    assert town.teams.tokens == {"Bearer stand-in-token"}


async def test_calls_share_their_connections(town: Town) -> None:
    for _ in range(6):
        await town.teams_say("hur kommer ja åt vpn hemifrån")
        await town.settled()
    assert len(town.teams.streams.all) + len(town.teams.messages) == 12
    assert len(town.teams.connections) <= 3


@pytest.mark.parametrize(
    ("trouble", "expected"),
    [(ValueError("AADSTS7000215"), ChannelBusyError), (OSError("down"), ConnectionRefusedError)],
)
async def test_without_a_token_nothing_is_sent_and_all_is_tried_again(town: Town, trouble, expected) -> None:
    class NoTokens(StandInTokens):
        async def get_access_token(self, *_args: object, **_more: object) -> str:
            raise trouble

    config = TeamsConfig(APP_ID, "secret", TENANT, check_hosts=False)
    ref = {"user": {"id": "29:x"}, "bot": BOT, "conversation": {"id": "a:x"}, "channelId": "msteams"}
    async with connection_pool() as pool:
        channel = TeamsChannel(config, town.house.services.catalogue, Connector(config, pool, tokens=NoTokens))
        with pytest.raises(expected):
            await channel.send({**ref, "serviceUrl": town.teams.service_url}, Outgoing("k", 1, "sv", "reply", "Hej."))
    assert town.teams.messages == []


async def test_a_delivery_that_comes_again_is_answered_once(town: Town) -> None:
    activity = town.teams.activity("hur kommer ja åt vpn")
    for _ in range(3):
        assert (await town.teams_post(activity)).status_code == 202
    await town.settled()
    await town.teams_post(activity)
    await town.settled()
    assert len(town.teams.messages) == 1


async def test_in_a_channel_only_mentions_are_answered_in_their_thread(town: Town) -> None:
    assert (await town.teams_post(in_channel(town.teams, "vad blir det till lunch", mention=False))).status_code == 202
    assert (await town.teams_post(in_channel(town.teams, "hur kommer ja åt vpn"))).status_code == 202
    await town.settled()
    [shown] = town.teams.messages
    assert shown["in"] == "19:abc@thread.tacv2;messageid=1700000000001"
    [turn] = await town.house.rows(Turn)
    assert turn.text == "hur kommer ja åt vpn"


async def test_a_used_button_returns_the_card_without_buttons_for_all(town: Town) -> None:
    await town.teams_say("hur kommer ja åt vpn")
    await town.settled()
    shown = dict(town.teams.messages[0])
    answers = [await town.teams_click(shown, "Det hjälpte inte") for _ in range(2)]
    await town.settled()
    assert answers[0]["type"] == "application/vnd.microsoft.card.adaptive"
    assert "Du valde: Det hjälpte inte" in str(answers[0]["value"])
    assert "Action.Execute" not in str(answers[0]["value"])
    assert "Du valde: Det hjälpte inte" in text_of(town.teams.messages[0])
    assert len(town.teams.messages) == 2
    assert town.house.bot.heard[-1].button == "unsolved"


async def test_a_picture_that_does_not_come_along_is_told_of(town: Town) -> None:
    html = {"contentType": "text/html", "content": "<p>skrivaren visar det här</p>"}
    await town.teams_say("skrivaren visar det här", attachments=[html])
    await town.settled()
    picture = {"contentType": "image/*", "contentUrl": "https://smba.example/v3/attachments/1"}
    await town.teams_say("skrivaren visar det här", attachments=[html, picture])
    await town.settled()
    plain, pictured = (text_of(each) for each in town.teams.messages)
    assert "Filen kom inte med" not in plain
    assert "Filen kom inte med" in pictured


async def test_someone_else_s_click_changes_nothing_and_is_told(town: Town) -> None:
    await town.teams_post(in_channel(town.teams, "hur kommer ja åt vpn"))
    await town.settled()
    other = {
        "from": {"id": "29:bertil", "aadObjectId": "x"},
        "conversation": in_channel(town.teams, "")["conversation"],
    }
    answer = await town.teams_click(town.teams.messages[0], "Det löste sig", **other)
    assert "den som ställde frågan" in answer["value"]
    await town.settled()
    assert len(town.teams.messages) == 1


async def test_the_rest_of_a_long_answer_is_folded_in_the_card(town: Town) -> None:
    town.house.bot.will_say(an_answer(LONG))
    await town.teams_say("hur gör jag")
    await town.settled()
    shown = text_of(town.teams.messages[0])
    assert "Action.ToggleVisibility" in shown
    assert "Visa resten (5 steg till)" in shown
    assert "nummer 9" in shown


async def test_the_form_stands_where_the_button_was_and_makes_one_ticket(town: Town) -> None:
    await town.teams_say("hur kommer ja åt vpn")
    await town.settled()
    form = (await town.teams_click(town.teams.messages[0], "Fråga en människa"))["value"]
    assert [each["value"] for each in form["body"] if each.get("id") == "what"] == ["hur kommer ja åt vpn"]
    inputs = {"what": "VPN ger fel 809", "where": "", "urgency": "high", "contact": "018 123 456"}
    for _ in range(2):
        answer = await town.teams_click(form, "Skicka", inputs=inputs)
        assert "Du valde: Fråga en människa" in str(answer["value"])
    await town.settled()
    await town.house.work()
    [ticket] = await town.house.rows(DeskTicket)
    assert ticket.fields == {"what": "VPN ger fel 809", "urgency": "high", "contact": "018 123 456"}
    assert "BP-1001" in text_of(town.teams.messages[1])


async def test_leaving_the_form_brings_the_answer_back(town: Town) -> None:
    await town.teams_say("hur kommer ja åt vpn")
    await town.settled()
    form = (await town.teams_click(town.teams.messages[0], "Fråga en människa"))["value"]
    answer = await town.teams_click(form, "Avbryt")
    assert "Det löste sig" in str(answer["value"])


async def test_ask_about_a_message_is_answered_in_our_own_chat(town: Town) -> None:
    payload = {"id": "99", "body": {"contentType": "html", "content": "<p>hur kommer man åt <b>vpn</b>?</p>"}}
    group = {"id": "19:group@thread.v2", "conversationType": "groupChat", "tenantId": TENANT}
    invoke = {
        "type": "invoke",
        "name": "composeExtension/fetchTask",
        "value": {"commandId": "askAbout", "messagePayload": payload},
        "conversation": group,
    }
    first = await town.teams_post(town.teams.activity(**invoke))
    assert "Skriv först" in said_in_dialog(first.json())
    await town.teams_say("hej")
    second = await town.teams_post(town.teams.activity(**invoke))
    assert "egen chatt" in said_in_dialog(second.json())
    await town.settled()
    assert [each["in"] for each in town.teams.messages] == ["a:anna", "a:anna"]
    assert sorted(turn.text for turn in await town.house.rows(Turn)) == ["hej", "hur kommer man åt vpn?"]


async def test_ask_about_goes_to_us_even_after_the_desk_has_answered(town: Town) -> None:
    town.house.bot.down = town.house.search.down = True
    await town.teams_say("datorn startar inte")
    await town.teams_say("ja tack")
    await town.settled()
    await town.house.work()
    await town.house.services.database.write(desk_replies)
    await town.house.work()
    message = {"id": "99", "body": {"content": "hur kommer man åt vpn?"}}
    value = {"commandId": "askAbout", "messagePayload": message}
    await town.teams_post(town.teams.activity(type="invoke", name="composeExtension/fetchTask", value=value))
    await town.settled()
    asked = next(turn for turn in await town.house.rows(Turn) if turn.text == "hur kommer man åt vpn?")
    assert asked.route == "retrieval"  # not "gateway", which would send it to the desk


def said_in_dialog(answer: dict) -> str:
    task = answer["task"]
    assert task["type"] == "continue"
    assert adaptive.mistakes(task["value"]["card"]["content"]) == []
    return text_of({"attachments": [task["value"]["card"]]})


async def test_the_desk_s_reply_is_pushed_into_the_same_conversation_after_a_restart(settings: Settings) -> None:
    async with running_teams() as teams:
        async with open_town(settings, StandInSlack(), teams) as town:
            town.house.bot.down = town.house.search.down = True
            await town.teams_say("datorn startar inte")
            await town.teams_say("ja tack")
            await town.settled()
        async with open_town(settings, StandInSlack(), teams) as town:
            await town.house.work()
            await town.house.services.database.write(desk_replies)
            await town.house.work()
            await town.settled()
            assert sum("Anna, it-stödet" in text_of(each) for each in teams.messages) == 1
            assert {each["in"] for each in teams.messages} == {"a:anna"}


async def test_no_name_is_kept_with_the_way_back(town: Town) -> None:
    await town.teams_say("hej")
    await town.settled()
    [thread] = await town.house.rows(ChannelThread)
    assert "Anna" not in str(thread.ref)
    assert thread.ref["serviceUrl"] == town.teams.service_url


def bad_tokens(teams) -> dict[str, str]:
    stranger = rsa.generate_private_key(65537, 2048)
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": APP_ID, "serviceurl": teams.service_url, "exp": now + 600}
    return {
        "missing": "",
        "garbage": "Bearer garbage",
        "basic": "Basic dXNlcjpwYXNz",
        "wrong key": f"Bearer {teams.token(key=stranger)}",
        "unknown key id": f"Bearer {teams.token(kid='key-2')}",
        "no key id": f"Bearer {teams.token(kid=None)}",
        "no end": f"Bearer {teams.token(exp=None)}",
        "ended": f"Bearer {teams.token(exp=now - 400)}",
        "not yet": f"Bearer {teams.token(nbf=now + 900)}",
        "for another bot": f"Bearer {teams.token(aud='44444444-4444-4444-8444-444444444444')}",
        "for several": f"Bearer {teams.token(aud=[APP_ID, 'x'])}",
        "another issuer": f"Bearer {teams.token(iss='https://sts.windows.net/x/')}",
        "no issuer": f"Bearer {teams.token(iss=None)}",
        "another service": f"Bearer {teams.token(serviceurl='https://evil.example/')}",
        "no service": f"Bearer {teams.token(serviceurl=None)}",
        "HS256": f"Bearer {jwt.encode(claims, 'x' * 32, algorithm='HS256', headers={'kid': KEY_ID})}",
        "unsigned": f"Bearer {jwt.encode(claims, '', algorithm='none', headers={'kid': KEY_ID})}",
    }


async def test_only_teams_own_token_for_this_message_opens(town: Town) -> None:
    activity = town.teams.activity("hej")
    statuses = {}
    for name, header in bad_tokens(town.teams).items():
        response = await town.house.client.post("/api/messages", json=activity, headers={"Authorization": header})
        statuses[name] = response.status_code
    assert statuses == dict.fromkeys(statuses, 401)
    assert (await town.teams_post(activity)).status_code == 202
    await town.settled()
    assert len(town.teams.messages) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"channelId": "webchat"},
        {"conversation": {"id": "a:anna", "tenantId": "44444444-4444-4444-8444-444444444444"}},
        {"serviceUrl": "https://evil.example/"},
        {"serviceUrl": None},
        {"conversation": {"id": "a:anna"}, "channelData": {}},
    ],
)
async def test_a_right_token_with_another_message_does_not(town: Town, changes) -> None:
    assert (await town.teams_post(town.teams.activity("hej", **changes))).status_code == 401


@pytest.mark.parametrize(
    ("activity", "status"),
    [
        ({"from": BOT}, 202),
        ({"from": {"id": "28:another-bot", "name": "Weather"}}, 202),
        ({"from": {"id": "29:x", "role": "bot"}}, 202),
        ({"type": "messageUpdate"}, 202),
        ({"type": "messageDelete"}, 202),
        ({"type": "messageReaction"}, 202),
        ({"type": "conversationUpdate", "membersAdded": [BOT]}, 202),
        ({"type": "noSuchType"}, 202),
        ({"type": "invoke", "name": "no/such"}, 200),
        ({"type": "invoke", "name": "adaptiveCard/action", "value": {"action": {}}}, 400),
        ({"from": None}, 400),
        ({"id": None}, 400),
    ],
    ids=str,
)
async def test_bots_edits_and_unknown_activities_get_no_answer(town: Town, activity, status) -> None:
    assert (await town.teams_post(town.teams.activity("hej", **activity))).status_code == status
    await town.settled()
    assert town.teams.messages == []


async def test_broken_and_huge_bodies_are_refused(town: Town) -> None:
    headers = {"Authorization": f"Bearer {town.teams.token()}"}
    for body in (b"", b"{no json", b"[]", b'"text"', b"[" * 50_000):
        assert (await town.house.client.post("/api/messages", content=body, headers=headers)).status_code == 400
    assert (await town.house.client.post("/api/messages", content=b"x" * 1_000_001, headers=headers)).status_code == 413


async def test_too_many_messages_wait_as_long_as_teams_asks(town: Town) -> None:
    town.teams.faults.will("final", "too_many", retry_after=5)
    await town.teams_say("hur kommer ja åt vpn")
    await town.settled()
    town.house.clock.forward(seconds=4)
    assert await town.pump.deliver_due() == 0
    town.house.clock.forward(seconds=2)
    assert await town.pump.deliver_due() == 1
    assert len(town.teams.messages) == 1


async def test_in_a_channel_an_open_outcome_is_shown_again_rather_than_lost(town: Town) -> None:
    """What Teams leaves open: outside a person's own chat nothing tells whether a message arrived."""
    town.teams.faults.will("post", "lost_answer")
    await town.teams_post(in_channel(town.teams, "hur kommer ja åt vpn"))
    await town.settled()
    town.house.clock.forward(seconds=30)
    await town.pump.deliver_due()
    assert len(town.teams.messages) == 2
    assert (town.teams.typing, town.teams.streams.all) == (1, {})
    [delivery] = await town.house.rows(ChannelDelivery)
    assert (delivery.state, delivery.attempts) == ("done", 2)


async def test_with_hosts_checked_nothing_goes_to_another_host(house: House) -> None:
    config = TeamsConfig(APP_ID, "secret", TENANT)
    async with running_teams() as teams, connection_pool() as pool:
        channel = TeamsChannel(config, house.services.catalogue, Connector(config, pool, tokens=StandInTokens))
        ref = {"user": {"id": "29:x"}, "bot": BOT, "conversation": {"id": "a:x"}, "channelId": "msteams"}
        message = Outgoing("k", 1, "sv", "ticket_status", "Hej.")
        with pytest.raises((ChannelRejectedError, PermissionError, ValueError)):
            await channel.send({**ref, "serviceUrl": teams.service_url}, message)
        assert teams.messages == []
