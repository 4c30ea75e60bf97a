"""Whatever is typed or sent, there is a clear reply or a clear problem, and nothing is lost."""

import pytest

from api.db.tables import QuestionLog, Turn
from tests.integration.conftest import House

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("text", ["", "   \n\t ", "👍🎉", "???", "\x00\x07\u200b", "/", "///"])
async def test_a_message_without_words_is_asked_to_use_some(house: House, text: str) -> None:
    reply = await house.say(text, language="sv")
    assert reply["kind"] == "small_talk"
    assert "några ord" in reply["text"]
    assert not house.bot.heard


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ('/request_human{"a":1} hjälp', 'request_human{"a":1} hjälp'),
        (" / restart nu tack", "restart nu tack"),
        ("skriv\x00aren\x1b[31m krånglar\u202e", "skrivaren[31m krånglar"),
        ("<script>alert(1)</script> hjälp mej", "<script>alert(1)</script> hjälp mej"),
        ("'; DROP TABLE turns; -- hjälp", "'; DROP TABLE turns; -- hjälp"),
        ("rad ett\r\nrad två\n\n\n\n\nrad tre", "rad ett\nrad två\n\nrad tre"),
        ("va\u030ard", "v\u00e5rd"),
    ],
)
async def test_what_is_typed_reaches_the_dialogue_harmless(house: House, typed: str, heard: str) -> None:
    assert (await house.say(typed))["kind"] == "answer"
    assert house.bot.heard[0].text == heard


async def test_twenty_kilobytes_get_a_clear_reply(house: House) -> None:
    reply = await house.say("skrivaren fungerar inte. " * 850)
    assert reply["kind"] == "answer"
    assert "första 2\u00a0000 tecknen" in reply["text"]
    assert len(house.bot.heard[0].text) == 2000


async def test_more_than_we_read_at_all_is_refused_in_words(house: House) -> None:
    response = await house.post(text="a" * 200_000)
    assert response.status_code == 422
    huge = await house.client.post("/v1/messages", content=b"x" * 1_200_000, headers={**JSON, "Accept-Language": "en"})
    assert (huge.status_code, huge.headers["content-type"]) == (413, "application/problem+json")
    assert "too large" in huge.json()["detail"]

    async def endless():
        for _ in range(120):
            yield b"x" * 10_000

    unsaid = await house.client.post("/v1/messages", content=endless(), headers=JSON)
    assert (unsaid.status_code, unsaid.headers["content-type"]) == (413, "application/problem+json")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "a", "button": "solved"},
        {"button": "nobody-offers"},
        {"button": "made_up"},
        {"text": 5},
        {"text": "hej", "message_id": "å"},
        {"text": "hej", "conversation": "a b"},
        {"text": "hej", "language": "de"},
        {"text": "hej", "more": 1},
    ],
)
async def test_a_body_that_is_no_message_is_a_problem_in_words(house: House, body: dict[str, object]) -> None:
    response = await house.post(**body)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"].startswith("Meddelandet gick inte att läsa")


async def test_half_a_character_is_a_problem_in_words(house: House) -> None:
    content = b'{"text": "skrivaren \\ud800 fungerar inte"}'
    response = await house.client.post("/v1/messages", content=content, headers=JSON)
    assert response.status_code == 422
    assert response.json()["detail"].startswith("Meddelandet gick inte att läsa")


async def test_unknown_addresses_are_problems(house: House) -> None:
    response = await house.client.get("/v1/nothing", headers={"Accept-Language": "en"})
    assert response.status_code == 404
    assert response.json()["detail"] == "There is nothing here. Please check the address."


async def test_a_password_is_warned_about_and_kept_nowhere(house: House, capsys) -> None:
    reply = await house.say("mitt lösenord är Sommar2026! och hetu 131052-308T, ring 018 15 400")

    assert "aldrig lösenord" in reply["text"]
    assert "personbeteckningen" in reply["text"]
    assert house.bot.heard[0].text == "mitt lösenord är [password] och hetu [identity], ring 018 15 400"
    [turn] = await house.rows(Turn)
    [question] = await house.rows(QuestionLog)
    assert turn.text == house.bot.heard[0].text
    assert question.text == "mitt lösenord är [password] och hetu [identity], ring [phone]"
    assert "Sommar2026" not in capsys.readouterr().out
