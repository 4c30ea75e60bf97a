"""The dialogue over HTTP: one reply, or a clear 'unavailable'."""

import asyncio
import json
from pathlib import Path

import httpx
import pytest

from api.chat.bot_reply import BotReply
from api.chat.ports import BotMessage, BotUnavailableError, UnusableReplyError
from api.chat.rasa import RasaBot
from api.chat.say import Speaker
from api.texts.catalogue import Catalogue

EXAMPLES = sorted((Path(__file__).resolve().parents[4] / "tests/contract/bot_reply").glob("*.json"))
MESSAGE = BotMessage("sender", "hej", "m1", "sv", "web", None, "Mejlen ligger nere", ("alla",))
CUSTOM = {"kind": "small_talk", "messages": [{"key": "bot-hello", "values": {}}], "buttons": []}


def a_bot(handler) -> RasaBot:
    client = httpx.AsyncClient(transport=httpx.MockTransport(handler))
    return RasaBot(client, "http://rasa.test/", timeout_s=0.2)


async def test_the_message_goes_out_as_agreed() -> None:
    sent = []

    def handler(request: httpx.Request) -> httpx.Response:
        sent.append((str(request.url), json.loads(request.content)))
        return httpx.Response(200, json=[{"recipient_id": "sender", "custom": CUSTOM}])

    assert (await a_bot(handler).reply_to(MESSAGE)).kind == "small_talk"
    [(url, body)] = sent
    assert url == "http://rasa.test/webhooks/rest/webhook"
    assert body == {
        "sender": "sender",
        "message": "hej",
        "metadata": {
            "language": "sv",
            "channel": "web",
            "button": None,
            "outage": "Mejlen ligger nere",
            "audience": ["alla"],
            "message_id": "m1",
            "contact": None,
            "offered": None,
        },
    }


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(200, json=[]),
        httpx.Response(200, json=None),
        httpx.Response(200, json={"custom": CUSTOM}),
        httpx.Response(200, json=[{"text": "hej"}]),
        httpx.Response(200, json=[{"custom": CUSTOM}, {"custom": CUSTOM}]),
        httpx.Response(200, json=[{"custom": {"messages": []}}]),
        httpx.Response(200, json=[{"custom": {"kind": "answer", "hit": {"guide": "x"}}}]),
        httpx.Response(200, json=[{"custom": "hej"}]),
        httpx.Response(200, text="<html>"),
        httpx.Response(404, json=[{"custom": CUSTOM}]),
    ],
    ids=["empty", "null", "no-list", "text", "two", "no-kind", "half-hit", "string", "html", "404"],
)
async def test_anything_but_one_whole_reply_is_no_reply_to_this_message(response: httpx.Response) -> None:
    with pytest.raises(UnusableReplyError):
        await a_bot(lambda _request: response).reply_to(MESSAGE)


async def test_a_server_that_fails_altogether_is_down() -> None:
    with pytest.raises(BotUnavailableError):
        await a_bot(lambda _request: httpx.Response(503, json=[{"custom": CUSTOM}])).reply_to(MESSAGE)


async def test_up_is_a_server_with_a_model_to_answer_with() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200 if request.url.path == "/webhooks/rest/ready" else 404)

    assert await a_bot(handler).is_up()
    assert not await a_bot(lambda _request: httpx.Response(503)).is_up()


async def test_a_late_reply_is_no_reply() -> None:
    async def handler(_request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(5)
        return httpx.Response(200, json=[])

    started = asyncio.get_running_loop().time()
    with pytest.raises(BotUnavailableError):
        await a_bot(handler).reply_to(MESSAGE)
    assert asyncio.get_running_loop().time() - started < 1


async def test_a_dead_server_is_down() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    bot = a_bot(handler)
    assert not await bot.is_up()
    with pytest.raises(BotUnavailableError):
        await bot.reply_to(MESSAGE)


@pytest.mark.skipif(not EXAMPLES, reason="no examples of the bot's replies yet")
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_of_the_bots_replies_can_be_said(path: Path) -> None:
    example = json.loads(path.read_text(encoding="utf-8"))
    customs = example if isinstance(example, list) else [example]
    speaker = Speaker(Catalogue(), public_url=None)
    for custom in customs:
        said = BotReply.from_json(custom.get("custom", custom))
        assert speaker.cannot_say(said) == ()
        if not said.is_order:
            for language in ("sv", "en", "fi"):
                assert speaker.reply(said, language).kind == said.kind
