"""Every story, held with the real Rasa, actions, retrieval and gateway."""

import pytest

from tests.product import Product
from tests.stories.driver import Story, hold, judge, read_stories

pytestmark = pytest.mark.e2e
STORIES = read_stories()


@pytest.mark.parametrize("story", STORIES, ids=[story.id for story in STORIES])
def test_the_story_goes_as_written(product: Product, story: Story) -> None:
    hold(product.base, story)


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
