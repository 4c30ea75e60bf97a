"""How much of what a question says stands together in one title or own question.

Vectors and letters say how near a guide is. That the same words stand in questions of several guides, and so tell
none of them apart (`skrivaren`, `sähköposti ei toimi`), is seen here; only the decision looks at it.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.ports import Positions, Scores

_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 5
"""Beginnings of words are compared: 4 and 6 letters tell a little less."""
_LEAST = 0.3
"""What a word weighs that every guide has."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the words of one question are worth."""

    telling: float
    """How much they tell: rare ones more than common ones; 0 for none."""
    held: Scores
    """Of each guide, the share in 0..1 of it that stands in one of its texts."""


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
        self._count = int(bases.max()) + 1 if len(bases) else 0
        self._of_text = bases[owners]
        self._stems: dict[str, int] = {}
        pairs = [
            (self._stems.setdefault(stem, len(self._stems)), at)
            for at, text in enumerate(texts)
            for stem in _stems(text)
        ]
        stems, rows = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        order = np.argsort(stems, kind="stable")
        self._rows, self._starts = rows[order], np.searchsorted(stems[order], np.arange(len(self._stems) + 1))
        held = np.unique(stems * max(1, self._count) + self._of_text[rows]) // max(1, self._count)
        self._tells = _telling(self._count, np.bincount(held, minlength=len(self._stems)))
        self._unknown = float(_telling(self._count, np.zeros(1, dtype=np.int64))[0])

    def ask(self, question: str) -> Told:
        known = [self._stems.get(stem) for stem in _stems(question)]
        telling = sum(self._unknown if at is None else float(self._tells[at]) for at in known)
        best = np.zeros(self._count, dtype=np.float32)
        if telling:
            np.maximum.at(best, self._of_text, self._held(known) / telling)
        return Told(telling, best[self._bases])

    def _held(self, stems: Sequence[int | None]) -> NDArray[np.float32]:
        held = np.zeros(len(self._of_text), dtype=np.float32)
        for at in stems:
            if at is not None:
                held[self._rows[self._starts[at] : self._starts[at + 1]]] += self._tells[at]
        return held


@functools.lru_cache(maxsize=50_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()))


def _telling(guides: int, holding: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.asarray(np.log((1 + guides) / (1 + holding)) + _LEAST, dtype=np.float64)
