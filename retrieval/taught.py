"""Which guide a question is for, learned from all own questions together whenever an index is built.

Kin asks which single questions are near. What tells one guide's questions from all others' may be a word here and a
turn of phrase there: multinomial logistic regression on a question's vector and letters sees it. Of the guides' own
questions, left out of the index and of this, 1.6 % more find their guide first (.806 to .822 of 502).
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.lexical import count_grams_of
from retrieval.ports import Positions, Scores, Vectors

MAX_WORK = 2_000_000
"""Own questions times guides: some 15 s. Larger collections do without, see `kin.likelihoods`."""
UNLIKELIEST = -12.0
_LETTERS = 1_024
"""Numbers that grams are put into, plus or minus by their hash (Weinberger et al. 2009); 2,048 tell no more."""
_CONSTANT = 0.3
_FIRMNESS = 0.1
"""Of the ridge; .03 and .3 give the same within noise."""
_STEPS = 20
_SPREAD, _SIGN = np.uint64(16), np.uint64(40)
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Taught:
    """A linear model of vector, letters and a constant."""

    centre: Vectors
    weights: NDArray[np.float32]
    """Shape (dimension + letters + 1, base guides)."""

    def likely(self, vector: Vectors, text: str) -> Scores:
        """Of each base guide, the logarithm of the probability that the question is for it, if it is for any.

        Args:
            vector: of the question, embedded as it was asked.
            text: the same in standard spelling.
        """
        says = (_features(vector[np.newaxis, :], asked_letters(text), self.centre) @ self.weights)[0]
        says -= says.max()
        return np.asarray(np.maximum(says - np.log(np.exp(says).sum()), UNLIKELIEST), dtype=np.float32)


def is_teachable(fields: int, guides: int) -> bool:
    """Whether so many titles and questions of so many base guides are learned in seconds."""
    return fields * guides <= MAX_WORK


def learn(vectors: Vectors, texts: Sequence[str], bases: Positions) -> Taught:
    """Learn from titles and own questions.

    Steps of Newton's method with a fixed bound in the Hessian's place (Böhning 1992, Annals of the Institute of
    Statistical Mathematics 44), with momentum (Nesterov 1983): as good after 20 as scikit-learn's after 40, in a tenth
    of the time, and the serving process stays without it.

    Args:
        vectors: theirs, shape (texts, dimension).
        texts: in standard spelling.
        bases: for each, its base guide.
    """
    centre = vectors.mean(axis=0).astype(np.float32)
    given = _features(vectors, _letters(texts), centre)
    meant = np.zeros((len(texts), int(bases.max()) + 1), dtype=np.float32)
    meant[np.arange(len(texts)), bases] = 1
    bound = given.T @ given / 2 + _FIRMNESS * np.eye(given.shape[1], dtype=np.float32)
    inverse = np.linalg.inv(bound.astype(np.float64)).astype(np.float32)
    weights = ahead = np.zeros((given.shape[1], meant.shape[1]), dtype=np.float32)
    pace = 1.0
    for _ in range(_STEPS):
        slope = given.T @ (_softmax(given @ ahead) - meant) + _FIRMNESS * ahead
        stepped = ahead - inverse @ slope
        faster = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        if float(((stepped - weights) * slope).sum()) > 0:  # past the lowest point: momentum anew
            faster, ahead = 1.0, stepped
        else:
            ahead = stepped + np.float32((pace - 1) / faster) * (stepped - weights)
        weights, pace = stepped, float(faster)
    return Taught(centre, weights)


@functools.lru_cache(maxsize=8)
def asked_letters(text: str) -> NDArray[np.float32]:
    """What is counted of a question before its vector is there. Nobody changes what this gives."""
    return _letters([text])


def _features(vectors: Vectors, letters: NDArray[np.float32], centre: Vectors) -> NDArray[np.float32]:
    """Vectors from the centre and letters, each of length 1, and a constant."""
    turned = vectors - centre
    turned = turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    constant = np.full((len(letters), 1), _CONSTANT, dtype=np.float32)
    return np.hstack([turned, letters, constant]).astype(np.float32)


def _letters(texts: Sequence[str]) -> NDArray[np.float32]:
    """A row a text."""
    of, grams, counts = count_grams_of(texts)
    hashed = grams * _MIX
    signs = np.where((hashed >> _SIGN) & np.uint64(1), 1.0, -1.0)
    at = of * _LETTERS + ((hashed >> _SPREAD) % np.uint64(_LETTERS)).astype(np.int64)
    weights = signs * (1 + np.log(np.maximum(counts, 1)))
    letters = np.bincount(at, weights=weights, minlength=len(texts) * _LETTERS).reshape(len(texts), _LETTERS)
    lengths = np.linalg.norm(letters, axis=1, keepdims=True)
    return np.asarray(letters / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def _softmax(says: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(says - says.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)
