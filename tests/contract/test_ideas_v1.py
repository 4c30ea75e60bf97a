"""`/v1/ideas`: what the gateway hands over and the dialogue asks is what the retrieval service takes."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.chat.idea_index import HttpIdeaIndex
from api.chat.ports import IdeaIndex, IdeaText, SearchUnavailableError
from retrieval.ideas_http import IdeasIn, Kept, NearRequest, NearResponse
from tests.fakes.idea_index import FakeIdeaIndex

EXAMPLES = Path(__file__).parent / "ideas_v1"


def example(name: str) -> dict[str, Any]:
    return json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))


class Retrieval:
    """The service's side, as its models read and write it."""

    def __init__(self) -> None:
        self.kept = IdeasIn(version="", ideas=())

    def __call__(self, request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/v1/ideas"
        if request.method == "PUT":
            assert IdeasIn.model_validate_json(request.content).model_dump(mode="json") == json.loads(request.content)
            self.kept = IdeasIn.model_validate_json(request.content)
        return httpx.Response(200, json=Kept(version=self.kept.version).model_dump())


@pytest.fixture(params=["fake", "http"])
def index(request: pytest.FixtureRequest) -> IdeaIndex:
    if request.param == "fake":
        return FakeIdeaIndex()
    client = httpx.AsyncClient(transport=httpx.MockTransport(Retrieval()))
    return HttpIdeaIndex(client, "http://retrieval.test/")


async def test_what_is_kept_is_known_by_its_version(index: IdeaIndex) -> None:
    assert await index.kept() == ""
    told = example("keep")
    await index.keep([IdeaText(**each) for each in told["ideas"]], version=told["version"])
    assert await index.kept() == told["version"]
    await index.keep([], version="")
    assert await index.kept() == ""


@pytest.mark.parametrize(
    "answer", [httpx.Response(503), httpx.Response(200, content=b"<html>"), httpx.ConnectError("")]
)
async def test_a_service_that_is_down_or_broken_is_said_so(answer: Any) -> None:
    def handler(_request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    index = HttpIdeaIndex(httpx.AsyncClient(transport=httpx.MockTransport(handler)), "http://retrieval.test")
    with pytest.raises(SearchUnavailableError):
        await index.keep([], version="a")


def test_the_dialogue_asks_and_is_answered_as_in_the_examples() -> None:
    asked, answered = example("near_request"), example("near_response")
    assert NearRequest.model_validate(asked).model_dump(mode="json") == asked
    assert NearResponse.model_validate(answered).model_dump(mode="json") == answered
