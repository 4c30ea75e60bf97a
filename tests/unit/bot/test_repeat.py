from tests.unit.bot.conftest import Talk, hit


async def test_nothing_is_said_three_times_in_the_same_words(person: Talk) -> None:
    person.finds("answer", hit("a"))
    told = [await person.says("det hakar") for _ in range(7)]
    keys = [[message.key for message in reply.messages] for reply in told]
    assert keys == [[], [], ["bot-again-answer"], [], [], ["bot-again-answer"], []]


async def test_a_second_refusal_in_a_row_offers_the_person_more_directly(person: Talk) -> None:
    person.finds("refuse")
    assert (await person.says("vad blir det till lunch")).messages[0].key == "bot-refuse-offer"
    assert (await person.says("när betalas lönen")).messages[0].key == "bot-refuse-again"
    person.finds("answer", hit("a"))
    await person.says("det hakar")
    person.finds("refuse")
    assert (await person.says("när betalas lönen")).messages[0].key == "bot-refuse-offer"


async def test_a_form_that_is_asked_in_vain_says_how_to_leave(person: Talk) -> None:
    await person.says("kan nån ringa mig", "request_human")
    told = [await person.presses("step:next") for _ in range(2)]
    assert told[-1].messages[0].key == "bot-again-form"
    assert "cancel" in told[-1].buttons
