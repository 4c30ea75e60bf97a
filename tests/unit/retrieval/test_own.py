import pytest

from retrieval.evaluate.own import are_twins


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("brevlådan är full", "min brevlåda e full och ja kan int skicka"),
        ("skanna in kvitton", "kan man skanna in kvitton nånstans"),
        ("kontot e låst", "mitt konto är låst sen i morse"),
    ],
)
def test_a_paraphrase_in_the_same_words_is_a_twin(one: str, other: str) -> None:
    assert are_twins(one, other)
    assert are_twins(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("brevlådan är full", "mejl studsar tillbaka till dem som skriver"),
        ("skrivarn blinkar rött", "det kommer tomma papper"),
        ("??", "hur gör man"),
    ],
)
def test_another_symptom_of_the_same_thing_is_no_twin(one: str, other: str) -> None:
    assert not are_twins(one, other)
