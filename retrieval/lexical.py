"""Similarity of letters: TF-IDF over the 3 to 5 letters in a row inside words.

In Swedish it beats words and stems (nDCG@10 .57 against .48) because of compounds and misspellings. It is
near 0 between two languages, so that no switch is needed for questions in another language.

The sums are those of scikit-learn's TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True), as
a test shows. They are done here so that serving needs neither scikit-learn nor scipy (65 MB, 1 s), the arrays can
lie on disk, and a changed guide is counted alone.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.ports import Positions, Scores

_WORD = re.compile(r"[^\W_]{2,}")
_SIZES = (3, 4, 5)
_BLANK = ord(" ")
_MOST = 255
"""Counts above this are kept as this."""
_TF = np.asarray(1 + np.log(np.maximum(np.arange(_MOST + 1), 1)), dtype=np.float32)
"""By count."""
# Odd numbers for multiplicative hashing (Knuth 6.4; finaliser of SplitMix64): 64 bits keep grams apart.
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F],
    dtype=np.uint64,
)
_BLOCK = 1 << 20
_MOST_POSTINGS = 1_000_000
"""Read for one question: some 4 ms. Questions over 2,000 guides read a tenth of it."""
_TEXTS_AT_ONCE = 10_000
_ASKED_AT_ONCE = 8
_KNOWN = 300
"""Groups of a few texts that are kept counted: some 40 kB each."""
_SHORTEST = 1e-12
_MIX = np.uint64(0xBF58476D1CE4E5B9)

Keys = NDArray[np.uint64]
"""Hashes of grams."""


@dataclass(frozen=True, slots=True)
class LetterWeights:
    """All that a LetterIndex is made of: plain arrays, ready to be written to disk."""

    grams: Keys
    """In rising order."""
    starts: NDArray[np.int64]
    """Where each gram's texts begin in `texts` and `counts`; one more at the end."""
    texts: NDArray[np.int32]
    counts: NDArray[np.uint8]
    """How often the gram stands in the text."""
    lengths: Scores
    """Of each text's vector before it is made one long; 1 for a text without grams."""
    words: Mapping[str, int]
    """How many texts hold each word."""


class LetterIndex:
    """TF-IDF of letters."""

    def __init__(self, weights: LetterWeights) -> None:
        self.weights = weights
        self._idf = _idf(weights.starts, len(weights.lengths))
        self._few = functools.lru_cache(maxsize=_KNOWN)(self._weigh_few)
        self._asked = functools.lru_cache(maxsize=_ASKED_AT_ONCE)(self._weigh_asked)

    def scores(self, question: str) -> Scores:
        weights = self.weights
        if not question:
            return np.zeros(len(weights.lengths), dtype=np.float32)
        grams, counts = _asked_grams(question)
        at = np.searchsorted(weights.grams, grams)
        known = at < len(weights.grams)
        known[known] = weights.grams[at[known]] == grams[known]
        at, counts = at[known], counts[known]
        if not len(at):
            return np.zeros(len(weights.lengths), dtype=np.float32)
        asked = _TF[counts] * self._idf[at]
        asked /= np.linalg.norm(asked)
        at, asked = self._affordable(at, asked)
        sizes, rows = self._rows_of(at)
        shares = np.repeat(asked * self._idf[at], sizes)
        shares *= _TF[weights.counts[rows]]
        scores = np.bincount(weights.texts[rows], weights=shares, minlength=len(weights.lengths))
        return np.asarray(scores / weights.lengths, dtype=np.float32)

    def weigh(self, grams: Keys, counts: NDArray[np.uint8]) -> tuple[Scores, NDArray[np.bool_]]:
        """Weight of each gram that a text holds so often, a new gram as if one text held it; and whether any does."""
        weights = self.weights
        says = np.full(len(grams), np.log((1 + len(weights.lengths)) / 2) + 1, dtype=np.float32)
        known = np.zeros(len(grams), dtype=np.bool_)
        if len(weights.grams):
            at = np.minimum(np.searchsorted(weights.grams, grams), len(weights.grams) - 1)
            known = weights.grams[at] == grams
            says[known] = self._idf[at[known]]
        return _TF[counts] * says, known

    def _rows_of(self, at: Positions) -> tuple[Positions, Positions]:
        """How many texts hold each of some grams, and where these stand in `texts` and `counts`."""
        starts = self.weights.starts[at]
        sizes = self.weights.starts[at + 1] - starts
        before = np.cumsum(sizes) - sizes
        return sizes, np.repeat(starts - before, sizes) + np.arange(int(sizes.sum()))

    def _affordable(self, at: Positions, asked: Scores) -> tuple[Positions, Scores]:
        """In a very large collection leave out the commonest grams, which tell least and cost most."""
        sizes = self.weights.starts[at + 1] - self.weights.starts[at]
        if sizes.sum() <= _MOST_POSTINGS:
            return at, asked
        order = np.argsort(sizes, kind="stable")
        kept = order[: max(1, int(np.searchsorted(np.cumsum(sizes[order]), _MOST_POSTINGS)))]
        return at[kept], asked[kept]

    def explained(self, question: str, text: int) -> float:
        weights, lengths = self.weights, len(self.weights.lengths)
        grams, _ = _asked_grams(question)
        at = np.minimum(np.searchsorted(weights.grams, grams), max(0, len(weights.grams) - 1))
        known = weights.grams[at] == grams if len(weights.grams) else np.zeros(len(grams), dtype=np.bool_)
        says = np.full(len(grams), np.log(1 + lengths) + 1, dtype=np.float64)
        says[known] = self._idf[at[known]]
        there = np.zeros(len(grams), dtype=np.bool_)
        there[known] = self._hold(at[known], text)
        return float((says[there] ** 2).sum() / (says**2).sum()) if len(grams) else 0.0

    def _hold(self, at: Positions, text: int) -> NDArray[np.bool_]:
        """Whether a text holds each of some grams."""
        weights = self.weights
        starts, ends = weights.starts[at], weights.starts[at + 1]
        if (ends - starts).sum() > _MOST_POSTINGS:  # one gram after the other: little memory
            spans = zip(starts.tolist(), ends.tolist(), strict=True)
            return np.array([(weights.texts[start:end] == text).any() for start, end in spans], dtype=np.bool_)
        sizes, rows = self._rows_of(at)
        held = np.zeros(len(at), dtype=np.bool_)
        held[np.repeat(np.arange(len(at)), sizes)[weights.texts[rows] == text]] = True
        return held

    def alike(self, question: str, texts: tuple[str, ...]) -> Scores:
        few = self._few(texts)
        grams, asked = self._asked(question)
        if not len(grams) or not len(few.grams):
            return np.zeros(len(texts), dtype=np.float32)
        first, last = np.searchsorted(few.grams, grams), np.searchsorted(few.grams, grams, side="right")
        sizes = last - first
        rows = np.repeat(first - np.cumsum(sizes) + sizes, sizes) + np.arange(int(sizes.sum()))
        products = np.repeat(asked, sizes) * few.shares[rows]
        return np.asarray(np.bincount(few.texts[rows], weights=products, minlength=len(texts)), dtype=np.float32)

    def _weigh_asked(self, question: str) -> tuple[Keys, Scores]:
        """Its grams and their weights, together of length 1."""
        grams, counts = _asked_grams(question)
        asked, _ = self.weigh(grams, counts)
        return grams, asked / max(float(np.linalg.norm(asked)), _SHORTEST)

    def _weigh_few(self, texts: tuple[str, ...]) -> "_Few":
        counted = [count_grams(text) for text in texts]
        weighed = [self.weigh(grams, counts)[0] for grams, counts in counted]
        shares = [says / max(float(np.linalg.norm(says)), _SHORTEST) for says in weighed]
        grams = np.concatenate([grams for grams, _ in counted])
        of = np.repeat(np.arange(len(texts)), [len(each) for each in shares])
        order = np.argsort(grams, kind="stable")
        return _Few(grams[order], of[order], np.concatenate(shares)[order])

    def unknown_share(self, question: str) -> float:
        words = split_words(question)
        if not words:
            return 1.0
        return sum(word not in self.weights.words for word in words) / len(words)


def index_letters(
    texts: Sequence[str],
    *,
    before: LetterWeights | None = None,
    same_as: Mapping[int, int] | None = None,
    gone: Sequence[str] = (),
) -> LetterIndex:
    """Count the letters of the texts. No text, or texts without any letter, give an index of zeros.

    Args:
        texts: to be found.
        before: counts of an earlier index.
        same_as: for a text that stood in it unchanged, its position there; such a text is not counted again.
        gone: the texts that stood in it and are not among `same_as`.
    """
    same_as = same_as or {}
    kept = _kept(before, same_as) if before is not None and same_as else _NO_POSTINGS
    fresh = [at for at in range(len(texts)) if at not in same_as]
    words = Counter(before.words if before is not None and same_as else {})
    for text in gone if same_as else ():
        words.subtract(words_of(text))
    for at in fresh:
        words.update(words_of(texts[at]))
    merged = kept
    for first in range(0, len(fresh), _TEXTS_AT_ONCE):
        some = fresh[first : first + _TEXTS_AT_ONCE]
        merged = _merge(merged, _postings(some, [texts[at] for at in some]))
    known = {word: count for word, count in words.items() if count > 0}
    lengths = _lengths(merged, texts=len(texts))
    return LetterIndex(LetterWeights(merged.grams, merged.starts, merged.texts, merged.counts, lengths, known))


def words_of(text: str) -> set[str]:
    return set(split_words(text))


def split_words(text: str) -> list[str]:
    """Words of two letters and more, in lower case."""
    return _WORD.findall(text.lower())


def count_grams(text: str) -> tuple[Keys, NDArray[np.uint8]]:
    """Each gram of a text once, in rising order, with how often it stands there (at most 255)."""
    keys = np.sort(np.concatenate([np.empty(0, np.uint64), *(keys for keys, _ in _grams_in(_codes(text)))]))
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)])
    grams, counts = keys[first], np.diff(first, append=len(keys))
    return grams, np.minimum(counts, _MOST).astype(np.uint8)


def count_grams_of(texts: Sequence[str]) -> tuple[Positions, Keys, NDArray[np.uint8]]:
    """The same for many texts, in a tenth of the time: for each gram of a text that text, the gram and the count."""
    lines = [_codes(text) for text in texts]
    owners = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    # A text ends and the next begins with a blank: no gram lies in both.
    found = list(_grams_in(np.concatenate([np.empty(0, np.uint64), *lines])))
    keys = np.concatenate([np.empty(0, np.uint64), *(keys for keys, _ in found)])
    of = owners[np.concatenate([np.empty(0, np.int64), *(places for _, places in found)])]
    order = np.lexsort((keys, of))
    keys, of = keys[order], of[order]
    first = np.flatnonzero(np.concatenate([[True], (keys[1:] != keys[:-1]) | (of[1:] != of[:-1])])[: len(keys)])
    counts = np.minimum(np.diff(first, append=len(keys)), _MOST).astype(np.uint8)
    return of[first], keys[first], counts


def _codes(text: str) -> Keys:
    line = f" {' '.join(text.lower().split())} "
    return np.frombuffer(line.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)


def _grams_in(codes: Keys) -> Iterator[tuple[Keys, Positions]]:
    """Hashes of the grams that lie inside a word or at its edge, and where each begins; size by size."""
    blank = codes == _BLANK
    hashed, crosses_words = codes * _FACTORS[0], blank & False
    for at in range(1, min(_SIZES[-1], len(codes))):
        hashed = hashed[:-1] + codes[at:] * _FACTORS[at]
        crosses_words = crosses_words[:-1]
        if at + 1 in _SIZES:
            places = np.flatnonzero(~crosses_words)
            mixed = hashed[places]
            mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX
            yield mixed ^ (mixed >> np.uint64(27)), places
        crosses_words = crosses_words | blank[at:]


_asked_grams = functools.lru_cache(maxsize=_ASKED_AT_ONCE)(count_grams)
"""Of questions: scored and explained by the same grams. Nobody changes what this gives."""


@dataclass(frozen=True, slots=True)
class _Few:
    """Grams of a few texts in rising order, each with its text and its share in the text's vector of length 1."""

    grams: Keys
    texts: Positions
    shares: Scores


@dataclass(frozen=True, slots=True)
class _Postings:
    """Gram by gram, the texts that hold it."""

    grams: Keys
    starts: NDArray[np.int64]
    texts: NDArray[np.int32]
    counts: NDArray[np.uint8]


_NO_POSTINGS = _Postings(np.empty(0, np.uint64), np.zeros(1, np.int64), np.empty(0, np.int32), np.empty(0, np.uint8))


def _postings(positions: Sequence[int], texts: Sequence[str]) -> _Postings:
    counted = [count_grams(text) for text in texts]
    owners = np.repeat(np.array(positions, dtype=np.int32), [len(grams) for grams, _ in counted])
    keys = np.concatenate([np.empty(0, np.uint64), *(grams for grams, _ in counted)])
    counts = np.concatenate([np.empty(0, np.uint8), *(count for _, count in counted)])
    order = np.argsort(keys, kind="stable")
    grams, first = np.unique(keys[order], return_index=True)
    return _Postings(grams, np.append(first, len(keys)), owners[order], counts[order])


def _kept(before: LetterWeights, same_as: Mapping[int, int]) -> _Postings:
    """The earlier counts of unchanged texts, under their new positions."""
    new_at = np.full(len(before.lengths), -1, dtype=np.int32)
    new_at[np.fromiter(same_as.values(), np.int64)] = np.fromiter(same_as, np.int32)
    owners = new_at[before.texts]
    lost = np.flatnonzero(owners < 0)
    of_gram = np.searchsorted(before.starts, lost, side="right") - 1
    sizes = np.diff(before.starts) - np.bincount(of_gram, minlength=len(before.grams))
    there = sizes > 0
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes[there])])
    return _Postings(before.grams[there], starts, np.delete(owners, lost), np.delete(before.counts, lost))


def _merge(one: _Postings, other: _Postings) -> _Postings:
    """Both together; a text stands in one of them only."""
    if not len(one.grams) or not len(other.grams):
        return one if len(one.grams) else other
    grams = np.union1d(one.grams, other.grams)
    sizes = np.zeros(len(grams), dtype=np.int64)
    sizes[np.searchsorted(grams, one.grams)] = np.diff(one.starts)
    sizes[np.searchsorted(grams, other.grams)] += np.diff(other.starts)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    place = np.searchsorted(one.grams, other.grams, side="right")
    before = np.repeat(one.starts[place], np.diff(other.starts))
    return _Postings(
        grams, starts, np.insert(one.texts, before, other.texts), np.insert(one.counts, before, other.counts)
    )


def _lengths(postings: _Postings, *, texts: int) -> Scores:
    """Length of each text's vector, summed in blocks: millions of postings, little memory."""
    squared = _idf(postings.starts, texts) ** 2
    squares = np.zeros(texts, dtype=np.float64)
    for first in range(0, len(postings.texts), _BLOCK):
        block = slice(first, first + _BLOCK)
        ends = np.clip(postings.starts - first, 0, len(postings.texts[block]))
        weights = np.repeat(squared, np.diff(ends)) * _TF[postings.counts[block]] ** 2
        squares += np.bincount(postings.texts[block], weights=weights, minlength=texts)
    lengths = np.sqrt(squares)
    lengths[lengths == 0] = 1
    return lengths.astype(np.float32)


def _idf(starts: NDArray[np.int64], texts: int) -> Scores:
    return np.asarray(np.log((1 + texts) / (1 + np.diff(starts))) + 1, dtype=np.float32)
