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
_BLOCK = 4_096
_SHORTEST = 1e-12


@dataclass(frozen=True, slots=True)
class Kin:
    """How titles and own questions are turned so that kin lie near, and what that makes of those of the index."""

    centre: Vectors
    turn: Vectors
    """Shape (dimension, dimension)."""
    lengths: Scores
    """Of each title and question once it is turned, in the rows of the index's fields."""
    means: Vectors
    """Each base guide's mean turned title and question: what its questions have in common."""

    def apply(self, vectors: Vectors) -> Vectors:
        """Turn, and make one long."""
        turned = _turned(vectors, self.centre, self.turn)
        lengths = np.maximum(np.linalg.norm(turned, axis=-1, keepdims=True), _SHORTEST)
        return np.asarray(turned / lengths, dtype=np.float32)

    def towards(self, question: Vectors) -> tuple[Vectors, float]:
        """Find where kin of a turned question lie among vectors that are not.

        The cosine of one of these, once turned, is its inner product with the direction, less the number, over its
        length. So titles and questions need not be kept turned too.
        """
        direction = self.turn @ question
        return direction, float(self.centre @ direction)


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
        return as_learned(before.centre, before.turn, fields, bases, lengths_of(before.centre, before.turn, fields))
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
    return as_learned(centre, turn, fields, bases, lengths_of(centre, turn, fields))


def as_learned(centre: Vectors, turn: Vectors, fields: Vectors, bases: Positions, lengths: Scores) -> Kin:
    """Turn titles and questions by what was learned, given how long they are then: their means are told from sums."""
    sums = np.zeros((int(bases.max()) + 1, fields.shape[1]))
    for at in range(0, len(fields), _BLOCK):
        block = slice(at, at + _BLOCK)
        np.add.at(sums, bases[block], fields[block] / lengths[block, np.newaxis])
    shares = np.bincount(bases, weights=1 / lengths)
    means = (sums - shares[:, np.newaxis] * centre) @ turn / np.bincount(bases)[:, np.newaxis]
    return Kin(centre, turn, lengths, means.astype(np.float32))


def lengths_of(centre: Vectors, turn: Vectors, fields: Vectors) -> Scores:
    """How long each is once it is turned."""
    lengths = np.empty(len(fields), dtype=np.float32)
    for at in range(0, len(fields), _BLOCK):
        block = slice(at, at + _BLOCK)
        lengths[block] = np.maximum(np.linalg.norm(_turned(fields[block], centre, turn), axis=1), _SHORTEST)
    return lengths


def likelihoods(question: Vectors, means: Vectors) -> Scores:
    """Of each base guide, the logarithm of how likely its questions are to be like this one, but for a constant.

    Fisher's discriminant: all guides' questions spread alike around their mean, once kin lie near.
    """
    return np.asarray(SHARPNESS * (means @ question - (means * means).sum(axis=1) / 2), dtype=np.float32)


def _turned(vectors: Vectors, centre: Vectors, turn: Vectors) -> Vectors:
    return np.asarray((vectors - centre) @ turn, dtype=np.float32)
