"""How much of what a question says stands together in one title or own question.

Vectors and letters say how near a guide is. That the same words stand in questions of several guides, and so tell
none of them apart (`skrivaren`, `sähköposti ei toimi`), is seen here; only the decision looks at it.
"""

import functools
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.ports import Positions, Scores

_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 5
"""Beginnings of words are compared: 4 and 6 letters tell a little less."""
_LEAST = 0.3
"""What a word weighs that every guide has."""


class Said:
    """Titles and own questions of all guides by their words. Safe to use from several threads."""

    def __init__(self, texts: Sequence[str], owners: Positions, bases: Positions) -> None:
        """Count the words.

        Args:
            texts: titles and own questions in standard spelling.
            owners: for each, its guide, rising.
            bases: for each guide, its base guide: what one version has been asked, all have.
        """
        self._bases = bases
        count = int(bases.max()) + 1 if len(bases) else 0
        of_text = bases[owners]
        postings: dict[str, list[int]] = {}
        for at, text in enumerate(texts):
            for stem in _stems(text):
                postings.setdefault(stem, []).append(at)
        self._rows = {stem: np.array(rows, dtype=np.int64) for stem, rows in postings.items()}
        self._tells = {stem: _telling(count, len(np.unique(of_text[rows]))) for stem, rows in self._rows.items()}
        self._unknown = _telling(count, 0)
        self._of_text = of_text
        self._count = count

    def telling(self, question: str) -> float:
        """How much the question's words tell: rare ones more than common ones; 0 for none."""
        return sum(self._tells.get(stem, self._unknown) for stem in _stems(question))

    def scores(self, question: str) -> Scores:
        """Of each guide, the share in 0..1 of what the question tells that stands in one of its texts."""
        whole = self.telling(question)
        best = np.zeros(self._count, dtype=np.float32)
        if whole:
            np.maximum.at(best, self._of_text, self._held(question) / whole)
        return best[self._bases]

    def _held(self, question: str) -> NDArray[np.float32]:
        held = np.zeros(len(self._of_text), dtype=np.float32)
        for stem in _stems(question):
            if stem in self._rows:
                held[self._rows[stem]] += self._tells[stem]
        return held


@functools.lru_cache(maxsize=50_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()))


def _telling(guides: int, holding: int) -> float:
    return float(np.log((1 + guides) / (1 + holding))) + _LEAST
