from bot.dialogue.shown import LONGEST_PART, parts_of
from tests.unit.bot.conftest import Talk, hit

PARAGRAPH = "Du får installera program ur portalen. Annat behöver ett ja från chefen. " * 4
BODY = "\n\n".join([PARAGRAPH.strip()] * 5)


def without_steps(body: str) -> dict:
    return {**hit("regler", steps=0), "body_markdown": body}


async def test_a_long_text_comes_a_screenful_at_a_time(person: Talk) -> None:
    person.finds("answer", without_steps(BODY))
    told = [await person.says("vilka regler gäller")]
    while "more" in told[-1].buttons:
        told.append(await person.presses("more") if len(told) % 2 else await person.says("visa mer"))
    assert len(told) > 2
    assert all(len(reply.hit["body_markdown"]) <= LONGEST_PART for reply in told)
    assert "\n\n".join(reply.hit["body_markdown"] for reply in told) == BODY
    assert told[-1].buttons == ("solved", "unsolved", "human")


def test_a_paragraph_longer_than_a_screen_is_cut_after_a_sentence() -> None:
    parts = parts_of(without_steps("Det här är en mening. " * 100))
    assert all(len(part) <= LONGEST_PART and part.endswith(".") for part in parts)


def test_a_word_without_end_is_cut_all_the_same() -> None:
    assert all(len(part) <= LONGEST_PART for part in parts_of(without_steps("x" * 2000)))
