"""A guide has several vectors: its best one speaks for it."""

import numpy as np
from numpy.typing import NDArray

from retrieval.ports import Positions, Scores, VectorIndex
from retrieval.understand import Understood

NEAREST = 300
"""Vectors, and texts, that each leg brings forward. A guide that any leg brings is scored by all, exactly."""

AT_ONCE = 20_000
"""Up to so many vectors all are scored in one go, 3 ms: cheaper than the nearest first, then those left over."""

_EVERYTHING = slice(None)


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

    def best(self, asked: Understood) -> tuple[Scores, NDArray[np.bool_]]:
        """Score the guides.

        Returns:
            Best score of each guide, minus infinity for one that was not looked at; and whether one of its vectors
            is among the nearest.
        """
        best = np.full(self._guides, -np.inf, dtype=np.float32)
        near = np.zeros(self._guides, dtype=np.bool_)
        if len(self._owners) > AT_ONCE:
            self._take_nearest(best, near, asked)
        elif len(self._owners):
            scores = self._all_scores(asked)
            best[self._with_vectors] = np.maximum.reduceat(scores, self._starts)
            near[self._owners[_largest(scores, NEAREST)]] = True
        return best, near

    def complete(self, best: Scores, wanted: NDArray[np.bool_], asked: Understood) -> None:
        """Fill in the wanted guides that were not looked at."""
        missing = wanted & ~np.isfinite(best)
        if not missing.any():
            return
        positions = np.flatnonzero(missing[self._owners])
        for vector, of_main in zip(asked.vectors, (True, False), strict=True):
            some = positions[self._in_main[positions] == of_main]
            np.maximum.at(best, self._owners[some], self._vectors.scores(vector, some))

    def _all_scores(self, asked: Understood) -> Scores:
        main, other = asked.vectors
        scores = self._vectors.scores(main, _EVERYTHING)
        return scores if main is other else np.where(self._in_main, scores, self._vectors.scores(other, _EVERYTHING))

    def _take_nearest(self, best: Scores, near: NDArray[np.bool_], asked: Understood) -> None:
        main, other = asked.vectors
        for vector, of_main in ((main, None),) if main is other else ((main, True), (other, False)):
            positions, scores = self._vectors.nearest(vector, limit=NEAREST)
            fitting = _EVERYTHING if of_main is None else self._in_main[positions] == of_main
            owners = self._owners[positions[fitting]]
            np.maximum.at(best, owners, scores[fitting])
            near[owners] = True


def two_best(scores: Scores, owners: Positions) -> tuple[Scores, Positions]:
    """Each owner's two largest scores, or the one it has, with their owners; `owners` are rising."""
    if not len(owners):
        return scores, owners
    starts = np.flatnonzero(np.diff(owners, prepend=owners[0] - 1))
    sizes = np.diff(starts, append=len(owners))
    largest = np.maximum.reduceat(scores, starts)
    at = np.flatnonzero(scores == np.repeat(largest, sizes))
    first = at[np.diff(owners[at], prepend=owners[0] - 1) > 0]
    rest = scores.copy()
    rest[first] = -np.inf
    more = sizes > 1
    second = np.maximum.reduceat(rest, starts)[more]
    return np.concatenate([largest, second]), np.concatenate([owners[starts], owners[starts[more]]])


def _largest(scores: Scores, count: int) -> Positions:
    if len(scores) <= count:
        return np.arange(len(scores))
    return np.argpartition(scores, -count)[-count:]
