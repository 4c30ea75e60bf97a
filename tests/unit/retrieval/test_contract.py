"""What travels over /v1/search, against the examples that the bot's tests read too."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from retrieval.contract import SearchRequest, SearchResponse

EXAMPLES = Path(__file__).parents[2] / "contract" / "search_v1"


def example(name: str) -> dict[str, object]:
    return json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def test_the_request_is_read_and_written_as_in_the_example() -> None:
    assert SearchRequest.model_validate(example("request")).model_dump(mode="json") == example("request")


@pytest.mark.parametrize("name", ["response_answer", "response_clarify", "response_refuse"])
def test_each_response_is_read_and_written_as_in_the_example(name: str) -> None:
    written = SearchResponse.model_validate(example(name)).model_dump(mode="json")

    assert written == example(name)
    assert list(written) == list(example(name))
    assert [list(hit) for hit in written["hits"]] == [list(hit) for hit in example(name)["hits"]]


@pytest.mark.parametrize(
    ("sent", "audience"),
    [
        ({}, ("alla",)),
        ({"audience": None}, ("alla",)),
        ({"audience": "rektorer"}, ("rektorer",)),
        ({"audience": ["a", "b"]}, ("a", "b")),
    ],
)
def test_the_audience_may_be_one_many_or_missing(sent: dict[str, object], audience: tuple[str, ...]) -> None:
    assert SearchRequest.model_validate({"question": "a", **sent}).audience == audience


def test_what_a_later_version_adds_is_passed_over() -> None:
    assert SearchRequest.model_validate({"question": "a", "quality": "best"}).limit == 5


@pytest.mark.parametrize("limit", [0, 21, "many"])
def test_the_limit_is_one_to_twenty(limit: object) -> None:
    with pytest.raises(ValidationError):
        SearchRequest.model_validate({"question": "a", "limit": limit})
