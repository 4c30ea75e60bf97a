"""A changed collection to an index: what did not change is taken from the index before.

Gives what `assemble` gives, up to rounding. One changed guide among 10,000 takes some .7 s in place of 20.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.guide import LANGUAGES, Guide
from retrieval.assemble import (
    assemble,
    bases_of,
    index_key,
    learn_adapters,
    letters_of,
    pools_of,
    sample_questions,
    texts_of,
)
from retrieval.bundled import bundled_glossary
from retrieval.changes import Change, Rows, lay_out, starts_of
from retrieval.hub import HUB_WEIGHT, sum_best_scores
from retrieval.index import EXTRA_DIMENSIONS, Index, penalties_of, put_penalties, with_penalties
from retrieval.kin import is_learnable, learn_kin
from retrieval.lexical import LetterIndex, LetterWeights, index_letters
from retrieval.pairs import main_language
from retrieval.ports import Encoder, Positions, Scores, VectorIndex, Vectors
from retrieval.vector import FlatIndex, ListedIndex, index_vectors

_MOSTLY_NEW = 0.5
"""With a larger share of new guides, or of new titles among those that measure hubs, all is measured again."""


def renew(before: Index, change: Change, encoder: Encoder) -> Index:
    """Index the new list; `change` is from the guides of `before`."""
    old = _Parts.of(before)
    mostly_new = len(change.fresh) > _MOSTLY_NEW * len(change.guides)
    if old is None or mostly_new or before.model != encoder.name:
        return assemble(change.guides, encoder)
    texts = texts_of(change.new_guides())
    chunk_rows = lay_out(change, before.chunk_guides, [len(chunks) for chunks in texts.chunks])
    field_rows = lay_out(change, before.field_guides, [len(fields) for fields in texts.fields])
    chunks = chunk_rows.take(old.chunks, _widened(encoder.embed_passages(texts.all_chunks())))
    fields = field_rows.take(old.fields, _widened(encoder.embed_questions(texts.all_fields())))
    measure = _Measure.of(change, _plain(fields[field_rows.starts]), _plain(old.fields[_field_starts(before)]))
    sections = np.array([chunk.section for chunks in texts.chunks for chunk in chunks], dtype=np.int64)
    field_bases = measure.bases[field_rows.owners]
    guides, same_pairs = change.guides, _same_pairs(before, change)
    return Index(
        key=index_key(guides, encoder.name),
        model=encoder.name,
        guides=guides,
        bases=measure.bases,
        chunk_starts=chunk_rows.starts,
        chunk_guides=chunk_rows.owners,
        chunk_sections=chunk_rows.take(before.chunk_sections, sections),
        chunks=measure.penalised(chunks, chunk_rows, old.chunk_means(before), before.chunks),
        field_guides=field_rows.owners,
        field_languages=field_rows.take(before.field_languages, texts.all_field_languages()),
        fields=measure.penalised(fields, field_rows, old.field_means(before), before.fields),
        letters=_letters(old.letters, change),
        main_language=main_language(guides),
        adapters=before.adapters if same_pairs else learn_adapters(guides, encoder, bundled_glossary()),
        kin=learn_kin(_plain(fields), field_bases, before=before.kin) if is_learnable(guides) else None,
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What an index holds."""

    chunks: Vectors
    """Their penalties included, see `with_penalties`."""
    fields: Vectors
    letters: LetterWeights

    @staticmethod
    def of(index: Index) -> "_Parts | None":
        chunks, fields, letters = index.chunks, index.fields, index.letters
        if (
            not isinstance(chunks, FlatIndex)
            or not isinstance(fields, FlatIndex)
            or not isinstance(letters, LetterIndex)
        ):
            return None
        return _Parts(chunks.vectors, fields.vectors, letters.weights)

    def chunk_means(self, index: Index) -> Vectors:
        """By guide and language, what was taken off before weighing."""
        return penalties_of(self.chunks[index.chunk_starts]) / HUB_WEIGHT

    def field_means(self, index: Index) -> Vectors:
        return penalties_of(self.fields[_field_starts(index)]) / HUB_WEIGHT


@dataclass(frozen=True, slots=True)
class _Measure:
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
    def of(change: Change, titles: Vectors, titles_before: Vectors) -> "_Measure":
        bases = bases_of(change.guides)
        number = {guide.base: int(at) for guide, at in zip(change.guides, bases, strict=True)}
        bases_before = np.array([number.get(guide.base, -1) for guide in change.before], dtype=np.int64)
        pools = tuple(zip(pools_of(change.guides), pools_of(change.before), strict=True))
        return _Measure(change, titles, bases, titles_before, bases_before, pools)

    def penalised(self, wide: Vectors, rows: Rows, means_before: Vectors, before: VectorIndex) -> FlatIndex:
        """Write the penalties into vectors that have room for them, and index these."""
        vectors = _plain(wide)
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
        if len(gained) + len(lost) > _MOSTLY_NEW * len(pool):
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


def _letters(before: LetterWeights, change: Change) -> LetterIndex:
    kept = np.flatnonzero(change.then >= 0)
    same_as = dict(zip(kept.tolist(), change.then[kept].tolist(), strict=True))
    texts = ["" if at in same_as else letters_of(guide) for at, guide in enumerate(change.guides)]
    gone = [letters_of(change.before[at]) for at in change.gone]
    return index_letters(texts, before=before, same_as=same_as, gone=gone)


def _plain(wide: Vectors) -> Vectors:
    return wide[..., :-EXTRA_DIMENSIONS]


def _widened(vectors: Vectors) -> Vectors:
    """With room for penalties."""
    return with_penalties(vectors, np.zeros((len(vectors), len(LANGUAGES)), dtype=np.float32))


def _field_starts(index: Index) -> Positions:
    return starts_of(index.field_guides, len(index.guides))


def _same_pairs(before: Index, change: Change) -> bool:
    """Whether what the adapters learn from is as it was: no translated guide among those that changed."""
    if before.main_language != main_language(change.guides):
        return False
    return not (_translated(change.guides, change.fresh) or _translated(change.before, change.gone))


def _translated(guides: tuple[Guide, ...], some: Positions) -> bool:
    versions = Counter(guide.base for guide in guides)
    return any(versions[guides[at].base] > 1 for at in some)
