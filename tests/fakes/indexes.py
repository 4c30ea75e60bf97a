"""The search legs, said as plainly as their ports."""

import re
from collections.abc import Sequence

import numpy as np

from retrieval.ports import Positions, Scores, Vectors


class FakeVectorIndex:
    def __init__(self, vectors: Vectors) -> None:
        self.vectors = vectors

    def nearest(self, question: Vectors, *, limit: int) -> tuple[Positions, Scores]:
        scores = self.vectors @ question
        order = np.argsort(-scores, kind="stable")[:limit]
        return order, scores[order]

    def scores(self, question: Vectors, positions: Positions | slice) -> Scores:
        return self.vectors[positions] @ question

    def all_scores(self, questions: Sequence[Vectors]) -> Scores:
        return np.array([self.vectors @ question for question in questions])


class FakeLexicalIndex:
    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = [set(re.findall(r"\w+", text.lower())) for text in texts]

    def scores(self, question: str) -> Scores:
        words = set(re.findall(r"\w+", question.lower()))
        shares = [len(words & text) / max(len(words | text), 1) for text in self.texts]
        return np.array(shares, dtype=np.float32)

    def alike(self, question: str, texts: tuple[str, ...]) -> Scores:
        return FakeLexicalIndex(texts).scores(question)

    def unknown_share(self, question: str) -> float:
        words = re.findall(r"\w+", question.lower())
        known = set().union(*self.texts)
        return sum(word not in known for word in words) / len(words) if words else 1.0

    def explained(self, question: str, text: int) -> float:
        words = set(re.findall(r"\w+", question.lower()))
        return len(words & self.texts[text]) / len(words) if words else 0.0
