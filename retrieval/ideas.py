"""Ideas that others may see, found by meaning: a small collection beside the guides, handed over by the gateway.

How near an idea is counts in standard deviations from how near the guides' own questions are, so that one fit holds
for any model and any guides. Nothing shown is better than noise: see SHOWN_FROM.
"""

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from knowledge.guide import Language
from retrieval.index import EXTRA_DIMENSIONS, Index
from retrieval.ports import Encoder, Positions, Scores, Vectors
from retrieval.search import clean_question

WHOLE, SENTENCE, BASE = 1.35, 1.43, -10.51
"""Logistic fit on the development half of tests/ideas/pairs.json (`python -m tests.ideas`)."""
SHOWN_FROM = 0.8
LEAST_BACKGROUND = 100
"""Titles and questions of guides; with fewer, what is near cannot be told from what is not."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class IdeaText:
    """One wording of an idea; an idea may have one in each language."""

    id: str
    language: Language
    text: str


@dataclass(frozen=True, slots=True)
class NearIdea:
    """An idea that is probably about the same."""

    id: str
    chance: float


@dataclass(frozen=True, slots=True)
class _Kept:
    """A collection, never changed: another takes its place."""

    version: str = ""
    texts: tuple[IdeaText, ...] = ()
    wholes: Vectors = field(default_factory=lambda: np.empty((0, 0), dtype=np.float32))
    sentences: Vectors = field(default_factory=lambda: np.empty((0, 0), dtype=np.float32))
    owners: Positions = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    """Of each sentence, the place of its text; those of one text stand together."""
    vectors: dict[str, Vectors] = field(default_factory=dict)
    """By text, so that only what is new is embedded."""


class Ideas:
    """Keeps the ideas of one town. Safe to use from several threads."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._kept = _Kept()
        self._keeping = threading.Lock()

    @property
    def version(self) -> str:
        """Given by who handed the ideas over; empty at the start."""
        return self._kept.version

    def keep(self, texts: Sequence[IdeaText], *, version: str) -> None:
        """Keep these in place of all that were there; 30 ms for each new sentence."""
        with self._keeping:
            parts = [[clean_question(part) for part in _SENTENCE_END.split(each.text) if part] for each in texts]
            wholes = [clean_question(each.text) for each in texts]
            vectors = self._embed([*wholes, *(part for some in parts for part in some)])
            self._kept = _Kept(
                version,
                tuple(texts),
                _stack(vectors, wholes, self._encoder.dimension),
                _stack(vectors, [part for some in parts for part in some], self._encoder.dimension),
                np.repeat(np.arange(len(texts)), [len(some) for some in parts]),
                vectors,
            )

    def near(self, text: str, *, language: Language, index: Index, limit: int) -> tuple[NearIdea, ...]:
        """Ideas that are probably about the same, best first; most often none.

        Args:
            text: what the person tells of their idea.
            language: it is in.
            index: of the guides, which tells how near is near.
            limit: most ideas.
        """
        kept, text = self._kept, clean_question(text)
        enough = len(index.field_guides) >= LEAST_BACKGROUND
        if not kept.texts or not enough or not any(sign.isalnum() for sign in text):
            return ()
        whole, sentence = self._legs(kept, text, language=language, index=index)
        evidence = WHOLE * whole + SENTENCE * sentence + BASE
        chances = np.asarray((1 + np.tanh(evidence / 2)) / 2, dtype=np.float32)
        return _ranked(kept.texts, chances, limit)

    def legs(self, text: str, *, language: Language, index: Index) -> tuple[Scores, Scores]:
        """How near each text is as a whole, and its nearest sentence: what the chance is fitted on."""
        return self._legs(self._kept, clean_question(text), language=language, index=index)

    def _legs(self, kept: _Kept, text: str, *, language: Language, index: Index) -> tuple[Scores, Scores]:
        asked = _in_main(self._encoder.embed_questions([text]), [language], index)[0]
        languages = [each.language for each in kept.texts]
        whole = _beyond(_in_main(kept.wholes, languages, index) @ asked, _background(asked, index))
        spoken = _in_main(kept.sentences, [languages[at] for at in kept.owners], index)
        return whole, _best_sentences(spoken, asked, kept.owners, index)

    def _embed(self, texts: Sequence[str]) -> dict[str, Vectors]:
        known = self._kept.vectors
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        found = dict(zip(fresh, self._encoder.embed_questions(fresh), strict=True))
        return {text: found[text] if text in found else known[text] for text in texts}


def _stack(vectors: dict[str, Vectors], texts: Sequence[str], dimension: int) -> Vectors:
    return np.stack([vectors[text] for text in texts]) if texts else np.empty((0, dimension), dtype=np.float32)


def _in_main(vectors: Vectors, languages: Sequence[Language], index: Index) -> Vectors:
    """Vectors of other languages turned towards the guides' main one."""
    turned = vectors.copy()
    for language, adapter in index.adapters.items():
        mine = [at for at, each in enumerate(languages) if each == language]
        if mine:
            turned[mine] = adapter.apply(vectors[mine])
    return turned


def _background(asked: Vectors, index: Index) -> Scores:
    """How near the guides' own questions are; the padding switches every penalty off."""
    padded = np.concatenate([asked, np.zeros(EXTRA_DIMENSIONS, dtype=np.float32)])
    return index.fields.scores(padded, slice(0, len(index.field_guides)))


def _best_sentences(spoken: Vectors, asked: Vectors, owners: Positions, index: Index) -> Scores:
    """Of each idea its nearest sentence, where the guides' questions taught what is alike."""
    if index.kin is None:
        scores = _beyond(spoken @ asked, _background(asked, index))
    else:
        turned = index.kin.apply(asked)
        direction, offset = index.kin.towards(turned)
        background = (_background(direction, index) - offset) / index.kin.lengths
        scores = _beyond(index.kin.apply(spoken) @ turned, background)
    return np.maximum.reduceat(scores, np.unique(owners, return_index=True)[1])


def _beyond(scores: Scores, background: Scores) -> Scores:
    return np.asarray((scores - background.mean()) / max(float(background.std()), 1e-6), dtype=np.float32)


def _ranked(texts: Sequence[IdeaText], chances: Scores, limit: int) -> tuple[NearIdea, ...]:
    """Each idea once, by its nearest wording."""
    best: dict[str, float] = {}
    for at in np.argsort(-chances, kind="stable"):
        if chances[at] >= SHOWN_FROM:
            best.setdefault(texts[at].id, float(chances[at]))
    return tuple(NearIdea(id_, chance) for id_, chance in best.items())[:limit]
