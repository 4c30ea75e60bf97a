"""An encoder without a model: texts that share words are near each other."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from retrieval.ports import Vectors

WORD = re.compile(r"\w+")


class FakeEncoder:
    def __init__(self, *, name: str = "fake", dimension: int = 64) -> None:
        self.name = name
        self.dimension = dimension
        self.embedded: list[str] = []

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.stack([self._bag(text) for text in texts])

    def _bag(self, text: str) -> Vectors:
        vector = np.zeros(self.dimension, dtype=np.float32)
        vector[0] = 0.1
        for word in WORD.findall(text.lower()):
            vector[int(hashlib.sha256(word.encode()).hexdigest(), 16) % self.dimension] += 1
        return vector / np.linalg.norm(vector)
