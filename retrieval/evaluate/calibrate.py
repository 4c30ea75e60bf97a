"""Fit the decision: how probable it is that the first guide is right and alone so, that one of three is, that any is.

Features are of the whole candidate list. Thresholds, reliability and all figures come from
probabilities of questions that the fit has not seen, questions of one guide always left out together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from retrieval.boosted import Boosted
from retrieval.decide import Logistic, Model, Thresholds
from retrieval.evaluate.boost import ENOUGH, as_boosted, new_trees
from retrieval.evaluate.questions import BROAD, OWN, SHORT, TWO_FIT
from retrieval.evaluate.run import Asked
from retrieval.features import FEATURES, as_row

FOLDS = 10
REPEATS = 3
"""Ways of making the folds; a probability is the mean over them, for thresholds rest on a few questions."""
ENOUGH_ASKED = 200
"""Questions of files from which on thresholds rest on them alone.

The guides' own, left out together with all that are like them, are found less often than what people ask (R@1 .75
against .91): thresholds that rest on both promise less than is kept.
"""
REGULARISATION = 0.5
NOT_COVERED_SHARE = 0.25
"""Of what people ask; the questions we have on hand hold fewer, so these count more."""
PRECISIONS = (0.7, 0.75, 0.8, 0.85, 0.88, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99)
"""Thresholds are kept for these, so that another wish needs no new fit."""
REFUSED_SHARE = 0.85
"""Of the questions that no guide covers, the share that the third probability alone must refuse."""
ASKED_TO_OWN = 5.0
"""How much questions of files count, all together, for each of all the guides' own; 3 to 10 tell alike, 1 less."""
KEPT_ALONE = 0.99
"""Of the questions that name one guide and found it, how many the fourth probability may not stop."""
REFUSED_AT_LEAST = 0.93
"""Of them, the share that gets no choice of three either, whatever precision is wished."""
REFUSED_WHEN_BROAD = 0.995
"""And the share that gets none because it seems to fit several guides: such questions are asked back for less."""
BINS = 10

Labels = NDArray[np.bool_]
Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model with its evidence."""

    model: Model
    evidence: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        model = self.model
        parts = {name: getattr(model, name) for name in ("first", "among_three", "covered", "alone")}
        return {
            **{name: asdict(part) for name, part in parts.items()},
            "answer": _as_text(model.answer.by_precision),
            "clarify": _as_text(model.clarify.by_precision),
            "covered_from": model.covered_from,
            "alone_from": model.alone_from,
            "ask_back_from": model.ask_back_from,
        }


def calibrate(
    asked: Sequence[Asked], *, precision: float, among_three: float, sets: Sequence[int] | None = None
) -> Fitted:
    """Fit the four probabilities and their thresholds.

    Args:
        asked: labelled questions, covered and not; those without a letter have no features and are left out.
        precision: of all questions that get an answer, the share that shall get the right one; for the evidence.
        among_three: of all that get a choice, the share where the right guide shall be among three.
        sets: for each question a number of its collection; all collections count alike, and one weight a feature is all
            that is fitted, which holds in others too. None for a single one.
    """
    numbers = np.array([at for each, at in zip(asked, sets or [0] * len(asked), strict=True) if each.features])
    known = [each for each in asked if each.features]
    rows = np.array([as_row(each.features) for each in known if each.features])
    covered = np.array([bool(each.question.gold) for each in known])
    first_right = np.array([each.first_is_right for each in known])
    three_right = np.array([each.three_hold_right for each in known])
    groups = np.unique([_group(each) for each in known], return_inverse=True)[1]
    own, two_fit, broad, short = (_of_kind(known, kind) for kind in (OWN, TWO_FIT, BROAD, SHORT))
    naming = first_right & ~(own | two_fit | broad)
    judged = _judged(own, broad | short)
    counts = _weights_of_sets(covered, own, numbers)
    first, p_first = _fit_first(rows, first_right, counts, groups, trees=sets is None)
    three, p_three = _fit(rows, three_right, counts, groups)
    any_, p_any = _fit(rows, covered, counts, groups)
    alone, p_alone = _fit_alone(rows, broad, naming, groups)
    p_three = np.maximum(p_first, p_three)
    covered_from = _refusing(p_any[judged], covered[judged])
    alone_from = float(np.quantile(p_alone[naming], 1 - KEPT_ALONE)) if broad.any() else 0.0
    open_ = p_any >= covered_from
    single = open_ & (p_alone >= alone_from)
    answer = Thresholds(_thresholds(p_first, first_right, counts, judged & single))
    answered = single & (p_first >= answer.for_precision(precision))
    clarify = Thresholds(
        _thresholds(
            p_three,
            three_right,
            counts,
            judged & open_ & ~answered,
            least=_quantile(np.where(open_, p_three, 0.0)[judged & ~covered], REFUSED_AT_LEAST),
        )
    )
    back = (
        _asking_back(np.where(open_ & ~single, p_three, 0.0)[judged & ~covered], clarify)
        if broad.any()
        else clarify.least()
    )
    offered = (open_ & ~answered) & (p_three >= np.where(single, clarify.for_precision(among_three), back))
    model = Model(first, three, any_, alone, answer, clarify, round(covered_from, 4), round(alone_from, 4), back)
    evidence: dict[str, Any] = {
        "questions": len(known),
        "not_covered": int((~covered).sum()),
        "wished_precision": precision,
        "wished_among_three": among_three,
        "judged": int(judged.sum()),
        **_shares(covered & judged, ~covered & judged, first_right, three_right, answered & judged, offered & judged),
        "coverage_of_two_fit": _share(answered[judged & covered & two_fit]),
        "coverage_of_others": _share(answered[judged & covered & ~two_fit]),
        "broad": int(broad.sum()),
        "broad_answered": _share(answered[broad]),
        "broad_offered": _share(offered[broad]),
        "precision_at_coverage": _curve(p_first[judged], first_right[judged], covered[judged], counts[judged]),
        "ece_first": _calibration_error(p_first, first_right, counts),
        "ece_among_three": _calibration_error(p_three, three_right, counts),
        "ece_covered": _calibration_error(p_any, covered, counts),
        "reliability_first": reliability(p_first, first_right, counts),
        "reliability_among_three": reliability(p_three, three_right, counts),
    }
    if sets is not None:
        evidence["covered_reached_at_90"] = [
            {
                "questions": int(each.sum()),
                "first": _reached(p_first[each], first_right[each], covered[each]),
                "among_three": _reached(p_three[each], three_right[each], covered[each]),
            }
            for each in (~(own | broad | short) & (numbers == number) for number in np.unique(numbers))
        ]
    return Fitted(model, evidence)


def reliability(probabilities: Shares, right: Labels, counts: Shares) -> list[dict[str, float]]:
    """For each of ten bins of equal width: what was promised, what was kept, how many questions."""
    at = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    return [
        {
            "promised": round(float(np.average(probabilities[at == each], weights=counts[at == each])), 4),
            "kept": round(float(np.average(right[at == each], weights=counts[at == each])), 4),
            "questions": int((at == each).sum()),
        }
        for each in range(BINS)
        if (at == each).any()
    ]


def _group(asked: Asked) -> str:
    return "|".join(sorted(asked.question.gold)) or asked.question.text


def _weights_of_sets(covered: Labels, own: Labels, sets: NDArray[np.int64]) -> Shares:
    counts = np.ones(len(covered))
    for number in np.unique(sets):
        some = sets == number
        each = _weights(covered[some], own=own[some])
        counts[some] = each * len(covered) / each.sum()
    return counts


def _weights(covered: Labels, own: Labels) -> Shares:
    """How much each question counts, so that those not covered make up their share.

    Questions that people asked or that were written as if they did count more, all together, than the guides' own:
    those are many, and written to be found by.
    """
    counts = np.ones(len(covered))
    asked, left_out = covered & ~own, covered & own
    if asked.any() and left_out.any():
        counts[asked] = max(1.0, ASKED_TO_OWN * left_out.sum() / asked.sum())
    if not covered.all() and covered.any():
        odds = NOT_COVERED_SHARE / (1 - NOT_COVERED_SHARE)
        counts[~covered] = odds * counts[covered].sum() / (~covered).sum()
    return counts


def _fit(
    rows: NDArray[np.float64], right: Labels, counts: Shares, groups: NDArray[np.int64]
) -> tuple[Logistic, Shares]:
    if right.all() or not right.any():
        always = float(right.all())
        return Logistic(20.0 * (2 * always - 1), {}), np.full(len(right), always)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=REGULARISATION, max_iter=3000))
    weighed = {"logisticregression__sample_weight": counts}
    unseen = _unseen(model, rows, right, groups, weighed)
    model.fit(rows, right, **weighed)
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    bias = float(regression.intercept_[0] - (weights * scaler.mean_).sum())
    logistic = Logistic(round(bias, 4), {n: round(float(w), 4) for n, w in zip(FEATURES, weights, strict=True)})
    return logistic, unseen


def _fit_first(
    rows: NDArray[np.float64], right: Labels, counts: Shares, groups: NDArray[np.int64], *, trees: bool
) -> tuple[Logistic | Boosted, Shares]:
    """Trees where there are enough questions and `trees` are wished, else one weight a feature."""
    if not trees or len(rows) < ENOUGH or right.all() or not right.any():
        return _fit(rows, right, counts, groups)
    model, weighed = new_trees(), {"sample_weight": counts}
    unseen = _unseen(model, rows, right, groups, weighed)
    model.fit(rows, right, **weighed)
    return as_boosted(model), unseen


def _unseen(
    model: BaseEstimator,
    rows: NDArray[np.float64],
    right: Labels,
    groups: NDArray[np.int64],
    weighed: dict[str, Shares],
) -> Shares:
    """Probabilities of questions by fits that have not seen them, nor others of the same guide."""
    unseen = np.zeros(len(right))
    for repeat in range(REPEATS):
        folds = GroupKFold(min(FOLDS, len(np.unique(groups))), shuffle=True, random_state=repeat)
        seen = cross_val_predict(model, rows, right, cv=folds, groups=groups, method="predict_proba", params=weighed)
        unseen += seen[:, 1] / REPEATS
    return unseen


def _of_kind(asked: Sequence[Asked], kind: str) -> Labels:
    return np.array([each.question.kind == kind for each in asked])


def _judged(own: Labels, contrast: Labels) -> Labels:
    """Which questions thresholds rest on: those of files, but for those made to tell broad ones from others."""
    asked_for = ~own & ~contrast
    return asked_for if np.count_nonzero(asked_for) >= ENOUGH_ASKED else ~contrast


def _fit_alone(
    rows: NDArray[np.float64], broad: Labels, naming: Labels, groups: NDArray[np.int64]
) -> tuple[Logistic, Shares]:
    """Tell broad questions from those that name one guide; both kinds count alike, for there are few broad ones."""
    probabilities = np.ones(len(broad))
    if not broad.any() or not naming.any():
        return Logistic(20.0, {}), probabilities
    asked = broad | naming
    counts = np.where(broad, naming.sum() / broad.sum(), 1.0)
    alone, seen = _fit(rows[asked], naming[asked], counts[asked], groups[asked])
    weights = np.array([alone.weights[name] for name in FEATURES])
    probabilities = np.asarray(1 / (1 + np.exp(-np.clip(alone.bias + rows @ weights, -30, 30))))
    probabilities[asked] = seen
    return alone, probabilities


def _refusing(p_covered: Shares, covered: Labels) -> float:
    """The threshold that refuses the wished share of what is not covered, but at most two of 100 that are."""
    if covered.all() or not covered.any():
        return 0.0
    wished = float(np.quantile(p_covered[~covered], REFUSED_SHARE))
    return min(wished, float(np.quantile(p_covered[covered], 0.02)))


def _asking_back(seeming_broad: Shares, clarify: Thresholds) -> float:
    """The threshold of a choice for what seems to fit several guides; of what is not covered, nearly all is below."""
    return round(min(clarify.least(), _quantile(seeming_broad, REFUSED_WHEN_BROAD)), 4)


def _quantile(values: Shares, share: float) -> float:
    return float(np.quantile(values, share)) if len(values) else 0.0


def _thresholds(
    probabilities: Shares, right: Labels, counts: Shares, among: Labels, *, least: float = 0.0
) -> dict[float, float]:
    """For each precision, the lowest threshold from `least` on above which it is kept; one never kept has none."""
    order = np.flatnonzero(among)[np.argsort(-probabilities[among], kind="stable")]
    kept = np.cumsum((right * counts)[order]) / np.cumsum(counts[order])
    found: dict[float, float] = {}
    for precision in PRECISIONS:
        enough = np.flatnonzero(kept >= precision)
        if len(enough):
            found[precision] = round(max(least, float(probabilities[order[enough[-1]]])), 4)
    return found


def _shares(
    covered: Labels, not_covered: Labels, first_right: Labels, three_right: Labels, answered: Labels, offered: Labels
) -> dict[str, float]:
    return {
        "answer_precision": _share(first_right[answered]),
        "coverage": _share(answered[covered]),
        "choice_holds_right": _share(three_right[offered]),
        "answered_or_offered": _share((answered | offered)[covered]),
        "refusal_rate": _share(~(answered | offered)[not_covered]),
    }


def _curve(probabilities: Shares, right: Labels, covered: Labels, counts: Shares) -> dict[str, float]:
    """For each share of covered questions that is answered, the share of right ones among all answers."""
    order = np.argsort(-probabilities, kind="stable")
    reached = np.cumsum(covered[order]) / max(1, covered.sum())
    kept = np.cumsum((right * counts)[order]) / np.cumsum(counts[order])
    wished = [each / 10 for each in range(1, 11)]
    return {f"{share:.1f}": round(float(kept[np.searchsorted(reached, share - 1e-9)]), 4) for share in wished}


def _reached(probabilities: Shares, right: Labels, covered: Labels, kept: float = 0.9) -> float:
    """Surest first, the share of covered questions that is reached while so much of all that is reached is right."""
    order = np.argsort(-probabilities, kind="stable")
    enough = np.flatnonzero(np.cumsum(right[order]) >= kept * np.arange(1, len(order) + 1))
    return round(float(covered[order[: enough[-1] + 1]].sum() / max(1, covered.sum())), 4) if len(enough) else 0.0


def _calibration_error(probabilities: Shares, right: Labels, counts: Shares) -> float:
    """Expected calibration error: mean distance of promised and kept, over ten bins of equal width."""
    at = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    error = 0.0
    for each in range(BINS):
        chosen = at == each
        if chosen.any():
            distance = np.average(probabilities[chosen], weights=counts[chosen]) - np.average(
                right[chosen], weights=counts[chosen]
            )
            error += abs(float(distance)) * float(counts[chosen].sum() / counts.sum())
    return round(error, 4)


def _share(values: Labels) -> float:
    return round(float(values.mean()), 4) if len(values) else 0.0


def _as_text(thresholds: Mapping[float, float]) -> dict[str, float]:
    return {f"{kept:g}": at for kept, at in thresholds.items()}
