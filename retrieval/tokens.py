"""Token by token: how well each piece of a question is matched by some piece of a guide (MaxSim).

One vector a chunk blurs what a question names once. Here each piece of the question looks for the piece of the guide
whose state is nearest; the mean of these similarities, rare pieces more (Khattab & Zaharia 2020, ColBERT, without its
training). Guides that carry few questions gain (`docs/decisions/0020`); where there are many, these say more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.guide import Guide, Language
from retrieval.changes import Change, lay_out, layout
from retrieval.kin import is_learnable
from retrieval.ports import Positions, Scores, Tokens
from retrieval.rounding import SCALE

LOOKED_AT = 20
"""First guides that are compared; with 15 to 100 the same are found."""
_GERMANIC: frozenset[Language] = frozenset({"sv", "en"})
MOST_GUIDES = 3_000
"""More are not even embedded for it."""
MOST_PIECES = 2_000_000
"""Of all guides: 140 MB."""
MOST_OF_A_GUIDE = 5_000
"""Pieces that are looked at: four times the longest of ours. What a guide is about stands first."""


@dataclass(frozen=True, slots=True)
class TokenIndex:
    """The pieces of all guides in the main language, guide by guide."""

    states: NDArray[np.int8]
    numbers: NDArray[np.int32]
    starts: Positions
    """For each guide where its pieces begin."""
    ends: Positions
    known: NDArray[np.int32]
    """Numbers of pieces that some guide has, rising."""
    telling: Scores
    """What each of them tells: the logarithm of all guides over those that have it."""

    def near(self, asked: Tokens, guides: Positions) -> Scores:
        """How well some guides match a question's pieces, about 0..1.

        Args:
            asked: the question; at least one piece.
            guides: at least one, each of them with pieces, see `have`.
        """
        starts = self.starts[guides]
        sizes = np.minimum(self.ends[guides] - starts, MOST_OF_A_GUIDE)
        spans = zip(starts.tolist(), (starts + sizes).tolist(), strict=True)
        states = np.concatenate([self.states[start:end] for start, end in spans]).astype(np.float32)
        best = np.maximum.reduceat(states @ asked.states.T, np.cumsum(sizes) - sizes, axis=0)
        return np.asarray(best @ self._weights(asked.numbers) / SCALE, dtype=np.float32)

    def have(self, guides: Positions) -> NDArray[np.bool_]:
        """Whether each of some guides has pieces: those in the main language that are not new since."""
        return np.asarray(self.ends[guides] > self.starts[guides])

    def moved(self, then: Positions) -> "TokenIndex":
        """For a list of guides with other positions; a guide that is new, at -1, has no pieces yet."""
        starts, ends = (np.append(places, 0)[then] for places in (self.starts, self.ends))
        return TokenIndex(self.states, self.numbers, starts, ends, self.known, self.telling)

    def _weights(self, numbers: NDArray[np.int32]) -> Scores:
        at = np.minimum(np.searchsorted(self.known, numbers), len(self.known) - 1)
        unheard = np.log(np.count_nonzero(self.ends > self.starts) + 1)
        weights = np.where(self.known[at] == numbers, self.telling[at], unheard)
        total = float(weights.sum())
        return np.asarray(weights / total if total else np.full(len(numbers), 1 / len(numbers)), dtype=np.float32)


def are_alike(asked: Language, language: Language) -> bool:
    """Whether pieces of a question find their like in guides of a language: the same one, or one of the same family.

    English asked of Swedish gains (`docs/decisions/0020`), Finnish asked of Swedish does not.
    """
    return asked == language or {asked, language} <= _GERMANIC


def is_wanted(guides: Sequence[Guide]) -> bool:
    """Whether the guides are few enough, and carry too few questions for these to say more."""
    return 0 < len(guides) <= MOST_GUIDES and not is_learnable(guides)


def index_tokens(tokens: Sequence[Sequence[Tokens]], size: int) -> TokenIndex | None:
    """Put together the pieces of each guide's chunks; none for a guide that is not to be compared.

    Returns:
        None when all together are too many.
    """
    counts, states, numbers = _flat(tokens, size)
    return _put_together(states, numbers, *layout(counts))


def renew_tokens(before: TokenIndex, change: Change, fresh: Sequence[Sequence[Tokens]]) -> TokenIndex | None:
    """The same for a changed list of guides; `fresh` is of the new ones."""
    counts, states, numbers = _flat(fresh, before.states.shape[1])
    owners_before = np.repeat(np.arange(len(before.starts)), before.ends - before.starts)
    rows = lay_out(change, owners_before, counts)
    return _put_together(rows.take(before.states, states), rows.take(before.numbers, numbers), rows.starts, rows.owners)


def _flat(tokens: Sequence[Sequence[Tokens]], size: int) -> tuple[list[int], NDArray[np.int8], NDArray[np.int32]]:
    every = [part for parts in tokens for part in parts]
    states = [np.empty((0, size), np.int8), *(part.states for part in every)]
    numbers = [np.empty(0, np.int32), *(part.numbers for part in every)]
    counts = [sum(len(part.numbers) for part in parts) for parts in tokens]
    return counts, np.concatenate(states), np.concatenate(numbers)


def _put_together(
    states: NDArray[np.int8], numbers: NDArray[np.int32], starts: Positions, owners: Positions
) -> TokenIndex | None:
    if len(numbers) > MOST_PIECES:
        return None
    ends = np.append(starts[1:], len(numbers))
    pairs = np.unique(numbers.astype(np.int64) * len(starts) + owners)
    known, holding = np.unique(pairs // max(1, len(starts)), return_counts=True)
    guides = np.count_nonzero(ends > starts)
    telling = np.maximum(np.log((guides + 1) / (holding + 1)), 0)
    return TokenIndex(states, numbers, starts, ends, known.astype(np.int32), telling.astype(np.float32))
