"""Answer, ask which of two or three, or say "I don't know"."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from knowledge.guide import Guide
from retrieval.ports import Scores

Decision = Literal["answer", "clarify", "refuse"]

PARAMETERS_FILE = Path(__file__).with_name("decision.json")

_CROWD = 20
"""The runners-up that the first guide is compared with."""


@dataclass(frozen=True, slots=True)
class Features:
    """What the decision looks at. All of the whole list of guides, none of one guide alone."""

    top: float
    """Fused score of the first guide."""
    gap_2: float
    """To the second guide."""
    gap_5: float
    z: float
    """Of the first guide among the next ones, in their standard deviations."""
    letters: float
    """Similarity of letters with the first guide."""
    unknown: float
    """Share of the question's words that no guide holds."""
    same_language: float
    """1 when the first guide has a version in the asker's language."""


FEATURES = tuple(field.name for field in fields(Features))


def describe(scores: Scores, *, letters: float, unknown: float, same_language: bool) -> Features:
    """Summarise the fused scores, best first; at least one."""
    top = float(scores[0])
    crowd = scores[1 : 1 + _CROWD]
    spread = float(crowd.std()) if len(crowd) > 1 else 0.0
    mean = float(crowd.mean()) if len(crowd) else top
    return Features(
        top=top,
        gap_2=top - float(scores[min(1, len(scores) - 1)]),
        gap_5=top - float(scores[min(4, len(scores) - 1)]),
        z=min((top - mean) / spread, 10.0) if spread > 0 else 0.0,
        letters=letters,
        unknown=unknown,
        same_language=float(same_language),
    )


@dataclass(frozen=True, slots=True)
class Logistic:
    """P = 1 / (1 + exp(-(bias + weights . features)))."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, features: Features) -> float:
        total = self.bias + sum(weight * getattr(features, name) for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do, and how sure that is."""

    decision: Decision
    confidence: float
    """Probability that an answer is right, that a choice holds the right guide, or that a refused answer was right."""
    first_right: float
    """Probability that the first guide is right."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Two probabilities and the two thresholds between the three decisions."""

    first: Logistic
    """The first guide is right."""
    among_three: Logistic
    """One of the first three is right."""
    answer_from: float
    clarify_from: float

    def decide(self, features: Features) -> Verdict:
        first = self.first.probability(features)
        if first >= self.answer_from:
            return Verdict("answer", confidence=first, first_right=first)
        among_three = self.among_three.probability(features)
        if among_three >= self.clarify_from:
            return Verdict("clarify", confidence=among_three, first_right=first)
        return Verdict("refuse", confidence=first, first_right=first)


@dataclass(frozen=True, slots=True)
class Calibration:
    """What `python -m retrieval calibrate` wrote, and the cautious prior for guides unlike those it saw."""

    fitted: Parameters
    prior: Parameters

    def for_guides(self, guides: Sequence[Guide]) -> Parameters:
        """Take the fitted parameters where guides carry test questions.

        Questions in the index raise the scores of right guides; without them the fitted thresholds, which
        do not carry over between collections, would promise what they cannot keep.
        """
        with_questions = sum(bool(guide.questions) for guide in guides)
        return self.fitted if with_questions >= _ENOUGH_WITH_QUESTIONS * len(guides) else self.prior


_ENOUGH_WITH_QUESTIONS = 0.5


def load_calibration(path: Path = PARAMETERS_FILE) -> Calibration:
    values = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(fitted=_parameters(values["fitted"]), prior=_parameters(values["prior"]))


def _parameters(values: Mapping[str, Any]) -> Parameters:
    return Parameters(
        first=Logistic(**values["first"]),
        among_three=Logistic(**values["among_three"]),
        answer_from=values["answer_from"],
        clarify_from=values["clarify_from"],
    )


def as_row(features: Features) -> Sequence[float]:
    return [float(getattr(features, name)) for name in FEATURES]
