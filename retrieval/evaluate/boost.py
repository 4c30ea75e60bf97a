"""Fit the trees of `boosted.py`."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier

from retrieval.boosted import Boosted, Tree
from retrieval.features import FEATURES

ENOUGH = 1_000
"""Labelled questions from which on trees tell more than one weight a feature."""


def new_trees() -> GradientBoostingClassifier:
    """As small as they can be; 60 to 150 trees of four to eight leaves tell the same within noise."""
    return GradientBoostingClassifier(
        n_estimators=100,
        learning_rate=0.06,
        max_leaf_nodes=4,
        max_depth=None,
        min_samples_leaf=40,
        subsample=0.7,
        max_features=0.5,
        random_state=0,
    )


def as_boosted(fitted: GradientBoostingClassifier) -> Boosted:
    """Take the trees out of a fitted classifier of two classes."""
    rate = float(fitted.learning_rate)
    trees = tuple(_tree(each[0].tree_, rate) for each in fitted.estimators_)
    share = float(fitted.init_.class_prior_[1])
    return Boosted(round(float(np.log(share / (1 - share))), 4), trees)


def _tree(nodes: Any, rate: float) -> Tree:  # noqa: ANN401 - a class of compiled code without types
    children = (nodes.children_left, nodes.children_right)
    lower, higher = (np.asarray(each, dtype=np.int64) for each in children)
    names = tuple(FEATURES[at] if at >= 0 else "" for at in np.asarray(nodes.feature).tolist())
    leaf_values = rate * np.asarray(nodes.value, dtype=np.float64).ravel()
    weights = np.asarray(nodes.weighted_n_node_samples, dtype=np.float64)
    values = _means(leaf_values, weights, lower, higher)
    return Tree(
        features=names,
        thresholds=tuple(round(float(each), 6) for each in nodes.threshold),
        lower=tuple(lower.tolist()),
        higher=tuple(higher.tolist()),
        values=tuple(round(float(each), 5) for each in values),
    )


def _means(
    values: NDArray[np.float64], weights: NDArray[np.float64], lower: NDArray[np.int64], higher: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Each inner node's mean of the leaves below it; children stand behind their parents."""
    means = values.copy()
    for at in range(len(values) - 1, -1, -1):
        below = [lower[at], higher[at]]
        if lower[at] >= 0:
            means[at] = np.average(means[below], weights=weights[below])
    return means
