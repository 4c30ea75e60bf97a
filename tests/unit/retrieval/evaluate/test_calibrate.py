import random
from dataclasses import replace

import numpy as np
import pytest

from retrieval.evaluate.calibrate import ASKED_TO_OWN, NOT_COVERED_SHARE, _weights, calibrate
from retrieval.evaluate.questions import Question
from retrieval.evaluate.reliability import draw_reliability
from retrieval.evaluate.run import Asked
from retrieval.features import FEATURES, Features

BLANK = Features(**dict.fromkeys(FEATURES, 0.0))


def sample(seed: int) -> Asked:
    """A right first guide tends to have a high score, a question not covered a low one."""
    chance = random.Random(seed)
    covered = seed % 4 > 0
    top = chance.gauss(0.6 if covered else 0.35, 0.05)
    right = covered and top > chance.gauss(0.52, 0.04)
    features = replace(BLANK, top=top, gap_2=max(0.0, top - 0.45), gap_5=max(0.0, top - 0.4))
    gold = frozenset({"a", f"z{seed % 20}"}) if covered else frozenset()
    ranking = ("a",) if right else ("b", "c", "a")
    return Asked(Question(f"q{seed}", "sv", gold, ""), ranking, "refuse", None, features, 1.0)


def test_the_wished_precision_is_kept_on_questions_the_fit_has_not_seen() -> None:
    fitted = calibrate([sample(seed) for seed in range(400)], precision=0.95, among_three=0.9)

    assert fitted.evidence["answer_precision"] >= 0.93
    assert fitted.evidence["coverage"] > 0.5
    assert fitted.evidence["refusal_rate"] > 0.8
    assert fitted.evidence["ece_first"] < 0.1
    low, high = (fitted.model.first.probability(replace(BLANK, top=top)) for top in (0.3, 0.7))
    assert low < high


def test_what_is_written_can_be_read_again() -> None:
    written = calibrate([sample(seed) for seed in range(200)], precision=0.9, among_three=0.8).as_json()
    assert set(written) == {
        *("first", "among_three", "covered", "alone"),
        *("answer", "clarify", "covered_from", "alone_from", "ask_back_from"),
    }
    assert all(float(kept) >= 0.7 for kept in written["answer"])


def test_questions_without_features_are_left_out() -> None:
    silent = Asked(Question("??", "sv", frozenset(), ""), (), "refuse", None, None, 1.0)
    asked = [*map(sample, range(200)), silent]
    assert calibrate(asked, precision=0.9, among_three=0.8).evidence["questions"] == 200


def test_all_right_or_all_covered_is_no_error() -> None:
    asked = [each for each in map(sample, range(200)) if each.question.gold]
    assert calibrate(asked, precision=0.9, among_three=0.8).model.covered.probability(BLANK) > 0.99


def test_the_picture_has_a_dot_for_each_bin() -> None:
    evidence = calibrate([sample(seed) for seed in range(200)], precision=0.9, among_three=0.8).evidence
    picture = draw_reliability(evidence)
    bins = len(evidence["reliability_first"]) + len(evidence["reliability_among_three"])
    assert picture.count("<circle") == bins
    assert picture.startswith("<svg")


def test_questions_as_people_ask_count_more_than_the_guides_own() -> None:
    covered, own = np.array([True, True, True, True, True, False]), np.array([True, True, True, True, False, False])

    counts = _weights(covered, own)

    assert counts[own].sum() == pytest.approx(4)
    assert counts[covered & ~own].sum() == pytest.approx(4 * ASKED_TO_OWN)
    assert counts[~covered].sum() / counts.sum() == pytest.approx(NOT_COVERED_SHARE)


def test_broad_questions_are_told_from_those_that_name_a_guide() -> None:
    def short(seed: int, kind: str) -> Asked:
        crowd = random.Random(seed).gauss(1.0 if kind == "broad" else 0.0, 0.3)
        features = replace(BLANK, top=0.7, gap_2=0.3, gap_5=0.3, said_crowd=crowd)
        question = Question(f"{kind} {seed}", "sv", frozenset({"a", f"z{seed % 20}"}), kind)
        return Asked(question, ("a",), "refuse", None, features, 1.0)

    contrast = [short(seed, kind) for seed in range(60) for kind in ("broad", "short")]

    fitted = calibrate([*map(sample, range(400)), *contrast], precision=0.9, among_three=0.8)

    assert fitted.evidence["broad_answered"] < 0.2
    assert fitted.evidence["judged"] == 400
    told = [fitted.model.alone.probability(short(1, kind).features or BLANK) for kind in ("broad", "short")]
    assert told[0] < 0.2 < told[1]


def test_without_broad_questions_every_question_names_one_guide() -> None:
    fitted = calibrate([sample(seed) for seed in range(200)], precision=0.9, among_three=0.8)
    assert fitted.model.alone_from == 0.0
    assert fitted.model.alone.probability(BLANK) > 0.99


def test_collections_count_alike_and_each_is_judged_by_itself() -> None:
    asked = [sample(seed) for seed in range(400)]
    fitted = calibrate(asked, precision=0.9, among_three=0.8, sets=[0] * 300 + [1] * 100)
    reached = fitted.evidence["covered_reached_at_90"]
    assert [each["questions"] for each in reached] == [300, 100]
    assert all(0.5 < each["first"] <= each["among_three"] <= 1 for each in reached)
