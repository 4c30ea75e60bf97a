"""Promise P1: whatever is down or whatever is typed, there is one fitting reply."""

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import text

from api.chat.bot_reply import BotReply, Said
from api.chat.outages import start_outage
from api.chat.ports import BotUnavailableError, UnusableReplyError
from api.db.tables import Conversation, DeskTicket, Event, QuestionLog
from api.settings import Settings
from tests.builders import a_clarification, a_form_step, a_hit, an_answer
from tests.fakes.bot import FakeBot
from tests.fakes.clock import Clock
from tests.integration.conftest import House, open_house


def buttons(reply: dict[str, object]) -> list[str]:
    return [button["id"] for button in reply["buttons"]]  # type: ignore[attr-defined]


async def test_with_the_dialogue_down_retrieval_answers_and_says_so(house: House) -> None:
    house.bot.down = True
    house.search.will_find("answer", a_hit())
    reply = await house.say("hur kommer ja åt vpn hemifrån")

    assert reply["kind"] == "answer"
    assert reply["steps"] == list(a_hit().steps)
    assert "bara delvis" in reply["text"]
    assert buttons(reply) == ["solved", "unsolved", "human"]


async def test_with_the_dialogue_down_close_guides_are_offered_and_the_chosen_one_shown(house: House) -> None:
    house.bot.down = True
    house.search.will_find("clarify", a_hit("vpn"), a_hit("wifi", title="Wifi"), a_hit("tredje"), a_hit("x"))
    offer = await house.say("kommer inte åt nätet")
    assert [choice["guide"] for choice in offer["choices"]] == ["vpn", "wifi", "tredje"]

    chosen = await house.press("choice:2")
    assert (chosen["kind"], chosen["guide"], chosen["title"]) == ("answer", "wifi", "Wifi")


async def test_a_choice_is_shown_even_when_retrieval_went_down_too(house: House) -> None:
    house.bot.will_say(a_clarification("vpn", "wifi"))
    await house.say("kommer inte åt nätet")
    house.bot.down = house.search.down = True

    chosen = await house.press("choice:1")
    assert (chosen["kind"], chosen["source_url"]) == ("answer", "/guides/vpn")


async def test_with_everything_down_a_person_is_offered_and_gets_the_question(house: House) -> None:
    house.bot.down = house.search.down = True
    reply = await house.say("datorn startar inte")
    assert (reply["kind"], buttons(reply)) == ("refuse", ["human"])

    sent = await house.press("human")
    assert sent["kind"] == "ticket_created"
    assert sent["ticket"] == {"id": "BP-1001", "url": "/"}
    await house.work()
    desk = await house.client.get("/healthz")
    assert desk.json()["parts"]["tickets"] == {"state": "up", "waiting": 0, "failed": 0}


async def test_saying_yes_to_a_person_works_without_the_dialogue(house: House) -> None:
    house.bot.down = house.search.down = True
    await house.say("datorn startar inte alls")
    assert (await house.say("Ja tack!"))["kind"] == "ticket_created"


async def test_what_is_typed_into_a_form_while_the_dialogue_is_down_can_be_sent(house: House) -> None:
    house.bot.will_say(a_form_step("what"), a_form_step("where"))
    await house.press("human")
    await house.say("skrivaren i lärarrummet tuggar papper")
    house.bot.down = True
    kept = await house.say("rum 12, andra våningen")
    assert (kept["kind"], buttons(kept)) == ("form", ["send", "cancel"])
    assert kept["form"] == {"name": "ticket", "field": "where"}

    house.bot.down = False  # back again, but it never heard of room 12
    sent = await house.press("send")
    assert sent["kind"] == "ticket_created"
    await house.work()
    [ticket] = await house.rows(DeskTicket)
    assert ticket.fields == {
        "what": "skrivaren i lärarrummet tuggar papper",
        "where": "rum 12, andra våningen",
    }

    [conversation] = await house.rows(Conversation)
    assert conversation.bot_sender != house.bot.heard[0].sender, "the half-filled form is forgotten"


async def test_buttons_do_something_sensible_while_the_dialogue_is_down(house: House) -> None:
    await house.say("hur kommer ja åt vpn hemifrån")
    house.bot.down = True
    expected = {"unsolved": "refuse", "solved": "small_talk", "cancel": "cancelled", "step:next": "refuse"}
    assert {button: (await house.press(button))["kind"] for button in expected} == expected
    [logged] = await house.rows(QuestionLog)
    assert logged.feedback == "solved"


@pytest.mark.parametrize("button", ["choice:none", "more", "step:next", "step:stop", "note:1001", "change:where"])
async def test_buttons_that_lean_on_the_dialogue_lead_to_a_person_while_it_is_down(house: House, button: str) -> None:
    house.bot.down = True
    house.search.will_find("clarify", a_hit("vpn"), a_hit("wifi"))
    await house.say("kommer inte åt nätet")
    assert buttons(await house.press(button)) == ["human"]


@pytest.mark.parametrize("button", ["no", "change:where"])
async def test_a_summary_to_be_changed_is_kept_while_the_dialogue_is_down(house: House, button: str) -> None:
    house.bot.will_say(a_form_step("what"), a_form_step("where"))
    await house.press("human")
    await house.say("skrivaren tuggar papper")
    house.bot.down = True
    kept = await house.press(button)
    assert (kept["kind"], buttons(kept)) == ("form", ["send", "cancel"])


async def test_the_language_can_be_changed_while_the_dialogue_is_down(house: House) -> None:
    house.bot.down = True
    await house.say("datorn startar inte")
    reply = await house.press("lang:fi")
    assert (reply["kind"], reply["language"]) == ("language_changed", "fi")
    assert reply["text"] == "Jatketaan suomeksi."


async def test_a_hanging_dialogue_costs_one_person_the_wait(settings: Settings) -> None:
    class Hanging(FakeBot):
        async def reply_to(self, message):
            self.heard.append(message)
            try:
                async with asyncio.timeout(0.2):
                    await asyncio.sleep(60)
            except TimeoutError as error:
                raise BotUnavailableError("late") from error

    async with open_house(settings, bot=Hanging()) as house:
        house.search.will_find("answer", a_hit())
        assert (await house.say("hur kommer ja åt vpn"))["kind"] == "answer"
        started = asyncio.get_running_loop().time()
        assert (await house.say("och hur kommer ja åt wifi"))["kind"] == "answer"
        assert asyncio.get_running_loop().time() - started < 0.15
        assert len(house.bot.heard) == 1


async def test_the_dialogue_answers_again_once_it_is_up(house: House) -> None:
    house.bot.down = True
    house.search.will_find("answer", a_hit())
    assert "bara delvis" in (await house.say("hur kommer ja åt vpn"))["text"]
    house.bot.down = False
    for _ in range(40):
        await asyncio.sleep(0.1)
        if "bara delvis" not in (await house.say("hur kommer ja åt vpn"))["text"]:
            return
    raise AssertionError("the dialogue was never tried again")


async def test_a_message_the_dialogue_trips_over_is_answered_and_costs_nobody_else_the_dialogue(house: House) -> None:
    def trip(_message):
        raise UnusableReplyError("0 replies in place of one")

    house.bot.will_say(trip, an_answer())
    house.search.will_find("answer", a_hit())
    first = await house.say("hur kommer ja åt vpn")
    assert first["kind"] == "answer"
    assert "bara delvis" in first["text"]
    assert "bara delvis" not in (await house.say("och hemifrån"))["text"]
    assert len(house.bot.heard) == 2


async def test_a_reply_nobody_can_say_is_no_reply(house: House) -> None:
    house.bot.will_say(BotReply("small_talk", messages=(Said("bot-no-such-key", {}),)))
    house.search.will_find("answer", a_hit())
    assert (await house.say("hur kommer ja åt vpn"))["kind"] == "answer"


async def test_an_empty_reply_is_no_reply(house: House) -> None:
    house.bot.will_say(BotReply("small_talk"))
    house.search.will_find("answer", a_hit())
    assert (await house.say("hur kommer ja åt vpn"))["kind"] == "answer"


async def test_a_turn_that_fails_again_does_not_hold_up_the_others(settings: Settings) -> None:
    def die(message):
        raise SystemError("killed")

    clock, dying = Clock(), FakeBot()
    dying.will_say(die)
    conversations = []
    async with open_house(settings, bot=dying, clock=clock) as house:
        for text in ("giftig fråga", "vanlig fråga"):
            assert (await house.post(text=text)).status_code == 500
            conversations = [row.id for row in await house.rows(Conversation)]

    def die_of_poison(message):
        return die(message) if "giftig" in message.text else an_answer()

    clock.forward(minutes=2)
    picky = FakeBot()
    picky.will_say(die_of_poison)
    async with open_house(settings, bot=picky, clock=clock) as house:
        for _ in range(50):
            if await house.rows(Event):
                break
            await asyncio.sleep(0.1)
        [event] = await house.rows(Event)
        assert event.conversation_id == conversations[1]


async def test_a_known_outage_is_told_first(house: House) -> None:
    await house.services.database.write(lambda session: start_outage(session, "Mejlen ligger nere.", now=house.clock()))
    reply = await house.say("mejlen funkar inte alls")
    assert reply["text"].startswith("**Driftstörning:** Mejlen ligger nere.")
    assert house.bot.heard[0].outage == "Mejlen ligger nere."


async def test_logs_never_hold_what_the_person_wrote(house: House, capsys) -> None:
    await house.say("unikaordet krånglar med skrivaren")
    house.bot.down = True
    await house.say("unikaordet krånglar ännu")
    assert "unikaordet" not in capsys.readouterr().out


async def test_logs_never_hold_the_key_to_a_thread(house: House, capsys) -> None:
    await house.say("hur kommer ja åt vpn")
    await house.services.database.write(lambda session: session.execute(text("DROP TABLE turns")))
    assert (await house.client.get(f"/v1/conversations/{house.conversation}")).status_code == 500
    logged = capsys.readouterr().out
    assert '"route": "/v1/conversations/{conversation}"' in logged
    assert house.conversation
    assert house.conversation not in logged


async def test_a_turn_whose_process_died_is_answered_after_the_restart_and_pushed(settings: Settings) -> None:
    clock, message_id = Clock(), str(uuid4())

    def die(_message):
        raise SystemError("killed")

    dying = FakeBot()
    dying.will_say(an_answer(), die)
    async with open_house(settings, bot=dying, clock=clock) as house:
        await house.say("hur kommer ja åt vpn hemifrån")
        conversation = house.conversation
        body = {"conversation": conversation, "text": "och hemifrån på telefonen", "message_id": message_id}
        assert (await house.post(**body)).status_code == 500

    clock.forward(seconds=5)
    async with open_house(settings, clock=clock) as house:
        for _ in range(50):
            history = (await house.client.get(f"/v1/conversations/{conversation}")).json()
            if len(history["items"]) == 4:
                break
            await asyncio.sleep(0.1)
        assert [item["who"] for item in history["items"]] == ["person", "bollplank", "person", "bollplank"]
        [event] = await house.rows(Event)
        assert (event.kind, event.payload["message_id"]) == ("reply", message_id)
        again = await house.post(**body)
        assert again.json()["replies"][0]["guide"] == "vpn-hemifran"
        assert len(house.bot.heard) == 1


async def test_health_never_fails(house: House) -> None:
    assert (await house.client.get("/healthz")).json()["status"] == "ok"
    house.bot.down = house.search.down = True
    health = await house.client.get("/healthz")
    assert (health.status_code, health.json()["status"]) == (200, "degraded")
    house.services.database.close()
    assert (await house.client.get("/healthz")).status_code == 200
