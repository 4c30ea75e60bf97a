"""An encoder without a model: texts that share words are near each other."""

import hashlib
import re
import zlib
from collections.abc import Sequence

import numpy as np

from retrieval.ports import Tokens, Vectors
from retrieval.rounding import as_int8

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


class FakeTokenEncoder(FakeEncoder):
    """Each word is a piece, and like itself only."""

    token_size = 64
    token_space = "fake"

    def question_with_tokens(self, text: str) -> tuple[Vectors, Tokens]:
        return self.embed_questions([text])[0], self._tokens(text)

    def passages_with_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        tokens = [self._tokens(text) for text in texts]
        return self.embed_passages(texts), [Tokens(each.numbers, as_int8(each.states)) for each in tokens]

    def _tokens(self, text: str) -> Tokens:
        words = WORD.findall(text.lower())
        numbers = [int(hashlib.sha256(word.encode()).hexdigest(), 16) % 1_000 for word in words]
        states = np.zeros((len(words), self.token_size), dtype=np.float32)
        for row, word in enumerate(words):
            states[row] = np.random.default_rng(zlib.crc32(word.encode())).normal(size=self.token_size)
            states[row] /= np.linalg.norm(states[row])
        return Tokens(np.array(numbers, dtype=np.int32), states)
