"""Text to vector through sentence-transformers: any model of Hugging Face, and the bundled one as a module of it."""

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import InputModule

from retrieval.encoder import BUNDLED, BundledEncoder, all_cores, bundled_model, bundled_name
from retrieval.ports import Tokens, Vectors

_PROMPTS = {"query": "query: ", "passage": "passage: "}


class Bundled(InputModule):  # type: ignore[misc]  # no types in sentence-transformers
    """The bundled model as a module of sentence-transformers."""

    def __init__(self) -> None:
        super().__init__()
        self._engine = bundled_model()

    def preprocess(self, inputs: Sequence[str], prompt: str | None = None, **_: Any) -> dict[str, Any]:  # noqa: ANN401
        """Keep the texts: the engine has its own tokeniser. `input_ids` only tells the batch size."""
        texts = [(prompt or "") + text for text in inputs]
        return {"text": texts, "input_ids": torch.zeros(len(texts), 1, dtype=torch.long)}

    tokenize = preprocess

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:  # noqa: ANN401
        with ThreadPoolExecutor(all_cores()) as pool:  # the engine works outside Python's lock
            vectors = np.stack(list(pool.map(self._embed, features["text"])))
        features["sentence_embedding"] = torch.from_numpy(vectors)
        return features

    def get_embedding_dimension(self) -> int:
        return int(self._engine.dim)

    def save(self, *_: Any, **__: Any) -> None:  # noqa: ANN401
        """Nothing to save: the weights are in the package."""

    @classmethod
    def load(cls, *_: Any, **__: Any) -> "Bundled":  # noqa: ANN401
        return cls()

    def _embed(self, text: str) -> NDArray[np.float32]:
        # The engine writes its own prefix, so ours goes.
        query, passage = _PROMPTS["query"], _PROMPTS["passage"]
        if text.startswith(query):
            return np.asarray(self._engine.query(text.removeprefix(query)), dtype=np.float32)
        return np.asarray(self._engine.passage(text.removeprefix(passage)), dtype=np.float32)


class SentenceEncoder:
    """Any sentence-transformers model, with its own prompts or those of the E5 family."""

    def __init__(self, model: SentenceTransformer, *, name: str) -> None:
        self._model = model
        self._name = name
        named = model.prompts
        self._prompts = {
            "query": named.get("query", ""),
            "passage": named.get("passage") or named.get("document") or "",
        }
        self._dimension = int(model.get_embedding_dimension() or 0)

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimension(self) -> int:
        return self._dimension

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed(texts, "query")

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed(texts, "passage")

    def _embed(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self._dimension), dtype=np.float32)
        vectors = self._model.encode(
            list(texts), prompt=self._prompts[prompt], normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)


class BundledSentenceEncoder(SentenceEncoder):
    """The bundled model through sentence-transformers, with its tokens, which that knows nothing of."""

    def __init__(self) -> None:
        super().__init__(SentenceTransformer(modules=[Bundled()], prompts=_PROMPTS), name=bundled_name())
        self._bundled = BundledEncoder(threads=all_cores())

    @property
    def token_size(self) -> int:
        return self._bundled.token_size

    @property
    def token_space(self) -> str:
        return self._bundled.token_space

    def question_with_tokens(self, text: str) -> tuple[Vectors, Tokens]:
        return self._bundled.question_with_tokens(text)

    def passages_with_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        return self._bundled.passages_with_tokens(texts)


def load_sentence_encoder(model_name: str) -> SentenceEncoder:
    """Load the bundled model, or any model of Hugging Face by its name or folder.

    Raises:
        OSError: no such model, or no network to fetch it.
    """
    if model_name == BUNDLED:
        return BundledSentenceEncoder()
    model = SentenceTransformer(model_name)
    if not any(model.prompts.values()):  # a model that says what it wants in front of a text gets that
        model.prompts = _PROMPTS if "e5" in model_name.lower() else dict.fromkeys(_PROMPTS, "")
    return SentenceEncoder(model, name=f"{model_name}@{fingerprint(model)}")


def fingerprint(model: SentenceTransformer) -> str:
    """Hash of the weights and the prompts: another model under the same name is another model. .5 s a GB."""
    digest = hashlib.blake2b(repr(sorted(model.prompts.items())).encode(), digest_size=8)
    for name, values in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(values.detach().cpu().contiguous().view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()
