import math

from retrieval.evaluate.metrics import auroc, ndcg, recall_any, reciprocal_rank


def test_a_right_guide_first_is_perfect() -> None:
    assert ndcg(["a", "b"], {"a"}) == 1.0
    assert reciprocal_rank(["a", "b"], {"a"}) == 1.0


def test_a_right_guide_second_is_discounted() -> None:
    assert math.isclose(ndcg(["b", "a"], {"a"}), 1 / math.log2(3))
    assert reciprocal_rank(["b", "a"], {"a"}) == 0.5


def test_beyond_the_cut_nothing_counts() -> None:
    ranking = [str(number) for number in range(20)]
    assert ndcg(ranking, {"15"}) == 0.0
    assert recall_any(ranking, {"5"}, cut=5) == 0.0
    assert recall_any(ranking, {"4"}, cut=5) == 1.0


def test_auroc_is_one_when_right_is_always_surer_and_a_half_for_a_coin() -> None:
    assert auroc([0.9, 0.8], [0.1]) == 1.0
    assert auroc([0.5], [0.5]) == 0.5
    assert auroc([], [0.5]) is None
