import json
from pathlib import Path

import pytest

from retrieval.decide import PARAMETERS_FILE, Logistic, Parameters, Thresholds, load_calibration
from retrieval.features import FEATURES, Features

ONE_THIRD_SURE = Logistic(-0.6931, {})
NOTHING = Features(**dict.fromkeys(FEATURES, 0.0))


def parameters(*, answer_from: float, clarify_from: float, covered_from: float = 0.0) -> Parameters:
    return Parameters(
        ONE_THIRD_SURE, ONE_THIRD_SURE, ONE_THIRD_SURE, answer_from, clarify_from, covered_from=covered_from
    )


@pytest.mark.parametrize(
    ("answer_from", "clarify_from", "covered_from", "decision"),
    [
        (0.3, 0.3, 0.0, "answer"),
        (0.5, 0.3, 0.0, "clarify"),
        (0.5, 0.5, 0.0, "refuse"),
        (0.3, 0.3, 0.5, "refuse"),
    ],
)
def test_the_decision_follows_the_thresholds(
    answer_from: float, clarify_from: float, covered_from: float, decision: str
) -> None:
    verdict = parameters(answer_from=answer_from, clarify_from=clarify_from, covered_from=covered_from).decide(NOTHING)
    assert verdict.decision == decision
    assert verdict.confidence == pytest.approx(1 / 3, abs=1e-3)


def test_one_of_three_is_never_less_probable_than_the_first() -> None:
    sure, unsure = Logistic(2.0, {}), Logistic(-2.0, {})
    verdict = Parameters(sure, unsure, unsure, answer_from=0.9, clarify_from=0.5, covered_from=0.0).decide(NOTHING)
    assert verdict.first_right == verdict.among_three == verdict.covered
    assert verdict.decision == "clarify"


def test_a_wished_precision_takes_the_threshold_that_keeps_it() -> None:
    thresholds = Thresholds({0.8: 0.4, 0.9: 0.6})
    assert [thresholds.for_precision(wished) for wished in (0.7, 0.8, 0.85, 0.9, 0.95)] == [0.4, 0.4, 0.6, 0.6, 1.0]


def test_what_is_in_git_can_be_read_and_knows_only_our_features() -> None:
    calibration = load_calibration()
    for model in (calibration.fitted, calibration.prior):
        for part in (model.first, model.among_three, model.covered):
            assert set(part.weights) <= set(FEATURES)
        assert model.at(precision=0.9, among_three=0.8).decide(NOTHING).decision == "refuse"


def test_a_towns_own_fit_takes_the_place_of_ours(tmp_path: Path) -> None:
    content = json.loads(PARAMETERS_FILE.read_text(encoding="utf-8"))
    content["fitted"]["covered_from"] = 0.123
    (tmp_path / PARAMETERS_FILE.name).write_text(json.dumps(content), encoding="utf-8")
    assert load_calibration(tmp_path).fitted.covered_from == 0.123
    assert load_calibration(tmp_path / "nowhere").fitted.covered_from != 0.123


def test_a_higher_wish_answers_less() -> None:
    fitted = load_calibration().fitted
    assert fitted.answer.for_precision(0.98) > fitted.answer.for_precision(0.85)
