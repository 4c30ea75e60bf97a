"""Question to hits."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from knowledge.guide import EVERYONE, LANGUAGES, Guide, Language, Section
from retrieval.answered import Answered, names_a_section
from retrieval.bundled import bundled_words
from retrieval.decide import Decision, Parameters, Verdict
from retrieval.errors import MixedIndexError
from retrieval.features import Features, Legs, describe
from retrieval.fuse import Weights, fuse, load_weights
from retrieval.guide_vectors import NEAREST, GuideVectors
from retrieval.index import Index
from retrieval.kin_leg import AskedKin, KinLeg
from retrieval.phrasebook import Phrasebook
from retrieval.ports import Encoder, Positions, Scores
from retrieval.rephrased import rephrased
from retrieval.said import Said
from retrieval.sections import choose_section, text_of
from retrieval.tokens import LOOKED_AT
from retrieval.understand import Understood, understand
from retrieval.untitled import headline, without_file_name
from retrieval.words import Words

MAX_QUESTION_CHARACTERS = 400
"""The encoder's time grows with length: 5,000 words take seven seconds. What is asked stands first."""

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
class Trace:
    """How a search came to its hits, for `explain`."""

    asked: Understood
    legs: Legs
    ranked: Positions
    """Best version of each base guide, best first."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives. `features` is None when there was nothing to look at."""

    decision: Decision
    confidence: float
    hits: tuple[Hit, ...]
    features: Features | None = None
    verdict: Verdict | None = None
    """The probabilities behind the decision."""
    trace: Trace | None = field(default=None, compare=False, repr=False)


NOTHING = Found(decision="refuse", confidence=0.0, hits=())


class Searcher:
    """One index with its encoder and decision. Safe to use from several threads."""

    def __init__(
        self,
        *,
        index: Index,
        encoder: Encoder,
        parameters: Parameters,
        words: Words | None = None,
        weights: Weights | None = None,
        phrasebook: Phrasebook | None = None,
    ) -> None:
        """Make ready to search.

        Args:
            index: of the guides.
            encoder: the model that made the index.
            parameters: of the decision.
            words: the glossary; None takes the one of the product.
            weights: of the legs; None takes the ones that were picked.
            phrasebook: asked only where guides carry few questions: many say more than it does.

        Raises:
            MixedIndexError: another model made the index.
        """
        if index.model != encoder.name:
            raise MixedIndexError(
                f"index {index.key} was made with the model {index.model}, questions are embedded with {encoder.name}; "
                "run `python -m retrieval index`"
            )
        self.index = index
        self._encoder = encoder
        self._parameters = parameters
        self._words = words or bundled_words()
        self._weights = weights or load_weights()
        self._phrasebook = phrasebook if self._weights.phrasebook and not index.kin else None
        main = index.in_main_language()
        self._fields_in_main = index.field_languages == LANGUAGES.index(index.main_language)
        self._chunks = GuideVectors(index.chunks, index.chunk_guides, main[index.chunk_guides], len(index.guides))
        self._fields = GuideVectors(index.fields, index.field_guides, self._fields_in_main, len(index.guides))
        self._spoken = _spoken(index)
        self._said = Said(_said_in(index, self._words), index.field_guides, index.bases)
        self._answered = Answered(index)
        self._kin = KinLeg(index.kin, index, self._fields_in_main) if index.kin and index.guides else None
        self._in_main = main
        self._languages = np.array([guide.language for guide in index.guides])
        self._closed = tuple(at for at, guide in enumerate(index.guides) if EVERYONE not in guide.audience)
        self._versions: dict[int, list[int]] = {}
        for at, base in enumerate(index.bases.tolist()):
            self._versions.setdefault(base, []).append(at)

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
        asked = understand(
            question,
            language=language,
            index=self.index,
            encoder=self._encoder,
            words=self._words,
            said=self._said,
            with_tokens=self._weights.tokens != 0,
        )
        if self._phrasebook:
            push = self._weights.phrasebook
            asked = rephrased(asked, self._phrasebook, language=language, index=self.index, push=push)
        hidden = self._hidden(tuple(audience))
        legs, nearness = self._legs(asked, language, hidden)
        scores = legs.fused
        ranked = self._best_versions(scores)
        if not len(ranked):
            return NOTHING
        shown = [self._version_to_show(int(at), language, hidden) for at in ranked[:limit]]
        first = int(ranked[0])
        features = describe(
            legs,
            ranked,
            self.index.bases,
            explained=self._explained(asked, first, language),
            telling=asked.told.telling,
            unknown=asked.unknown,
            words=len(asked.text.split()),
            joined=len(asked.joined),
            same_language=self.index.guides[shown[0]].language == language,
        )
        verdict = self._parameters.decide(features)
        hits = tuple(
            self._hit(show, asked, nearness, score=float(scores[at]), today=today)
            for show, at in zip(shown, ranked[:limit], strict=True)
        )
        return Found(
            decision=verdict.decision,
            confidence=verdict.confidence,
            hits=hits,
            features=features,
            verdict=verdict,
            trace=Trace(asked, legs, ranked),
        )

    def _legs(self, asked: Understood, language: Language, hidden: set[int]) -> tuple[Legs, Scores | None]:
        """Score each guide that any leg brings forward and the asker may see; minus infinity for the others.

        And each chunk, if all were looked at.
        """
        asked_kin = self._kin.ask(asked) if self._kin else None
        chunks = self._chunks.look(asked)
        fields = self._fields.look(asked, asked_kin.directions if asked_kin else ())
        abroad = self._languages != language
        spoken = self._spoken[LANGUAGES.index(language)]
        heard = np.where(spoken, np.maximum(asked.letters, asked.joined_letters), asked.joined_letters)
        lexical = np.where(abroad, heard, asked.letters)
        brought = chunks.near | fields.near
        brought[np.argsort(-lexical)[:NEAREST]] = True
        brought[list(hidden)] = False
        chunk, field = chunks.best, fields.best
        self._chunks.complete(chunk, brought, asked)
        self._fields.complete(field, brought, asked)
        kin = self._nearest_kin(brought, asked_kin, fields.beside) if asked_kin else None
        none = np.zeros_like(chunk)
        taught = self._taught(asked)
        scored = (
            chunk,
            field,
            *((none, none, none) if kin is None else (kin[1], kin[0], kin[2])),
            none if taught is None else taught,
            lexical,
            asked.told.held,
            none,
        )
        legs = Legs(*(np.where(brought, leg, -np.inf) for leg in scored))
        legs.fused[brought] = fuse(
            chunk=chunk[brought],
            field=field[brought],
            kin=None if kin is None else kin[1][brought],
            taught=None if taught is None else taught[brought],
            letters=asked.letters[brought],
            joined=asked.joined_letters[brought],
            abroad=abroad[brought],
            spoken=spoken[brought],
            weights=self._weights,
        )
        self._match_tokens(legs.fused, asked)
        return legs, chunks.each

    def _match_tokens(self, fused: Scores, asked: Understood) -> None:
        """Add how well the first guides in the main language match the question's pieces, from their mean."""
        tokens = self.index.tokens
        if tokens is None or asked.tokens is None or not len(asked.tokens.numbers):
            return
        first = np.argsort(-fused, kind="stable")[:LOOKED_AT]
        first = first[np.isfinite(fused[first]) & tokens.have(first)]
        if len(first):
            near = tokens.near(asked.tokens, first)
            gained = np.zeros(int(self.index.bases.max()) + 1, dtype=np.float32)
            gained[self.index.bases[first]] = self._weights.tokens * (near - near.mean())
            fused += gained[self.index.bases]  # translations too: they are the same guide

    def _taught(self, asked: Understood) -> Scores | None:
        taught = self.index.taught
        return taught.likely(asked.plain, asked.text)[self.index.bases] if taught else None

    def _explained(self, asked: Understood, guide: int, language: Language) -> float:
        letters, abroad = self.index.letters, self._languages[guide] != language
        ways = [asked.text, " ".join(asked.joined)] if abroad and asked.joined else [asked.text]
        return max(letters.explained(way, guide) for way in ways)

    def _nearest_kin(
        self, brought: NDArray[np.bool_], asked: AskedKin, products: Scores | None
    ) -> tuple[Scores, Scores, Scores] | None:
        """Of each guide that was brought, the nearest question and the mean of two, in whatever version they stand.

        And how likely it is by all of them together.
        """
        if self._kin is None:
            return None
        rows = None
        if products is None:
            rows = self._kin.rows_of(brought)
            products = np.stack([self.index.fields.scores(towards, rows) for towards in asked.directions])
        best, mean = self._kin.nearest(asked, products, rows, brought)
        return best, mean, asked.likely

    def _hidden(self, audience: tuple[str, ...]) -> set[int]:
        return {at for at in self._closed if not self.index.guides[at].is_for(audience)}

    def _best_versions(self, scores: Scores) -> Positions:
        """Best version of each base guide, best first; guides that may not be seen are left out."""
        order = np.argsort(-scores, kind="stable")
        order = order[: int(np.isfinite(scores).sum())]
        _, first = np.unique(self.index.bases[order], return_index=True)
        return order[np.sort(first)]

    def _hit(self, at: int, asked: Understood, nearness: Scores | None, *, score: float, today: date) -> Hit:
        guide = self.index.guides[at]
        chunks = self.index.chunk_span(at)
        if nearness is None:
            vector = asked.vectors[0 if self._in_main[at] else 1]
            cosines = self.index.chunks.scores(vector, chunks).tolist()
        else:
            cosines = nearness[chunks].tolist()
        of_section: dict[int, float] = {}
        for place, cosine in zip(self.index.chunk_sections[chunks].tolist(), cosines, strict=True):
            of_section[place] = max(cosine, of_section.get(place, -np.inf))
        letters = self.index.letters.alike(asked.text, tuple(map(text_of, guide.sections)))
        fields = self._answered.fields_of(at if names_a_section(asked.text) else None)
        answered = self._answered.shares(fields, self._fields.nearness(fields, asked), guide) if len(fields) else None
        section = choose_section(guide, of_section, letters.tolist(), (asked.text, *asked.joined), answered)
        return Hit(guide=guide, section=section, score=score, overdue=guide.is_overdue(today))

    def _version_to_show(self, found: int, language: Language, hidden: set[int]) -> int:
        """Fold translations: the asker's language, else Swedish, else the version that was found."""
        versions = [at for at in self._versions[int(self.index.bases[found])] if at not in hidden]
        by_language = {self.index.guides[at].language: at for at in reversed(versions)}
        return by_language.get(language, by_language.get(_FALLBACK_LANGUAGE, found))


def _spoken(index: Index) -> NDArray[np.bool_]:
    """By language and guide, whether the guide is written in it or carries a question in it."""
    spoken = np.zeros((len(LANGUAGES), len(index.guides)), dtype=np.bool_)
    spoken[index.field_languages, index.field_guides] = True
    return spoken


def _said_in(index: Index, words: Words) -> list[str]:
    """Titles and own questions in standard spelling, in the order of the index's fields."""
    texts = (text for guide in index.guides for text in (headline(without_file_name(guide)), *guide.questions))
    languages = (LANGUAGES[at] for at in index.field_languages.tolist())
    return [words.standard(text, language) for text, language in zip(texts, languages, strict=True)]


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
