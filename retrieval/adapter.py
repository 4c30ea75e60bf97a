"""Turns the vector of a question in another language towards the guides' language, learned when an index is built.

Pairs of texts that mean the same (rows of the glossary, titles and steps of translated guides) give a linear map by
ridge regression towards the identity: with few pairs it changes little. Never used for questions in the guides' own
language, where it would lose.
"""

from dataclasses import dataclass

import numpy as np

from retrieval.ports import Vectors

MIN_PAIRS = 50


@dataclass(frozen=True, slots=True)
class Adapter:
    """q' = (q - shift_from) @ turn + shift_to, made one long."""

    turn: Vectors
    """Shape (dimension, dimension)."""
    shift_from: Vectors
    shift_to: Vectors

    def apply(self, vector: Vectors) -> Vectors:
        turned = (vector - self.shift_from) @ self.turn + self.shift_to
        return np.asarray(turned / np.maximum(np.linalg.norm(turned, axis=-1, keepdims=True), 1e-12), dtype=np.float32)


def fit_adapter(foreign: Vectors, own: Vectors, *, firmness: float) -> Adapter | None:
    """Fit the map from one language's vectors to the other's.

    Args:
        foreign: one row a text.
        own: the same texts in the guides' language, row by row.
        firmness: how strongly the map is held to the identity; in squared lengths of vectors.

    Returns:
        None with fewer pairs than are worth learning from.
    """
    if len(foreign) < MIN_PAIRS:
        return None
    shift_from, shift_to = foreign.mean(axis=0), own.mean(axis=0)
    x, y = (foreign - shift_from).astype(np.float64), (own - shift_to).astype(np.float64)
    held = firmness * np.eye(x.shape[1])
    turn = np.linalg.solve(x.T @ x + held, x.T @ y + held)
    return Adapter(turn.astype(np.float32), shift_from.astype(np.float32), shift_to.astype(np.float32))
