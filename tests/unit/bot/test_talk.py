from typing import Any

from bot.actions.answer_question import AnswerQuestion
from bot.dialogue.reply import BotReply
from bot.dialogue.turn import read_turn
from tests.unit.bot.conftest import FakeSearch, Talk, hit


async def test_forgetting_is_asked_once_before_it_is_done(person: Talk) -> None:
    await person.says("radera mina uppgifter", "delete_my_data")
    reply = await person.presses("yes")
    assert (reply.kind, reply.request) == ("data_request", "delete")


async def test_the_language_wished_for_is_found_in_the_words(person: Talk) -> None:
    reply = await person.says("kan vi ta det på finska", "change_language")
    assert (reply.kind, reply.language) == ("language_changed", "fi")


async def test_who_asks_in_english_for_a_guide_in_english_is_told_there_is_none(person: Talk) -> None:
    person.language = "en"
    person.finds("answer", hit("vpn"))
    await person.says("how do I connect to the vpn")
    reply = await person.says("is there a guide in english?", "change_language")
    assert (reply.kind, reply.messages[0].key, reply.buttons) == ("small_talk", "bot-guide-not-translated", ("human",))


async def test_an_unnamed_language_is_asked_for(person: Talk) -> None:
    reply = await person.says("byt språk", "change_language")
    assert reply.buttons == ("lang:sv", "lang:en", "lang:fi")


async def test_a_known_outage_is_told(person: Talk) -> None:
    person.outage = "Mejlen är nere till kl. 14."
    reply = await person.says("är mejlen nere för alla", "report_outage")
    assert (reply.kind, reply.messages[0].values) == ("outage", {"message": "Mejlen är nere till kl. 14."})


async def test_an_announced_addition_is_asked_for_and_then_sent(person: Talk) -> None:
    assert (await person.says("jag glömde säga", "add_to_ticket")).messages[0].key == "bot-note-what"
    reply = await person.says("det gäller alla datorer")
    assert (reply.kind, reply.fields) == ("ticket_note", {"text": "det gäller alla datorer"})


async def test_an_ok_after_the_gateway_told_the_tickets_opens_no_form(person: Talk) -> None:
    await person.says("hur går det med mitt ärende", "ask_ticket_status")
    assert (await person.says("ok", "affirm")).messages[0].key == "bot-affirm-nothing"
    await person.says("hur går det med mitt ärende", "ask_ticket_status")
    assert (await person.says("nej", "deny")).messages[0].key == "bot-deny-nothing"


async def test_an_ok_after_a_note_was_sent_opens_no_form(person: Talk) -> None:
    await person.says("jag glömde säga att det är på tredje våningen", "add_to_ticket")
    assert (await person.says("ok", "affirm")).messages[0].key == "bot-affirm-nothing"


async def test_a_yes_to_the_gateways_offer_of_a_person_opens_the_form(person: Talk) -> None:
    for said, intent in (
        ("hur går det med mitt ärende", "ask_ticket_status"),
        ("jag glömde säga att det är på tredje våningen", "add_to_ticket"),
    ):
        await person.says(said, intent)
        person.offered = "human"
        assert (await person.says("ja", "affirm")).kind == "form"
        await person.presses("cancel")
        person.offered = None


async def test_a_no_to_the_gateways_offer_of_a_person_is_a_no_to_it(person: Talk) -> None:
    await person.says("hur går det med mitt ärende", "ask_ticket_status")
    person.offered = "human"
    assert (await person.says("nej", "deny")).messages[0].key == "bot-deny-offer"


def test_what_the_gateway_offered_comes_with_the_message() -> None:
    assert read_turn({"text": "ja", "metadata": {"offered": "human"}}).offered == "human"
    assert read_turn({"text": "ja"}).offered is None


async def test_small_talk_does_not_repeat_itself(person: Talk) -> None:
    said = [(await person.says("hej", "greet")).messages[0].key for _ in range(4)]
    assert said == ["bot-greet-1", "bot-greet-2", "bot-greet-1", "bot-greet-2"]


async def test_abuse_is_answered_calmly_and_shorter_after_that(person: Talk) -> None:
    said = [(await person.says("du är dum", "insult")).messages[0].key for _ in range(3)]
    assert said == ["bot-insult", "bot-insult-short", "bot-insult-shorter"]


async def test_without_a_known_outage_that_is_said_before_the_guide(person: Talk) -> None:
    person.finds("answer", hit("natverk-nere"))
    reply = await person.says("är nätet nere för alla", "report_outage")
    assert (reply.hit["guide"], reply.messages[0].key) == ("natverk-nere", "bot-outage-none-but")


async def test_a_button_of_an_earlier_reply_is_told_so(person: Talk) -> None:
    for button in ("choice:2", "step:next", "change:where", "send", "more"):
        assert (await person.presses(button)).messages[-1].key == "bot-button-passed"


def test_unsure_chatter_of_many_words_is_read_as_a_question() -> None:
    latest = {"text": "hej kan int logga in på datorn", "intent": {"name": "greet", "confidence": 0.4}}
    assert read_turn(latest).intent == "ask_it_question"


def test_every_reply_has_every_key() -> None:
    assert set(BotReply(kind="small_talk").to_json()) == set(BotReply.__dataclass_fields__)


class Dispatcher:
    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []

    def utter_message(self, *, json_message: dict[str, Any]) -> None:
        self.said.append(json_message)


class Tracker:
    def __init__(self, memory: Any, message_id: str) -> None:
        self._memory = memory
        metadata = {"language": "sv", "message_id": message_id, "button": None}
        intent = {"name": "ask_it_question", "confidence": 0.9}
        self.latest_message = {"text": "hur byter ja lösenord", "intent": intent, "metadata": metadata}

    def get_slot(self, _name: str) -> Any:
        return self._memory


async def test_the_same_message_again_gets_the_same_reply_and_moves_nothing(person: Talk) -> None:
    person.finds("answer", hit("byt-losenord"))
    search: FakeSearch = person.search
    action, dispatcher = AnswerQuestion(search), Dispatcher()
    events = await action.run(dispatcher, Tracker(None, "m1"), {})
    again = await action.run(dispatcher, Tracker(events[0]["value"], "m1"), {})
    assert dispatcher.said[0] == dispatcher.said[1]
    assert again == []
    assert len(search.asked) == 1
