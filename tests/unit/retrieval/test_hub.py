import numpy as np

from retrieval.hub import best_per_group, mean_best_scores


def test_the_best_of_each_group_is_taken() -> None:
    assert best_per_group(np.array([1.0, 5, 2, 3], np.float32), np.array([0, 1, 3])).tolist() == [1, 5, 3]


def test_a_guide_is_measured_by_the_titles_of_others_only() -> None:
    titles = np.eye(3, dtype=np.float32)
    vectors = np.array([[1, 0.5, 0], [0, 1, 0], [0, 0.2, 1]], dtype=np.float32)
    at = np.arange(3)

    assert np.allclose(mean_best_scores(titles, at, vectors, at, at), [0.25, 0, 0.1])


def test_a_translation_does_not_measure_its_own_guide() -> None:
    titles = np.ones((2, 1), dtype=np.float32)
    same_base = np.zeros(2, dtype=np.int64)

    assert mean_best_scores(titles, same_base, titles, np.arange(2), same_base).tolist() == [0, 0]
