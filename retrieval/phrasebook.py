"""What people say, towards what guides say: the phrasebook's questions that mean the same give the way.

A question in everyday words lies far from a guide in formal ones. Near it lie questions of the phrasebook
(`knowledge/phrasebook`), and with each of these the text that a guide would have. The question is moved by what those
texts have more than texts in general, and their titles' letters are looked for beside its own. Pseudo-relevance
feedback (Rocchio 1971), with a collection of our own in the place of the one that is searched (Diaz & Metzler 2006).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.guide import Language
from retrieval.ports import Positions, Scores, Vectors

LANGUAGE: Language = "sv"
"""Of its titles and texts."""
NEAREST = 8
"""Rows of the phrasebook that are heeded."""
SHARPNESS = 0.05
"""Of cosines: one that is so much lower weighs e times less."""
FLOOR = 0.35
"""Mean cosine of the nearest rows under which a question means none of them."""
TITLES = 3
"""Looked for by their letters, all at once; 1 and 2 give the same within noise."""
FROM_LETTERS = 0.4
"""A question whose letters are found as well as this in some guide is in the guides' words already."""
FADING = 0.15
_BROUGHT = 100
"""Rows that are compared in full, of those that are compared coarsely."""
_SHORTEST = 1e-12


@dataclass(frozen=True, slots=True)
class Rephrased:
    """What the phrasebook says of a question."""

    shift: Vectors
    """To be added to its vector, before that is made one long again."""
    titles: Mapping[str, float]
    """What a guide could be called, and how much of its letters counts beside the question's own, 0..1."""


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Rows are its titles, then its questions, language by language in the order of LANGUAGES."""

    coarse: Vectors
    """Shape (rows, fewer): the keys in the directions in which they differ most."""
    keys: NDArray[np.int8]
    """Shape (rows, dimension): directions from their language's centre, in multiples of its step."""
    steps: Scores
    """Of each row: its key times this has length 1."""
    topics: Positions
    """Of each row."""
    ends: Mapping[Language, int]
    """Rows up to here are compared with a question in the language."""
    centres: Mapping[Language, Vectors]
    """The mean of what is asked in each language."""
    turn: Vectors
    """Shape (dimension, fewer): what makes them coarse."""
    texts: Vectors
    """Shape (topics, dimension): how each text differs from texts in general."""
    titles: tuple[str, ...]

    def rephrase(self, vector: Vectors, language: Language, letters: Scores, *, push: float) -> Rephrased | None:
        """Look a question up.

        Rows that are titles speak against moving it: a question like them is in the guides' words already.

        Args:
            vector: the question as it was embedded.
            language: of the question.
            letters: how well its own letters are found in each guide.
            push: how far it is moved when the nearest rows mean just the same.

        Returns:
            None when the phrasebook holds nothing like it.
        """
        nearest, alike = self._nearest(vector, language)
        weights = np.exp((alike - alike.max()) / SHARPNESS)
        weights /= weights.sum()
        meant = (float(alike @ weights) - FLOOR) / (1 - FLOOR)
        sure = push * meant * float(np.clip((FROM_LETTERS - letters.max(initial=0)) / FADING, 0, 1))
        if sure <= 0:
            return None
        weights[nearest < len(self.titles)] = 0
        topics, rows = np.unique(self.topics[nearest], return_inverse=True)
        shares = np.bincount(rows, weights)
        first = np.argsort(-shares)[:TITLES]
        titles = {self.titles[topics[at]]: min(1.0, sure) * float(shares[at]) for at in first if shares[at] > 0}
        return Rephrased(np.asarray(sure * (shares @ self.texts[topics]), dtype=np.float32), titles)

    def _nearest(self, vector: Vectors, language: Language) -> tuple[Positions, Scores]:
        """Rows that mean most the same, and their cosines."""
        asked = vector - self.centres[language]
        asked = np.asarray(asked / max(float(np.linalg.norm(asked)), _SHORTEST), dtype=np.float32)
        roughly = self.coarse[: self.ends[language]] @ (asked @ self.turn)
        brought = _largest(np.asarray(roughly, dtype=np.float32), _BROUGHT)
        alike = np.asarray(self.steps[brought] * (self.keys[brought].astype(np.float32) @ asked), dtype=np.float32)
        first = _largest(alike, NEAREST)
        return brought[first], alike[first]


def _largest(scores: Scores, count: int) -> Positions:
    return np.argpartition(-scores, count)[:count] if len(scores) > count else np.arange(len(scores))
