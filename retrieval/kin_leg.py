"""Nearness of a question to the guides' own ones, as it was learned."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.index import EXTRA_DIMENSIONS, Index, widened
from retrieval.kin import Kin, likelihoods
from retrieval.ports import Positions, Scores, Vectors
from retrieval.understand import Understood


@dataclass(frozen=True, slots=True)
class AskedKin:
    """A question as kin are looked for."""

    directions: tuple[Vectors, ...]
    """For titles and questions in the main language, and for the others if that is another one."""
    offsets: tuple[float, ...]
    likely: Scores
    """Of each base guide, see `likelihoods`."""


class KinLeg:
    """What one index has learned, ready for questions. Versions of a guide share their titles and questions."""

    def __init__(self, kin: Kin, index: Index, in_main: NDArray[np.bool_]) -> None:
        """Make ready.

        Args:
            kin: of the index.
            index: has at least one guide.
            in_main: for each title and own question, whether it is in the main language.
        """
        self._kin, self._bases, self._in_main = kin, index.bases, in_main
        self._owners = index.field_guides
        of = index.bases[index.field_guides]
        self._order = np.argsort(of, kind="stable")
        self._of = of[self._order]
        self._everything = Groups.of(self._of)

    def ask(self, asked: Understood) -> AskedKin:
        kinds = asked.vectors[:1] if asked.is_same else asked.vectors
        turned = [self._kin.apply(vector[:-EXTRA_DIMENSIONS]) for vector in kinds]
        towards = [self._kin.towards(vector) for vector in turned]
        return AskedKin(
            directions=tuple(widened(direction) for direction, _ in towards),
            offsets=tuple(offset for _, offset in towards),
            likely=likelihoods(turned[-1], self._kin.means)[self._bases],
        )

    def rows_of(self, guides: NDArray[np.bool_]) -> Positions:
        return np.flatnonzero(guides[self._owners])

    def nearest(
        self, asked: AskedKin, products: Scores, rows: Positions | None, guides: NDArray[np.bool_]
    ) -> tuple[Scores, Scores]:
        """Of each guide, how near its nearest title or question is, and the mean of the two nearest.

        Args:
            asked: the question.
            products: a row a direction: inner products with it.
            rows: the titles and questions that these are of, rising; None for all.
            guides: the ones that count; the others get minus infinity, unless a version of them counts.
        """
        lengths, in_main = self._kin.lengths, self._in_main
        if rows is not None:
            lengths, in_main = lengths[rows], in_main[rows]
        scores = products[0] - asked.offsets[0]
        if len(products) > 1:
            scores = np.where(in_main, scores, products[1] - asked.offsets[1])
        scores = scores / lengths
        order, groups = self._order, self._everything
        if rows is not None:
            everywhere = np.full(len(self._owners), -np.inf, dtype=np.float32)
            everywhere[rows] = scores
            scores = everywhere
        if not guides.all():
            counted = guides[self._owners[order]]
            order, groups = order[counted], Groups.of(self._of[counted])
        best, mean = groups.two_nearest(scores[order])
        everyone = np.full((2, int(self._of[-1]) + 1), -np.inf, dtype=np.float32)
        everyone[:, groups.names] = best, mean
        return everyone[0, self._bases], everyone[1, self._bases]


@dataclass(frozen=True, slots=True)
class Groups:
    """Rows that belong together lie side by side."""

    names: Positions
    starts: Positions
    sizes: Positions
    group: Positions
    """For each row its group."""

    @staticmethod
    def of(names: Positions) -> "Groups":
        starts = np.flatnonzero(np.diff(names, prepend=-1))
        sizes = np.diff(starts, append=len(names))
        return Groups(names[starts], starts, sizes, np.repeat(np.arange(len(starts)), sizes))

    def two_nearest(self, scores: Scores) -> tuple[Scores, Scores]:
        """Each group's best score, and the mean of its two best: one alike may be chance. Spoils `scores`."""
        if not len(scores):
            return scores, scores
        best = np.maximum.reduceat(scores, self.starts)
        at = np.flatnonzero(scores == best[self.group])
        group = self.group[at]
        scores[at[np.diff(group, prepend=-1) > 0]] = -np.inf
        second = np.maximum.reduceat(scores, self.starts)
        return best, np.where(self.sizes > 1, (best + second) / 2, best)
