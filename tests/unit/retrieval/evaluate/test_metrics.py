import pytest

from retrieval.evaluate.metrics import auroc, ndcg, recall_any, reciprocal_rank


def test_a_right_guide_at_the_top_is_worth_one() -> None:
    assert ndcg(["a", "b"], {"a"}) == 1.0
    assert reciprocal_rank(["a", "b"], {"a"}) == 1.0


def test_a_right_guide_second_is_discounted() -> None:
    assert ndcg(["b", "a"], {"a"}) == pytest.approx(0.6309, abs=1e-4)
    assert reciprocal_rank(["b", "a"], {"a"}) == 0.5


def test_two_right_guides_are_both_wanted() -> None:
    assert ndcg(["a", "x", "b"], {"a", "b"}) == pytest.approx((1 + 0.5) / (1 + 0.6309), abs=1e-4)


def test_beyond_ten_is_nothing() -> None:
    ranking = [str(number) for number in range(11)]

    assert ndcg(ranking, {"10"}) == reciprocal_rank(ranking, {"10"}) == 0.0
    assert recall_any(ranking, {"4"}, cut=5) == 1.0
    assert recall_any(ranking, {"5"}, cut=5) == 0.0


def test_auroc_is_a_coin_for_equal_confidence_and_none_without_both_sides() -> None:
    assert auroc([0.5], [0.5]) == 0.5
    assert auroc([0.9, 0.4], [0.5]) == 0.5
    assert auroc([0.9], []) is None
