"""How alike messages are to the training lines: one cosine over words, letters and the sentence vector."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix, load_npz, save_npz, vstack

AT_ONCE = 256
"""Messages compared at a time: with 8,000 lines some 20 MB."""
SPARSE_FILE = "lines-sparse.npz"
DENSE_FILE = "lines-dense.npy"


class Lines:
    """The training lines, ready to be compared with; each of length one over both kinds of features."""

    def __init__(self, sparse: csr_matrix, dense: np.ndarray) -> None:
        """One row a line in both."""
        self.dense = dense
        self.columns = sparse.T.tocsr()

    def likeness(self, sparse: csr_matrix, dense: np.ndarray, sharpness: float) -> np.ndarray:
        """exp(sharpness * (cosine - 1)): one row a message, one column a line."""
        found: np.ndarray = dense @ self.dense.T
        for start in range(0, len(found), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            found[part] += (sparse[part] @ self.columns).toarray()
        found -= 1
        found *= sharpness
        np.exp(found, out=found)
        return found

    def save(self, folder: Path) -> None:
        save_npz(folder / SPARSE_FILE, self.columns)
        np.save(folder / DENSE_FILE, self.dense)

    @classmethod
    def load(cls, folder: Path) -> Lines:
        return cls(load_npz(folder / SPARSE_FILE).T, np.load(folder / DENSE_FILE))


def as_rows(messages: list[Message]) -> tuple[csr_matrix, np.ndarray]:
    """The featurizers' sentence features, brought to length one together."""
    rows = [_sentence(each.get_sparse_features(TEXT)) for each in messages]
    sparse = (vstack(rows) if len(rows) > 1 else rows[0]).tocsr(copy=True)
    dense: np.ndarray = np.vstack([_sentence(each.get_dense_features(TEXT)) for each in messages])
    of_row = np.repeat(np.arange(len(rows)), np.diff(sparse.indptr))
    squares = np.bincount(of_row, weights=sparse.data**2, minlength=len(rows)) + (dense**2).sum(axis=1)
    scale = (1 / np.sqrt(np.maximum(squares, 1e-12))).astype(np.float32)
    sparse.data *= scale[of_row]
    return sparse, dense * scale[:, None]


def _sentence(features: tuple[Features | None, Features | None]) -> Any:  # noqa: ANN401 - a row, sparse or not
    """Rasa gives (features of the words, features of the sentence)."""
    of_words, of_sentence = features
    if of_sentence is None:
        message = f"The pipeline must have a featurizer of sentences before the classifier (of words: {of_words})."
        raise ValueError(message)
    return of_sentence.features
