"""Paired bootstrap (Efron and Tibshirani 1993): how far a difference may be luck of the questions that were picked.

Two configurations that answered the same questions are compared question by question: a question that is hard for
both says nothing about which is better, and so does not widen the interval.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

DRAWS = 10_000
_SEED = 20
_CELLS = 1 << 22
"""Numbers drawn at a time: 32 MB, however many questions there are."""
_INSIDE = 0.95

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Difference:
    """Mean of second minus first, with its 95 % interval."""

    mean: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0


def paired_difference(first: ArrayLike, second: ArrayLike, *, draws: int = DRAWS) -> Difference:
    """Compare two configurations on the same questions.

    Args:
        first: one figure a question, larger is better.
        second: the same questions in the same order.
        draws: sets of questions, drawn with replacement; the same ones at every call.

    Returns:
        All 0 without questions.

    Raises:
        ValueError: not the same number of questions.
    """
    ours, theirs = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if ours.shape != theirs.shape:
        raise ValueError(f"{len(ours)} and {len(theirs)} questions cannot be paired")
    if not len(ours):
        return Difference(0.0, 0.0, 0.0)
    differences = theirs - ours
    edge = (1 - _INSIDE) / 2
    low, high = np.quantile(_resampled_means(differences, draws), [edge, 1 - edge])
    return Difference(float(differences.mean()), float(low), float(high))


def _resampled_means(differences: Values, draws: int) -> Values:
    rng = np.random.default_rng(_SEED)
    block = max(1, _CELLS // len(differences))
    sizes = [min(block, draws - at) for at in range(0, draws, block)]
    picked = (differences[rng.integers(0, len(differences), (size, len(differences)))] for size in sizes)
    return np.concatenate([each.mean(axis=1) for each in picked])
