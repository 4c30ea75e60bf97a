"""Of what is shown, one guide or a choice of three, how much holds the right one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from retrieval.decide import Verdict, load_calibration
from retrieval.evaluate.questions import Question
from retrieval.evaluate.run import Asked, ask
from retrieval.index import Index
from retrieval.phrasebook import Phrasebook
from retrieval.ports import Encoder
from retrieval.search import Searcher


@dataclass(frozen=True, slots=True)
class Shown:
    """Shares in 0..1; 0 of nothing."""

    right: float
    """Of all that got one guide or a choice, the share where the right guide is among what was shown."""
    share: float
    """Of the questions that have a right guide, how many got one guide or a choice."""


def shown_of(asked: Sequence[Asked]) -> Shown:
    shown = [each for each in asked if each.decision != "refuse"]
    answerable = [each for each in asked if each.question.gold]
    right = sum(each.first_is_right if each.decision == "answer" else each.three_hold_right for each in shown)
    return Shown(right / max(1, len(shown)), sum(bool(e.question.gold) for e in shown) / max(1, len(answerable)))


def shown_at(asked: Sequence[Asked], *, wished: float) -> Shown:
    """The most that can be shown, surest first, while so many of it hold the right guide among three.

    What the probabilities' order is worth, whatever thresholds are set.
    """
    return _surest(asked, wished, sure=lambda verdict: verdict.among_three, right=lambda each: each.three_hold_right)


def answered_at(asked: Sequence[Asked], *, wished: float) -> Shown:
    """The same for one guide, the first."""
    return _surest(asked, wished, sure=lambda verdict: verdict.first_right, right=lambda each: each.first_is_right)


def ask_with_not_covered(
    index: Index, encoder: Encoder, questions: Sequence[Question], phrasebook: Phrasebook | None
) -> list[Asked]:
    """Ask the questions as the product does for such guides, those that no guide answers too."""
    parameters = load_calibration().for_guides(index.guides)
    searcher = Searcher(index=index, encoder=encoder, parameters=parameters, phrasebook=phrasebook)
    return ask(searcher, questions, today=date.min)


def _surest(
    asked: Sequence[Asked], wished: float, *, sure: Callable[[Verdict], float], right: Callable[[Asked], bool]
) -> Shown:
    order = sorted(asked, key=lambda each: -(sure(each.verdict) if each.verdict else 0.0))
    answerable = max(1, sum(bool(each.question.gold) for each in asked))
    best, found, reached = Shown(0.0, 0.0), 0, 0
    for count, each in enumerate(order, 1):
        found += right(each)
        reached += bool(each.question.gold)
        if found >= wished * count:
            best = Shown(found / count, reached / answerable)
    return best
