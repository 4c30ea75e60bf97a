import pytest

from retrieval.decide import Verdict
from retrieval.evaluate.questions import Question
from retrieval.evaluate.run import Asked, summarise, times


def asked(decision: str, ranking: tuple[str, ...], gold: set[str], sure: float = 0.5, language: str = "sv") -> Asked:
    question = Question("a", language, frozenset(gold), "own")  # type: ignore[arg-type]
    verdict = Verdict("answer", sure, first_right=sure, among_three=sure, covered=sure, alone=1.0)
    return Asked(question, ranking, decision, verdict, None, 10.0)


SET = [
    asked("answer", ("a", "b"), {"a"}, 0.9),
    asked("answer", ("b", "a"), {"a"}, 0.8),
    asked("refuse", ("c",), {"a"}, 0.2),
    asked("answer", ("c",), set(), 0.7, "fi"),
    asked("refuse", ("c",), set(), 0.1, "fi"),
]


def test_the_figures_are_those_of_the_contract() -> None:
    figures = summarise(SET)

    assert figures["n"] == 5
    assert figures["r1"] == pytest.approx(1 / 3, abs=1e-4)
    assert figures["mrr10"] == pytest.approx(0.5, abs=1e-4)
    assert figures["answer_precision"] == pytest.approx(1 / 3, abs=1e-4)
    assert figures["coverage"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["refusal_rate"] == 0.5
    assert set(figures["by_language"]) == {"sv", "fi"}


def test_what_cannot_be_counted_is_none() -> None:
    figures = summarise([asked("refuse", (), set())])

    assert figures["r1"] is figures["answer_precision"] is figures["auroc"] is None


def test_times_are_the_middle_and_the_slow_end() -> None:
    assert times(SET) == {"search_ms_p50": 10.0, "search_ms_p95": 10.0}
    assert times([])["search_ms_p50"] == 0.0
