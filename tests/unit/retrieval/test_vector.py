"""Vectors in lists: many are searched as if all were compared."""

from pathlib import Path

import numpy as np
import pytest

from retrieval import vector as indexing
from retrieval.ports import Vectors
from retrieval.vector import (
    FlatIndex,
    ListedIndex,
    index_vectors,
    load_lists,
    make_lists,
    save_lists,
)

TOPICS = 40


def on_topics(count: int, *, seed: int) -> Vectors:
    """Unit vectors around forty topics."""
    topics = np.random.default_rng(7).standard_normal((TOPICS, 16)).astype(np.float32)
    drawn = np.random.default_rng(seed)
    vectors = topics[drawn.integers(0, TOPICS, count)] + 0.3 * drawn.standard_normal((count, 16)).astype(np.float32)
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    return on_topics(8_000, seed=1)


@pytest.fixture(scope="module")
def questions() -> Vectors:
    return on_topics(40, seed=2)


@pytest.fixture(scope="module")
def listed(vectors: Vectors, questions: Vectors) -> ListedIndex:
    lists = make_lists(vectors, questions)
    assert lists is not None
    return ListedIndex(vectors, lists)


def recall(index: FlatIndex, vectors: Vectors, questions: Vectors) -> float:
    pairs = [
        (set(index.nearest(each, limit=100)[0]), set(FlatIndex(vectors).nearest(each, limit=100)[0]))
        for each in questions
    ]
    return sum(len(found & true) for found, true in pairs) / sum(len(true) for _, true in pairs)


def test_a_small_collection_is_compared_with_one_by_one(vectors: Vectors, questions: Vectors) -> None:
    assert type(index_vectors(vectors, questions)) is FlatIndex


def test_a_large_one_is_put_into_lists(vectors: Vectors, questions: Vectors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "FLAT_UP_TO", 1_000)

    assert isinstance(index_vectors(vectors, questions), ListedIndex)


def test_vectors_without_any_order_stay_flat(questions: Vectors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "FLAT_UP_TO", 1_000)
    noise = np.random.default_rng(3).standard_normal((6_000, 16)).astype(np.float32)

    assert type(index_vectors(noise, noise[:40] + 1)) is FlatIndex


def test_new_questions_find_nearly_all_that_is_nearest_with_exact_scores(listed: ListedIndex, vectors: Vectors) -> None:
    asked = on_topics(60, seed=5)

    assert recall(listed, vectors, asked) >= 0.97
    positions, scores = listed.nearest(asked[0], limit=10)
    assert np.allclose(scores, vectors[positions] @ asked[0], atol=1e-6)
    assert (np.diff(scores) <= 0).all()


def test_what_changed_is_found_and_what_is_gone_is_not(listed: ListedIndex, vectors: Vectors) -> None:
    fresh = on_topics(50, seed=6)
    source = np.concatenate([np.full(50, -1), np.arange(100, len(vectors))])
    changed = np.concatenate([fresh, vectors[100:]])

    moved = listed.moved(changed, source)

    assert moved is not None
    assert moved.nearest(fresh[3], limit=1)[0].tolist() == [3]
    assert recall(moved, changed, on_topics(60, seed=5)) >= 0.97
    again = moved.moved(changed[10:], np.arange(10, len(changed)))
    assert again is not None
    assert again.nearest(fresh[20], limit=1)[0].tolist() == [10]
    assert recall(again, changed[10:], on_topics(60, seed=5)) >= 0.97


def test_lists_that_hold_too_little_are_made_again(listed: ListedIndex, vectors: Vectors) -> None:
    assert listed.moved(vectors[: len(vectors) // 2], np.arange(len(vectors) // 2)) is None


def test_lists_are_read_where_they_lie(listed: ListedIndex, tmp_path: Path, vectors: Vectors) -> None:
    lists = listed.lists
    save_lists(lists, tmp_path / "one")
    read = load_lists(tmp_path / "one", rows=lists.rows, fresh=lists.fresh, recall=lists.recall)
    save_lists(read, tmp_path / "two")
    (tmp_path / "one").unlink()

    for each in (read, load_lists(tmp_path / "two", rows=lists.rows, fresh=lists.fresh, recall=lists.recall)):
        positions = ListedIndex(vectors, each).nearest(vectors[5], limit=20)[0]
        assert np.array_equal(positions, listed.nearest(vectors[5], limit=20)[0])


@pytest.mark.parametrize("keep", [0, 10, 5_000])
def test_half_a_file_of_lists_is_an_error(listed: ListedIndex, tmp_path: Path, keep: int) -> None:
    save_lists(listed.lists, tmp_path / "lists")
    content = (tmp_path / "lists").read_bytes()
    (tmp_path / "lists").write_bytes(content[:keep])

    with pytest.raises(ValueError, match="lists"):
        load_lists(tmp_path / "lists", rows=listed.lists.rows, fresh=listed.lists.fresh, recall=1)
