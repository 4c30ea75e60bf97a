"""A changed collection to an index: what did not change is taken from the index before."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from knowledge.guide import Guide
from retrieval.assemble import (
    Texts,
    assemble,
    chunk_tokens,
    index_key,
    learn_adapters,
    letters_of,
    teach,
    texts_of,
    tokens_of,
)
from retrieval.bundled import bundled_glossary
from retrieval.changes import Change, Rows, lay_out, starts_of
from retrieval.hub import HUB_WEIGHT
from retrieval.hub_change import MOSTLY_NEW, HubChange
from retrieval.index import Index, penalties_of, widened, without_penalties
from retrieval.kin import Kin, as_learned, is_learnable, learn_kin, lengths_of
from retrieval.lexical import LetterIndex, index_letters
from retrieval.pairs import main_language
from retrieval.patched_letters import PatchedLetters
from retrieval.ports import Encoder, Positions, Vectors, token_encoder
from retrieval.tokens import TokenIndex, is_wanted, renew_tokens
from retrieval.vector import FlatIndex

MOST_PATCHED = 100
"""Guides; each question looks at every one of them."""


def renew(before: Index, change: Change, encoder: Encoder) -> Index:
    """Index the new list; `change` is from the guides of `before`.

    Gives what `assemble` gives, up to rounding. One changed guide among 10,000 takes some 2 s in place of 20.
    """
    old = _Parts.of(before)
    if old is None or not _is_like(before, change, encoder):
        return assemble(change.guides, encoder)
    return _put_together(before, old, change, encoder, exactly=True)


def patch(before: Index, change: Change, encoder: Encoder) -> Index | None:
    """Index the new list for the moment, in a tenth of the time; None when that cannot be done.

    Vectors and hubs are as `renew` gives them. Letters are weighed as in `before`, and what is learned is kept.
    """
    old = _Parts.of(before)
    if not len(change.fresh) and not len(change.gone):
        return before
    few = len(change.fresh) + len(change.gone) <= MOST_PATCHED
    if old is None or not few or not _is_like(before, change, encoder):
        return None
    if before.main_language != main_language(change.guides) or (before.kin is None) == is_learnable(change.guides):
        return None
    return _put_together(before, old, change, encoder, exactly=False)


def _is_like(before: Index, change: Change, encoder: Encoder) -> bool:
    return len(change.fresh) <= MOSTLY_NEW * len(change.guides) and before.model == encoder.name


def _put_together(before: Index, old: "_Parts", change: Change, encoder: Encoder, *, exactly: bool) -> Index:
    texts = texts_of(change.new_guides())
    chunk_rows = lay_out(change, before.chunk_guides, [len(chunks) for chunks in texts.chunks])
    field_rows = lay_out(change, before.field_guides, [len(fields) for fields in texts.fields])
    chunks = chunk_rows.take(old.chunks, widened(encoder.embed_passages(texts.all_chunks())))
    fields = field_rows.take(old.fields, widened(encoder.embed_questions(texts.all_fields())))
    titles, titles_before = fields[field_rows.starts], old.fields[_field_starts(before)]
    measure = HubChange.of(change, without_penalties(titles), without_penalties(titles_before))
    sections = np.array([chunk.section for chunks in texts.chunks for chunk in chunks], dtype=np.int64)
    field_bases = measure.bases[field_rows.owners]
    guides, kin = change.guides, None
    if is_learnable(guides):
        plain, kept = without_penalties(fields), None if exactly else before.kin
        kin = (
            _kin_as_before(kept, plain, field_rows, field_bases)
            if kept
            else learn_kin(plain, field_bases, before=before.kin)
        )
    learned = learn_adapters if exactly and not _same_pairs(before, change) else None
    return Index(
        key=index_key(guides, encoder),
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
        letters=_letters(old.letters, change) if exactly else _patched_letters(old.letters, change),
        main_language=main_language(guides),
        adapters=learned(guides, encoder, bundled_glossary()) if learned else before.adapters,
        kin=kin,
        taught=teach(guides, without_penalties(fields), field_bases) if exactly else None,
        tokens=(_tokens if exactly else _tokens_for_the_moment)(before, change, texts, encoder),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What an index holds."""

    chunks: Vectors
    """Their penalties included, see `with_penalties`."""
    fields: Vectors
    letters: LetterIndex

    @staticmethod
    def of(index: Index) -> "_Parts | None":
        chunks, fields, letters = index.chunks, index.fields, index.letters
        if (
            not isinstance(chunks, FlatIndex)
            or not isinstance(fields, FlatIndex)
            or not isinstance(letters, LetterIndex)
        ):
            return None
        return _Parts(chunks.vectors, fields.vectors, letters)

    def chunk_means(self, index: Index) -> Vectors:
        """By guide and language, what was taken off before weighing."""
        return penalties_of(self.chunks[index.chunk_starts]) / HUB_WEIGHT

    def field_means(self, index: Index) -> Vectors:
        return penalties_of(self.fields[_field_starts(index)]) / HUB_WEIGHT


def _tokens(before: Index, change: Change, texts: Texts, encoder: Encoder) -> TokenIndex | None:
    able, language = token_encoder(encoder), main_language(change.guides)
    if able is None or not is_wanted(change.guides):
        return None
    if before.tokens is None or before.main_language != language:
        return tokens_of(change.guides, texts_of(change.guides), encoder)
    return renew_tokens(before.tokens, change, chunk_tokens(change.new_guides(), texts, able, language))


def _tokens_for_the_moment(before: Index, change: Change, _: Texts, __: Encoder) -> TokenIndex | None:
    return before.tokens.moved(change.then) if before.tokens else None


def _letters(before: LetterIndex, change: Change) -> LetterIndex:
    kept = np.flatnonzero(change.then >= 0)
    same_as = dict(zip(kept.tolist(), change.then[kept].tolist(), strict=True))
    texts = ["" if at in same_as else letters_of(guide) for at, guide in enumerate(change.guides)]
    return index_letters(texts, before=before.weights, same_as=same_as, gone=_texts_gone(change))


def _patched_letters(before: LetterIndex, change: Change) -> PatchedLetters:
    fresh = {at: letters_of(change.guides[at]) for at in change.fresh.tolist()}
    return PatchedLetters(before, change.then, fresh=fresh, gone=_texts_gone(change))


def _texts_gone(change: Change) -> list[str]:
    return [letters_of(change.before[at]) for at in change.gone]


def _kin_as_before(before: Kin, fields: Vectors, rows: Rows, bases: Positions) -> Kin:
    fresh = lengths_of(before.centre, before.turn, fields[rows.source < 0])
    return as_learned(before.centre, before.turn, fields, bases, rows.take(before.lengths, fresh))


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
