"""How a search came to its hits and its decision, taken from real searches.

What a weight brings a guide is what the guide loses when the same search runs without that weight: a leg that is
added to the search and weighed by `Weights` is explained without a line here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

import numpy as np

from knowledge.guide import LANGUAGES, Guide, Language
from retrieval.assemble import letters_of, texts_of
from retrieval.decide import Parameters, Probability
from retrieval.evaluate.sets import RememberingEncoder
from retrieval.features import Features
from retrieval.fuse import MULTIPLIERS, Weights
from retrieval.index import EXTRA_DIMENSIONS, Index
from retrieval.lexical import words_of
from retrieval.phrasebook import Phrasebook
from retrieval.ports import Encoder, Positions, VectorIndex, Vectors
from retrieval.search import Found, Hit, Searcher, Trace, clean_question
from retrieval.words import Words

PROBABILITIES = ("first", "alone", "among_three", "covered")
REST = "rest"
_LEAST_REST = 1e-4
"""What rounding leaves over."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The vector of a guide that is nearest to the question."""

    cosine: float
    hub: float
    """What is taken off for being near to everything."""
    place: str
    """Heading of its section, `title` or `own question`."""
    text: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One guide of the list."""

    hit: Hit
    version: Guide
    """The version that was found, which may be in another language than the one shown."""
    score: float
    shares: Mapping[str, float]
    """By weight, what it brings; they add up to the score. Weights that bring nothing are left out."""
    chunk: Nearest
    field: Nearest
    letters: float
    """Similarity in 0..1 with the question's own words."""
    joined_letters: float
    """The same with the words that the glossary joins."""
    shared_words: tuple[str, ...]
    """Whole words that the guide has in common with the question or with what the glossary joins."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """One feature of the decision, with what it adds to each of the three log odds."""

    feature: str
    value: float
    adds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Explanation:
    question: str
    """As it was searched: on one line, cut when too long."""
    language: Language
    found: Found
    guides: tuple[Explained, ...]
    contributions: tuple[Contribution, ...]
    """The constant first, named `bias`; then those that move the first probability most."""
    parameters: Parameters

    @property
    def asked_as(self) -> str:
        """The question in standard spelling."""
        return self.found.trace.asked.text if self.found.trace else self.question

    @property
    def compared(self) -> dict[str, float]:
        """The probabilities that are held against the thresholds, by name; empty when there was nothing to look at."""
        verdict, features = self.found.verdict, self.found.features
        if verdict is None or features is None:
            return {}
        covered = self.parameters.covered.probability(features)
        first, alone = verdict.first_right, verdict.alone
        return {"first": first, "alone": alone, "among_three": verdict.among_three, "covered": covered}

    @property
    def wanted(self) -> dict[str, float]:
        """The thresholds that `compared` is held against."""
        parameters, verdict = self.parameters, self.found.verdict
        choice = parameters.clarify_from if verdict is None else parameters.choice_from(verdict.alone)
        first, alone, covered = parameters.answer_from, parameters.alone_from, parameters.covered_from
        return {"first": first, "alone": alone, "among_three": choice, "covered": covered}

    @property
    def joined(self) -> tuple[str, ...]:
        """Words that the glossary joins."""
        return self.found.trace.asked.joined if self.found.trace else ()

    @property
    def meant(self) -> tuple[str, ...]:
        """What the phrasebook takes the question for."""
        return self.found.trace.asked.meant if self.found.trace else ()


def explain(
    question: str,
    *,
    language: Language,
    index: Index,
    encoder: Encoder,
    parameters: Parameters,
    weights: Weights,
    today: date,
    limit: int = 5,
    words: Words | None = None,
    phrasebook: Phrasebook | None = None,
) -> Explanation:
    """Search once as the product does, and once without each weight.

    Args:
        question: as it was asked.
        language: of the asker.
        index: of the guides.
        encoder: the model that made the index; the question is embedded once.
        parameters: of the decision.
        weights: of the legs.
        today: decides which guides are overdue.
        limit: guides to explain.
        words: the glossary; None takes the one of the product.
        phrasebook: for guides with few questions.
    """
    question = clean_question(question)
    remembering = RememberingEncoder(encoder)

    def search(tried: Weights) -> Found:
        searcher = Searcher(
            index=index,
            encoder=remembering,
            parameters=parameters,
            words=words,
            weights=tried,
            phrasebook=phrasebook,
        )
        return searcher.find(question, language=language, today=today, limit=limit)

    found = search(weights)
    if found.trace is None or found.features is None:
        return Explanation(question, language, found, (), (), parameters)
    traces = {
        name: without.trace
        for name, weight in asdict(weights).items()
        if weight and name not in MULTIPLIERS and (without := search(replace(weights, **{name: 0.0}))).trace
    }
    guides = tuple(
        _explained(hit, int(at), found.trace, traces, index)
        for hit, at in zip(found.hits, found.trace.ranked, strict=False)
    )
    return Explanation(question, language, found, guides, contributions_of(found.features, parameters), parameters)


def contributions_of(features: Features, parameters: Parameters) -> tuple[Contribution, ...]:
    """What each feature adds to the log odds of each probability; with the constant they add up to them."""
    models: dict[str, Probability] = {name: getattr(parameters, name) for name in PROBABILITIES}
    adds = {name: model.contributions(features) for name, model in models.items()}
    used = {feature for each in adds.values() for feature in each}
    values = {"bias": 1.0, **{name: float(value) for name, value in asdict(features).items() if name in used}}
    bias, *rows = (
        Contribution(feature, value, {name: each.get(feature, 0.0) for name, each in adds.items()})
        for feature, value in values.items()
    )
    return (bias, *sorted(rows, key=lambda row: -abs(row.adds["first"])))


def _explained(hit: Hit, at: int, trace: Trace, without: Mapping[str, Trace], index: Index) -> Explained:
    score = float(trace.legs.fused[at])
    shares = {name: score - float(other.legs.fused[at]) for name, other in without.items()}
    rest = score - sum(shares.values())
    if abs(rest) > _LEAST_REST:
        shares[REST] = rest
    version = index.guides[at]
    asked = trace.asked
    vector = asked.vectors[0 if version.language == index.main_language else 1]
    texts = texts_of([version])
    chunks, fields = index.chunks_of(at), np.flatnonzero(index.field_guides == at)
    chunk, chunk_cosine, chunk_hub = _nearest(index.chunks, vector, chunks)
    by_language = [_nearest(index.fields, each, some) for each, some in _rows_by_language(index, fields, asked.vectors)]
    field, field_cosine, field_hub = max(by_language, key=lambda found: found[1] - found[2])
    field -= int(fields[0])
    field_text = version.questions[field - 1] if field else texts.fields[0][0]
    section = version.sections[index.chunk_sections[chunk]]
    return Explained(
        hit=hit,
        version=version,
        score=score,
        shares={name: share for name, share in shares.items() if abs(share) > _LEAST_REST},
        chunk=Nearest(chunk_cosine, chunk_hub, section.title, texts.chunks[0][chunk - chunks[0]].text),
        field=Nearest(field_cosine, field_hub, "own question" if field else "title", field_text),
        letters=float(asked.letters[at]),
        joined_letters=float(asked.joined_letters[at]),
        shared_words=_shared_words((asked.text, *asked.joined), version),
    )


def _nearest(vectors: VectorIndex, question: Vectors, positions: Positions) -> tuple[int, float, float]:
    """Position of the best of some vectors, its cosine, and what is taken off.

    The last dimensions of a question switch on what is taken off; without them the cosine is left.
    """
    scores = vectors.scores(question, positions)
    best = int(scores.argmax())
    bare = question.copy()
    bare[-EXTRA_DIMENSIONS:] = 0
    cosine = float(vectors.scores(bare, positions[best : best + 1])[0])
    return int(positions[best]), cosine, cosine - float(scores[best])


def _rows_by_language(index: Index, fields: Positions, asked: Sequence[Vectors]) -> list[tuple[Vectors, Positions]]:
    """The question's vectors, each with the fields in the language that it is compared with."""
    in_main = index.field_languages[fields] == LANGUAGES.index(index.main_language)
    pairs = zip(asked, (fields[in_main], fields[~in_main]), strict=True)
    return [(vector, some) for vector, some in pairs if len(some)]


def _shared_words(asked: Sequence[str], guide: Guide) -> tuple[str, ...]:
    there = words_of(letters_of(guide))
    return tuple(sorted(word for word in words_of(" ".join(asked)) if word in there))
