import numpy as np
import pytest

from retrieval.evaluate.bootstrap import Difference, paired_difference


def test_the_same_figures_differ_by_nothing() -> None:
    assert paired_difference([1.0, 0.0, 0.5], [1.0, 0.0, 0.5]) == Difference(0.0, 0.0, 0.0)


def test_a_gain_at_every_question_is_sure() -> None:
    found = paired_difference(np.zeros(30), np.full(30, 0.2))

    assert (found.mean, found.low, found.high) == pytest.approx((0.2, 0.2, 0.2))
    assert found.is_sure


def test_one_question_more_of_twenty_may_be_luck() -> None:
    found = paired_difference(np.zeros(20), np.array([1.0] + [0.0] * 19))

    assert found.low == 0.0
    assert found.high > found.mean == pytest.approx(0.05)
    assert not found.is_sure


def test_a_loss_is_sure_too() -> None:
    assert paired_difference(np.ones(50), np.full(50, 0.9)).is_sure


def test_the_interval_is_that_of_the_normal_distribution_when_questions_are_many() -> None:
    differences = np.random.default_rng(1).normal(0.1, 0.5, 2000)

    found = paired_difference(np.zeros(2000), differences)

    error = differences.std() / np.sqrt(2000)
    assert found.low == pytest.approx(differences.mean() - 1.96 * error, abs=0.002)
    assert found.high == pytest.approx(differences.mean() + 1.96 * error, abs=0.002)


def test_pairing_takes_away_how_hard_the_questions_are() -> None:
    """Both swing from 0 to 1 between questions, yet every question gains the same."""
    hard = np.array([0.0, 0.9] * 20)

    assert paired_difference(hard, hard + 0.1).high == pytest.approx(0.1)


def test_the_same_call_gives_the_same_interval() -> None:
    figures = np.random.default_rng(2).random(40)

    assert paired_difference(np.zeros(40), figures) == paired_difference(np.zeros(40), figures)


def test_many_questions_are_drawn_in_pieces() -> None:
    found = paired_difference(np.zeros(100_000), np.full(100_000, 0.3), draws=50)

    assert (found.mean, found.low, found.high) == pytest.approx((0.3, 0.3, 0.3))


def test_no_question_is_no_difference() -> None:
    assert paired_difference([], []) == Difference(0.0, 0.0, 0.0)


def test_different_questions_cannot_be_paired() -> None:
    with pytest.raises(ValueError, match="cannot be paired"):
        paired_difference([1.0], [1.0, 0.0])
