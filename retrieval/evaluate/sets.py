"""Question sets with their index, ready to be asked again and again under other settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.collection import load_collection
from retrieval.assemble import assemble
from retrieval.decide import load_calibration
from retrieval.embed_phrasebook import provide_phrasebook
from retrieval.evaluate import metrics
from retrieval.evaluate.questions import Question, load_questions
from retrieval.evaluate.run import ask
from retrieval.fuse import Weights
from retrieval.index import Index
from retrieval.phrasebook import Phrasebook
from retrieval.ports import Encoder, TokenEncoder, Tokens, Vectors, token_encoder, token_space_of
from retrieval.search import Searcher
from retrieval.vector_cache import CachedEncoder
from retrieval.words import Words

Gains = NDArray[np.float64]
"""nDCG@10 of each question that has a right guide."""

_DRAWS = 4_000
_SEED = 20


class RememberingEncoder:
    """Embeds each text once, in memory only."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._questions: dict[str, Vectors] = {}
        self._tokens: dict[str, tuple[Vectors, Tokens]] = {}

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.embed_passages(texts)

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        new = [text for text in texts if text not in self._questions]
        self._questions.update(zip(new, self._encoder.embed_questions(new), strict=True))
        return np.stack([self._questions[text] for text in texts])

    @property
    def token_size(self) -> int:
        able = token_encoder(self._encoder)
        return able.token_size if able else 0

    @property
    def token_space(self) -> str:
        return token_space_of(self._encoder)

    def question_with_tokens(self, text: str) -> tuple[Vectors, Tokens]:
        if text not in self._tokens:
            self._tokens[text] = self._able().question_with_tokens(text)
        return self._tokens[text]

    def passages_with_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        return self._able().passages_with_tokens(texts)

    def _able(self) -> TokenEncoder:
        able = token_encoder(self._encoder)
        if able is None:
            raise TypeError(f"{self.name} shows no tokens; ask for `token_size` first")
        return able


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A folder's index with questions that have a right guide in it."""

    name: str
    index: Index
    questions: tuple[Question, ...]
    encoder: Encoder
    """For what is asked."""
    phrasebook: Phrasebook | None = None

    def gains(self, *, weights: Weights | None = None, words: Words | None = None, index: Index | None = None) -> Gains:
        """Ask every question; None is what the product does."""
        parameters = load_calibration().cautious()
        searcher = Searcher(
            index=index or self.index,
            encoder=self.encoder,
            parameters=parameters,
            words=words,
            weights=weights,
            phrasebook=self.phrasebook,
        )
        asked = ask(searcher, self.questions, today=date.min)
        return np.array([metrics.ndcg(each.ranking, each.question.gold) for each in asked])

    def languages(self) -> NDArray[np.str_]:
        return np.array([question.language for question in self.questions])


def load_set(
    guides_dir: Path, questions: Path, *, cached: CachedEncoder, encoder: Encoder, phrasebook_file: Path
) -> QuestionSet:
    """Index a folder and read its questions.

    Args:
        guides_dir: the guides.
        questions: JSON lines; those without a right guide are left out.
        cached: embeds guides, on disk by text hash.
        encoder: embeds questions, which are never kept on disk.
        phrasebook_file: where the phrasebook's vectors lie, or are put if the guides need them.
    """
    guides = [guide for guide in load_collection(guides_dir).guides.values() if guide.status == "published"]
    covered = tuple(question for question in load_questions(questions) if question.gold)
    phrasebook = provide_phrasebook(guides, cached, phrasebook_file)
    return QuestionSet(guides_dir.name, assemble(guides, cached), covered, RememberingEncoder(encoder), phrasebook)


def interval(differences: Gains) -> tuple[float, float]:
    """95 % interval of the mean of paired differences, by bootstrap over questions."""
    if not len(differences):
        return 0.0, 0.0
    rng = np.random.default_rng(_SEED)
    means = differences[rng.integers(0, len(differences), (_DRAWS, len(differences)))].mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return round(float(low), 4), round(float(high), 4)
