"""Of what is shown, one guide or a choice of three, how much holds the right one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from retrieval.decide import load_calibration
from retrieval.evaluate.questions import load_questions
from retrieval.evaluate.run import Asked, ask
from retrieval.index import Index
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
    order = sorted(asked, key=lambda each: -(each.verdict.among_three if each.verdict else 0.0))
    answerable = max(1, sum(bool(each.question.gold) for each in asked))
    best, right, reached = Shown(0.0, 0.0), 0, 0
    for count, each in enumerate(order, 1):
        right += each.three_hold_right
        reached += bool(each.question.gold)
        if right >= wished * count:
            best = Shown(right / count, reached / answerable)
    return best


def ask_with_not_covered(index: Index, encoder: Encoder, files: Sequence[Path]) -> list[Asked]:
    """Ask the questions of all files as the product does for such guides, those that no guide answers too."""
    parameters = load_calibration().for_guides(index.guides)
    searcher = Searcher(index=index, encoder=encoder, parameters=parameters)
    return ask(searcher, [question for file in files for question in load_questions(file)], today=date.min)
