"""What stands together in one title or own question."""

import numpy as np
import pytest

from retrieval.said import Said

TEXTS = ("Skrivaren skriver inte", "skrivaren är trasig", "Lägg till skrivaren", "Printer is dead", "Lösenord")
OWNERS = np.array([0, 0, 1, 2, 3])
BASES = np.array([0, 1, 0, 2])
"""The third guide is a version of the first."""


@pytest.fixture
def said() -> Said:
    return Said(TEXTS, OWNERS, BASES)


def test_words_that_stand_in_one_text_count_together(said: Said) -> None:
    assert said.ask("skrivaren trasig").held.tolist() == pytest.approx(
        [1.0, said.ask("skrivaren").telling / said.ask("skrivaren trasig").telling, 1.0, 0.0]
    )


def test_words_of_several_guides_tell_little(said: Said) -> None:
    assert said.ask("skrivaren").held.tolist() == [1.0, 1.0, 1.0, 0.0]
    assert said.ask("skrivaren").telling < said.ask("lösenord").telling < said.ask("xyzzy").telling


def test_inflections_are_the_same_word(said: Said) -> None:
    assert said.ask("skrivarna").held[1] == 1.0


@pytest.mark.parametrize("question", ["", "??", "på", "xyzzy"])
def test_nothing_said_is_held_by_no_guide(said: Said, question: str) -> None:
    assert said.ask(question).held.tolist() == [0.0] * 4


def test_no_guides_hold_nothing() -> None:
    nothing = np.empty(0, dtype=np.int64)
    assert Said((), nothing, nothing).ask("skrivaren").held.tolist() == []
