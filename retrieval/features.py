"""What the decision looks at: the whole list of guides and every leg, none of one guide alone."""

import math
from collections.abc import Callable
from dataclasses import dataclass, fields
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from retrieval.ports import Positions, Scores

_CROWD = 20
"""The runners-up that the first guide is compared with."""
_WIDEST = 10.0
_WARMTH = 0.03
"""Of the scores' exponentials: a lead of so much makes a guide 2.7 times as likely."""
_UNLIKELIEST = -12.0
_AS_MUCH_SAID = 0.9
"""Of the most that any guide holds of what the question says: as good as that."""
_AS_LIKE = 0.7
"""Of the largest similarity of letters, likewise."""


@dataclass(frozen=True, slots=True)
class Legs:
    """Scores by guide; minus infinity for a guide that no leg brought forward."""

    chunk: Scores
    field: Scores
    kin: Scores
    """Mean of the two nearest own questions; all 0 in an index that has not learned which are kin."""
    kin_top: Scores
    """Of the nearest one."""
    likely: Scores
    """Logarithm of how likely a guide is by all its own questions together, but for a constant; 0 like kin."""
    taught: Scores
    """Logarithm of its probability by all own questions together, see `taught`; all 0 where none is."""
    lexical: Scores
    """Of the letters that count for the guide's language."""
    said: Scores
    """Share of what the question says that stands in one title or own question."""
    fused: Scores


@dataclass(frozen=True, slots=True)
class Features:
    """All numbers; a lead is the distance to the best other guide of the same leg, below 0 when that one is ahead."""

    top: float
    """Fused score of the first guide."""
    gap_2: float
    """To the second guide."""
    gap_3: float
    gap_5: float
    z: float
    """Of the first guide among the next ones, in their standard deviations."""
    chunk: float
    chunk_lead: float
    field: float
    field_lead: float
    kin: float
    kin_lead: float
    lexical: float
    lexical_lead: float
    kin_top: float
    """Nearness of the first guide's nearest own question, as it was learned."""
    likely: float
    """Logarithm of the first guide's probability by all own questions together."""
    likely_lead: float
    """To the likeliest other guide."""
    likeliest: float
    """Logarithm of the largest such probability: low for a question between many guides."""
    taught: float
    """Logarithm of the first guide's probability as it was taught."""
    taught_lead: float
    share: float
    """Of the first guide when all guides share 1 by the exponentials of their scores."""
    explained: float
    """Share of the question's letters that the first guide holds."""
    said: float
    """Share of what the question says that one title or own question of the first guide holds."""
    said_lead: float
    said_crowd: float
    """Logarithm of the number of guides that hold about as much as the one that holds most."""
    lexical_crowd: float
    """The same by similarity of letters."""
    telling: float
    """How much the question's words tell guides apart, rare ones more."""
    agreeing: float
    """Of the legs, how many have the first guide first."""
    unknown: float
    """Share of the question's words that no guide holds."""
    words: float
    """Logarithm of one more than the question's words."""
    joined: float
    """Words that the glossary adds, at most six."""
    same_language: float
    """1 when the first guide has a version in the asker's language."""


FEATURES = tuple(field.name for field in fields(Features))

as_row: Callable[[Features], tuple[float, ...]] = attrgetter(*FEATURES)
"""All features in the order of their names."""


def describe(
    legs: Legs,
    ranked: Positions,
    bases: NDArray[np.int64],
    *,
    explained: float,
    telling: float,
    unknown: float,
    words: int,
    joined: int,
    same_language: bool,
) -> Features:
    """Summarise a search.

    Args:
        legs: scores of all guides.
        ranked: positions of the best version of each base guide, best first; at least one.
        bases: for each guide, its base guide.
        explained: share of the question's letters that the first guide holds.
        telling: how much the question's words tell guides apart.
        unknown: share of unknown words.
        words: of the question.
        joined: words that the glossary adds.
        same_language: whether the first guide has a version in the asker's language.
    """
    scores = legs.fused[ranked]
    top = float(scores[0])
    crowd = scores[1 : 1 + _CROWD]
    spread = float(crowd.std()) if len(crowd) > 1 else 0.0
    mean = float(crowd.mean()) if len(crowd) else top
    versions = bases == bases[ranked[0]]
    likely = _logarithms(legs.likely[ranked])
    own, leads = zip(*(_lead(leg, versions) for leg in (legs.chunk, legs.field, legs.kin, legs.lexical)), strict=True)
    said, said_lead = _lead(legs.said, versions)
    taught, taught_lead = _lead(legs.taught, versions)
    return Features(
        top=top,
        gap_2=top - float(scores[min(1, len(scores) - 1)]),
        gap_3=top - float(scores[min(2, len(scores) - 1)]),
        gap_5=top - float(scores[min(4, len(scores) - 1)]),
        z=min((top - mean) / spread, _WIDEST) if spread > 0 else 0.0,
        chunk=own[0],
        chunk_lead=leads[0],
        field=own[1],
        field_lead=leads[1],
        kin=own[2],
        kin_lead=leads[2],
        lexical=own[3],
        lexical_lead=leads[3],
        kin_top=float(legs.kin_top[versions].max()),
        likely=float(likely[0]),
        likely_lead=float(likely[0] - likely[1:].max()) if len(likely) > 1 else 0.0,
        likeliest=float(likely.max()),
        taught=taught,
        taught_lead=taught_lead,
        share=float(1 / np.exp((scores - top) / _WARMTH).sum()),
        explained=explained,
        said=said,
        said_lead=said_lead,
        said_crowd=_crowd(legs.said[ranked], _AS_MUCH_SAID),
        lexical_crowd=_crowd(legs.lexical[ranked], _AS_LIKE),
        telling=telling,
        agreeing=float(sum(lead >= 0 for lead in leads)),
        unknown=unknown,
        words=math.log1p(words),
        joined=float(min(joined, 6)),
        same_language=float(same_language),
    )


def _logarithms(likely: Scores) -> NDArray[np.float64]:
    """Of probabilities that sum to 1 over all guides; all 0 where nothing is known."""
    if not likely.any():
        return np.zeros(len(likely))
    shifted = likely.astype(np.float64) - likely.max()
    return np.asarray(np.maximum(shifted - np.log(np.exp(shifted).sum()), _UNLIKELIEST))


def _crowd(leg: Scores, share: float) -> float:
    """Logarithm of how many guides have at least this share of the largest score."""
    largest = float(leg.max())
    return math.log(int((leg >= share * largest).sum())) if largest > 0 else math.log(len(leg))


def _lead(leg: Scores, versions: NDArray[np.bool_]) -> tuple[float, float]:
    """A guide's best score over its versions, and how far it is ahead of all other guides."""
    own = float(leg[versions].max())
    others = leg[~versions]
    others = others[np.isfinite(others)]
    return own, own - float(others.max()) if len(others) else 0.0
