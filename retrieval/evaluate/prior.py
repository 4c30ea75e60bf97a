"""Labelled questions for the cautious prior: our guides as if a town had written few questions into them, or none."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from zlib import crc32

from knowledge.guide import Guide
from retrieval.assemble import assemble
from retrieval.decide import Parameters
from retrieval.evaluate.own import are_twins
from retrieval.evaluate.questions import OWN, Question
from retrieval.evaluate.run import Asked, ask
from retrieval.phrasebook import Phrasebook
from retrieval.ports import Encoder
from retrieval.question_language import language_of
from retrieval.search import Searcher

KEPT = 2
"""Questions that are left to a guide that keeps some."""

Bare = Callable[[Guide], Guide]


def without_questions(guide: Guide) -> Guide:
    return replace(guide, questions=())


def with_few_questions(guide: Guide) -> Guide:
    """Half of the guides keep two questions of their own; versions of one guide are treated alike."""
    lots = crc32(str(guide.base).encode())
    step = max(1, len(guide.questions) // KEPT)
    first = lots % step
    return replace(guide, questions=guide.questions[first::step][:KEPT] if lots % 2 else ())


def ask_unlike_guides(
    guides: Sequence[Guide],
    questions: Sequence[Question],
    others: Sequence[tuple[Sequence[Guide], Sequence[Question]]],
    *,
    encoder: Encoder,
    parameters: Parameters,
    today: date,
    phrasebook: Phrasebook | None = None,
) -> list[list[Asked]]:
    """Ask questions of the same guides with few questions of their own and with none, and of other collections.

    Args:
        guides: published ones.
        questions: of files.
        others: collections, with questions of theirs.
        encoder: the model.
        parameters: of any decision; only features and rankings are used.
        today: the day.
        phrasebook: as it helps such guides.

    Returns:
        By collection. Of the guides' own questions those that are not indexed, nor in nearly the same words as one
        that is.
    """
    collections = list(others)
    for bare in (without_questions, with_few_questions):
        rest = [bare(guide) for guide in guides]
        collections.append((rest, [*questions, *_left_over(guides, rest)]))

    def searcher_of(rest: Sequence[Guide]) -> Searcher:
        index = assemble(rest, encoder)
        return Searcher(index=index, encoder=encoder, parameters=parameters, phrasebook=phrasebook)

    return [ask(searcher_of(rest), some, today=today) for rest, some in collections]


def _left_over(guides: Sequence[Guide], rest: Sequence[Guide]) -> list[Question]:
    kept: dict[str, list[str]] = {}
    for guide in rest:
        kept.setdefault(str(guide.base), []).extend(guide.questions)
    return [
        Question(text, language_of(text, guide.language), frozenset({str(guide.base)}), OWN)
        for guide in guides
        for text in guide.questions
        if not any(text.casefold() == known.casefold() or are_twins(text, known) for known in kept[str(guide.base)])
    ]
