"""A million chunks: the vector leg beside bare FAISS, and the letters of guides that would make so many."""

import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import faiss
import numpy as np
import psutil

from retrieval.index import EXTRA_DIMENSIONS
from retrieval.lexical import index_letters
from retrieval.ports import Vectors
from retrieval.vector import FlatIndex, ListedIndex, index_vectors, load_lists, save_lists
from tests.bench.retrieval.server import MEGABYTE
from tests.bench.retrieval.texts import questions, varied

DIMENSION = 384
TOPICS, SUBJECTS_PER_TOPIC = 200, 50
ASKED = 200
LIMIT = 300
_BLOCK = 50_000


def made_up(count: int, *, seed: int) -> Vectors:
    """Unit vectors as an E5 model gives: one common direction, topics, subjects in them, and noise.

    Cosines: .72 between any two, .83 within a topic, .92 within a subject.
    """
    fixed, draw = np.random.default_rng(0), np.random.default_rng(seed)
    common = _unit(fixed.standard_normal(DIMENSION, dtype=np.float32))
    topics = _unit(fixed.standard_normal((TOPICS, DIMENSION), dtype=np.float32))
    subjects = _unit(fixed.standard_normal((TOPICS * SUBJECTS_PER_TOPIC, DIMENSION), dtype=np.float32))
    vectors = np.zeros((count, DIMENSION + EXTRA_DIMENSIONS), dtype=np.float32)
    for at in range(0, count, _BLOCK):
        block = vectors[at : at + _BLOCK]
        of = draw.integers(0, len(subjects), len(block))
        noise = _unit(draw.standard_normal((len(block), DIMENSION), dtype=np.float32))
        block[:, :DIMENSION] = _unit(
            0.85 * common + 0.33 * topics[of // SUBJECTS_PER_TOPIC] + 0.3 * subjects[of] + 0.28 * noise
        )
        block[:, DIMENSION:-1] = -0.4 + 0.01 * draw.standard_normal((len(block), 1), dtype=np.float32)
    return vectors


def vectors_at(count: int, folder: Path) -> dict[str, str]:
    """Make, save, read back, ask."""
    vectors, asked = made_up(count, seed=1), made_up(ASKED, seed=2)
    asked[:, DIMENSION:], asked[:, DIMENSION] = 0, 1
    started = time.perf_counter()
    made = index_vectors(vectors, asked[: ASKED // 2])
    made_s = time.perf_counter() - started
    asked = asked[ASKED // 2 :]
    flat = FlatIndex(vectors)
    truth = [flat.nearest(each, limit=LIMIT)[0] for each in asked]
    flat_ms = p50(partial(flat.nearest, limit=LIMIT), asked[:20])
    np.save(folder / "vectors.npy", vectors)
    if isinstance(made, ListedIndex):
        save_lists(made.lists, folder / "lists")
    rows = made.lists.rows if isinstance(made, ListedIndex) else np.empty(0, dtype=np.int64)
    del vectors, made, flat
    before = psutil.Process().memory_info().rss
    on_disk = np.asarray(np.load(folder / "vectors.npy", mmap_mode="r"))
    if len(rows):
        leg: FlatIndex = ListedIndex(on_disk, load_lists(folder / "lists", rows=rows, fresh=rows[:0], recall=0))
        bare = faiss.read_index(str(folder / "lists"), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)
    else:
        leg, bare = FlatIndex(on_disk), faiss.IndexFlatIP(on_disk.shape[1])
        bare.add(on_disk)
    found = [leg.nearest(each, limit=LIMIT)[0] for each in asked]
    bare_ms, leg_ms = [], []
    for _ in range(3):  # in turns: the first to ask reads the disk for the other
        bare_ms.append(p50(lambda each: bare.search(each[np.newaxis, :], LIMIT), asked))
        leg_ms.append(p50(partial(leg.nearest, limit=LIMIT), asked))
    shared = [len(np.intersect1d(one, other)) for one, other in zip(found, truth, strict=True)]
    return {
        "index": f"{bare.nlist} lists, {bare.nprobe} read" if len(rows) else "flat",
        "made in": f"{made_s:.0f} s",
        "vector leg p50": f"{min(leg_ms):.2f} ms",
        "bare FAISS, same index, p50": f"{min(bare_ms):.2f} ms ({min(leg_ms) / min(bare_ms):.2f}x)",
        "bare FAISS, flat, p50": f"{flat_ms:.1f} ms",
        f"recall at {LIMIT} of flat, new questions": f"{sum(shared) / (LIMIT * len(asked)):.4f}",
        "resident memory for it": f"{(psutil.Process().memory_info().rss - before) / MEGABYTE:.0f} MB",
        "on disk": f"{sum(file.stat().st_size for file in folder.iterdir()) / MEGABYTE:.0f} MB",
    }


def letters_at(guides: int) -> dict[str, str]:
    """Count and ask the letters of real guides with other words here and there."""
    started = time.perf_counter()
    letters = index_letters(list(varied(guides)))
    made_s = time.perf_counter() - started
    weights = letters.weights
    size = sum(array.nbytes for array in (weights.grams, weights.starts, weights.texts, weights.counts))
    taken = p50(letters.scores, [question for question, _ in questions()[:60]])
    return {
        "guides": f"{guides:,}",
        "made in": f"{made_s:.0f} s",
        "letters p50": f"{taken:.1f} ms",
        "on disk, mapped": f"{size / MEGABYTE:.0f} MB",
    }


def p50(ask: Callable[..., object], asked: object) -> float:
    taken = []
    for each in asked:  # type: ignore[attr-defined]
        started = time.perf_counter()
        ask(each)
        taken.append(1000 * (time.perf_counter() - started))
    return statistics.median(taken)


def _unit(vectors: np.ndarray) -> Vectors:
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
