"""What every system is given: the same texts, the same vectors, the same questions.

Nothing of ours but the embedding model is imported here: it is read in the peers' environment too.
"""

import functools
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.model.files import model_folder
from retrieval.model.run import OnnxModel

Vectors = NDArray[np.float32]

LIMIT = 10
"""Texts asked of each leg of a peer, as haystack-ai does by itself. With 50 both are slower, and neither finds more."""


@dataclass(frozen=True, slots=True)
class Asked:
    question: str
    language: str


@dataclass(frozen=True, slots=True)
class Work:
    guides_dir: str
    vectors_dir: str
    """Of our own cache, with all that our index embeds."""
    guides: tuple[str, ...]
    """By text: the guide that it belongs to."""
    texts: tuple[str, ...]
    """Chunks, and the guides' own questions."""
    vectors: Vectors
    questions: tuple[Asked, ...]

    def write(self, folder: Path) -> None:
        np.save(folder / "vectors.npy", self.vectors)
        parts = {
            "guides_dir": self.guides_dir,
            "vectors_dir": self.vectors_dir,
            "guides": self.guides,
            "texts": self.texts,
            "questions": [asdict(each) for each in self.questions],
        }
        (folder / "work.json").write_text(json.dumps(parts), encoding="utf-8")


def read_work(folder: Path) -> Work:
    parts = json.loads((folder / "work.json").read_text(encoding="utf-8"))
    return Work(
        guides_dir=parts["guides_dir"],
        vectors_dir=parts["vectors_dir"],
        guides=tuple(parts["guides"]),
        texts=tuple(parts["texts"]),
        vectors=np.load(folder / "vectors.npy"),
        questions=tuple(Asked(**each) for each in parts["questions"]),
    )


class System(Protocol):
    def index(self, work: Work) -> None: ...

    def find(self, question: str, language: str) -> list[str]:
        """Guides, best first; a guide may come more than once."""


def embed_question(text: str) -> Vectors:
    return _model().query(text)


@functools.cache
def _model() -> OnnxModel:
    return OnnxModel(model_folder())
