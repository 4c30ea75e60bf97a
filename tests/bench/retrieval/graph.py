"""Why lists and no graph: FAISS's IndexIVFFlat beside its IndexHNSWFlat on the same vectors, at the same recall.

HNSW: Malkov and Yashunin 2016, arXiv:1603.09320, as FAISS has it.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import faiss
import numpy as np

from retrieval.ports import Positions, Vectors
from retrieval.vector import WISHED_RECALL, make_lists
from tests.bench.retrieval.scale import ASKED, DIMENSION, LIMIT, made_up, p50
from tests.bench.retrieval.server import MEGABYTE

LINKS = (16, 32)
MADE_WITH = 80
"""Neighbours looked at for each vector that is put in (`efConstruction`)."""
LOOKED_AT = (300, 450, 700, 1000, 1500, 2200)
"""`efSearch`, up to which wished recall is looked for."""


def beside_lists(count: int) -> dict[str, str]:
    """Make both, ask both until the wished share of the truly nearest is found."""
    vectors, asked = made_up(count, seed=1), made_up(ASKED, seed=2)
    asked[:, DIMENSION:], asked[:, DIMENSION] = 0, 1
    sample, asked = asked[: ASKED // 2], asked[ASKED // 2 :]
    _, truth = faiss.knn(asked, vectors, LIMIT, metric=faiss.METRIC_INNER_PRODUCT)
    return dict(_rows(vectors, sample, asked, truth))


def _rows(vectors: Vectors, sample: Vectors, asked: Vectors, truth: Positions) -> Iterator[tuple[str, str]]:
    started = time.perf_counter()
    lists = make_lists(vectors, sample)
    if lists is None:
        yield "lists", f"none found {WISHED_RECALL} of the nearest"
    else:
        made_s = time.perf_counter() - started
        yield f"{lists.inverted.nlist} lists, {lists.inverted.nprobe} read", _said(lists.inverted, asked, truth, made_s)
    for links in LINKS:
        faiss.omp_set_num_threads(os.cpu_count() or 1)
        graph = faiss.IndexHNSWFlat(vectors.shape[1], links, faiss.METRIC_INNER_PRODUCT)
        graph.hnsw.efConstruction = MADE_WITH
        started = time.perf_counter()
        graph.add(vectors)
        made_s = time.perf_counter() - started
        faiss.omp_set_num_threads(1)
        for looked_at in LOOKED_AT:
            graph.hnsw.efSearch = looked_at
            if _recall(graph, asked, truth) >= WISHED_RECALL:
                break
        yield f"graph, {links} links, {graph.hnsw.efSearch} looked at", _said(graph, asked, truth, made_s)


def _said(index: faiss.Index, asked: Vectors, truth: Positions, made_s: float) -> str:
    taken = p50(partial(_nearest, index), asked)
    with tempfile.TemporaryDirectory(prefix="bollplank-graph-") as folder:
        file = Path(folder, "index")
        faiss.write_index(index, str(file))
        size = file.stat().st_size / MEGABYTE
    return f"p50 {taken:.2f} ms, recall {_recall(index, asked, truth):.4f}, made in {made_s:.0f} s, {size:.0f} MB"


def _nearest(index: faiss.Index, question: Vectors) -> Positions:
    return np.asarray(index.search(question[np.newaxis, :], LIMIT)[1][0])


def _recall(index: faiss.Index, asked: Vectors, truth: Positions) -> float:
    found = [_nearest(index, each) for each in asked]
    return sum(len(np.intersect1d(one, other)) for one, other in zip(found, truth, strict=True)) / truth.size
