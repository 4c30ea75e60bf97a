"""Which guide a question is for, by all own questions together."""

import numpy as np
import pytest

from retrieval.taught import MAX_WORK, UNLIKELIEST, Taught, is_teachable, learn

DIMENSION = 16
DRAW = np.random.default_rng(3)
WORDS = ("skrivaren", "lösenordet", "bilagan")
"""Of three guides; the vectors tell nothing of them."""
TEXTS = [f"{word} {extra}" for word in WORDS for extra in ("krånglar", "int igen", "hjälp", "hur gör man", "e borta")]
BASES = np.repeat(np.arange(3), 5)


def vectors(count: int) -> np.ndarray:
    drawn = DRAW.standard_normal((count, DIMENSION)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def by_letters() -> Taught:
    return learn(vectors(len(TEXTS)), TEXTS, BASES)


@pytest.mark.parametrize(("text", "guide"), [("skrivarn", 0), ("nytt lösenord", 1), ("bilagor i mejlet", 2)])
def test_words_tell_the_guide_where_vectors_do_not(by_letters: Taught, text: str, guide: int) -> None:
    assert int(np.argmax(by_letters.likely(vectors(1)[0], text))) == guide


def test_vectors_tell_the_guide_where_words_do_not() -> None:
    centres = vectors(3)
    near = centres[BASES] + 0.1 * vectors(len(BASES))
    taught = learn(near.astype(np.float32), ["hjälp"] * len(BASES), BASES)

    assert [int(np.argmax(taught.likely(each, "hjälp"))) for each in centres] == [0, 1, 2]


def test_it_gives_logarithms_of_probabilities_that_sum_to_one(by_letters: Taught) -> None:
    likely = by_letters.likely(vectors(1)[0], "skrivaren krånglar")

    assert np.exp(likely.astype(np.float64)).sum() == pytest.approx(1, abs=1e-3)
    assert likely.min() >= UNLIKELIEST


@pytest.mark.parametrize("text", ["", "?", "å"])
def test_a_question_without_letters_has_an_answer_too(by_letters: Taught, text: str) -> None:
    assert np.isfinite(by_letters.likely(vectors(1)[0], text)).all()


def test_it_finds_the_least_loss_as_scikit_learn_does() -> None:
    linear_model = pytest.importorskip("sklearn.linear_model")
    given = vectors(90)
    bases = np.argmax(given[:, :3], axis=1)
    taught = learn(given, [""] * 90, bases)
    turned = given - taught.centre
    turned = turned / np.linalg.norm(turned, axis=1, keepdims=True)
    rows = np.hstack([turned, np.full((90, 1), 0.3)])
    model = linear_model.LogisticRegression(C=10, fit_intercept=False, max_iter=1_000).fit(rows, bases)
    theirs = model.predict_log_proba(rows)

    ours = np.stack([taught.likely(each, "") for each in given])
    assert np.abs(np.exp(ours) - np.exp(theirs)).max() < 0.05


def test_a_large_collection_is_not_learned_in_a_moment() -> None:
    assert is_teachable(4_000, 70)
    assert not is_teachable(MAX_WORK, 2)
