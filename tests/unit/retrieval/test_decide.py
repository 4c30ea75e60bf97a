import json
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval import kin
from retrieval.boosted import Boosted, names_in
from retrieval.decide import (
    PARAMETERS_FILE,
    WISHED_AMONG_THREE,
    WISHED_PRECISION,
    Logistic,
    Parameters,
    Thresholds,
    load_calibration,
)
from retrieval.features import FEATURES, Features
from tests.guide_builders import guides_in, write_guide

ONE_THIRD_SURE = Logistic(-0.6931, {})
NOTHING = Features(**dict.fromkeys(FEATURES, 0.0))


def parameters(
    *,
    answer_from: float,
    clarify_from: float,
    covered_from: float = 0.0,
    alone_from: float = 0.0,
    ask_back_from: float = 1.0,
) -> Parameters:
    return Parameters(
        **dict.fromkeys(("first", "among_three", "covered", "alone"), ONE_THIRD_SURE),
        answer_from=answer_from,
        clarify_from=clarify_from,
        covered_from=covered_from,
        alone_from=alone_from,
        ask_back_from=ask_back_from,
    )


def test_a_question_that_tells_no_guide_from_others_is_asked_back() -> None:
    """It takes less than other questions to be offered a choice."""
    verdict = parameters(answer_from=0.3, clarify_from=0.9, alone_from=0.5, ask_back_from=0.3).decide(NOTHING)
    assert verdict.decision == "clarify"
    assert parameters(answer_from=0.3, clarify_from=0.3, alone_from=0.5).decide(NOTHING).decision == "refuse"
    assert verdict.alone == pytest.approx(1 / 3, abs=1e-3)


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
    verdict = replace(
        parameters(answer_from=0.9, clarify_from=0.5), first=sure, among_three=unsure, covered=unsure
    ).decide(NOTHING)
    assert verdict.first_right == verdict.among_three == verdict.covered
    assert verdict.decision == "clarify"


def test_a_wished_precision_takes_the_threshold_that_keeps_it() -> None:
    thresholds = Thresholds({0.8: 0.4, 0.9: 0.6})
    assert [thresholds.for_precision(wished) for wished in (0.7, 0.8, 0.85, 0.9, 0.95)] == [0.4, 0.4, 0.6, 0.6, 1.0]
    assert (thresholds.least(), Thresholds({}).least()) == (0.4, 1.0)


def test_what_is_in_git_can_be_read_and_knows_only_our_features() -> None:
    calibration = load_calibration()
    for model in (calibration.fitted, calibration.prior):
        for part in (model.first, model.among_three, model.covered, model.alone):
            assert part.contributions(NOTHING).keys() <= {"bias", *FEATURES}
            if isinstance(part, Boosted):
                assert names_in(part.trees) <= set(FEATURES)
        assert model.at(precision=0.9, among_three=0.8).decide(NOTHING).decision == "refuse"


def test_guides_unlike_those_of_the_fit_get_the_prior(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few questions a guide are not the many that ours carry; a town's own fit has seen what there is."""
    for number in range(3):
        write_guide(tmp_path / "guides", f"guide-{number}", f"Sak {number}")
    guides = guides_in(tmp_path / "guides")
    calibration = load_calibration()
    wished = {"precision": WISHED_PRECISION, "among_three": WISHED_AMONG_THREE}
    prior, fitted = (model.at(**wished) for model in (calibration.prior, calibration.fitted))
    assert calibration.for_guides(guides) == prior
    assert replace(calibration, of_this_town=True).for_guides(guides) == fitted
    monkeypatch.setattr(kin, "MIN_QUESTIONS", 6)
    monkeypatch.setattr(kin, "MIN_EACH", 2)
    assert calibration.for_guides(guides) == fitted
    assert calibration.for_guides([replace(guide, questions=()) for guide in guides]) == prior


def test_a_towns_own_fit_takes_the_place_of_ours(tmp_path: Path) -> None:
    content = json.loads(PARAMETERS_FILE.read_text(encoding="utf-8"))
    content["fitted"]["covered_from"] = 0.123
    (tmp_path / PARAMETERS_FILE.name).write_text(json.dumps(content), encoding="utf-8")
    del content["fitted"]["alone"], content["fitted"]["alone_from"]
    (tmp_path / PARAMETERS_FILE.name).write_text(json.dumps(content), encoding="utf-8")
    assert load_calibration(tmp_path).fitted.covered_from == 0.123
    assert load_calibration(tmp_path).fitted.alone == load_calibration().fitted.alone
    assert load_calibration(tmp_path).of_this_town
    assert load_calibration(tmp_path / "nowhere").fitted.covered_from != 0.123


def test_a_higher_wish_answers_less() -> None:
    fitted = load_calibration().fitted
    assert fitted.answer.for_precision(0.98) > fitted.answer.for_precision(0.85)


def test_broad_questions_are_seldom_answered_with_one_guide() -> None:
    """Of questions that the fit did not see: guides of one question always left out together."""
    evidence = json.loads(PARAMETERS_FILE.read_text(encoding="utf-8"))["evidence"]
    assert evidence["broad"] >= 60
    assert evidence["broad_answered"] <= 0.2
    assert evidence["broad_offered"] >= 0.6
    assert evidence["coverage_of_others"] >= 0.75
