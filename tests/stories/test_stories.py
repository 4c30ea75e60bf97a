"""Every story, held with the real Rasa, actions, retrieval and gateway."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from tests.product import Product
from tests.stories.driver import Story, Talk, hold, judge, read_stories
from tests.stories.released import release

pytestmark = pytest.mark.e2e
STORIES = read_stories()
PEOPLE = 3
"""Stories held at the same time: each is a conversation of its own."""


@pytest.fixture(scope="module")
def held(product: Product, request: pytest.FixtureRequest) -> Iterator[dict[str, Future[Talk]]]:
    asked_for = [getattr(item, "callspec", None) for item in request.session.items]
    wanted = {spec.params["story"].id for spec in asked_for if spec and "story" in spec.params}
    release(product)
    with ThreadPoolExecutor(PEOPLE) as people:
        yield {story.id: people.submit(hold, product.base, story) for story in STORIES if story.id in wanted}


@pytest.mark.parametrize("story", STORIES, ids=[story.id for story in STORIES])
def test_the_story_goes_as_written(held: dict[str, Future[Talk]], story: Story) -> None:
    held[story.id].result()


def test_there_are_enough_stories_in_every_language() -> None:
    counts = {code: sum(story.language == code for story in STORIES) for code in ("sv", "en", "fi")}
    assert len(STORIES) >= 80
    assert counts["sv"] >= 50
    assert counts["en"] >= 15
    assert counts["fi"] >= 15


def test_a_reply_that_is_not_as_wanted_is_noticed() -> None:
    reply = {"kind": "answer", "text": "bot-clarify", "guide": "a", "section": "b", "steps": ["c"], "buttons": [],
             "choices": [], "form": None, "language": "sv"}  # fmt: skip
    wanted = {"gets": "refuse", "guide": ["b", "c"], "text": "hej", "buttons": ["human"], "choices": True}
    assert len(judge(reply, wanted, expected_language="fi")) == 7
