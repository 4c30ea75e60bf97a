"""Promise P5: the desk's answers reach the thread where the person asked, and theirs reach the ticket."""

from typing import Any

import pytest

from api.chat.bot_reply import BotReply, Said
from api.db.tables import Conversation, DeskMessage, DeskTicket, Event, QuestionLog, Ticket, Turn
from api.tickets import desk_queue
from tests.builders import a_form_step, a_hit, an_answer
from tests.integration.conftest import House

ESCALATION = BotReply(
    "escalation",
    fields={"what": "skrivaren tuggar papper", "where": "rum 12", "urgency": "high", "contact": "chat"},
    tried=({"guide": "skrivare", "title": "Skrivaren", "section": "Pappret", "outcome": "unsolved"},),
)


async def escalate(house: House) -> dict[str, Any]:
    house.bot.will_say(an_answer(a_hit("skrivare", title="Skrivaren")), ESCALATION, an_answer())
    await house.say("skrivarn tuggar papper hela tiden")
    reply = await house.press("send")
    await house.work()
    return reply


async def desk_says(house: House, text: str, key: str = "k1") -> None:
    await house.services.database.write(
        lambda session: desk_queue.add_reply(session, "BP-1001", author="Anna", text=text, key=key, now=house.clock())
    )
    await house.work()


async def test_an_escalation_becomes_one_ticket_with_all_that_was_said_and_tried(house: House) -> None:
    reply = await escalate(house)
    assert (reply["kind"], reply["ticket"]["id"]) == ("ticket_created", "BP-1001")

    [ticket] = await house.rows(DeskTicket)
    assert (ticket.number, ticket.subject, ticket.status) == ("BP-1001", "skrivaren tuggar papper", "new")
    assert ticket.fields == ESCALATION.fields
    assert ticket.tried[0]["outcome"] == "unsolved"
    assert [line["who"] for line in ticket.conversation] == ["person", "bollplank", "person"]
    assert "1. Öppna **Cisco" in ticket.conversation[1]["text"]


async def test_a_desk_reply_and_a_status_become_events_of_the_conversation(house: House) -> None:
    await escalate(house)
    await desk_says(house, "Jag kommer kl 14.")
    await house.services.database.write(
        lambda session: desk_queue.set_status(session, "BP-1001", status="solved", author="Anna", now=house.clock())
    )
    await house.work()
    history = (await house.client.get(f"/v1/conversations/{house.conversation}")).json()

    told = [(item["who"], item["name"], item["text"]) for item in history["items"][4:]]
    assert ("desk", "Anna", "Jag kommer kl 14.") in told
    assert ("status", None, "Ärende BP-1001: löst.") in told


async def test_internal_notes_never_reach_the_chat(house: House) -> None:
    await escalate(house)
    await house.services.database.write(
        lambda session: desk_queue.add_note(
            session, "BP-1001", author="Anna", text="Igen han!", key="n1", now=house.clock()
        )
    )
    await house.work()
    assert not await house.rows(Event)


async def test_once_a_person_has_answered_text_goes_to_them_until_the_bot_is_asked(house: House) -> None:
    await escalate(house)
    await desk_says(house, "Vilket rum?")
    heard = len(house.bot.heard)

    receipt = await house.say("rum 12 på andra våningen")
    assert (receipt["kind"], receipt["text"]) == ("ticket_note", "Skickat till BP-1001.")
    assert receipt["buttons"] == [{"id": "ask_bot", "label": "Fråga Bollplank i stället"}]
    await house.work()
    assert [m.text for m in await house.rows(DeskMessage)] == ["Vilket rum?", "rum 12 på andra våningen"]
    assert len(house.bot.heard) == heard

    assert (await house.say("Bollplank, hur kommer ja åt vpn?"))["kind"] == "answer"
    await house.press("ask_bot")
    assert (await house.say("hur kommer ja åt vpn"))["kind"] == "answer"
    await desk_says(house, "Tack!", key="k2")
    assert (await house.say("tack själv"))["kind"] == "ticket_note"


async def test_a_new_form_is_filled_in_and_not_sent_to_the_old_ticket(house: House) -> None:
    await escalate(house)
    await desk_says(house, "Vilket rum?")
    house.bot.will_say(a_form_step("what"), a_form_step("where"))
    await house.press("human")
    assert (await house.say("datorn startar inte heller"))["form"]["field"] == "where"


async def test_an_answer_to_a_waiting_ticket_sets_it_going_again(house: House) -> None:
    await escalate(house)
    await desk_says(house, "Vilket rum?")
    await house.services.database.write(
        lambda session: desk_queue.set_status(session, "BP-1001", status="waiting", author="Anna", now=house.clock())
    )
    await house.work()
    await house.say("rum 12")
    await house.work()
    assert [t.status for t in await house.rows(Ticket)] == ["open"]
    assert [t.status for t in await house.rows(DeskTicket)] == ["open"]


async def test_after_the_ticket_is_solved_the_bot_answers_again(house: House) -> None:
    await escalate(house)
    await desk_says(house, "Klart.")
    await house.services.database.write(
        lambda session: desk_queue.set_status(session, "BP-1001", status="solved", author="Anna", now=house.clock())
    )
    await house.work()
    assert (await house.say("hur kommer ja åt vpn"))["kind"] == "answer"


async def test_the_status_of_ones_tickets_can_be_asked(house: House) -> None:
    await escalate(house)
    house.bot.will_say(BotReply("status_request", request="status"))
    reply = await house.say("hur går det me mitt ärende")
    assert reply["kind"] == "data_answer"
    assert "**BP-1001**, skrivaren tuggar papper: väntar på it-stödet" in reply["text"]


async def test_who_has_no_ticket_is_offered_a_person(house: House) -> None:
    house.bot.will_say(BotReply("status_request", request="status"))
    reply = await house.say("hur går det me mitt ärende")
    assert [button["id"] for button in reply["buttons"]] == ["human"]


@pytest.mark.parametrize(
    "order",
    [BotReply("status_request", request="status"), BotReply("ticket_note", fields={"text": "Det gäller våning 3."})],
    ids=["status", "note"],
)
async def test_the_dialogue_is_told_whether_the_reply_to_its_order_offered_a_person(
    house: House, order: BotReply
) -> None:
    house.bot.will_say(order, an_answer(), ESCALATION, order, an_answer())
    await house.say("hur går det me mitt ärende")
    await house.say("ok")
    assert house.bot.heard[-1].offered == "human", "there is no ticket"
    await house.press("send")
    await house.say("hur går det me mitt ärende")
    await house.say("ok")
    assert house.bot.heard[-1].offered is None, "the ticket was found: a bare yes asks for nothing"


async def test_without_the_dialogue_a_yes_to_a_person_after_no_ticket_is_one(house: House) -> None:
    house.bot.will_say(BotReply("status_request", request="status"))
    await house.say("hur går det me mitt ärende")
    house.bot.down = True
    assert (await house.say("ja"))["kind"] == "ticket_created"


async def test_an_idea_gets_a_receipt(house: House) -> None:
    house.bot.will_say(BotReply("idea", fields={"problem": "lokaler bokas på papper", "for_whom": "skolorna"}))
    reply = await house.press("send")
    assert reply["kind"] == "idea_receipt"
    await house.work()
    [ticket] = await house.rows(DeskTicket)
    assert (ticket.kind, ticket.subject) == ("idea", "lokaler bokas på papper")


async def test_what_is_stored_can_be_asked(house: House) -> None:
    await escalate(house)
    house.bot.will_say(BotReply("data_request", request="export"))
    text = (await house.say("vilka uppgifter har du sparat om mig"))["text"]
    assert "meddelanden: 3 (tas bort 30 dagar" in text
    assert "ärenden och idéer: 1" in text
    assert "frågor i statistiken: 1" in text


async def test_forgetting_takes_all_that_was_said_and_the_thread_goes_on_empty(house: House) -> None:
    await escalate(house)
    await desk_says(house, "Jag kommer kl 14.")
    [before] = await house.rows(Conversation)
    await house.press("ask_bot")
    house.bot.will_say(BotReply("data_request", request="delete"), an_answer())
    reply = await house.press("yes")

    assert "Öppet hos it-stödet: BP-1001." in reply["text"]
    assert len(await house.rows(Turn)) == 1
    assert not await house.rows(Event)
    [after] = await house.rows(Conversation)
    assert after.bot_sender != before.bot_sender
    assert [q.conversation_id for q in await house.rows(QuestionLog)] == [None]
    [ticket] = await house.rows(Ticket)
    assert ticket.conversation_id is None
    await desk_says(house, "Är du kvar?", key="k2")
    assert not await house.rows(Event), "the way back is cut"
    assert (await house.say("hur kommer ja åt vpn"))["kind"] == "answer"


async def test_forgetting_erases_tickets_that_are_done(house: House) -> None:
    await escalate(house)
    await house.services.database.write(
        lambda session: desk_queue.set_status(session, "BP-1001", status="closed", author="Anna", now=house.clock())
    )
    await house.work()
    house.bot.will_say(BotReply("data_request", request="delete"))
    assert "BP-1001" not in (await house.press("yes"))["text"]
    assert not await house.rows(Ticket)
    assert not await house.rows(DeskTicket)


async def test_with_several_open_tickets_it_is_asked_which_one_a_note_is_for(house: House) -> None:
    for number in (1, 2):
        house.bot.will_say(BotReply("escalation", fields={"what": f"Sak {number}"}))
        await house.press("human")
    house.bot.will_say(BotReply("ticket_note", fields={"text": "Det gäller våning 3."}))
    asked = await house.say("det gäller våning 3")
    assert asked["kind"] == "clarify"
    assert [button["label"] for button in asked["buttons"]] == ["BP-1002: Sak 2", "BP-1001: Sak 1"]
    told = await house.press(asked["buttons"][1]["id"])
    assert told["text"] == "Skickat till BP-1001."
    late = await house.press(asked["buttons"][0]["id"])
    assert (late["kind"], [button["id"] for button in late["buttons"]]) == ("small_talk", ["human"])


async def test_a_ticket_named_in_a_note_is_not_asked_for(house: House) -> None:
    for number in (1, 2):
        house.bot.will_say(BotReply("escalation", fields={"what": f"Sak {number}"}))
        await house.press("human")
    house.bot.will_say(BotReply("ticket_note", fields={"text": "Till BP-1001: det gäller våning 3."}))
    assert (await house.say("Till BP-1001: det gäller våning 3."))["text"] == "Skickat till BP-1001."


async def test_which_ticket_may_be_answered_with_its_number(house: House) -> None:
    for number in (1, 2):
        house.bot.will_say(BotReply("escalation", fields={"what": f"Sak {number}"}))
        await house.press("human")
    house.bot.will_say(BotReply("ticket_note", fields={"text": "Våning 3."}))
    await house.say("våning 3")
    assert (await house.say("1001"))["text"] == "Skickat till BP-1001."


async def test_the_status_told_in_a_form_goes_on_with_the_forms_question(house: House) -> None:
    house.bot.will_say(
        BotReply(
            "status_request",
            messages=(Said("bot-form-ticket-what", {}),),
            buttons=("cancel",),
            form=("ticket", "what"),
            request="status",
        )
    )
    reply = await house.say("hur går det?")
    assert reply["text"].endswith("vad försökte du göra, och vad hände?")
    assert (reply["form"], reply["buttons"][-1]["id"]) == ({"name": "ticket", "field": "what"}, "cancel")
