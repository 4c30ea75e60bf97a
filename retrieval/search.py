"""Question to hits."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from knowledge.guide import EVERYONE, Guide, Language, Section
from retrieval.decide import Decision, Features, Parameters, describe
from retrieval.fuse import fuse
from retrieval.index import Index, as_question
from retrieval.ports import Encoder, Positions, Scores, VectorIndex, Vectors

MAX_QUESTION_CHARACTERS = 400
"""The encoder's time grows with length: 5,000 words take seven seconds. What is asked stands first."""

_NEAREST = 1_000
"""Vectors looked at per leg. A guide beyond them counts as near as the last of them."""

_FALLBACK_LANGUAGE: Language = "sv"


@dataclass(frozen=True, slots=True)
class Hit:
    """One guide's best section, in the version that the asker reads."""

    guide: Guide
    section: Section
    score: float
    overdue: bool

    @property
    def url(self) -> str:
        anchor = f"#{self.section.anchor}" if self.section.anchor else ""
        return f"/guides/{self.guide.id}{anchor}"


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives. `features` is None when there was nothing to look at."""

    decision: Decision
    confidence: float
    hits: tuple[Hit, ...]
    features: Features | None = None


NOTHING = Found(decision="refuse", confidence=0.0, hits=())


@dataclass(frozen=True, slots=True)
class Searcher:
    """One index with its encoder and decision. Safe to use from several threads."""

    index: Index
    encoder: Encoder
    parameters: Parameters

    def find(
        self,
        question: str,
        *,
        language: Language,
        today: date,
        audience: Sequence[str] = (EVERYONE,),
        limit: int = 5,
    ) -> Found:
        """Rank the guides that the audience may see and decide what to do with them.

        A question without a letter or digit finds nothing and is refused.
        """
        question = clean_question(question)
        if not self.index.guides or not any(sign.isalnum() for sign in question):
            return NOTHING
        vector = as_question(self.encoder.embed_questions([question])[0], language)
        letters = self.index.letters.scores(question)
        scores = fuse(
            chunk=_best_by_guide(self.index.chunks, vector, self.index.chunk_guides, len(self.index.guides)),
            field=_best_by_guide(self.index.fields, vector, self.index.field_guides, len(self.index.guides)),
            letters=letters,
        )
        visible = self._visible(tuple(audience))
        ranked = self._best_versions(np.where(visible, scores, -np.inf))
        if not len(ranked):
            return NOTHING
        first_base = self.index.bases[ranked[0]]
        languages = {
            self.index.guides[at].language for at in np.flatnonzero((self.index.bases == first_base) & visible)
        }
        features = describe(
            scores[ranked],
            letters=float(letters[ranked[0]]),
            unknown=self.index.letters.unknown_share(question),
            same_language=language in languages,
        )
        decision, confidence = self.parameters.decide(features)
        hits = tuple(self._hit(int(at), vector, language, visible, float(scores[at]), today) for at in ranked[:limit])
        return Found(decision=decision, confidence=confidence, hits=hits, features=features)

    def _visible(self, audience: tuple[str, ...]) -> np.ndarray:
        return np.array([guide.is_for(audience) for guide in self.index.guides], dtype=bool)

    def _best_versions(self, scores: Scores) -> Positions:
        """Best version of each base guide, best first; guides that may not be seen are left out."""
        order = np.argsort(-scores, kind="stable")
        order = order[np.isfinite(scores[order])]
        _, first = np.unique(self.index.bases[order], return_index=True)
        return order[np.sort(first)]

    def _hit(
        self, found: int, vector: Vectors, language: Language, visible: np.ndarray, score: float, today: date
    ) -> Hit:
        at = self._version_to_show(found, language, visible)
        guide = self.index.guides[at]
        chunks = self.index.chunks_of(at)
        order = np.argsort(-self.index.chunks.scores(vector, chunks), kind="stable")
        section = best_section(guide, self.index.chunk_sections[chunks[order]])
        return Hit(guide=guide, section=section, score=score, overdue=guide.is_overdue(today))

    def _version_to_show(self, found: int, language: Language, visible: np.ndarray) -> int:
        """Fold translations: the asker's language, else Swedish, else the version that was found."""
        versions = np.flatnonzero((self.index.bases == self.index.bases[found]) & visible)
        by_language = {self.index.guides[at].language: int(at) for at in versions[::-1]}
        return by_language.get(language, by_language.get(_FALLBACK_LANGUAGE, found))


def clean_question(question: str) -> str:
    """Drop control characters, fold blanks, cut at a word's end near the limit."""
    kept = "".join(
        " " if unicodedata.category(sign)[0] in "CZ" else sign for sign in question[: 4 * MAX_QUESTION_CHARACTERS]
    )
    folded = " ".join(kept.split())
    if len(folded) <= MAX_QUESTION_CHARACTERS:
        return folded
    cut = folded[:MAX_QUESTION_CHARACTERS]
    return cut.rsplit(" ", 1)[0] or cut


def best_section(guide: Guide, nearest: Sequence[int] | Positions) -> Section:
    """Pick the section to show.

    Args:
        guide: the version that is shown.
        nearest: positions of its sections, nearest first; repeats are fine.

    Returns:
        The nearest one with steps. A guide without any steps: the nearest that is not only the lead, else the lead.
    """
    sections = [guide.sections[at] for at in nearest]
    for wanted in (lambda section: bool(section.steps), lambda section: bool(section.anchor)):
        found = next(filter(wanted, sections), None)
        if found is not None:
            return found
    return sections[0]


def _best_by_guide(vectors: VectorIndex, question: Vectors, owners: Positions, guides: int) -> Scores:
    positions, scores = vectors.nearest(question, limit=_NEAREST)
    best = np.full(guides, scores[-1], dtype=np.float32)
    np.maximum.at(best, owners[positions], scores)
    return best
