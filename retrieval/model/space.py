"""The 64 directions in which states of tokens differ most: compared in these they take a sixth of the room."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.ports import Vectors

SPACE_FILE = Path(__file__).with_name("space.npz")
"""Fitted by `python -m retrieval.evaluate.fit_space` on the guides of the product; no question has a part in it.

That of the collection itself does as well (SweFAQ .738 and .746): so one does for all, and what is kept stays valid.
"""
SIZE = 64
"""48 gives the same within noise, 32 less."""
_AT_MOST = 50_000


@dataclass(frozen=True, slots=True)
class Space:
    mean: Vectors
    """Shape (hidden,)."""
    turn: Vectors
    """Shape (hidden, size)."""

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.mean.tobytes() + self.turn.tobytes()).hexdigest()[:12]

    @property
    def size(self) -> int:
        return int(self.turn.shape[1])


def load_space(path: Path = SPACE_FILE) -> Space:
    with np.load(path) as stored:
        return Space(stored["mean"].astype(np.float32), stored["turn"].astype(np.float32))


def fit_space(states: NDArray[np.float32]) -> Space:
    """Principal directions of states taken from their mean and brought to one length."""
    mean = states.mean(axis=0)
    some = states[:: max(1, len(states) // _AT_MOST)] - mean
    some /= np.linalg.norm(some, axis=1, keepdims=True)
    _, directions = np.linalg.eigh(some.T @ some)
    return Space(mean.astype(np.float32), np.ascontiguousarray(directions[:, ::-1][:, :SIZE], dtype=np.float32))
