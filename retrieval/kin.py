"""Which questions mean the same guide, learned from the guides' own questions whenever an index is built.

Questions for one guide differ in ways that say nothing about which guide is meant: who asks, in what mood, at what
length. In those directions vectors are pressed together (the inverse root of their covariance within guides, Fisher
1936), so that what is left tells guides apart. R@1 of English and Finnish
questions left out of the index rises by .042 [.017, .067], others stay. With
five questions a guide nothing is gained yet, with two it loses: hence the least number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.guide import Guide
from retrieval.ports import Positions, Scores, Vectors

MIN_QUESTIONS = 700
MIN_SHARE = 0.5
"""Of guides with questions; in a collection where they are rare those guides would be preferred."""
MIN_EACH = 8
"""Questions a guide that has some, in the mean."""
FIRMNESS = 1.0
"""How strongly the covariance is held to a round one, in its own mean variance; .5 to 3 give the same within noise."""
MAX_LEARNED = 20_000
"""Questions learned from; in a larger collection what was learned is kept while it changes a little."""
SHARPNESS = 40.0
"""Of the probabilities of guides: .1 of squared distance makes one 7 times as likely; 20 and 10 tell a little less."""
_NEAREST = 2
"""One alike may be chance: the mean of the two nearest is what counts."""


@dataclass(frozen=True, slots=True)
class Kin:
    """Titles and own questions, in the rows of the index's fields, turned so that kin lie near."""

    centre: Vectors
    turn: Vectors
    """Shape (dimension, dimension)."""
    vectors: Vectors

    def apply(self, vectors: Vectors) -> Vectors:
        return _turned(vectors, self.centre, self.turn)


def is_learnable(guides: Sequence[Guide]) -> bool:
    """Whether the guides carry enough questions to tell what kin have in common."""
    counts = [len(guide.questions) for guide in guides if guide.questions]
    enough = sum(counts) >= max(MIN_QUESTIONS, MIN_EACH * len(counts))
    return enough and len(counts) >= MIN_SHARE * len(guides)


def learn_kin(fields: Vectors, bases: Positions, *, before: Kin | None = None) -> Kin:
    """Learn from titles and own questions.

    Args:
        fields: their vectors.
        bases: for each, its base guide.
        before: kept instead, for the new rows too, in a collection too large to learn anew at each change.
    """
    if before is not None and len(fields) > MAX_LEARNED:
        return Kin(before.centre, before.turn, before.apply(fields))
    step = -(-len(fields) // MAX_LEARNED)
    learned, of = fields[::step].astype(np.float64), np.unique(bases[::step], return_inverse=True)[1]
    sums = np.zeros((int(of.max()) + 1, fields.shape[1]))
    np.add.at(sums, of, learned)
    within = learned - (sums / np.bincount(of)[:, np.newaxis])[of]
    covariance = within.T @ within / max(1, len(within) - len(sums))
    variance = max(float(np.trace(covariance)) / len(covariance), 1e-12)
    values, axes = np.linalg.eigh(covariance / variance + FIRMNESS * np.eye(len(covariance)))
    turn = ((axes / np.sqrt(values)) @ axes.T).astype(np.float32)
    centre = learned.mean(axis=0).astype(np.float32)
    return Kin(centre, turn, _turned(fields, centre, turn))


def mean_kin(kin: Kin, owners: Positions, bases: Positions) -> Vectors:
    """Each base guide's mean title and question: what its questions have in common.

    Args:
        kin: what was learned.
        owners: of each of its vectors, the guide; in rising order, every guide at least once.
        bases: for each guide, its base guide.
    """
    sizes = np.bincount(owners, minlength=len(bases))
    starts = np.cumsum(sizes) - sizes
    sums = np.zeros((int(bases.max()) + 1, kin.vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, bases, np.add.reduceat(kin.vectors, starts, axis=0))
    return np.asarray(sums / np.bincount(bases, weights=sizes)[:, np.newaxis], dtype=np.float32)


def likelihoods(question: Vectors, means: Vectors) -> Scores:
    """Of each base guide, the logarithm of how likely its questions are to be like this one, but for a constant.

    Fisher's discriminant: all guides' questions spread alike around their mean, once kin lie near.
    """
    return np.asarray(SHARPNESS * (means @ question - (means * means).sum(axis=1) / 2), dtype=np.float32)


def nearest_kin(scores: Scores, owners: Positions, count: int) -> tuple[Scores, Scores]:
    """Each owner's best score, and the mean of its two best; minus infinity for one without any."""
    order = np.lexsort((-scores, owners))
    sizes = np.bincount(owners, minlength=count)
    starts = np.cumsum(sizes) - sizes
    best = np.full(count, -np.inf, dtype=np.float32)
    there: NDArray[np.bool_] = sizes > 0
    best[there] = scores[order[starts[there]]]
    mean, more = best.copy(), sizes >= _NEAREST
    mean[more] = (best[more] + scores[order[starts[more] + 1]]) / _NEAREST
    return best, mean


def _turned(vectors: Vectors, centre: Vectors, turn: Vectors) -> Vectors:
    turned = (vectors - centre) @ turn
    return np.asarray(turned / np.maximum(np.linalg.norm(turned, axis=-1, keepdims=True), 1e-12), dtype=np.float32)
