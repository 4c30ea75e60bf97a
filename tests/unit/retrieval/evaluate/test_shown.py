"""The bench's own arithmetic: how much of what is shown holds the right guide."""

import pytest

from retrieval.decide import Verdict
from retrieval.evaluate.questions import Question
from retrieval.evaluate.run import Asked
from tests.bench.quality.shown import Shown, answered_at, shown_at, shown_of


def asked(decision: str, ranking: str, gold: str, *, sure: float = 0.5) -> Asked:
    question = Question("?", "sv", frozenset(gold), "natural")
    verdict = Verdict("answer", sure, first_right=sure, among_three=sure, covered=sure, alone=1.0)
    return Asked(question, tuple(ranking), decision, verdict, None, 1.0)


def test_an_answer_is_right_by_its_first_guide_a_choice_by_three() -> None:
    seen = shown_of(
        [
            asked("answer", "abc", "a"),
            asked("answer", "abc", "b"),
            asked("clarify", "abc", "c"),
            asked("clarify", "abcd", "d"),
            asked("clarify", "abc", ""),
            asked("refuse", "abc", "a"),
            asked("refuse", "abc", ""),
        ]
    )
    assert seen == Shown(right=pytest.approx(2 / 5), share=pytest.approx(4 / 5))


def test_surest_first_goes_as_far_as_the_wish_is_kept() -> None:
    questions = [
        asked("refuse", "abc", "x", sure=0.1),
        asked("refuse", "abc", "a", sure=0.9),
        asked("refuse", "abc", "x", sure=0.8),
        asked("refuse", "abc", "b", sure=0.7),
        asked("refuse", "abc", "c", sure=0.6),
    ]
    assert shown_at(questions, wished=0.75) == Shown(right=0.75, share=pytest.approx(4 / 5))
    assert shown_at(questions, wished=1.0) == Shown(right=1.0, share=pytest.approx(1 / 5))


def test_of_single_answers_the_first_guide_must_be_right() -> None:
    questions = [
        asked("refuse", "abc", "a", sure=0.9),
        asked("refuse", "abc", "b", sure=0.8),
        asked("refuse", "abc", "a", sure=0.7),
    ]
    assert answered_at(questions, wished=0.6) == Shown(right=pytest.approx(2 / 3), share=1.0)
    assert answered_at(questions, wished=0.9) == Shown(right=1.0, share=pytest.approx(1 / 3))


def test_nothing_shown_is_nothing() -> None:
    assert shown_of([]) == shown_at([], wished=0.9) == Shown(0.0, 0.0)
