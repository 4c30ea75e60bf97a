import pytest

from tests.unit.bot.conftest import Talk, hit

COURSE = {**hit("it-utbildning"), "title": "Kurser"}


async def test_a_wish_to_learn_is_noted_and_matched_with_guides(person: Talk) -> None:
    person.search.of_guides = {"it-utbildning": (COURSE,)}
    person.finds("refuse", {**hit("excel-grunder"), "title": "Excel"}, {**hit("word-mall"), "title": "Mallar"}, COURSE)
    reply = await person.says("finns det nån excel-kurs", "ask_for_training")
    assert (reply.request, reply.hit["guide"], person.search.asked) == ("training", "it-utbildning", ["excel"])
    assert reply.messages[1].values == {"guides": "[Excel](excel-grunder.md#prova)"}


async def test_without_the_course_guide_the_wish_is_noted_all_the_same(person: Talk) -> None:
    person.finds("refuse")
    reply = await person.says("jag vill gå en kurs", "ask_for_training")
    assert (reply.request, reply.messages[0].key, person.search.asked) == ("training", "bot-training-noted", [])


@pytest.mark.parametrize("intent", ["ask_it_question", "ask_for_training", "affirm", "ask_ticket_status"])
@pytest.mark.parametrize("asked", ["när är nästa", "Och när är nästa?", "when is the next one?", "milloin on seuraava"])
async def test_when_the_next_one_is_means_the_courses_just_told_of(person: Talk, asked: str, intent: str) -> None:
    person.search.of_guides = {"it-utbildning": (COURSE,)}
    person.finds("refuse")
    await person.says("finns det nån excel-kurs", "ask_for_training")
    searched = len(person.search.asked)
    reply = await person.says(asked, intent)
    assert (reply.kind, reply.hit["guide"], reply.messages[0].key) == ("answer", "it-utbildning", "bot-training-when")
    assert reply.request is None, "the wish is noted once"
    assert len(person.search.asked) == searched


async def test_when_the_next_one_is_below_another_guide_is_a_question(person: Talk) -> None:
    person.finds("answer", hit("vpn-hemifran"))
    await person.says("hur ansluter jag vpn hemifrån")
    person.finds("refuse")
    assert (await person.says("när är nästa")).kind == "refuse"


async def test_when_the_next_course_is_is_told_from_the_screen_while_retrieval_is_down(person: Talk) -> None:
    person.search.of_guides = {"it-utbildning": (COURSE,)}
    person.finds("refuse")
    await person.says("finns det nån excel-kurs", "ask_for_training")
    person.search.result = None
    assert (await person.says("när är nästa")).messages[0].key == "bot-training-when"


async def test_an_idea_is_met_with_up_to_three_related_guides(person: Talk) -> None:
    person.finds("clarify", *(hit(name, score=0.55) for name in ("a", "b", "c", "d")))
    await person.says("jag har en idé", "share_idea")
    reply = await person.says("vi bokar allt på papper")
    assert reply.form["field"] == "for_whom"
    assert reply.messages[0].key == "bot-idea-related"
    assert reply.messages[0].values["guides"].count("](") == 3


async def test_who_says_it_is_an_idea_is_not_answered_as_a_question(person: Talk) -> None:
    person.finds("answer", hit("outlook-boka-rum"))
    reply = await person.says("hej, jag har en idé om att boka mötesrum i outlook", "ask_it_question")
    assert (reply.form["name"], reply.messages[0].key) == ("idea", "bot-idea-welcome")


async def test_earlier_ideas_come_with_the_next_question(person: Talk) -> None:
    person.finds("refuse")
    person.search.near = ("12", "7")
    await person.says("jag har en idé", "share_idea")
    reply = await person.says("vi bokar allt på papper")
    assert (reply.kind, reply.form, reply.ideas) == ("form", {"name": "idea", "field": "for_whom"}, ("12", "7"))
    assert (await person.says("alla")).ideas == ()


async def test_an_idea_told_at_once_is_met_with_earlier_ones(person: Talk) -> None:
    person.finds("refuse")
    person.search.near = ("12",)
    reply = await person.says("jag har en idé om att boka mötesrum i kalendern i stället", "share_idea")
    assert reply.ideas == ("12",)


async def test_without_retrieval_the_sounding_board_goes_on(person: Talk) -> None:
    await person.says("jag har en idé", "share_idea")
    reply = await person.says("vi bokar allt på papper")
    assert (reply.form["field"], reply.ideas, len(reply.messages)) == ("for_whom", (), 1)


async def test_who_agrees_need_send_no_idea(person: Talk) -> None:
    person.finds("refuse")
    await person.says("jag har en idé", "share_idea")
    await person.says("vi bokar allt på papper")
    reply = await person.presses("agree:12")
    assert (reply.kind, reply.fields, reply.form, person.memory.form) == ("idea_agreement", {"idea": "12"}, None, None)


async def test_agreeing_later_disturbs_no_ticket_that_is_being_filled_in(person: Talk) -> None:
    person.finds("refuse")
    assert (await person.presses("agree:12")).fields == {"idea": "12"}
    await person.presses("human")
    reply = await person.presses("agree:7")
    assert (reply.kind, reply.fields) == ("idea_agreement", {"idea": "7"})
    assert (reply.form, person.memory.form.name) == ({"name": "ticket", "field": "what"}, "ticket")
