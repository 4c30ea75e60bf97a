import random

from retrieval.decide import Features
from retrieval.evaluate.calibrate import calibrate
from retrieval.evaluate.questions import Question
from retrieval.evaluate.run import Asked


def sample(seed: int) -> Asked:
    """A right first guide tends to have a high score, a question not covered a low one."""
    chance = random.Random(seed)  # noqa: S311
    covered = seed % 4 > 0
    top = chance.gauss(0.6 if covered else 0.35, 0.05)
    right = covered and top > chance.gauss(0.52, 0.04)
    features = Features(top, max(0.0, top - 0.45), max(0.0, top - 0.4), 2.0, 0.2, 0.1, 1.0)
    gold = frozenset({"a"}) if covered else frozenset()
    return Asked(Question("q", "sv", gold, ""), ("a",) if right else ("b", "c", "a"), "refuse", 0.0, features, 1.0)


def test_the_wished_precision_is_kept_on_questions_the_fit_has_not_seen() -> None:
    fitted = calibrate([sample(seed) for seed in range(400)], precision=0.95, among_three=0.9)

    assert fitted.evidence["answer_precision"] >= 0.93
    assert fitted.evidence["coverage"] > 0.5
    assert fitted.evidence["refusal_rate"] > 0.8
    assert fitted.first.weights["top"] > 0


def test_questions_without_features_are_left_out() -> None:
    silent = Asked(Question("??", "sv", frozenset(), ""), (), "refuse", 0.0, None, 1.0)

    assert (
        calibrate([sample(seed) for seed in range(200)] + [silent], precision=0.9, among_three=0.8).evidence[
            "questions"
        ]
        == 200
    )
