"""Similarity of letters: TF-IDF over the 3 to 5 letters in a row inside words.

In Swedish it beats words and stems (nDCG@10 .57 against .48) because of compounds and misspellings. It is
near 0 between two languages, so that no switch is needed for questions in another language.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from retrieval.ports import Scores

_WORD = re.compile(r"[^\W_]{2,}")


@dataclass(frozen=True, slots=True)
class LetterWeights:
    """All that a LetterIndex is made of, ready to be written to disk."""

    grams: tuple[str, ...]
    """In column order."""
    idf: Scores
    by_gram: csr_matrix
    """Shape (grams, texts): for each gram the texts that have it."""
    words: frozenset[str]


class LetterIndex:
    """TF-IDF of letters in memory."""

    def __init__(self, weights: LetterWeights) -> None:
        self.weights = weights
        self._columns = {gram: at for at, gram in enumerate(weights.grams)}
        self._split: Callable[[str], list[str]] = _vectorizer().build_analyzer()
        self._texts = int(weights.by_gram.shape[1])

    def scores(self, question: str) -> Scores:
        # The same sum as the vectoriser's transform and a matrix product, without their 1 ms of checks.
        counts = Counter(self._columns[gram] for gram in self._split(question) if gram in self._columns)
        if not counts:
            return np.zeros(self._texts, dtype=np.float32)
        grams = np.fromiter(counts, dtype=np.int64, count=len(counts))
        tf = 1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))
        weights = tf * self.weights.idf[grams]
        weights /= np.linalg.norm(weights)
        matrix = self.weights.by_gram
        spans = [slice(matrix.indptr[gram], matrix.indptr[gram + 1]) for gram in grams]
        texts = np.concatenate([matrix.indices[span] for span in spans])
        shares = np.concatenate([matrix.data[span] * weight for span, weight in zip(spans, weights, strict=True)])
        return np.bincount(texts, weights=shares, minlength=self._texts).astype(np.float32)

    def unknown_share(self, question: str) -> float:
        words = _WORD.findall(question.lower())
        if not words:
            return 1.0
        return sum(word not in self.weights.words for word in words) / len(words)


def index_letters(texts: Sequence[str]) -> LetterIndex:
    """Count the letters of the texts. No text, or texts without any letter, give an index of zeros."""
    words = frozenset(word for text in texts for word in _WORD.findall(text.lower()))
    if not words:
        nothing = csr_matrix((0, len(texts)), dtype=np.float32)
        return LetterIndex(LetterWeights(grams=(), idf=np.empty(0, np.float32), by_gram=nothing, words=words))
    vectorizer = _vectorizer()
    by_text = vectorizer.fit_transform(texts)
    return LetterIndex(
        LetterWeights(
            grams=tuple(vectorizer.get_feature_names_out()),
            idf=np.asarray(vectorizer.idf_, dtype=np.float32),
            by_gram=by_text.T.tocsr(),
            words=words,
        )
    )


def _vectorizer() -> TfidfVectorizer:
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32)
