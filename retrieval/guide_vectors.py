"""A guide has several vectors: its best one speaks for it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.ports import Positions, Scores, VectorIndex, Vectors
from retrieval.understand import Understood

NEAREST = 300
"""Vectors, and texts, that each leg brings forward. A guide that any leg brings is scored by all, exactly."""

AT_ONCE = 20_000
"""Up to so many vectors all are scored in one go, 3 ms: cheaper than the nearest first, then those left over."""

_EVERYTHING = slice(None)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen."""

    best: Scores
    """Best score of each guide, minus infinity for one that was not looked at."""
    near: NDArray[np.bool_]
    """Whether one of its vectors is among the nearest."""
    each: Scores | None = None
    """Of each vector, if all were looked at."""
    beside: Scores | None = None
    """A row for each thing that was asked beside, the same way."""


class GuideVectors:
    """The vectors of one kind, chunks or fields, side by side by guide."""

    def __init__(self, vectors: VectorIndex, owners: Positions, in_main: NDArray[np.bool_], guides: int) -> None:
        """Make ready.

        Args:
            vectors: of all guides.
            owners: for each vector its guide, rising.
            in_main: for each vector whether it is compared with the question turned towards the main language.
            guides: how many there are.
        """
        self._vectors = vectors
        self._owners = owners
        self._in_main = in_main
        self._guides = guides
        self._with_vectors, self._starts = np.unique(owners, return_index=True)

    def look(self, asked: Understood, beside: Sequence[Vectors] = ()) -> Looked:
        """Score the guides; and, if all vectors are looked at, compare them with what else is asked `beside`."""
        best = np.full(self._guides, -np.inf, dtype=np.float32)
        near = np.zeros(self._guides, dtype=np.bool_)
        if len(self._owners) > AT_ONCE:
            self._take_nearest(best, near, asked)
            return Looked(best, near)
        kinds = asked.vectors[:1] if asked.is_same else asked.vectors
        rows = self._vectors.all_scores([*kinds, *beside])
        scores = rows[0] if asked.is_same else np.where(self._in_main, rows[0], rows[1])
        if len(scores):
            best[self._with_vectors] = np.maximum.reduceat(scores, self._starts)
            near[self._owners[_largest(scores, NEAREST)]] = True
        return Looked(best, near, scores, rows[len(kinds) :])

    def nearness(self, positions: Positions, asked: Understood) -> Scores:
        """Compare some of the vectors."""
        main, other = (self._vectors.scores(vector, positions) for vector in asked.vectors)
        return np.asarray(np.where(self._in_main[positions], main, other), dtype=np.float32)

    def complete(self, best: Scores, wanted: NDArray[np.bool_], asked: Understood) -> None:
        """Fill in the wanted guides that were not looked at."""
        missing = wanted & ~np.isfinite(best)
        if not missing.any():
            return
        positions = np.flatnonzero(missing[self._owners])
        for vector, of_main in zip(asked.vectors, (True, False), strict=True):
            some = positions[self._in_main[positions] == of_main]
            np.maximum.at(best, self._owners[some], self._vectors.scores(vector, some))

    def _take_nearest(self, best: Scores, near: NDArray[np.bool_], asked: Understood) -> None:
        main, other = asked.vectors
        for vector, of_main in ((main, None),) if asked.is_same else ((main, True), (other, False)):
            positions, scores = self._vectors.nearest(vector, limit=NEAREST)
            fitting = _EVERYTHING if of_main is None else self._in_main[positions] == of_main
            owners = self._owners[positions[fitting]]
            np.maximum.at(best, owners, scores[fitting])
            near[owners] = True


def _largest(scores: Scores, count: int) -> Positions:
    if len(scores) <= count:
        return np.arange(len(scores))
    return np.argpartition(scores, -count)[-count:]
