"""How near a guide is to everything: what it is near to for no reason is taken off.

Embeddings of this family have hubs, a few vague guides that come first for many questions. Half of a guide's
mean score over the titles of all other guides, taken off, is worth more than any tuning of a keyword leg
(nDCG@10 +.06), and needs no labels. Titles in the asker's language are the measure, so that a guide is not
preferred for being written in the asker's language.
"""

import numpy as np
from numpy.typing import NDArray

from retrieval.ports import Positions, Scores, Vectors

HUB_WEIGHT = 0.5  # the whole mean is worse than half of it, recipe of the first measurements
MIN_POOL = 40
"""With fewer titles in a language, those of all languages are the measure."""

_BLOCK = 256


def best_per_group(scores: Scores, starts: Positions) -> Scores:
    """Largest score of each group; groups lie side by side along the last axis and begin at `starts`."""
    return np.maximum.reduceat(scores, starts, axis=-1)


def mean_best_scores(
    titles: Vectors, title_bases: Positions, vectors: Vectors, starts: Positions, bases: Positions
) -> Scores:
    """Mean over the titles of other guides of each guide's best score.

    Args:
        titles: the measuring titles, embedded as questions.
        title_bases: for each title, which base guide it belongs to.
        vectors: of all guides, side by side by guide.
        starts: where each guide's vectors begin.
        bases: for each guide, its base guide: a title does not measure its own guide or a translation of it.

    Returns:
        One mean a guide; 0 where no other guide has a title.
    """
    total, count = sum_best_scores(titles, title_bases, vectors, starts, bases)
    return np.asarray(total / np.maximum(count, 1), dtype=np.float32)


def sum_best_scores(
    titles: Vectors, title_bases: Positions, vectors: Vectors, starts: Positions, bases: Positions
) -> tuple[NDArray[np.float64], Positions]:
    """Sum what `mean_best_scores` takes the mean of, and count how many titles went into each sum."""
    total = np.zeros(len(starts), dtype=np.float64)
    count = np.zeros(len(starts), dtype=np.int64)
    for at in range(0, len(titles) if len(starts) else 0, _BLOCK):
        best = best_per_group(titles[at : at + _BLOCK] @ vectors.T, starts)
        other = title_bases[at : at + _BLOCK, np.newaxis] != bases[np.newaxis, :]
        total += np.where(other, best, 0).sum(axis=0)
        count += other.sum(axis=0)
    return total, count
