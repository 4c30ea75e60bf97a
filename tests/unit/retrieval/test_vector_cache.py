from pathlib import Path

import numpy as np

from retrieval.vector_cache import CachedEncoder, Progress
from tests.fakes.encoder import FakeEncoder


def test_a_text_is_embedded_once_even_in_the_next_process(tmp_path: Path, encoder: FakeEncoder) -> None:
    first = CachedEncoder(encoder, tmp_path).embed_passages(["a b", "c", "a b"])
    again = FakeEncoder()
    second = CachedEncoder(again, tmp_path).embed_passages(["c", "a b"])

    assert encoder.embedded == ["a b", "c"]
    assert again.embedded == []
    assert np.array_equal(second, first[[1, 0]])


def test_a_passage_and_a_question_of_the_same_words_are_two_texts(tmp_path: Path, encoder: FakeEncoder) -> None:
    cached = CachedEncoder(encoder, tmp_path)
    cached.embed_passages(["a"])
    cached.embed_questions(["a"])

    assert encoder.embedded == ["a", "a"]


def test_vectors_of_two_models_are_kept_apart(tmp_path: Path) -> None:
    CachedEncoder(FakeEncoder(name="one"), tmp_path).embed_passages(["a"])
    other = FakeEncoder(name="two", dimension=8)

    assert CachedEncoder(other, tmp_path).embed_passages(["a"]).shape == (1, 8)


def test_progress_says_how_many_of_how_many_and_ends_at_all(tmp_path: Path, encoder: FakeEncoder) -> None:
    said: list[Progress] = []
    cached = CachedEncoder(encoder, tmp_path)

    todo = cached.warm(passages=[f"p{n}" for n in range(70)], questions=["q", "q"], on_progress=said.append)

    assert todo == 71
    assert [(each.done, each.total) for each in said] == [(64, 71), (71, 71)]
    assert said[-1].left_s == 0
    assert cached.warm(passages=["p1"], questions=["q"], on_progress=said.append) == 0


def test_no_text_gives_no_vectors(tmp_path: Path, encoder: FakeEncoder) -> None:
    assert CachedEncoder(encoder, tmp_path).embed_passages([]).shape == (0, 64)
