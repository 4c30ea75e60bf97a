"""Nearest vectors with FAISS: all are compared up to 200,000, beyond that the likeliest lists of them."""

import functools
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from retrieval.aside import aside
from retrieval.ports import Positions, Scores, Vectors

FLAT_UP_TO = 200_000
"""Comparing with so many takes some 12 ms, about as long as embedding the question."""

WISHED_RECALL = 0.98
"""Share of the truly nearest that the lists must find; as many lists are read as that takes."""

# One question at a time is faster on one thread than on two, and leaves the other core to the encoder.
_THREADS = 1
_BLOCK = 512
"""Vectors that stay in the core's cache while the next question is compared with them."""
_SHARED_FROM = 2_000
"""Vectors; so many are compared on two cores, when one is free: .2 ms saved at 3,000."""
_MEASURED_AT = 300
"""Nearest vectors that recall is counted among: as many as a search asks for."""
_ROWS_PER_CENTRE = 40
_ROUNDS = 8
"""Of k-means; more of them change recall by less than one more list that is read."""
_MOST_READ = 0.25
"""When more of the lists than this would have to be read, comparing with all is as good."""
_MOST_FRESH = 0.05
"""With a larger share of vectors outside the lists, the lists are made again."""


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

    def scores(self, question: Vectors, positions: Positions | slice) -> Scores:
        return np.asarray(self._vectors[positions] @ question, dtype=np.float32)

    def all_scores(self, questions: Sequence[Vectors]) -> Scores:
        scores = np.empty((len(questions), len(self._vectors)), dtype=np.float32)
        middle = len(self._vectors) // 2 if len(self._vectors) >= _SHARED_FROM else 0
        rest = aside(functools.partial(self._score, scores, questions, 0, middle)) if middle else None
        self._score(scores, questions, middle, len(self._vectors))
        if rest:
            rest()
        return scores

    def _score(self, scores: Scores, questions: Sequence[Vectors], first: int, end: int) -> None:
        for at in range(first, end, _BLOCK):
            last = min(at + _BLOCK, end)
            for question, row in zip(questions, scores, strict=True):
                np.dot(self._vectors[at:last], question, out=row[at:last])


@dataclass(frozen=True, slots=True)
class Lists:
    """Vectors in lists by their nearest centre, made once and kept while the collection changes a little."""

    inverted: Any
    """faiss.IndexIVFFlat"""
    rows: Positions
    """For each vector in the lists its position now; -1 when it is gone."""
    fresh: Positions
    """Positions of vectors that are in no list; each question is compared with all of them."""
    recall: float
    """Share of the `_MEASURED_AT` truly nearest that were found for a sample of questions when the lists were made."""
    file: Path | None = None
    """Where they lie on disk."""

    @property
    def as_made(self) -> bool:
        return not len(self.fresh) and len(self.rows) > 0 and bool((np.diff(self.rows) == 1).all())


class ListedIndex(FlatIndex):
    """Reads only the lists that the nearest vectors are likely to be in; scores are exact."""

    def __init__(self, vectors: Vectors, lists: Lists) -> None:
        super().__init__(vectors)
        self.lists = lists
        self._as_made = lists.as_made

    def nearest(self, question: Vectors, *, limit: int) -> tuple[Positions, Scores]:
        found_scores, found = self.lists.inverted.search(question[np.newaxis, :], min(limit, len(self.lists.rows)))
        there = found[0] >= 0
        if self._as_made:
            return found[0][there], found_scores[0][there]
        now = self.lists.rows[found[0][there]]
        positions = np.concatenate([now[now >= 0], self.lists.fresh])
        scores = self.scores(question, positions)
        best = np.argsort(-scores, kind="stable")[:limit]
        return positions[best], scores[best]

    def moved(self, vectors: Vectors, source: Positions) -> "ListedIndex | None":
        """The same lists for a changed collection; None when they have become too old.

        Args:
            vectors: of the changed collection.
            source: for each of them its position in this index; -1 for a new one.
        """
        now = np.full(len(self.vectors) + 1, -1, dtype=np.int64)
        now[source] = np.arange(len(source))
        now[-1] = -1
        rows = now[self.lists.rows]
        listed = np.zeros(len(vectors), dtype=np.bool_)
        listed[rows[rows >= 0]] = True
        fresh = np.flatnonzero(~listed)
        lost = np.count_nonzero(rows < 0)
        if len(fresh) + lost > _MOST_FRESH * len(rows):
            return None
        lists = Lists(self.lists.inverted, rows, fresh, self.lists.recall, self.lists.file)
        return ListedIndex(vectors, lists)


def index_vectors(vectors: Vectors, questions: Vectors) -> FlatIndex:
    """Index so many vectors as fits their number.

    Args:
        vectors: to be found.
        questions: a sample of what is asked, a few hundred, to measure recall with.
    """
    if len(vectors) <= FLAT_UP_TO:
        return FlatIndex(vectors)
    lists = make_lists(vectors, questions)
    return ListedIndex(vectors, lists) if lists else FlatIndex(vectors)


def make_lists(vectors: Vectors, questions: Vectors) -> Lists | None:
    """Put vectors into lists; None when no sensible number of lists keeps the wished recall.

    1,000,000 vectors of 388 numbers: some 90 s on two cores.
    """
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    centres = 1 << round(np.log2(2 * np.sqrt(len(vectors))))
    dimension = vectors.shape[1]
    inverted = faiss.IndexIVFFlat(faiss.IndexFlatIP(dimension), dimension, centres, faiss.METRIC_INNER_PRODUCT)
    inverted.cp.niter = _ROUNDS
    drawn = np.random.default_rng(0).choice(len(vectors), min(len(vectors), _ROWS_PER_CENTRE * centres), replace=False)
    inverted.train(vectors[np.sort(drawn)])
    inverted.add(vectors)
    limit = min(_MEASURED_AT, len(vectors))
    _, truth = faiss.knn(questions, vectors, limit, metric=faiss.METRIC_INNER_PRODUCT)
    recall, inverted.nprobe = 0.0, 1
    while inverted.nprobe <= _MOST_READ * centres:
        recall = _recall(inverted, questions, truth)
        if recall >= WISHED_RECALL:
            break
        inverted.nprobe = inverted.nprobe * 3 // 2 + 1
    faiss.omp_set_num_threads(_THREADS)
    everything = np.arange(len(vectors), dtype=np.int64)
    return Lists(inverted, everything, everything[:0], recall) if recall >= WISHED_RECALL else None


def save_lists(lists: Lists, file: Path) -> None:
    """Write the lists, or link to where they lie: they do not change while the collection does."""
    if lists.file is not None:
        try:
            os.link(lists.file, file)
        except OSError:  # gone, or on a file system without links
            if lists.file.is_file():
                shutil.copyfile(lists.file, file)
            else:
                faiss.write_index(lists.inverted, str(file))
        return
    faiss.write_index(lists.inverted, str(file))


def load_lists(file: Path, *, rows: Positions, fresh: Positions, recall: float) -> Lists:
    """Read lists where they lie on disk.

    Raises:
        ValueError: the file is not whole.
    """
    try:
        inverted = faiss.read_index(str(file), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)
    except RuntimeError as error:
        raise ValueError(f"{file.name}: {str(error).splitlines()[0]}") from error
    if inverted.ntotal != len(rows):
        raise ValueError(f"{file.name}: {inverted.ntotal} vectors in lists, {len(rows)} known")
    return Lists(inverted, rows, fresh, recall, file)


def _recall(inverted: faiss.Index, questions: Vectors, truth: Positions) -> float:
    _, found = inverted.search(questions, truth.shape[1])
    hits = [len(np.intersect1d(one, other)) for one, other in zip(found, truth, strict=True)]
    return sum(hits) / truth.size
