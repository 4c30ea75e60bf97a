"""Hubs of a changed collection: what the titles that came and went measure is added and taken off."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.assemble import bases_of, pools_of, sample_questions
from retrieval.changes import Change, Rows, starts_of
from retrieval.hub import HUB_WEIGHT, sum_best_scores
from retrieval.index import put_penalties, without_penalties
from retrieval.ports import Positions, Scores, VectorIndex, Vectors
from retrieval.vector import FlatIndex, ListedIndex, index_vectors

MOSTLY_NEW = 0.5
"""With a larger share of new guides, or of new titles among those that measure hubs, all is measured again."""


@dataclass(frozen=True, slots=True)
class HubChange:
    """The titles that measure hubs, now and before."""

    change: Change
    titles: Vectors
    bases: Positions
    titles_before: Vectors
    bases_before: Positions
    """In the numbers of `bases`; -1 where the base guide is gone."""
    pools: tuple[tuple[Positions, Positions], ...]
    """By language: positions of the titles, now and before."""

    @staticmethod
    def of(change: Change, titles: Vectors, titles_before: Vectors) -> "HubChange":
        bases = bases_of(change.guides)
        number = {guide.base: int(at) for guide, at in zip(change.guides, bases, strict=True)}
        bases_before = np.array([number.get(guide.base, -1) for guide in change.before], dtype=np.int64)
        pools = tuple(zip(pools_of(change.guides), pools_of(change.before), strict=True))
        return HubChange(change, titles, bases, titles_before, bases_before, pools)

    def penalised(self, wide: Vectors, rows: Rows, means_before: Vectors, before: VectorIndex) -> FlatIndex:
        """Write the penalties into vectors that have room for them, and index these."""
        vectors = without_penalties(wide)
        means = [
            self._means(vectors, rows, means_before[:, column], now, then)
            for column, (now, then) in enumerate(self.pools)
        ]
        put_penalties(wide, HUB_WEIGHT * np.stack(means, axis=1)[rows.owners])
        moved = before.moved(wide, rows.source) if isinstance(before, ListedIndex) else None
        return moved or index_vectors(wide, sample_questions(self.titles, self.change.guides))

    def _means(
        self, vectors: Vectors, rows: Rows, means_before: Scores, pool: Positions, pool_before: Positions
    ) -> Scores:
        then = self.change.then
        gained = pool[~np.isin(then[pool], pool_before)]
        lost = pool_before[~np.isin(pool_before, then[pool])]
        if len(gained) + len(lost) > MOSTLY_NEW * len(pool):
            total, count = sum_best_scores(self.titles[pool], self.bases[pool], vectors, rows.starts, self.bases)
            return _mean(total, count)
        more, count_more = sum_best_scores(self.titles[gained], self.bases[gained], vectors, rows.starts, self.bases)
        less, count_less = sum_best_scores(
            self.titles_before[lost], self.bases_before[lost], vectors, rows.starts, self.bases
        )
        count = self._others(self.bases_before[pool_before])
        total = means_before[then].astype(np.float64) * count + more - less
        count = count + count_more - count_less
        fresh = self.change.fresh
        total[fresh], count[fresh] = self._of_fresh(vectors, rows, pool)
        return _mean(total, count)

    def _others(self, title_bases: Positions) -> Positions:
        """For each guide, how many of the titles belong to other guides."""
        own = np.bincount(title_bases[title_bases >= 0], minlength=len(self.bases))
        return np.asarray(len(title_bases) - own[self.bases], dtype=np.int64)

    def _of_fresh(self, vectors: Vectors, rows: Rows, pool: Positions) -> tuple[NDArray[np.float64], Positions]:
        fresh = self.change.fresh
        place = np.full(len(self.bases), -1)
        place[fresh] = np.arange(len(fresh))
        theirs = np.flatnonzero(rows.source < 0)
        starts = starts_of(place[rows.owners[theirs]], len(fresh))
        return sum_best_scores(self.titles[pool], self.bases[pool], vectors[theirs], starts, self.bases[fresh])


def _mean(total: NDArray[np.float64], count: Positions) -> Scores:
    return np.asarray(total / np.maximum(count, 1), dtype=np.float32)
