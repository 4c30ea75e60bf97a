"""The guides' own test questions, each left out of the index while it is asked."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from knowledge.guide import Guide
from retrieval.assemble import assemble
from retrieval.decide import Parameters
from retrieval.evaluate.questions import OWN, Question
from retrieval.evaluate.run import Asked, ask
from retrieval.phrasebook import Phrasebook
from retrieval.ports import Encoder
from retrieval.question_language import language_of
from retrieval.search import Searcher

STEM = 5
TWIN_SHARE = 0.6


def ask_own_questions(
    guides: Sequence[Guide],
    encoder: Encoder,
    parameters: Parameters,
    *,
    today: date,
    not_covered: Sequence[Question] = (),
    without_twins: bool = True,
    phrasebook: Phrasebook | None = None,
) -> list[Asked]:
    """Leave the k-th question of every guide out, with its twins; index the rest, ask the ones left out; for every k.

    A twin is another question of the same guide in nearly the same words: with it in the index the
    question would be found by its paraphrase, which says little about how the next person will ask.
    Each question is so asked exactly once, of an index that has never seen it: neither as a field,
    nor in the letters, nor in a translation with the same words. Questions that are not covered are
    asked of the first such index.
    """
    asked: list[Asked] = []
    for fold in range(max((len(guide.questions) for guide in guides), default=0)):
        left_out = {
            question.casefold()
            for guide in guides
            if fold < len(guide.questions)
            for question in guide.questions
            if question == guide.questions[fold] or (without_twins and are_twins(question, guide.questions[fold]))
        }
        rest = [
            replace(guide, questions=tuple(q for q in guide.questions if q.casefold() not in left_out))
            for guide in guides
        ]
        questions = [
            Question(text, language_of(text, guide.language), frozenset({str(guide.base)}), OWN)
            for guide in guides
            for text in guide.questions[fold : fold + 1]
        ]
        searcher = Searcher(
            index=assemble(rest, encoder), encoder=encoder, parameters=parameters, phrasebook=phrasebook
        )
        asked += ask(searcher, [*questions, *(not_covered if fold == 0 else ())], today=today)
    return asked


def are_twins(one: str, other: str) -> bool:
    """Whether the shorter question's words are mostly in the longer one; words by their first five letters."""
    words = [{word[:STEM] for word in re.findall(r"\w{3,}", text.casefold())} for text in (one, other)]
    shorter = min(len(each) for each in words)
    return bool(shorter) and len(words[0] & words[1]) >= TWIN_SHARE * shorter
