"""Similarity of letters: TF-IDF over the 3 to 5 letters in a row inside words.

In Swedish it beats words and stems (nDCG@10 .57 against .48) because of compounds and misspellings. It is
near 0 between two languages, so that no switch is needed for questions in another language.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class LetterIndex:
    """TF-IDF of letters in memory."""

    weights: LetterWeights
    _vectorizer: TfidfVectorizer = field(init=False)

    def __post_init__(self) -> None:
        vectorizer = _vectorizer(vocabulary={gram: at for at, gram in enumerate(self.weights.grams)})
        if self.weights.grams:
            vectorizer.idf_ = self.weights.idf
        object.__setattr__(self, "_vectorizer", vectorizer)

    def scores(self, question: str) -> Scores:
        if not self.weights.grams:
            return np.zeros(self.weights.by_gram.shape[1], dtype=np.float32)
        return np.asarray(
            (self._vectorizer.transform([question]) @ self.weights.by_gram).toarray()[0], dtype=np.float32
        )

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


def _vectorizer(vocabulary: dict[str, int] | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, vocabulary=vocabulary, dtype=np.float32
    )
