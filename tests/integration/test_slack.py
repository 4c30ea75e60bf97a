"""Slack end to end on a stand-in of its Web API: signatures, retries, buttons, forms, threads."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import NoReturn

import pytest

from api.chat.messages import Inbound
from api.chat.outages import start_outage
from api.db.tables import ChannelDelivery, Conversation, DeskTicket, Turn
from api.settings import Settings
from tests.builders import a_clarification, a_form_step, a_hit, an_answer
from tests.fakes.town import LOUNGE, Town, desk_replies, open_town, text_of
from tests.stand_ins.connector import StandInTeams
from tests.stand_ins.slack_api import APP_TOKEN, DIRECT, TEAM, a_message, event_body, running_slack, signed

LONG = a_hit(steps=tuple(f"Steg nummer {n}: tryck på **knappen**." for n in range(1, 10)))


@pytest.fixture
async def town(settings: Settings) -> AsyncIterator[Town]:
    async with running_slack() as slack, open_town(settings, slack, StandInTeams()) as opened:
        yield opened


async def test_a_direct_message_is_acknowledged_and_answered(town: Town) -> None:
    response = await town.slack_say("hur kommer ja åt vpn hemifrån")
    assert response.status_code == 200
    await town.settled()
    [shown] = town.slack.messages
    assert shown["channel"] == DIRECT
    assert "VPN hemifrån" in text_of(shown)
    assert "Det löste sig" in text_of(shown)
    assert "Källa: VPN hemifrån › Första gången" in text_of(shown)
    assert "thread_ts" not in shown


async def test_the_acknowledgement_does_not_wait_for_the_answer(town: Town) -> None:
    town.house.bot.takes_s = 3.0
    started = time.monotonic()
    assert (await town.slack_say("hur kommer ja åt vpn")).status_code == 200
    assert time.monotonic() - started < 2.0
    assert town.slack.messages == []
    await town.settled()
    assert len(town.slack.messages) == 1


async def test_a_mention_is_answered_in_its_thread_and_chatter_is_not(town: Town) -> None:
    await town.slack_say("vad blir det till lunch", channel=LOUNGE)
    await town.slack_say("<@U0BOT> hur kommer ja åt vpn", channel=LOUNGE, ts="1700000009.1")
    mention = a_message("<@U0BOT> hur kommer ja åt vpn", channel=LOUNGE, ts="1700000009.1") | {"type": "app_mention"}
    await town.slack_event(mention)
    await town.settled()
    [shown] = town.slack.messages
    assert (shown["channel"], shown["thread_ts"]) == (LOUNGE, "1700000009.1")
    [turn] = await town.house.rows(Turn)
    assert turn.text == "hur kommer ja åt vpn"


async def test_in_a_thread_the_asker_goes_on_until_someone_else_speaks(town: Town) -> None:
    thread = {"channel": LOUNGE, "thread_ts": "1700000009.1"}
    await town.slack_say("<@U0BOT> hur kommer ja åt vpn", channel=LOUNGE, ts="1700000009.1")
    await town.slack_say("det hjälpte inte", **thread)
    await town.settled()
    assert len(town.slack.messages) == 2
    await town.slack_say("jag kan komma förbi", user="U0BERTIL", **thread)
    await town.slack_say("ja tack gärna", **thread)
    await town.settled()
    assert len(town.slack.messages) == 2
    await town.slack_say("<@U0BOT> ett till problem", **thread)
    await town.slack_say("och en sak till", **thread)
    await town.settled()
    assert len(town.slack.messages) == 4


async def test_a_delivery_that_comes_again_is_answered_once(town: Town) -> None:
    event = a_message("hur kommer ja åt vpn")
    for number in range(3):
        again = {"X-Slack-Retry-Num": str(number)} if number else {}
        assert (await town.slack_event(event, event_id="Ev1", **again)).status_code == 200
    await town.settled()
    await town.slack_event(event, event_id="Ev1")
    await town.settled()
    assert len(town.slack.messages) == 1
    assert len(await town.house.rows(Turn)) == 1


async def test_who_knows_a_message_s_link_does_not_get_into_its_conversation(town: Town) -> None:
    await town.slack_say("<@U0BOT> hur kommer ja åt vpn", channel=LOUNGE, ts="1700000009.1")
    await town.settled()
    [asked] = await town.house.rows(Turn)
    for channel in ("web", "slack"):
        ours = Inbound(None, asked.message_id, channel, text="visa mina ärenden")
        answered = await town.door._gateway.handle(ours)
        assert answered.conversation != asked.conversation_id


async def test_a_used_button_is_replaced_and_answered_once(town: Town) -> None:
    await town.slack_say("hur kommer ja åt vpn")
    await town.settled()
    before = dict(town.slack.messages[0])
    for _ in range(2):
        assert (await town.slack_click(before, "Det hjälpte inte")).status_code == 200
    await town.settled()
    assert len(town.slack.messages) == 2
    shown = text_of(town.slack.messages[0])
    assert "Du valde: Det hjälpte inte" in shown
    assert '"actions"' not in shown
    assert town.house.bot.heard[-1].button == "unsolved"


async def test_a_kill_right_after_a_press_was_stored_leaves_no_button(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.slack_say("hur kommer ja åt vpn")
    await town.settled()
    accept = town.door._gateway.accept

    async def accept_and_die(inbound: Inbound) -> NoReturn:
        await accept(inbound)
        raise ConnectionAbortedError

    with monkeypatch.context() as patch:
        patch.setattr(town.door._gateway, "accept", accept_and_die)
        await town.slack_click(town.slack.messages[0], "Det löste sig")
    await town.settled()
    assert [row.button for row in await town.house.rows(ChannelDelivery) if row.action == "settle"] == ["solved"]
    assert '"actions"' not in text_of(town.slack.messages[0])


async def test_choices_are_buttons(town: Town) -> None:
    town.house.bot.will_say(a_clarification("vpn", "wifi"), an_answer())
    await town.slack_say("kommer inte åt nätet")
    await town.settled()
    await town.slack_click(town.slack.messages[0], "Guide wifi – Avsnitt")
    await town.settled()
    assert town.house.bot.heard[-1].button == "choice:2"
    assert len(town.slack.messages) == 2


async def test_someone_else_s_click_changes_nothing_and_is_told(town: Town) -> None:
    await town.slack_say("<@U0BOT> hur kommer ja åt vpn", channel=LOUNGE)
    await town.settled()
    assert (await town.slack_click(town.slack.messages[0], "Det löste sig", user="U0BERTIL")).status_code == 200
    await town.settled()
    assert len(town.slack.messages) == 1
    assert "den som ställde frågan" in town.slack.ephemeral[0]["text"]


async def test_long_answers_are_folded_and_unfolded_in_place(town: Town) -> None:
    town.house.bot.will_say(an_answer(LONG))
    await town.slack_say("hur gör jag")
    await town.settled()
    assert "nummer 4" in text_of(town.slack.messages[0])
    assert "nummer 5" not in text_of(town.slack.messages[0])
    await town.slack_click(town.slack.messages[0], "Visa resten (5 steg till)")
    await town.settled()
    [shown] = town.slack.messages
    assert "nummer 9" in text_of(shown)
    assert "Det löste sig" in text_of(shown)


async def test_a_form_as_modal_becomes_one_ticket_and_the_desk_s_reply_comes_back(town: Town) -> None:
    await town.slack_say("hur kommer ja åt vpn")
    await town.settled()
    await town.slack_click(town.slack.messages[0], "Fråga en människa")
    [view] = town.slack.views
    assert view["blocks"][0]["element"]["initial_value"] == "hur kommer ja åt vpn"
    values = {"what": "VPN ger fel 809, lösenord: hemligt123", "urgency": "high", "contact": "018 123 456"}
    for _ in range(2):
        response = await town.slack_send_form(view, values)
        assert (response.status_code, response.text) == (200, "")
    await town.settled()
    await town.house.work()
    [ticket] = await town.house.rows(DeskTicket)
    assert ticket.fields["urgency"] == "high"
    assert "hemligt123" not in str(ticket.fields)
    assert "BP-1001" in text_of(town.slack.messages[1])
    assert "Du valde: Fråga en människa" in text_of(town.slack.messages[0])


async def test_without_a_trigger_the_form_is_a_conversation(town: Town) -> None:
    await town.slack_say("hur kommer ja åt vpn")
    await town.settled()
    town.house.bot.will_say(a_form_step("what"))
    await town.slack_click(town.slack.messages[0], "Fråga en människa", trigger="expired")
    await town.settled()
    assert "vad försökte du göra" in text_of(town.slack.messages[1])


async def test_the_shortcut_answers_in_the_direct_messages(town: Town) -> None:
    assert (await town.slack_shortcut("hur kommer <@U0OTHER> åt vpn?")).status_code == 200
    await town.settled()
    [shown] = town.slack.messages
    assert shown["channel"] == DIRECT


async def test_the_shortcut_asks_us_even_after_the_desk_has_answered(town: Town) -> None:
    town.house.bot.down = town.house.search.down = True
    await town.slack_say("datorn startar inte")
    await town.slack_say("ja tack")
    await town.settled()
    await town.house.work()
    await town.house.services.database.write(desk_replies)
    await town.house.work()
    await town.slack_shortcut("hur kommer man åt vpn?")
    await town.settled()
    asked = next(turn for turn in await town.house.rows(Turn) if turn.text == "hur kommer man åt vpn?")
    assert asked.route == "retrieval"  # not "gateway", which would send it to the desk


async def test_a_mention_asks_us_even_after_the_desk_has_answered(town: Town) -> None:
    here = {"channel": LOUNGE, "thread_ts": "1700000009.1"}
    town.house.bot.down = town.house.search.down = True
    await town.slack_say("<@U0BOT> datorn startar inte", channel=LOUNGE, ts="1700000009.1")
    await town.slack_say("ja tack", **here)
    await town.settled()
    await town.house.work()
    await town.house.services.database.write(desk_replies)
    await town.house.work()
    await town.slack_say("ring efter tre", **here)
    await town.settled()
    await town.slack_say("<@U0BOT> hur kommer man åt vpn?", **here)
    await town.settled()
    routes = {turn.text: turn.route for turn in await town.house.rows(Turn)}
    assert routes["ring efter tre"] == "gateway", "to the desk, as before"
    assert routes["hur kommer man åt vpn?"] == "retrieval", "not gateway, which would send it to the desk"


async def test_a_picture_that_does_not_come_along_is_told_of(town: Town) -> None:
    shot = {"subtype": "file_share", "files": [{"id": "F1", "mimetype": "image/png"}]}
    await town.slack_say("skrivaren visar det här", **shot)
    await town.slack_say("", **shot)
    await town.settled()
    first, second = (text_of(each) for each in town.slack.messages)
    assert "Filen kom inte med" in first
    assert "VPN hemifrån" in first
    assert "Filen kom inte med" in second


async def test_the_home_shows_tickets_outage_and_questions(town: Town) -> None:
    town.house.bot.down = town.house.search.down = True
    await town.slack_say("datorn startar inte")
    await town.settled()
    town.slack.messages.clear()
    await town.slack_say("ja tack")
    await town.settled()
    use = town.house.services
    await use.database.write(lambda session: start_outage(session, "Mejlen ligger nere.", now=town.house.clock()))
    await town.slack_event(
        {"type": "app_home_opened", "user": "U0ANNA", "channel": DIRECT, "tab": "home", "event_ts": "1"}
    )
    await town.settled()
    [published] = town.slack.published
    assert "BP-1001" in str(published["view"])
    assert "Mejlen ligger nere." in str(published["view"])


async def test_a_listening_channel_answers_only_what_is_sure(town: Town) -> None:
    town.house.search.will_find("answer", a_hit(), confidence=0.95)
    await town.slack_say("hur kommer ja åt vpn", channel="C0LISTEN", ts="1700000011.1")
    await town.settled()
    town.house.search.will_find("answer", a_hit(), confidence=0.6)
    await town.slack_say("nån som vet nåt om bilen", channel="C0LISTEN", ts="1700000012.1")
    await town.settled()
    [shown] = town.slack.messages
    assert shown["thread_ts"] == "1700000011.1"


@pytest.mark.parametrize(
    "event",
    [
        a_message("hej", bot_id="B0OTHER"),
        a_message("hej", user="U0BOT"),
        a_message("hej", subtype="bot_message"),
        a_message("hej", subtype="message_changed", message={"text": "hej"}),
        a_message("hej", subtype="message_deleted"),
        a_message("hej", subtype="channel_join"),
        {"type": "message", "channel": DIRECT},
        {"type": "reaction_added", "user": "U0ANNA"},
        {"type": "no_such_event"},
    ],
    ids=lambda event: str(event.get("subtype") or event.get("bot_id") or event["type"]),
)
async def test_bots_edits_and_unknown_events_are_acknowledged_and_nothing_more(town: Town, event) -> None:
    assert (await town.slack_event(event)).status_code == 200
    await town.settled()
    assert town.slack.messages == []
    assert await town.house.rows(Turn) == []


async def test_only_what_slack_signed_just_now_is_let_in(town: Town) -> None:
    body = event_body(a_message("hej"))
    bad = [
        {},
        signed(body, secret="wrong"),
        signed(body, at=time.time() - 360),
        signed(body, at=time.time() + 360),
        signed(b"another body"),
        {**signed(body), "X-Slack-Request-Timestamp": "soon"},
        {**signed(body), "X-Slack-Request-Timestamp": "9" * 400},
        {
            **signed(body),
            "X-Slack-Signature": "v0=åäö".encode("latin-1").decode("latin-1").encode("ascii", "replace").decode(),
        },
    ]
    for headers in bad:
        response = await town.house.client.post("/slack/events", content=body, headers=headers)
        assert response.status_code == 401, headers
    await town.settled()
    assert town.slack.messages == []


async def test_a_huge_or_broken_body_is_refused(town: Town) -> None:
    assert (await town.slack_post(b"x" * 1_000_001)).status_code == 413
    assert (await town.slack_post(b"{not json")).status_code < 600
    assert (await town.slack_event({})).status_code in {200, 404}
    assert await town.house.rows(Turn) == []


async def test_the_challenge_of_the_set_up_is_answered(town: Town) -> None:
    response = await town.slack_post(b'{"type": "url_verification", "token": "x", "challenge": "c-1"}')
    assert response.status_code == 200
    assert "c-1" in response.text


async def test_slack_s_own_notices_are_acknowledged(town: Town) -> None:
    limited = {"type": "app_rate_limited", "team_id": TEAM, "minute_rate_limited": 1, "api_app_id": "A1", "token": "x"}
    assert (await town.slack_post(json.dumps(limited).encode())).status_code < 500


async def test_what_cannot_be_stored_in_time_is_not_acknowledged_but_answered_all_the_same(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.channels.doorway.ACKNOWLEDGE_WITHIN_S", 0.2)
    real = town.house.services.database.write

    async def slow(work):
        await asyncio.sleep(0.5)
        return await real(work)

    monkeypatch.setattr(town.house.services.database, "write", slow)
    event = a_message("hur kommer ja åt vpn")
    assert (await town.slack_event(event)).status_code == 503
    monkeypatch.setattr(town.house.services.database, "write", real)
    await asyncio.sleep(0.6)
    assert (await town.slack_event(event, **{"X-Slack-Retry-Num": "1"})).status_code == 200
    await town.settled()
    assert len(town.slack.messages) == 1
    assert len(await town.house.rows(Turn)) == 1


async def test_the_person_s_language_is_slack_s_when_words_leave_doubt(town: Town) -> None:
    town.slack.locales["U0ANNA"] = "fi-FI"
    await town.slack_say("🙈")
    await town.settled()
    assert "muutaman sanan" in text_of(town.slack.messages[0]) or "Tarvitsen" in text_of(town.slack.messages[0])
    [conversation] = await town.house.rows(Conversation)
    assert conversation.language == "fi"


async def test_a_slow_slack_is_asked_again_for_the_language_before_the_answer(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.channels.slack.members.Members.language.__kwdefaults__", {"within_s": 0.1})
    town.slack.locales["U0ANNA"], town.slack.slow_s = "fi-FI", 0.4
    assert (await town.slack_say("🙈")).status_code == 200
    await town.settled()
    [conversation] = await town.house.rows(Conversation)
    assert (conversation.language, conversation.client_language) == ("fi", "fi")
    [turn] = await town.house.rows(Turn)
    assert turn.replies[0]["language"] == "fi"


async def test_over_socket_mode_the_same_listeners_answer(settings: Settings) -> None:
    async with running_slack() as slack, open_town(settings, slack, StandInTeams(), app_token=APP_TOKEN) as town:
        for _ in range(100):
            if slack.sockets:
                break
            await asyncio.sleep(0.05)

        payload = json.loads(event_body(a_message("hur kommer ja åt vpn")))
        await slack.sockets[0].send_json(
            {"type": "events_api", "envelope_id": "e-1", "payload": payload, "accepts_response_payload": False}
        )
        for _ in range(100):
            if slack.acks and slack.messages:
                break
            await asyncio.sleep(0.05)
        await town.settled()
        assert slack.acks[0]["envelope_id"] == "e-1"
        assert len(slack.messages) == 1
        assert (await town.slack_say("hej")).status_code == 404
        assert payload["team_id"] == TEAM
