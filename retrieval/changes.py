"""What stays and what changes between two lists of guides, and the rows of arrays that go with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from knowledge.guide import Guide
from retrieval.ports import Positions

_Kind = TypeVar("_Kind", bound=np.generic)
_LEAST_RUN = 16
"""Rows side by side, in the mean, from which on they are copied run by run."""


@dataclass(frozen=True, slots=True)
class Change:
    """A new list of guides beside the one before."""

    guides: tuple[Guide, ...]
    """The new list, by id."""
    before: tuple[Guide, ...]
    then: Positions
    """For each guide its position in the list before; -1 for a new or changed one."""
    fresh: Positions
    """Positions of new or changed guides."""
    gone: Positions
    """Positions in the list before of what is not in the new one unchanged."""

    def new_guides(self) -> list[Guide]:
        return [self.guides[at] for at in self.fresh]


def compare(before: Sequence[Guide], guides: Iterable[Guide]) -> Change:
    now = tuple(sorted(guides, key=lambda guide: guide.id))
    old = {guide.id: at for at, guide in enumerate(before)}
    then = np.full(len(now), -1, dtype=np.int64)
    for place, guide in enumerate(now):
        at = old.get(guide.id)
        if at is not None and _same(before[at], guide):
            then[place] = at
    gone = np.setdiff1d(np.arange(len(before)), then)
    return Change(now, tuple(before), then, np.flatnonzero(then < 0), gone)


def _same(one: Guide, other: Guide) -> bool:
    """Whether two guides of one id are indexed alike."""
    return one is other or (one.content_hash, one.questions) == (other.content_hash, other.questions)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of an array that has some for each guide, side by side."""

    starts: Positions
    """Where each guide's rows begin."""
    owners: Positions
    """For each row its guide."""
    source: Positions
    """For each row its row in the array before; -1 for a new one."""

    def take(self, before: NDArray[_Kind], fresh: NDArray[_Kind]) -> NDArray[_Kind]:
        """Put old and new rows together; `fresh` holds the new ones in order."""
        rows = np.empty((len(self.source), *before.shape[1:]), dtype=before.dtype)
        kept = self.source >= 0
        apart = np.where(kept, self.source, -2)
        starts = np.flatnonzero(kept & (np.diff(apart, prepend=-2) != 1))
        if len(starts) * _LEAST_RUN > len(self.source):
            rows[kept] = before[self.source[kept]]
        else:  # few long runs, each copied in one go
            ends = np.flatnonzero(kept & (np.diff(apart, append=-2) != 1)) + 1
            for start, end, source in zip(starts.tolist(), ends.tolist(), self.source[starts].tolist(), strict=True):
                rows[start:end] = before[source : source + end - start]
        rows[~kept] = fresh
        return rows


def layout(counts: Sequence[int] | Positions) -> tuple[Positions, Positions]:
    """Starts and owners of rows, from how many each guide has."""
    sizes = np.array(counts, dtype=np.int64)
    starts = np.cumsum(sizes) - sizes
    return starts, np.repeat(np.arange(len(sizes)), sizes)


def starts_of(owners: Positions, guides: int) -> Positions:
    return np.searchsorted(owners, np.arange(guides)).astype(np.int64)


def lay_out(change: Change, owners_before: Positions, fresh_counts: Sequence[int]) -> Rows:
    """Place the rows of the new list.

    Args:
        change: between the lists.
        owners_before: for each row before, its guide.
        fresh_counts: rows of each new guide, in their order.
    """
    guides_before = len(change.before)
    counts = np.append(np.bincount(owners_before, minlength=guides_before), 0)[change.then]
    counts[change.fresh] = fresh_counts
    starts, owners = layout(counts)
    then = change.then[owners]
    starts_before = np.append(starts_of(owners_before, guides_before), 0)
    source = np.where(then >= 0, starts_before[then] + np.arange(len(owners)) - starts[owners], -1)
    return Rows(starts, owners, source)
