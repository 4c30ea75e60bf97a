"""From a saved guide to an answer with its new text, among thousands of guides."""

import asyncio
import hashlib
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from retrieval.decide import load_calibration
from retrieval.encoder import BundledEncoder
from retrieval.engine import Engine
from retrieval.ports import Vectors
from retrieval.search import Searcher
from retrieval.store import current_key
from retrieval.watch import keep_fresh
from tests.bench.retrieval.texts import write_varied

EDITS = 5
_PATIENCE_S = 60
_REST_S = 6


class SlowAtLast:
    """Made-up vectors while the first index is built, the real model's afterwards."""

    def __init__(self) -> None:
        self._real = BundledEncoder()
        self.name, self.dimension = "made-up", self._real.dimension
        self.real = False

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        return self._real.embed_questions(texts) if self.real else self._made_up(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._real.embed_passages(texts) if self.real else self._made_up(texts)

    def _made_up(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        seeds = [int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) for text in texts]
        vectors = np.stack([np.random.default_rng(seed).standard_normal(self.dimension) for seed in seeds])
        return np.asarray(0.5 * vectors / np.linalg.norm(vectors, axis=1, keepdims=True) + 0.04, dtype=np.float32)


@dataclass(frozen=True)
class Waits:
    """Seconds from saving a guide until a question finds its new text."""

    apart: list[float]
    """Edits far from each other."""
    in_a_row: list[float]
    """Each one as soon as the one before is found, while that is settled."""
    settled: float
    """From the last edit until the whole index is built and written."""


async def edited_to_searchable(guides: int, folder: Path) -> Waits:
    """Save some guides, with the watcher, and the real model for the question and the changed text."""
    write_varied(folder / "guides", guides)
    encoder = SlowAtLast()
    engine = Engine(
        guides_dir=folder / "guides", var_dir=folder / "var", encoder=encoder, calibration=load_calibration()
    )
    await asyncio.to_thread(engine.refresh)
    encoder.real = True
    stop = asyncio.Event()
    watching = asyncio.create_task(keep_fresh(engine, stop))
    await asyncio.sleep(_REST_S)
    apart, in_a_row = [], []
    for number in range(EDITS):
        apart.append(await _edit(engine, number))
        await asyncio.sleep(_REST_S)
    for number in range(EDITS, 2 * EDITS):
        in_a_row.append(await _edit(engine, number))
    started = time.perf_counter()
    while current_key(folder / "var/index") != _searcher(engine).index.key:
        assert time.perf_counter() - started < _PATIENCE_S
        await asyncio.sleep(0.02)
    settled = time.perf_counter() - started
    stop.set()
    await watching
    return Waits(apart, in_a_row, settled)


async def _edit(engine: Engine, number: int) -> float:
    word = f"xylofonen{number}"
    path = engine.guides_dir / f"guide-{number * 7:06}.md"
    text = path.read_text(encoding="utf-8")
    started = time.perf_counter()
    path.write_text(f"{text}\n\nOm {word} inte spelar, starta om den.\n", encoding="utf-8")
    while not await asyncio.to_thread(_finds, _searcher(engine), word, path.stem):
        assert time.perf_counter() - started < _PATIENCE_S
        await asyncio.sleep(0.02)
    return time.perf_counter() - started


def _searcher(engine: Engine) -> Searcher:
    assert engine.searcher is not None
    return engine.searcher


def _finds(searcher: Searcher, word: str, guide: str) -> bool:
    if searcher.index.letters.unknown_share(word):
        return False
    found = searcher.find(f"hur startar jag {word}", language="sv", today=date(2026, 11, 20), limit=20)
    return guide in {hit.guide.id for hit in found.hits}


def figures(waits: Waits) -> dict[str, str]:
    return {
        "edits far from each other": _summary(waits.apart),
        "edits in a row": _summary(waits.in_a_row),
        "built whole and written": f"{waits.settled:.1f} s after the last one",
    }


def _summary(seconds: Sequence[float]) -> str:
    return f"median {statistics.median(seconds):.2f} s, slowest {max(seconds):.2f} s of {len(seconds)}"
