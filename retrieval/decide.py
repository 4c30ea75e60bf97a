"""Answer, ask which of two or three, or say "I don't know"."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from knowledge.guide import Guide
from retrieval.boosted import Boosted, boosted_of
from retrieval.features import Features
from retrieval.kin import is_learnable

Decision = Literal["answer", "clarify", "refuse"]

PARAMETERS_FILE = Path(__file__).with_name("decision.json")
WISHED_PRECISION = 0.94
WISHED_AMONG_THREE = 0.85


@dataclass(frozen=True, slots=True)
class Logistic:
    """P = 1 / (1 + exp(-(bias + weights . features)))."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, features: Features) -> float:
        total = self.bias + sum(weight * getattr(features, name) for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def contributions(self, features: Features) -> dict[str, float]:
        """What each feature adds to the log odds, the constant as `bias`."""
        adds = {name: weight * float(getattr(features, name)) for name, weight in self.weights.items()}
        return {"bias": self.bias, **adds}


Probability = Logistic | Boosted


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do, and how sure that is."""

    decision: Decision
    confidence: float
    """Probability that an answer is right, that a choice holds the right guide, or that a refused answer was right."""
    first_right: float
    """Probability that the first guide is right."""
    among_three: float
    """Probability that one of the first three is right."""
    covered: float
    """Probability that any guide answers."""
    alone: float
    """Probability that the question tells the right guide from others: `skrivaren` does not."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on to do a thing, by the share that shall be right of all it is done for."""

    by_precision: Mapping[float, float]

    def for_precision(self, wished: float) -> float:
        """The threshold of the least kept precision that is enough; 1 when none was reached."""
        enough = [kept for kept in self.by_precision if kept >= wished - _ROUNDING]
        return self.by_precision[min(enough)] if enough else 1.0

    def least(self) -> float:
        """The threshold of the lowest precision; 1 when none was reached."""
        return self.by_precision[min(self.by_precision)] if self.by_precision else 1.0


_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Parameters:
    """Four probabilities and the thresholds between the three decisions."""

    first: Probability
    """The first guide is right."""
    among_three: Probability
    """One of the first three is right."""
    covered: Probability
    """Any guide answers."""
    alone: Probability
    """Where the first guide is right, no other is as good a start."""
    answer_from: float
    clarify_from: float
    covered_from: float
    alone_from: float
    ask_back_from: float
    """Clarify from, for a question that fits several guides: a choice is what it needs, and a refusal no help."""

    def choice_from(self, alone: float) -> float:
        """How probable it must be that one of three is right, for a question that names one guide with `alone`."""
        return self.clarify_from if alone >= self.alone_from else self.ask_back_from

    def decide(self, features: Features) -> Verdict:
        first = self.first.probability(features)
        # One of three is right at least as often as the first is; a guide is right only where one answers.
        among_three = max(first, self.among_three.probability(features))
        any_answers = self.covered.probability(features)
        covered = max(among_three, any_answers)
        alone = self.alone.probability(features)
        seen = {"first_right": first, "among_three": among_three, "covered": covered, "alone": alone}
        if any_answers < self.covered_from:
            return Verdict("refuse", confidence=first, **seen)
        if first >= self.answer_from and alone >= self.alone_from:
            return Verdict("answer", confidence=first, **seen)
        if among_three >= self.choice_from(alone):
            return Verdict("clarify", confidence=among_three, **seen)
        return Verdict("refuse", confidence=first, **seen)


@dataclass(frozen=True, slots=True)
class Model:
    """What `python -m retrieval calibrate` fits, for any wished precision."""

    first: Probability
    among_three: Probability
    covered: Probability
    alone: Probability
    answer: Thresholds
    clarify: Thresholds
    covered_from: float
    alone_from: float
    ask_back_from: float
    """From which probability of three a question gets a choice that fits several guides, whatever is wished."""

    def at(self, *, precision: float, among_three: float) -> Parameters:
        """Parameters for the shares of right answers and of choices that hold the right guide."""
        return Parameters(
            first=self.first,
            among_three=self.among_three,
            covered=self.covered,
            alone=self.alone,
            answer_from=self.answer.for_precision(precision),
            clarify_from=self.clarify.for_precision(among_three),
            covered_from=self.covered_from,
            alone_from=self.alone_from,
            ask_back_from=min(self.ask_back_from, self.clarify.for_precision(among_three)),
        )


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was fitted, the cautious prior for guides unlike those it saw, and how sure an answer shall be."""

    fitted: Model
    """On guides with many questions of their own."""
    prior: Model
    """On the same guides with two questions each, or none."""
    precision: float = WISHED_PRECISION
    among_three: float = WISHED_AMONG_THREE
    of_this_town: bool = False
    """Whether `fitted` saw the guides that it is for."""

    def for_guides(self, guides: Sequence[Guide]) -> Parameters:
        """Take the fitted model where guides carry test questions, many unless it was fitted on them.

        Questions in the index raise the scores of right guides; without them the fitted thresholds, which
        do not carry over between collections, would promise what they cannot keep.
        """
        with_questions = sum(bool(guide.questions) for guide in guides)
        alike = with_questions >= _ENOUGH_WITH_QUESTIONS * len(guides) and (self.of_this_town or is_learnable(guides))
        model = self.fitted if alike else self.prior
        return model.at(precision=self.precision, among_three=self.among_three)

    def cautious(self) -> Parameters:
        """The prior, whatever the guides."""
        return self.prior.at(precision=self.precision, among_three=self.among_three)


_ENOUGH_WITH_QUESTIONS = 0.5


def load_calibration(
    index_dir: Path | None = None, *, precision: float = WISHED_PRECISION, among_three: float = WISHED_AMONG_THREE
) -> Calibration:
    """Read what was fitted for the guides of an index directory, else what comes with the product.

    Args:
        index_dir: where `calibrate` keeps a town's own fit; None for the product's.
        precision: of all answers, the share that shall be right, 0..1.
        among_three: of all choices, the share that shall hold the right guide, 0..1.
    """
    ours = json.loads(PARAMETERS_FILE.read_text(encoding="utf-8"))
    of_this_town = index_dir is not None and (index_dir / PARAMETERS_FILE.name).is_file()
    values = ours
    if index_dir is not None and of_this_town:
        values = json.loads((index_dir / PARAMETERS_FILE.name).read_text(encoding="utf-8"))
    return Calibration(
        _model(ours["fitted"] | values["fitted"]),
        _model(ours["prior"]),
        precision=precision,
        among_three=among_three,
        of_this_town=of_this_town,
    )


def _model(values: Mapping[str, Any]) -> Model:
    return Model(
        first=_probability(values["first"]),
        among_three=_probability(values["among_three"]),
        covered=_probability(values["covered"]),
        alone=_probability(values["alone"]),
        answer=Thresholds({float(kept): at for kept, at in values["answer"].items()}),
        clarify=(clarify := Thresholds({float(kept): at for kept, at in values["clarify"].items()})),
        covered_from=values["covered_from"],
        alone_from=values["alone_from"],
        ask_back_from=values.get("ask_back_from", clarify.least()),
    )


def _probability(values: Mapping[str, Any]) -> Probability:
    return boosted_of(values) if "trees" in values else Logistic(**values)
