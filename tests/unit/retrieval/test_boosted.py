"""Small trees, read without scikit-learn."""

import json
from dataclasses import asdict, replace

import numpy as np
import pytest

from retrieval.boosted import boosted_of
from retrieval.evaluate.boost import as_boosted, new_trees
from retrieval.features import FEATURES, Features

BLANK = Features(**dict.fromkeys(FEATURES, 0.0))
DRAW = np.random.default_rng(5)
ROWS = DRAW.normal(size=(600, len(FEATURES))).astype(np.float32).astype(np.float64)
RIGHT = ROWS[:, 0] + ROWS[:, 1] * (ROWS[:, 2] > 0) + DRAW.normal(size=600) / 2 > 0


def as_features(row: np.ndarray) -> Features:
    return Features(**dict(zip(FEATURES, row.tolist(), strict=True)))


@pytest.fixture(scope="module")
def fitted() -> tuple[object, np.ndarray]:
    model = new_trees().fit(ROWS, RIGHT, sample_weight=1 + RIGHT)
    return model, model.predict_proba(ROWS)[:, 1]


def test_the_trees_say_what_scikit_learn_says(fitted: tuple[object, np.ndarray]) -> None:
    model, probabilities = fitted
    written = json.loads(json.dumps(asdict(as_boosted(model))))  # type: ignore[arg-type]
    read = boosted_of(written)
    assert [read.probability(as_features(row)) for row in ROWS] == pytest.approx(probabilities.tolist(), abs=1e-3)


def test_what_features_add_makes_up_the_probability(fitted: tuple[object, np.ndarray]) -> None:
    boosted = as_boosted(fitted[0])  # type: ignore[arg-type]
    adds = boosted.contributions(as_features(ROWS[0]))
    assert 1 / (1 + np.exp(-sum(adds.values()))) == pytest.approx(boosted.probability(as_features(ROWS[0])))
    assert set(adds) <= {"bias", *FEATURES}


def test_more_of_what_makes_right_is_more_probable(fitted: tuple[object, np.ndarray]) -> None:
    boosted = as_boosted(fitted[0])  # type: ignore[arg-type]
    low, high = (boosted.probability(replace(BLANK, **{FEATURES[0]: value})) for value in (-2.0, 2.0))
    assert low < 0.2
    assert high > 0.8
