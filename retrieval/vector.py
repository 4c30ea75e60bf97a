"""Exact nearest vectors with FAISS."""

import faiss
import numpy as np

from retrieval.ports import Positions, Scores, Vectors

# One question at a time is faster on one thread than on two, and leaves the other core to the encoder.
_THREADS = 1


class FlatIndex:
    """Compares the question with every vector: .05 ms at 2,000 vectors, 6 ms at 100,000."""

    def __init__(self, vectors: Vectors) -> None:
        faiss.omp_set_num_threads(_THREADS)
        self._vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        self._flat = faiss.IndexFlatIP(vectors.shape[1])
        self._flat.add(self._vectors)

    @property
    def vectors(self) -> Vectors:
        return self._vectors

    def nearest(self, question: Vectors, *, limit: int) -> tuple[Positions, Scores]:
        wanted = min(limit, len(self._vectors))
        if wanted < 1:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        scores, positions = self._flat.search(question[np.newaxis, :], wanted)
        return positions[0], scores[0]

    def scores(self, question: Vectors, positions: Positions) -> Scores:
        return np.asarray(self._vectors[positions] @ question, dtype=np.float32)
