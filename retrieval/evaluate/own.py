"""The guides' own test questions, each left out of the index while it is asked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from knowledge.guide import Guide
from retrieval.assemble import assemble
from retrieval.decide import Parameters
from retrieval.evaluate.questions import Question
from retrieval.evaluate.run import Asked, ask
from retrieval.ports import Encoder
from retrieval.search import Searcher


def ask_own_questions(
    guides: Sequence[Guide],
    encoder: Encoder,
    parameters: Parameters,
    *,
    today: date,
    not_covered: Sequence[Question] = (),
) -> list[Asked]:
    """Leave the k-th question of every guide out, index the rest, ask the ones left out; for every k.

    Each question is so asked exactly once, of an index that has never seen it: neither as a field,
    nor in the letters, nor in a translation with the same words. Questions that are not covered are
    asked of the first such index.
    """
    asked: list[Asked] = []
    for fold in range(max((len(guide.questions) for guide in guides), default=0)):
        left_out = {guide.questions[fold].casefold() for guide in guides if fold < len(guide.questions)}
        rest = [
            replace(guide, questions=tuple(q for q in guide.questions if q.casefold() not in left_out))
            for guide in guides
        ]
        questions = [
            Question(guide.questions[fold], guide.language, frozenset({str(guide.base)}), "own")
            for guide in guides
            if fold < len(guide.questions)
        ]
        searcher = Searcher(index=assemble(rest, encoder), encoder=encoder, parameters=parameters)
        asked += ask(searcher, [*questions, *(not_covered if fold == 0 else ())], today=today)
    return asked
