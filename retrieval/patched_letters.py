"""Letters of a collection in which few texts changed: those of before, with the new texts beside them.

Putting new counts among millions of others takes a second or two, this milliseconds. Until that is done, what a gram
says and how long the other texts are is as it was: scores differ by some thousandths, as a test shows.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.lexical import Keys, LetterIndex, count_grams, split_words, words_of
from retrieval.ports import Positions, Scores


@dataclass(frozen=True, slots=True)
class _Text:
    grams: Keys
    shares: Scores
    """What each gram says of the text, together one long."""

    def holds(self, grams: Keys) -> tuple[Positions, Positions]:
        """Places of what both have, in `grams` and here."""
        _, asked, here = np.intersect1d(grams, self.grams, assume_unique=True, return_indices=True)
        return asked, here


class PatchedLetters:
    """Letters before and after a change."""

    def __init__(
        self, before: LetterIndex, then: Positions, *, fresh: Mapping[int, str], gone: Sequence[str] = ()
    ) -> None:
        """Count the new texts.

        Args:
            before: counts of the texts that stayed, and of those that are gone.
            then: for each text its position there; -1 for a new one.
            fresh: the new texts by their positions.
            gone: texts that are no longer among those of `before`.
        """
        self._before = before
        self._kept = np.flatnonzero(then >= 0)
        self._then = then
        self._fresh = {at: self._counted(text) for at, text in fresh.items()}
        self._words = Counter(word for text in fresh.values() for word in words_of(text))
        self._words.subtract(word for text in gone for word in words_of(text))

    def scores(self, question: str) -> Scores:
        scores = np.zeros(len(self._then), dtype=np.float32)
        grams, counts = count_grams(question)
        asked, known = self._before.weigh(grams, counts)
        before = float(np.linalg.norm(asked[known]))
        held = {at: text.holds(grams) for at, text in self._fresh.items()}
        for places, _ in held.values():
            known[places] = True
        whole = float(np.linalg.norm(asked[known]))
        if not whole:
            return scores
        scores[self._kept] = self._before.scores(question)[self._then[self._kept]] * (before / whole)
        for at, (places, here) in held.items():
            scores[at] = asked[places] @ self._fresh[at].shares[here] / whole
        return scores

    def explained(self, question: str, text: int) -> float:
        if text not in self._fresh:
            return self._before.explained(question, int(self._then[text]))
        grams, counts = count_grams(question)
        says = self._before.weigh(grams, np.ones_like(counts))[0] ** 2
        places, _ = self._fresh[text].holds(grams)
        return float(says[places].sum() / says.sum()) if len(grams) else 0.0

    def alike(self, question: str, texts: tuple[str, ...]) -> Scores:
        return self._before.alike(question, texts)

    def unknown_share(self, question: str) -> float:
        words = split_words(question)
        if not words:
            return 1.0
        known = self._before.weights.words
        return sum(known.get(word, 0) + self._words[word] <= 0 for word in words) / len(words)

    def _counted(self, text: str) -> _Text:
        grams, counts = count_grams(text)
        says, _ = self._before.weigh(grams, counts)
        return _Text(grams, np.asarray(says / max(float(np.linalg.norm(says)), 1e-12), dtype=np.float32))
