"""A word by itself is met with choices or a question back, and what an unsure reading becomes."""

import pytest

from bot.dialogue.turn import is_rather_a_question
from tests.unit.bot.conftest import hit


async def test_a_word_that_several_guides_are_about_gives_choices(person):
    person.finds("refuse", hit("skarmen-delas"), hit("skarmen-ar-svart"), hit("vpn-hemifran"))
    reply = await person.says("skarmen")
    assert reply.kind == "clarify"
    assert [choice.guide for choice in reply.choices] == ["skarmen-delas", "skarmen-ar-svart"]


async def test_a_word_that_no_guide_is_about_is_asked_back_and_what_comes_is_read_with_it(person):
    person.finds("refuse", hit("vpn-hemifran"))
    reply = await person.says("boka")
    assert [each.key for each in reply.messages] == ["bot-tell-more"]
    assert reply.buttons == ("human",)
    person.finds("answer", hit("rum-bokas"))
    assert (await person.says("ett mötesrum")).kind == "answer"
    assert person.search.asked[-1] == "boka ett mötesrum"


async def test_a_word_is_asked_back_once_only(person):
    person.finds("refuse")
    await person.says("boka")
    reply = await person.says("rum")
    assert [each.key for each in reply.messages] == ["bot-refuse-offer"]


@pytest.mark.parametrize(
    ("name", "confidence", "text", "asks"),
    [
        ("insult", 0.6, "boka rum", True),
        ("insult", 0.9, "din idiot", False),
        ("small_talk", 0.6, "hur var det man gjorde autosvar", True),
        ("small_talk", 0.8, "hur var helgen för din del", False),
        ("thank", 0.4, "tjänare mors", True),
        ("deny", 0.4, "näppeligen", False),
    ],
)
def test_unsure_chit_chat_is_a_question(name, confidence, text, asks):
    assert is_rather_a_question(name, confidence, text) is asks


async def test_what_was_too_unsure_is_searched_whatever_rasa_had_it_for(person):
    person.finds("answer", hit("skrivare"))
    turn = person._turn(text="skrivarn tjurar idag igen", intent="ask_it_question", confidence=0.4)
    reply = await person._take(turn, "small_talk")
    assert reply.kind == "answer"
