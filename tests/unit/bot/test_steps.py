import pytest

from bot.dialogue.steps import named_step
from tests.unit.bot.conftest import Talk, hit


async def at_step(person: Talk, number: int, *, of: int = 6) -> None:
    person.finds("answer", hit("a", steps=of))
    await person.says("det hakar")
    await person.presses("step:start")
    assert (await person.says(f"gå till steg {number}")).step == {"number": number, "of": of}


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("nästa", 4), ("ok, nästa steg", 4), ("next", 4), ("seuraava", 4), ("klart", 4), ("done", 4), ("valmis", 4),
        ("tillbaka", 2), ("go back", 2), ("edellinen vaihe", 2),
        ("vilket steg var det?", 3), ("which step was that", 3), ("mikä vaihe se oli?", 3), ("en gång till", 3),
        ("gå till steg 5", 5), ("go to step 5", 5), ("vaihe 5", 5), ("5", 5), ("det femte steget", 5), ("99", 6),
    ],
)  # fmt: skip
async def test_moving_among_the_steps(person: Talk, said: str, number: int) -> None:
    await at_step(person, 3)
    assert (await person.says(said, "small_talk", 0.5)).step["number"] == number


@pytest.mark.parametrize("stop", ["visa alla steg", "stop", "näytä kaikki", "#step:stop"])
async def test_the_whole_section_comes_back_on_request(person: Talk, stop: str) -> None:
    await at_step(person, 3)
    reply = await (person.presses(stop[1:]) if stop.startswith("#") else person.says(stop, "cancel"))
    assert (reply.kind, len(reply.hit["steps"]), person.memory.step) == ("answer", 6, 0)


async def test_after_the_last_step_comes_the_question_whether_it_helped(person: Talk) -> None:
    await at_step(person, 6)
    reply = await person.presses("step:next")
    assert (reply.messages[0].key, reply.buttons) == ("bot-steps-done", ("solved", "unsolved", "step:back", "human"))
    assert (await person.presses("step:back")).step["number"] == 6


async def test_the_last_step_asks_by_its_buttons(person: Talk) -> None:
    await at_step(person, 6)
    assert {"solved", "unsolved"} <= set((await person.says("steg 6")).buttons)


async def test_the_wish_for_one_at_a_time_may_come_first(person: Talk) -> None:
    assert (await person.says("en sak i taget tack")).messages[0].key == "bot-steps-of-what"
    person.finds("answer", hit("a"))
    assert (await person.says("hur ansluter jag")).step == {"number": 1, "of": 4}
    assert (await person.says("hur byter jag")).kind == "answer"


async def test_long_guides_offer_it_by_a_button(person: Talk) -> None:
    person.finds("answer", hit("a", steps=6))
    assert (await person.says("det hakar")).buttons == ("step:start", "solved", "unsolved", "human")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("steg 3", 3), ("step two", 2), ("det andra steget", 2), ("vaihe 1", 1), ("viimeinen vaihe", 9),
        ("sista steget", 9), ("kolmas vaihe", 3), ("3:e steget", 3), ("3rd step", 3), ("vaiheessa 4", 4),
        ("jag har tre skärmar", None),
    ],
)  # fmt: skip
def test_a_step_is_named_by_number_or_word(text: str, number: int | None) -> None:
    assert named_step(text, 9) == number
