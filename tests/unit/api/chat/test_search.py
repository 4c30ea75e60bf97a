"""Retrieval over HTTP: what it found, or a clear 'unavailable'."""

import asyncio
import json
from dataclasses import asdict

import httpx
import pytest

from api.chat.ports import SearchUnavailableError
from api.chat.search import HttpSearch
from tests.builders import a_hit

FOUND = {"decision": "answer", "confidence": 0.9, "hits": [asdict(a_hit())], "took_ms": 3, "index": "abc"}


def a_search(handler) -> HttpSearch:
    client = httpx.AsyncClient(transport=httpx.MockTransport(handler))
    return HttpSearch(client, "http://retrieval.test", timeout_s=0.2)


async def test_the_question_goes_out_as_agreed_and_the_hits_come_back() -> None:
    sent = []

    def handler(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return httpx.Response(200, json=FOUND)

    found = await a_search(handler).search("vpn hemma", language="sv", audience=("alla",))
    assert sent == [{"question": "vpn hemma", "language": "sv", "audience": ["alla"], "limit": 5}]
    assert (found.decision, found.confidence) == ("answer", 0.9)
    assert found.hits == (a_hit(),)


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(503),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json=[]),
        httpx.Response(200, json={"decision": "answer", "confidence": 1, "hits": [{"guide": "x"}]}),
    ],
)
async def test_anything_but_a_whole_answer_is_unavailable(response: httpx.Response) -> None:
    with pytest.raises(SearchUnavailableError):
        await a_search(lambda _request: response).search("vpn", language="sv", audience=("alla",))


async def test_a_late_answer_is_unavailable() -> None:
    async def handler(_request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(5)
        return httpx.Response(200, json=FOUND)

    started = asyncio.get_running_loop().time()
    with pytest.raises(SearchUnavailableError):
        await a_search(handler).search("vpn", language="sv", audience=("alla",))
    assert asyncio.get_running_loop().time() - started < 1
