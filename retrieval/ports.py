"""What search needs of its parts. Each real part has a fake in tests/fakes that keeps the same promises."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""One row a text, or one vector, of unit length."""
Positions = NDArray[np.int64]
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The pieces of one text."""

    numbers: NDArray[np.int32]
    """Which pieces, by the model's vocabulary."""
    states: NDArray[Any]
    """A row a piece, in its text: of a question of unit length, of a passage rounded as `rounding.as_int8` does."""


class Encoder(Protocol):
    """Text to vector. The inner product of two vectors is their cosine."""

    @property
    def name(self) -> str:
        """Fingerprint of the model: vectors of two names are never compared."""

    @property
    def dimension(self) -> int: ...

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Embed what people ask; shape (len(texts), dimension)."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed what is to be found; shape (len(texts), dimension)."""


@runtime_checkable
class TokenEncoder(Protocol):
    """What an encoder can do beside, if its model shows its tokens."""

    @property
    def token_size(self) -> int:
        """Numbers in a state; 0 when the model shows none."""

    @property
    def token_space(self) -> str:
        """Fingerprint of what states were turned into, empty for none: those of two spaces are never compared."""

    def question_with_tokens(self, text: str) -> tuple[Vectors, Tokens]:
        """Embed one question, as `embed_questions` does, and its pieces."""

    def passages_with_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        """Embed what is to be found, as `embed_passages` does, and its pieces."""


def token_encoder(encoder: Encoder) -> TokenEncoder | None:
    """The encoder itself, if it shows tokens."""
    return encoder if isinstance(encoder, TokenEncoder) and encoder.token_size else None


def token_space_of(encoder: Encoder) -> str:
    """The fingerprint; empty for a model that shows no tokens."""
    able = token_encoder(encoder)
    return able.token_space if able else ""


class VectorIndex(Protocol):
    """Vectors by position 0..n-1."""

    def nearest(self, question: Vectors, *, limit: int) -> tuple[Positions, Scores]:
        """Find the vectors with the largest inner product.

        Returns:
            Positions and inner products, best first; all there are when fewer than `limit`.
        """

    def scores(self, question: Vectors, positions: Positions | slice) -> Scores:
        """Inner products with the vectors at these positions, in their order; a slice is not copied."""

    def all_scores(self, questions: Sequence[Vectors]) -> Scores:
        """Inner products of several questions with all vectors, a row a question; every vector is read once."""


class LexicalIndex(Protocol):
    """Texts by position 0..n-1, compared by their letters."""

    def scores(self, question: str) -> Scores:
        """Similarity in 0..1 with every text; all 0 when nothing is shared. Any question is allowed."""

    def explained(self, question: str, text: int) -> float:
        """Share in 0..1 of what the question says that stands in one text; rare letters say more than common ones."""

    def alike(self, question: str, texts: tuple[str, ...]) -> Scores:
        """Similarity in 0..1 with each of a few texts that need not stand in the index; asked again, they are known."""

    def unknown_share(self, question: str) -> float:
        """Share in 0..1 of the question's words that no text holds; 1 for a question without words."""
