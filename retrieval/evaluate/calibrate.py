"""Fit the decision: how probable it is that the first guide is right, or that one of three is.

Logistic regression on seven features of the whole candidate list. Thresholds are read off out-of-fold
probabilities, so that the figures beside them hold for questions the fit has not seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from retrieval.decide import FEATURES, Logistic, as_row
from retrieval.evaluate.run import Asked

FOLDS = 5
REGULARISATION = 0.5
NOT_COVERED_SHARE = 0.25
"""Of what people ask; the questions we have on hand hold fewer, so these count more."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What goes into decision.json, with its evidence."""

    first: Logistic
    among_three: Logistic
    answer_from: float
    clarify_from: float
    evidence: dict[str, float]


def calibrate(asked: Sequence[Asked], *, precision: float, among_three: float) -> Fitted:
    """Fit both probabilities and their thresholds.

    Args:
        asked: labelled questions, covered and not; those without a letter have no features and are left out.
        precision: of all questions that get an answer, the share that shall get the right one.
        among_three: of all that get a choice, the share where the right guide shall be among three.
    """
    known = [each for each in asked if each.features]
    rows = np.array([as_row(each.features) for each in known if each.features])
    first_right = np.array([each.first_is_right for each in known])
    three_right = np.array([each.three_hold_right for each in known])
    counts = _weights(known)
    first, p_first = _fit(rows, first_right, counts)
    three, p_three = _fit(rows, three_right, counts)
    answer_from = _threshold(p_first, first_right, counts, precision)
    rest = p_first < answer_from
    clarify_from = _threshold(p_three[rest], three_right[rest], counts[rest], among_three)
    evidence = _evidence(known, p_first >= answer_from, rest & (p_three >= clarify_from))
    evidence |= {"questions": len(known), "ece_first": round(_calibration_error(p_first, first_right), 4)}
    return Fitted(first, three, round(answer_from, 4), round(clarify_from, 4), evidence)


def _weights(known: Sequence[Asked]) -> np.ndarray:
    """How much each question counts, so that those not covered make up their share."""
    covered = np.array([bool(each.question.gold) for each in known])
    if covered.all() or not covered.any():
        return np.ones(len(known))
    odds = NOT_COVERED_SHARE / (1 - NOT_COVERED_SHARE)
    return np.where(covered, 1.0, odds * covered.sum() / (~covered).sum())


def _fit(rows: np.ndarray, right: np.ndarray, counts: np.ndarray) -> tuple[Logistic, np.ndarray]:
    model = make_pipeline(StandardScaler(), LogisticRegression(C=REGULARISATION, max_iter=2000))
    weighed = {"logisticregression__sample_weight": counts}
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    unseen = cross_val_predict(model, rows, right, cv=folds, method="predict_proba", params=weighed)[:, 1]
    model.fit(rows, right, **weighed)
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    bias = float(regression.intercept_[0] - (weights * scaler.mean_).sum())
    logistic = Logistic(round(bias, 4), {n: round(float(w), 4) for n, w in zip(FEATURES, weights, strict=True)})
    return logistic, unseen


def _threshold(probabilities: np.ndarray, right: np.ndarray, counts: np.ndarray, wished: float) -> float:
    """The lowest threshold above which the wished share is right; just over the top when there is none."""
    order = np.argsort(-probabilities)
    share = np.cumsum((right * counts)[order]) / np.cumsum(counts[order])
    enough = np.flatnonzero(share >= wished)
    return float(probabilities[order[enough[-1]]]) if len(enough) else 1.0


def _evidence(known: Sequence[Asked], answered: np.ndarray, offered: np.ndarray) -> dict[str, float]:
    covered = np.array([bool(each.question.gold) for each in known])
    first = np.array([each.first_is_right for each in known])
    three = np.array([each.three_hold_right for each in known])
    return {
        "answer_precision": _share(first[answered]),
        "coverage": _share(answered[covered]),
        "choice_holds_right": _share(three[offered]),
        "answered_or_offered": _share((answered | offered)[covered]),
        "refusal_rate": _share(~(answered | offered)[~covered]),
    }


def _calibration_error(probabilities: np.ndarray, right: np.ndarray, *, bins: int = 10) -> float:
    """Expected calibration error: mean distance of promised and kept, over ten bins of equal width."""
    at = np.minimum((probabilities * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(probabilities[at == each].mean() - right[at == each].mean()) * (at == each).mean()
            for each in range(bins)
            if (at == each).any()
        )
    )


def _share(values: np.ndarray) -> float:
    return round(float(values.mean()), 4) if len(values) else 0.0
