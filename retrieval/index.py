"""Everything a search needs, in memory and never changed: a new index takes the place of the old one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from knowledge.guide import LANGUAGES, Guide, Language
from retrieval.adapter import Adapter
from retrieval.kin import Kin
from retrieval.ports import LexicalIndex, Positions, VectorIndex, Vectors
from retrieval.taught import Taught
from retrieval.tokens import TokenIndex


@dataclass(frozen=True, slots=True)
class Index:
    """Guides and their legs.

    A guide is one language version; its chunks lie side by side, and so do its fields (title and own questions).
    Vectors carry their guide's hub penalty in extra dimensions, see `with_penalties`.
    """

    key: str
    """Content hash: the same guides and model give the same key."""
    model: str
    guides: tuple[Guide, ...]
    bases: Positions
    """For each guide, which base guide it is a version of; 0..number of base guides - 1."""
    chunk_starts: Positions
    chunk_guides: Positions
    chunk_sections: Positions
    chunks: VectorIndex
    field_guides: Positions
    field_languages: NDArray[np.int8]
    """Of titles and own questions, places in LANGUAGES: a guide may carry questions in others than its own."""
    fields: VectorIndex
    letters: LexicalIndex
    main_language: Language = "sv"
    """Of most guides."""
    adapters: Mapping[Language, Adapter] = field(default_factory=dict)
    """By language of the question: what turns its vector towards guides in the main language."""
    kin: Kin | None = None
    """Of the fields; None for guides with too few questions to learn from."""
    taught: Taught | None = None
    """By the fields; None for guides with too few questions, or too many to learn from in a moment."""
    tokens: TokenIndex | None = None
    """Pieces of guides in the main language; None for guides with many questions, or many guides, see `tokens`."""
    parsed_with: str = ""
    """Fingerprint of the code and of the town variables that the guides were parsed with."""

    def in_main_language(self) -> NDArray[np.bool_]:
        """For each guide, whether it is in the main language."""
        return np.array([guide.language == self.main_language for guide in self.guides], dtype=np.bool_)

    def chunk_span(self, guide: int) -> slice:
        """Where one guide's chunks lie."""
        end = self.chunk_starts[guide + 1] if guide + 1 < len(self.guides) else len(self.chunk_guides)
        return slice(int(self.chunk_starts[guide]), int(end))

    def chunks_of(self, guide: int) -> Positions:
        """Positions of one guide's chunks."""
        span = self.chunk_span(guide)
        return np.arange(span.start, span.stop)


_PADDING = 1
"""Three languages and this make the vector's length a multiple of four."""

EXTRA_DIMENSIONS = len(LANGUAGES) + _PADDING


def with_penalties(vectors: Vectors, penalties: Vectors) -> Vectors:
    """Append what is to be taken off, a column a language: the inner product then has it taken off."""
    wide = np.empty((len(vectors), vectors.shape[1] + EXTRA_DIMENSIONS), dtype=np.float32)
    wide[:, :-EXTRA_DIMENSIONS] = vectors
    put_penalties(wide, penalties)
    return wide


def put_penalties(wide: Vectors, penalties: Vectors) -> None:
    """Write what is to be taken off over what was, in place."""
    wide[:, -EXTRA_DIMENSIONS:-_PADDING] = -penalties
    wide[:, -_PADDING:] = 0


def widened(vectors: Vectors) -> Vectors:
    """With room for penalties, and none in it."""
    wide = np.zeros((*vectors.shape[:-1], vectors.shape[-1] + EXTRA_DIMENSIONS), dtype=np.float32)
    wide[..., :-EXTRA_DIMENSIONS] = vectors
    return wide


def without_penalties(wide: Vectors) -> Vectors:
    return wide[..., :-EXTRA_DIMENSIONS]


def penalties_of(wide: Vectors) -> Vectors:
    return -wide[:, -EXTRA_DIMENSIONS:-_PADDING]


def as_question(vector: Vectors, language: Language) -> Vectors:
    """Append the switch that picks the penalty of the asker's language."""
    switch = np.zeros(EXTRA_DIMENSIONS, dtype=np.float32)
    switch[LANGUAGES.index(language)] = 1
    return np.concatenate([vector, switch])
