"""From a saved guide to an answer with its new text, among thousands of guides."""

import asyncio
import hashlib
import statistics
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from retrieval.decide import load_calibration
from retrieval.encoder import BundledEncoder
from retrieval.engine import Engine
from retrieval.ports import Vectors
from retrieval.watch import keep_fresh
from tests.bench.retrieval.texts import write_varied

EDITS = 5
_PATIENCE_S = 60


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


async def edited_to_searchable(guides: int, folder: Path) -> list[float]:
    """Seconds for each of some edits, with the watcher, the real model for the question and the changed text."""
    write_varied(folder / "guides", guides)
    encoder = SlowAtLast()
    engine = Engine(
        guides_dir=folder / "guides", var_dir=folder / "var", encoder=encoder, calibration=load_calibration()
    )
    await asyncio.to_thread(engine.refresh)
    encoder.real = True
    stop = asyncio.Event()
    watching = asyncio.create_task(keep_fresh(engine, stop))
    await asyncio.sleep(5)
    seconds = []
    for number in range(EDITS):
        word = f"xylofonen{number}"
        path = folder / "guides" / f"guide-{number * 7:06}.md"
        text = path.read_text(encoding="utf-8")
        started = time.perf_counter()
        path.write_text(f"{text}\n\nOm {word} inte spelar, starta om den.\n", encoding="utf-8")
        while not await asyncio.to_thread(_finds, engine, word, path.stem):
            assert time.perf_counter() - started < _PATIENCE_S
            await asyncio.sleep(0.02)
        seconds.append(time.perf_counter() - started)
        await asyncio.sleep(4)
    stop.set()
    await watching
    return seconds


def _finds(engine: Engine, word: str, guide: str) -> bool:
    searcher = engine.searcher
    if searcher is None or searcher.index.letters.unknown_share(word):
        return False
    found = searcher.find(f"hur startar jag {word}", language="sv", today=date(2026, 11, 20), limit=20)
    return guide in {hit.guide.id for hit in found.hits}


def summary(seconds: Sequence[float]) -> str:
    return f"median {statistics.median(seconds):.2f} s, slowest {max(seconds):.2f} s of {len(seconds)}"
