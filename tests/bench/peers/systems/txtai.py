"""txtai: its hybrid index of BM25 and vectors at default settings."""

import numpy as np
from txtai import Embeddings

from tests.bench.peers.work import LIMIT, Vectors, Work, embed_question

QUESTION, PASSAGE = "query: ", "passage: "


class Hybrid:
    def __init__(self) -> None:
        self._guides: tuple[str, ...] = ()
        self._known: dict[str, Vectors] = {}

        def embed(texts: list[str]) -> Vectors:
            """Passages have their vectors already; what is asked is embedded now."""
            return np.stack([self._embed(text) for text in texts])

        self._embeddings = Embeddings(
            method="external",
            transform=embed,
            instructions={"query": QUESTION, "data": PASSAGE},
            hybrid=True,
        )

    def index(self, work: Work) -> None:
        self._guides = work.guides
        self._known = dict(zip(work.texts, work.vectors, strict=True))
        self._embeddings.index((at, text, None) for at, text in enumerate(work.texts))

    def find(self, question: str, language: str) -> list[str]:
        return [self._guides[at] for at, _ in self._embeddings.search(question, LIMIT)]

    def _embed(self, text: str) -> Vectors:
        if text.startswith(PASSAGE):
            return self._known[text.removeprefix(PASSAGE)]
        return embed_question(text.removeprefix(QUESTION))
