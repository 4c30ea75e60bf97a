import numpy as np
import pytest

from retrieval.decide import FEATURES, Features, Logistic, Parameters, describe, load_calibration

ONE_THIRD_SURE = Logistic(-0.6931, {})


def features(scores: list[float]) -> Features:
    return describe(np.array(scores, dtype=np.float32), letters=0.1, unknown=0.2, same_language=True)


def test_gaps_are_to_the_second_and_fifth() -> None:
    seen = features([0.9, 0.7, 0.6, 0.5, 0.4, 0.1])

    assert (seen.gap_2, seen.gap_5) == (pytest.approx(0.2), pytest.approx(0.5))


@pytest.mark.parametrize("scores", [[0.5], [0.5, 0.5], [0.5, 0.5, 0.5]])
def test_few_or_equal_guides_have_no_spread(scores: list[float]) -> None:
    assert features(scores).z == 0.0


@pytest.mark.parametrize(
    ("answer_from", "clarify_from", "decision"), [(0.3, 0.3, "answer"), (0.5, 0.3, "clarify"), (0.5, 0.5, "refuse")]
)
def test_the_decision_follows_the_thresholds(answer_from: float, clarify_from: float, decision: str) -> None:
    parameters = Parameters(ONE_THIRD_SURE, ONE_THIRD_SURE, answer_from, clarify_from)

    verdict = parameters.decide(features([0.5]))

    assert verdict.decision == decision
    assert verdict.confidence == pytest.approx(1 / 3, abs=1e-3)


def test_what_is_in_git_can_be_read_and_knows_only_our_features() -> None:
    calibration = load_calibration()

    for parameters in (calibration.fitted, calibration.prior):
        assert set(parameters.first.weights) | set(parameters.among_three.weights) <= set(FEATURES)
        assert 0 < parameters.clarify_from <= 1
        assert parameters.decide(features([-1.0])).decision == "refuse"
        assert parameters.decide(features([0.95, 0.3, 0.3, 0.3, 0.3])).decision == "answer"
