"""`POST /v1/search`: what the gateway says and hears is what the retrieval service hears and says."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.chat.ports import SearchUnavailableError
from api.chat.search import HttpSearch
from retrieval.contract import SearchRequest, SearchResponse

EXAMPLES = Path(__file__).parent / "search_v1"
RESPONSES = ["response_answer", "response_clarify", "response_refuse"]


def example(name: str) -> dict[str, Any]:
    return json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def a_gateway(answer: bytes, sent: list[httpx.Request]) -> HttpSearch:
    """A gateway that gets one answer, whatever it asks."""

    def handler(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, content=answer, headers={"content-type": "application/json"})

    client = httpx.AsyncClient(transport=httpx.MockTransport(handler))
    return HttpSearch(client, "http://retrieval.test", timeout_s=1.0)


async def test_the_gateway_asks_as_in_the_example_and_retrieval_reads_all_of_it() -> None:
    asked = example("request")
    sent: list[httpx.Request] = []
    gateway = a_gateway(json.dumps(example("response_refuse")).encode(), sent)

    await gateway.search(asked["question"], language=asked["language"], audience=tuple(asked["audience"]))

    (request,) = sent
    assert (request.method, request.url.path) == ("POST", "/v1/search")
    assert json.loads(request.content) == asked
    assert SearchRequest.model_validate_json(request.content).model_dump(mode="json") == asked


@pytest.mark.parametrize("name", RESPONSES)
async def test_what_retrieval_writes_the_gateway_reads_field_by_field(name: str) -> None:
    written = SearchResponse.model_validate(example(name)).model_dump_json().encode()
    assert json.loads(written) == example(name)

    found = await a_gateway(written, []).search("vpn", language="sv", audience=("alla",))

    assert (found.decision, found.confidence) == (example(name)["decision"], example(name)["confidence"])
    assert json.loads(json.dumps([asdict(hit) for hit in found.hits])) == example(name)["hits"]


def test_each_decision_has_an_example() -> None:
    assert {example(name)["decision"] for name in RESPONSES} == {"answer", "clarify", "refuse"}


@pytest.mark.parametrize("field", ["decision", "confidence", "hits"])
async def test_a_response_that_lacks_what_the_gateway_needs_is_no_answer(field: str) -> None:
    response = example("response_answer")
    del response[field]

    with pytest.raises(SearchUnavailableError):
        await a_gateway(json.dumps(response).encode(), []).search("vpn", language="sv", audience=("alla",))
