"""Exact nearest vectors with FAISS."""

import faiss
import numpy as np

from retrieval.ports import Positions, Scores, Vectors

# One question at a time is faster on one thread than on two, and leaves the other core to the encoder.
_THREADS = 1


class FlatIndex:
    """Compares the question with every vector where it lies, in memory or on disk.

    .05 ms at 2,000 vectors, 6 ms at 100,000.
    """

    def __init__(self, vectors: Vectors) -> None:
        faiss.omp_set_num_threads(_THREADS)
        self._vectors = vectors if vectors.flags.c_contiguous else np.ascontiguousarray(vectors)

    @property
    def vectors(self) -> Vectors:
        return self._vectors

    def nearest(self, question: Vectors, *, limit: int) -> tuple[Positions, Scores]:
        wanted = min(limit, len(self._vectors))
        if wanted < 1:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        asked = question[np.newaxis, :]
        scores, positions = faiss.knn(asked, self._vectors, wanted, metric=faiss.METRIC_INNER_PRODUCT)
        return positions[0], scores[0]

    def scores(self, question: Vectors, positions: Positions) -> Scores:
        return np.asarray(self._vectors[positions] @ question, dtype=np.float32)
