"""Ideas go round: sent, shown to others in edited words, found again, agreed with, and told of."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from api.channels.pump import outgoing
from api.channels.slack import blocks
from api.channels.teams import cards
from api.chat.bot_reply import BotReply, Said
from api.chat.conversations import forget_old
from api.chat.deliveries import Told
from api.chat.idea_index import IdeaHandover
from api.chat.people import enter, link
from api.db.idea_tables import Idea, IdeaAgreement, IdeaText
from api.db.tables import Conversation, DeskTicket, Ticket
from api.settings import Settings
from api.texts.catalogue import Catalogue
from api.tickets.ideas import Agreed, agree
from tests.builders import an_answer
from tests.fakes.idea_index import FakeIdeaIndex
from tests.integration.conftest import House, open_house
from tests.integration.test_desk_pages import Desk, told

PROBLEM = "Vi bokar mötesrum på papper. Ring Anna på 040 123 4567 eller anna@example.ax. Det blir ofta dubbelt."
IDEA = BotReply("idea", fields={"problem": PROBLEM, "for_whom": "alla", "what_exists": "papper"})
TITLE, TEXT = "Boka mötesrum i kalendern", "Mötesrum bokas på papper och krockar."
SHOW = "/desk/ideas/BP-1001/show"
STATE = "/desk/ideas/BP-1001/state"
WORDS = {"title-sv": TITLE, "text-sv": TEXT}


@pytest.fixture
async def desk(house: House) -> Desk:
    opened = Desk(house)
    await opened.sign_in()
    return opened


async def send_idea(house: House, *, language: str = "sv") -> str:
    """Somebody sends the idea; returns their conversation."""
    house.conversation = None
    house.bot.will_say(IDEA, an_answer())
    yes = {"sv": "ja, skicka den", "en": "yes please, send it"}
    reply = await house.say(yes[language], language=language)
    assert reply["kind"] == "idea_receipt"
    await house.work()
    assert house.conversation
    return house.conversation


async def somebody_else(house: House, *ideas: str, language: str = "sv") -> dict[str, Any]:
    """Another person tells of an idea that the bot finds these near to; returns the reply."""
    house.conversation = None
    question = Said("bot-form-idea-for-whom", {})
    house.bot.will_say(
        BotReply("form", messages=(question,), buttons=("cancel",), form=("idea", "for_whom"), ideas=ideas),
        lambda message: BotReply("idea_agreement", fields={"idea": (message.button or "").removeprefix("agree:")}),
    )
    words = {"sv": "vi bokar rum på en lapp", "en": "we book rooms on a note", "fi": "varaamme huoneet lapulla"}
    return await house.say(words[language], language=language)


async def show_it(desk: Desk, **words: str) -> None:
    await desk.get("/desk/tickets/BP-1001")
    sent = await desk.submit(SHOW, back="ticket", **(words or WORDS))
    assert sent.headers["location"] == "/desk/tickets/BP-1001#idea"


async def test_the_desk_is_proposed_words_without_personal_data(house: House, desk: Desk) -> None:
    await send_idea(house)
    page = await desk.get("/desk/tickets/BP-1001")
    idea = page[page.index('id="idea"') :]
    form = idea[: idea.index("</section>")]
    assert "Vi bokar mötesrum på papper" in form
    for private in ("040 123 4567", "anna@example.ax"):
        assert private not in form
    assert "[phone]" in form


async def test_what_is_shown_holds_no_personal_data_whatever_was_typed(house: House, desk: Desk) -> None:
    await send_idea(house)
    await show_it(desk, **{"title-sv": "Ring anna@example.ax", "text-sv": "Eller 040 123 4567. " + "x" * 400})
    [text] = await house.rows(IdeaText)
    assert text.title == "Ring [email]"
    assert text.text.startswith("Eller [phone]. xxx")
    assert len(text.text) == 200
    assert "anna" not in (await house.client.get("/v1/ideas")).text


async def test_only_what_was_released_is_shown_and_hidden_again_at_once(house: House, desk: Desk) -> None:
    await send_idea(house)
    assert (await somebody_else(house, "1"))["text"] == "Vem skulle ha nytta av den?"
    assert (await house.client.get("/v1/ideas")).json() == []
    await show_it(desk)
    assert TITLE in (await somebody_else(house, "1"))["text"]
    await desk.submit("/desk/ideas/BP-1001/hide")
    reply = await somebody_else(house, "1", "2", "no number")
    assert (reply["text"], [b["id"] for b in reply["buttons"]]) == ("Vem skulle ha nytta av den?", ["cancel"])
    assert (await house.client.get("/v1/ideas")).json() == []
    assert TITLE in await desk.get("/desk/ideas/BP-1001"), "the desk keeps the words"


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [("sv", TITLE, "har föreslagits förut"), ("en", "Book rooms online", "suggested before"), ("fi", TITLE, "aiemmin")],
)
async def test_others_see_it_under_their_own_in_their_language(
    house: House, desk: Desk, language: str, title: str, said: str
) -> None:
    await send_idea(house)
    await show_it(desk, **WORDS, **{"title-en": "Book rooms online", "text-en": "Rooms are booked on paper."})
    await desk.submit(STATE, state="doing", why="Pilot i höst.")
    reply = await somebody_else(house, "1", language=language)
    earlier, rest = reply["text"].split("\n\n", 1)
    states = {"sv": "på gång", "en": "being done", "fi": "työn alla"}
    assert said in earlier
    assert f"**{title}**: {states[language]}." in earlier
    assert "Pilot i höst." in earlier
    assert rest
    assert [button["id"] for button in reply["buttons"]] == ["agree:1", "cancel"]
    assert title in reply["buttons"][0]["label"]


async def test_who_agrees_is_counted_once_and_sends_nothing(house: House, desk: Desk) -> None:
    await send_idea(house)
    await show_it(desk)
    await somebody_else(house, "1")
    reply = await house.press("agree:1")
    assert (reply["kind"], reply["form"]) == ("idea_agreed", None)
    assert TITLE in reply["text"]
    assert "håller redan med" in (await house.press("agree:1"))["text"]
    assert len(await house.rows(IdeaAgreement)) == 1
    assert len(await house.rows(Ticket)) == 1
    assert "En till håller med" in await desk.get("/desk/ideas")


async def test_nobody_agrees_with_their_own_idea_or_with_one_that_is_gone(house: House, desk: Desk) -> None:
    mine = await send_idea(house)
    await show_it(desk)
    await somebody_else(house, "1")
    house.conversation = mine
    assert "din egen" in (await house.press("agree:1"))["text"]
    gone = await house.press("agree:99")
    assert ("visas inte längre" in gone["text"], [b["id"] for b in gone["buttons"]]) == (True, ["idea"])
    assert await house.rows(IdeaAgreement) == []


async def test_agreeing_works_while_the_dialogue_is_down(house: House, desk: Desk) -> None:
    await send_idea(house)
    await show_it(desk)
    await somebody_else(house, "1")
    house.bot.down = True
    assert (await house.press("agree:1"))["kind"] == "idea_agreed"


async def test_one_person_is_counted_once_over_channels(house: House, desk: Desk) -> None:
    await send_idea(house)
    await show_it(desk)
    conversations = []
    for _ in range(2):
        await somebody_else(house, "1")
        conversations.append(house.conversation or "")

    def know(session: Any) -> None:
        person = link(session, channel="web", external_user="a", email="a@example.ax", verified=True, now=house.clock())
        for each in conversations:
            enter(session, each, person)

    await house.services.database.write(know)
    first = await house.services.database.write(lambda s: agree(s, 1, conversations=conversations, now=house.clock()))
    again = await house.services.database.write(
        lambda s: agree(s, 1, conversations=conversations[::-1], now=house.clock())
    )
    assert (first, again) == (Agreed.YES, Agreed.BEFORE)


async def test_a_change_of_state_is_told_once_to_all_who_wait_in_their_language(house: House, desk: Desk) -> None:
    sender = await send_idea(house)
    await show_it(desk)
    await somebody_else(house, "1", language="fi")
    await house.press("agree:1")
    agreeing = house.conversation
    await somebody_else(house, "1")
    bystander = house.conversation
    for _twice in range(2):
        await desk.submit(STATE, state="doing", why="Pilot i höst.")
    assert await told(house, sender) == ["Din idé **BP-1001** har fått ett besked: på gång. Pilot i höst."]
    assert await told(house, agreeing) == [f"Kannattamastasi ideasta **{TITLE}** on uutta: työn alla. Pilot i höst."]
    assert await told(house, bystander) == []
    history = (await house.client.get(f"/v1/conversations/{agreeing}")).json()["items"]
    assert (history[-1]["who"], history[-1]["buttons"]) == ("desk", [])
    await desk.submit("/desk/ideas/BP-1001/hide")
    await desk.submit(STATE, state="not_now", why="")
    assert (await told(house, agreeing))[1] == "Kannattamastasi ideasta on uutta: ei juuri nyt."
    assert len(await told(house, sender)) == 2


async def test_who_sent_an_idea_that_was_merged_is_told_too(house: House, desk: Desk) -> None:
    first, second = await send_idea(house), await send_idea(house, language="en")
    await desk.get("/desk/tickets/BP-1001")
    await desk.submit("/desk/tickets/BP-1001/merge", **{"other-BP-1002": "on"})
    await desk.submit(STATE, state="seen", why="")
    assert (await told(house, first))[-1] == "Din idé **BP-1001** har fått ett besked: har lästs."
    assert (await told(house, second))[-1] == "There is news about your idea **BP-1002**: has been read."


def test_slack_and_teams_show_news_of_an_idea() -> None:
    catalogue = Catalogue()
    payload = {"name": "Bo", "text": "Din idé **BP-1001** har fått ett besked: klar."}
    message = outgoing(
        Told(1, datetime(2026, 11, 23, tzinfo=UTC), "desk_reply", payload, "sv", used=None, unfolded=False, shown=None),
        catalogue,
    )
    assert "Din idé *BP-1001*" in json.dumps(blocks.shown(message, catalogue).blocks, ensure_ascii=False)
    assert "Din idé **BP-1001**" in json.dumps(cards.card(message, catalogue), ensure_ascii=False)


async def test_words_that_are_not_whole_come_back_to_be_filled_in(house: House, desk: Desk) -> None:
    await send_idea(house)
    await desk.get("/desk/ideas/BP-1001")
    back = await desk.submit(SHOW, **{"title-sv": "Bara en rubrik", "title-en": "", "text-en": ""})
    assert back.status_code == 400
    assert "Skriv en rubrik och en text" in back.text
    assert "Bara en rubrik" in back.text
    assert await house.rows(Idea) == []


async def test_who_asks_to_be_forgotten_leaves_no_trace_but_the_number(house: House, desk: Desk) -> None:
    sender = await send_idea(house)
    await show_it(desk)
    await somebody_else(house, "1")
    await house.press("agree:1")
    house.bot.will_say(BotReply("data_request", request="export"))
    assert "idéer du håller med om: 1" in (await house.say("vad vet du om mig"))["text"]
    house.bot.will_say(BotReply("data_request", request="delete"))
    await house.say("glöm mig")
    [agreement] = await house.rows(IdeaAgreement)
    assert agreement.conversation_id is None
    await house.services.database.write(lambda s: s.execute(update(Ticket).values(status="solved")))
    house.conversation = sender
    await house.say("glöm mig")
    assert (await house.rows(DeskTicket), await house.rows(Ticket)) == ([], [])
    assert TITLE in await desk.get("/desk/ideas"), "released words name nobody and stay"
    assert PROBLEM[:20] not in await desk.get("/desk/ideas/BP-1001")
    await desk.submit(STATE, state="done", why="")
    assert await told(house, sender) == []


async def test_who_waits_for_an_idea_is_not_forgotten_before_it_is_decided(house: House, desk: Desk) -> None:
    await send_idea(house)
    await show_it(desk)
    await somebody_else(house, "1")
    await house.press("agree:1")
    later = house.clock() + timedelta(days=40)
    database = house.services.database
    forget = await database.write(lambda s: forget_old(s, now=later, keep=timedelta(days=30)))
    assert house.conversation not in forget
    await desk.submit(STATE, state="done", why="")
    forget = await database.write(lambda s: forget_old(s, now=later, keep=timedelta(days=30)))
    assert forget == (house.conversation,)
    [agreement] = await house.rows(IdeaAgreement)
    assert agreement.conversation_id is None
    assert len(await house.rows(Conversation)) == 1


async def test_open_data_tells_no_small_number(house: House, desk: Desk) -> None:
    await send_idea(house)
    await show_it(desk)
    for at in range(5):
        [idea] = (await house.client.get("/v1/ideas", params={"language": "en"})).json()
        assert idea["agreeing"] is None, at
        await somebody_else(house, "1")
        await house.press("agree:1")
    [idea] = (await house.client.get("/v1/ideas")).json()
    assert idea == {
        "id": 1, "title": TITLE, "text": TEXT, "language": "sv", "state": "new", "why": "", "agreeing": 5,
        "updated": house.clock().date().isoformat(),
    }  # fmt: skip
    described = (await house.client.get("/openapi.json")).json()["paths"]["/v1/ideas"]["get"]
    assert described["description"].startswith("Ideas that are shown to others")


async def test_retrieval_is_handed_what_is_shown_and_again_when_it_starts_anew(house: House, desk: Desk) -> None:
    index = FakeIdeaIndex()
    handover = IdeaHandover(house.services.database, index)
    assert not await handover.look(), "nothing to hand over"
    await send_idea(house)
    await show_it(desk, **WORDS, **{"title-en": "Book rooms", "text-en": "On paper today."})
    assert await handover.look()
    assert [(t.id, t.language, t.text) for t in index.texts] == [
        ("1", "en", "Book rooms. On paper today."), ("1", "sv", f"{TITLE}. {TEXT}"),
    ]  # fmt: skip
    assert not await handover.look()
    index.start_anew()
    assert await handover.look()
    index.down = True
    await desk.submit("/desk/ideas/BP-1001/hide")
    assert not await handover.look()
    index.down = False
    assert await handover.look()
    assert index.texts == ()


async def test_ideas_in_another_ticket_system_are_shown_from_the_desk_too(tmp_path: Any) -> None:
    webhook = {"url": "http://tickets.test/", "secret": "x" * 32}
    settings = Settings(var_dir=tmp_path / "var", guides_dir=tmp_path, ticket_system="webhook", webhook=webhook)
    async with open_house(settings) as house:
        desk = Desk(house)
        await desk.sign_in()
        house.bot.will_say(IDEA)
        await house.say("ja")
        assert "BP-1001" in await desk.get("/desk/ideas")
        page = await desk.get("/desk/ideas/BP-1001")
        assert "Vi bokar mötesrum på papper" in page
        await desk.submit(SHOW, **WORDS)
        assert [each["title"] for each in (await house.client.get("/v1/ideas")).json()] == [TITLE]


async def test_a_ticket_is_no_idea_and_strangers_do_nothing(house: House, desk: Desk) -> None:
    await send_idea(house)
    await desk.get("/desk/ideas")
    for number in ("BP-1002", "x"):
        assert (await desk.submit(f"/desk/ideas/{number}/show", **WORDS)).status_code == 404
    house.client.cookies.clear()
    assert (await house.client.get("/desk/ideas")).status_code == 303
    for action in ("show", "hide", "state"):
        assert (await house.client.post(f"/desk/ideas/BP-1001/{action}", data=WORDS)).status_code in {303, 403}
    assert await house.rows(Idea) == []
