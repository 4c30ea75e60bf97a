"""A few new texts beside the counts of many: nearly the scores that all get when they are counted together."""

import numpy as np

from retrieval.lexical import index_letters
from retrieval.patched_letters import PatchedLetters
from tests.bench.retrieval.texts import varied

TEXTS = list(varied(300))
NEW = {7: TEXTS[7] + "\n\nOm xylofonen tystnar, starta om den.", 200: "Skrivaren på biblioteket"}
QUESTIONS = ("xylofonen låter inte", "skrivaren skriver inte ut", "byta lösenord", "biblioteket", "🙈", "")


def patched() -> PatchedLetters:
    then = np.array([-1 if at in NEW else at for at in range(300)])
    return PatchedLetters(index_letters(TEXTS), then, fresh=NEW, gone=[TEXTS[at] for at in NEW])


def test_scores_are_nearly_those_of_all_counted_together() -> None:
    patch, whole = patched(), index_letters([NEW.get(at, text) for at, text in enumerate(TEXTS)])

    for question in QUESTIONS:
        assert np.allclose(patch.scores(question), whole.scores(question), atol=0.01), question
        for text in (7, 8, 200):
            assert abs(patch.explained(question, text) - whole.explained(question, text)) < 0.03, question


def test_a_new_text_is_found_by_a_word_that_no_other_has() -> None:
    patch = patched()

    assert int(np.argmax(patch.scores("xylofonen"))) == 7
    assert patch.unknown_share("xylofonen") == 0
    assert index_letters(TEXTS).unknown_share("xylofonen") == 1


def test_words_of_what_is_gone_are_unknown() -> None:
    before = index_letters(["bara här", "och där"])

    patch = PatchedLetters(before, np.array([1]), fresh={}, gone=["bara här"])

    assert patch.unknown_share("bara") == 1
    assert patch.scores("där").shape == (1,)


def test_nothing_but_new_texts() -> None:
    patch = PatchedLetters(index_letters([]), np.array([-1]), fresh={0: "vpn hemifrån"})

    assert patch.scores("vpn")[0] > 0
    assert patch.scores("skrivare")[0] == 0
