"""One message in, one reply out."""

import asyncio
from dataclasses import replace
from uuid import uuid4

from sqlalchemy.orm import Session

from api.chat.bot_reply import BotReply, Said
from api.db.tables import QuestionLog
from api.topics import queries
from tests.builders import a_hit, an_answer
from tests.integration.conftest import House

KEYS = {
    "kind", "text", "guide", "title", "section", "steps", "source_url", "owner", "reviewed", "overdue",
    "language", "buttons", "choices", "form", "ticket",
}  # fmt: skip


async def test_a_question_gets_the_guides_own_steps_with_their_source(house: House) -> None:
    reply = await house.say("hur kommer ja åt vpn hemifrån")

    assert set(reply) == KEYS
    assert reply["kind"] == "answer"
    assert reply["steps"] == list(a_hit().steps)
    assert (reply["title"], reply["section"]) == ("VPN hemifrån", "Första gången")
    assert reply["source_url"] == "/guides/vpn-hemifran#forsta-gangen"
    assert (reply["owner"], reply["reviewed"], reply["overdue"]) == ("it-kansliet", "2026-09-12", False)
    assert reply["buttons"] == [
        {"id": "solved", "label": "Det löste sig"},
        {"id": "unsolved", "label": "Det hjälpte inte"},
        {"id": "human", "label": "Fråga en människa"},
    ]


async def test_the_same_message_again_gets_the_same_reply_and_is_handled_once(house: House) -> None:
    message_id = str(uuid4())
    first = await house.post(text="vpn hemifrån", message_id=message_id)
    again = await house.post(text="vpn hemifrån", message_id=message_id)
    known = await house.post(text="vpn hemifrån", message_id=message_id, conversation=first.json()["conversation"])

    assert first.json() == again.json() == known.json()
    assert len(house.bot.heard) == 1


async def test_a_message_repeated_while_it_is_being_answered_waits_for_that_answer(house: House) -> None:
    house.bot.takes_s = 0.1
    message_id = str(uuid4())
    both = await asyncio.gather(*(house.post(text="vpn", message_id=message_id) for _ in range(3)))

    assert len({response.text for response in both}) == 1
    assert len(house.bot.heard) == 1


async def test_a_burst_is_answered_in_the_order_it_was_written(house: House) -> None:
    await house.say("hej på dig")
    house.bot.takes_s = 0.02
    questions = [f"fråga nummer {number}" for number in range(8)]
    await asyncio.gather(*(house.say(question) for question in questions))

    assert [message.text for message in house.bot.heard[1:]] == questions


async def test_people_do_not_wait_for_each_other(house: House) -> None:
    house.bot.takes_s = 0.2
    started = asyncio.get_running_loop().time()
    await asyncio.gather(*(house.post(text=f"fråga {number}") for number in range(5)))

    assert asyncio.get_running_loop().time() - started < 0.8


async def test_the_history_can_be_read_again(house: House) -> None:
    await house.say("hur kommer ja åt vpn hemifrån")
    house.clock.forward(seconds=5)
    await house.press("solved")
    history = (await house.client.get(f"/v1/conversations/{house.conversation}")).json()

    assert history["conversation"] == house.conversation
    assert [item["who"] for item in history["items"]] == ["person", "bollplank", "person", "bollplank"]
    assert history["items"][2]["text"] == "Det löste sig"
    assert history["items"][1]["reply"]["guide"] == "vpn-hemifran"


async def test_an_unknown_conversation_is_a_problem_told_in_the_askers_language(house: House) -> None:
    for path in ("/v1/conversations/nope", "/v1/conversations/nope/events"):
        response = await house.client.get(path, headers={"Accept-Language": "fi"})
        assert response.status_code == 404
        assert response.headers["content-type"] == "application/problem+json"
        assert "keskustelua ei enää ole" in response.json()["detail"]
    assert (await house.post(conversation="nope", text="hej")).status_code == 404


async def test_an_answer_in_another_language_says_so(house: House) -> None:
    reply = await house.say("how do I connect to the vpn from home", language="en")
    assert reply["language"] == "en"
    assert "only available in Swedish" in reply["text"]


async def test_an_overdue_guide_says_so(house: House) -> None:
    house.bot.will_say(an_answer(a_hit(overdue=True)))
    reply = await house.say("vpn hemifrån tack")
    assert reply["overdue"] is True
    assert "inte granskats i tid" in reply["text"]


async def test_a_guide_without_steps_is_quoted_in_its_own_words(house: House) -> None:
    house.bot.will_say(an_answer(a_hit(steps=(), body_markdown="Ring **växeln**.")))
    assert "Ring **växeln**." in (await house.say("vem ringer jag om växeln"))["text"]


async def test_a_text_longer_than_a_screen_is_cut_with_the_way_to_the_rest(house: House) -> None:
    body = "\n\n".join(["Du får installera program ur portalen. Annat behöver ett ja."] * 60)
    house.bot.will_say(replace(an_answer(), hit=a_hit(steps=(), body_markdown=body)))
    reply = await house.say("vilka regler gäller")
    assert len(reply["text"]) < 1100
    assert reply["text"].endswith("öppna här under.")


async def test_signs_alone_are_answered_in_two_ways(house: House) -> None:
    told = [(await house.say("???"))["text"] for _ in range(3)]
    assert told[0] == told[2] != told[1]


async def test_a_wish_to_learn_is_kept_for_the_trainers_and_is_no_question(house: House) -> None:
    house.bot.will_say(replace(an_answer(), request="training"))
    await house.say("jag vill gå en kurs i excel, nås på 0457 123 4567")
    (row,) = await house.rows(QuestionLog)
    assert (row.kind, row.guide) == ("training", None)
    assert "0457" not in row.text

    def work(session: Session) -> tuple[int, list[str]]:
        since = house.clock() - queries.WEEK
        wishes = queries.training_wishes(session, since=since)
        return queries.totals(session, since=since).questions, [wish.text for wish in wishes]

    assert await house.services.database.read(work) == (0, [row.text])


def another(guide: str, feedback: str = "unsolved") -> BotReply:
    """What the dialogue says to `det hjälpte inte` when there is a next best guide."""
    return replace(an_answer(a_hit(guide)), decision=None, feedback=feedback)


SOLVED = BotReply("small_talk", messages=(Said("bot-solved", {}),), feedback="solved")


async def test_the_guide_that_helped_gets_the_credit_and_the_one_that_did_not_none(house: House) -> None:
    house.bot.will_say(an_answer(a_hit("vpn-hemifran")), another("vpn-felsok"), SOLVED)
    await house.say("hur kommer ja åt vpn, nås på 0457 123 4567")
    assert (await house.press("unsolved"))["guide"] == "vpn-felsok"
    await house.press("solved")

    first, second = await house.rows(QuestionLog)
    assert (first.guide, first.kind, first.feedback) == ("vpn-hemifran", "answer", "unsolved")
    assert (second.guide, second.kind, second.feedback) == ("vpn-felsok", queries.NEXT, "solved")
    assert second.text == first.text
    assert "0457" not in second.text

    def work(session: Session) -> queries.Totals:
        return queries.totals(session, since=house.clock() - queries.WEEK)

    total = await house.services.database.read(work)
    assert (total.questions, total.answered, total.solved, total.unsolved, total.unknown) == (1, 2, 1, 1, 0)

    house.bot.will_say(BotReply("data_request", request="export"))
    assert "frågor i statistiken: 1," in (await house.say("vilka uppgifter har du sparat om mig"))["text"]


async def test_another_section_of_the_guide_is_no_other_guide(house: House) -> None:
    section = replace(another("vpn-hemifran"), hit=a_hit("vpn-hemifran", section="G: saknas hemma"))
    house.bot.will_say(an_answer(a_hit("vpn-hemifran")), section, SOLVED)
    await house.say("hur kommer ja åt vpn hemifrån")
    await house.say("det hjälpte inte, G: saknas")
    await house.press("solved")
    assert [(row.guide, row.feedback) for row in await house.rows(QuestionLog)] == [("vpn-hemifran", "solved")]


async def test_two_guides_that_did_not_help_are_both_told_so(house: House) -> None:
    refused = BotReply("refuse", messages=(Said("bot-unsolved-offer", {}),), buttons=("human",), feedback="unsolved")
    house.bot.will_say(an_answer(a_hit("vpn-hemifran")), another("vpn-felsok"), refused)
    await house.say("hur kommer ja åt vpn hemifrån")
    await house.say("det hjälpte inte")
    await house.say("det hjälpte inte heller")
    assert [(row.guide, row.feedback) for row in await house.rows(QuestionLog)] == [
        ("vpn-hemifran", "unsolved"),
        ("vpn-felsok", "unsolved"),
    ]
