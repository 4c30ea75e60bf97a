import numpy as np
import pytest

from retrieval import guide_vectors
from retrieval.guide_vectors import GuideVectors
from retrieval.ports import Vectors
from retrieval.said import Told
from retrieval.understand import Understood
from retrieval.vector import FlatIndex

OWNERS = np.array([0, 0, 1, 3, 3, 3])
VECTORS = np.array([[1, 0], [0, 1], [0.6, 0.8], [0.8, 0.6], [0, -1], [-1, 0]], dtype=np.float32)
IN_MAIN = np.array([True, True, False, True, True, True])
NO_LETTERS = np.zeros(4, dtype=np.float32)


def asked(main: Vectors, other: Vectors) -> Understood:
    return Understood("", (), (main, other), NO_LETTERS, NO_LETTERS, Told(0.0, NO_LETTERS), 0.0)


@pytest.fixture(params=[guide_vectors.AT_ONCE, 0], ids=["all at once", "the nearest first"])
def guides(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> GuideVectors:
    monkeypatch.setattr(guide_vectors, "AT_ONCE", request.param)
    return GuideVectors(FlatIndex(VECTORS), OWNERS, IN_MAIN, 4)


def test_a_guide_is_as_near_as_its_nearest_vector(guides: GuideVectors) -> None:
    question = np.array([1, 0], dtype=np.float32)

    seen = guides.look(asked(question, question))

    assert np.allclose(seen.best, [1, 0.6, -np.inf, 0.8])
    assert seen.near.tolist() == [True, True, False, True]


def test_guides_in_the_main_language_are_compared_with_the_turned_question(guides: GuideVectors) -> None:
    turned, as_it_is = np.array([1, 0], dtype=np.float32), np.array([0, 1], dtype=np.float32)

    best = guides.look(asked(turned, as_it_is)).best

    assert np.allclose(best, [1, 0.8, -np.inf, 0.8])


def test_few_nearest_are_completed_to_what_all_at_once_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(3)
    vectors = draw.standard_normal((500, 8)).astype(np.float32)
    owners = np.sort(draw.integers(0, 90, 500))
    in_main = (draw.random(90) < 0.7)[owners]
    question = asked(*draw.standard_normal((2, 8)).astype(np.float32))
    monkeypatch.setattr(guide_vectors, "NEAREST", 20)
    at_once = GuideVectors(FlatIndex(vectors), owners, in_main, 90).look(question).best
    monkeypatch.setattr(guide_vectors, "AT_ONCE", 0)
    guides = GuideVectors(FlatIndex(vectors), owners, in_main, 90)

    seen = guides.look(question)
    best = seen.best
    assert 1 <= seen.near.sum() <= 40
    guides.complete(best, np.ones(90, dtype=np.bool_), question)

    assert np.allclose(best, at_once, atol=1e-5)


def test_no_vector_at_all_is_near_nothing() -> None:
    none = GuideVectors(FlatIndex(VECTORS[:0]), OWNERS[:0], IN_MAIN[:0], 2)
    question = np.array([1, 0], dtype=np.float32)

    seen = none.look(asked(question, question))

    assert seen.best.tolist() == [-np.inf, -np.inf]
    assert not seen.near.any()
