"""The embedding alone, compared with every text: what all the others have to beat."""

import numpy as np

from tests.bench.peers.work import Work, embed_question


class Vectors:
    def __init__(self) -> None:
        self._guides = np.empty(0, dtype=object)
        self._vectors = np.empty((0, 0), dtype=np.float32)

    def index(self, work: Work) -> None:
        self._guides = np.array(work.guides, dtype=object)
        self._vectors = work.vectors

    def find(self, question: str, language: str) -> list[str]:
        scores = self._vectors @ embed_question(question)
        return list(self._guides[np.argsort(-scores, kind="stable")])
