"""One score from the legs."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from retrieval.ports import Scores

WEIGHTS_FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each leg counts. `python -m retrieval weigh` picks them and keeps its evidence beside them."""

    chunk: float = 0.7
    field: float = 0.3
    letters: float = 0.1
    """Letters of the question, in guides of its own language."""
    letters_abroad: float = 0.05
    """The same in guides of another language: names of products, and noise."""
    joined: float = 0.05
    """Letters of the other words that the glossary has for the same thing, in guides of the question's language."""
    joined_abroad: float = 0.15
    """Letters of the glossary's translation, in guides of another language."""
    kin: float = 0.2
    """Nearness to own questions as it was learned from them, in an index that has it."""
    taught: float = 0.01
    """Logarithm of how likely the guide is by all own questions together, in an index that has learned it."""
    tokens: float = 0.1
    """How well the question's pieces are matched one by one, among the first guides, in an index that has them."""
    phrasebook: float = 2.0
    """How far a question is moved when the phrasebook has just the same; 0 leaves the phrasebook out."""
    letters_beside_kin: float = 2.0
    """How many times as much all letters count there."""


MULTIPLIERS = frozenset({"letters_beside_kin", "phrasebook"})
"""Weights that bring nothing of their own."""


Quality = Literal["fast", "best"]


def as_weights(values: Mapping[str, Any]) -> Weights:
    return Weights(**{field.name: float(values[field.name]) for field in fields(Weights)})


@functools.cache
def load_weights(path: Path = WEIGHTS_FILE) -> Weights:
    """Read the picked weights; what stands here as default is where picking begins."""
    if not path.is_file():
        return Weights()
    return as_weights(json.loads(path.read_text(encoding="utf-8"))["weights"])


def weights_for(quality: Quality) -> Weights:
    """The picked weights; for `fast` without what takes .5 ms a question or more."""
    return replace(load_weights(), tokens=0.0, phrasebook=0.0) if quality == "fast" else load_weights()


def fuse(
    *,
    chunk: Scores,
    field: Scores,
    kin: Scores | None,
    taught: Scores | None,
    letters: Scores,
    joined: Scores,
    abroad: np.ndarray,
    spoken: np.ndarray,
    weights: Weights,
) -> Scores:
    """Weigh the legs; all by guide.

    Scores are added, ranks are not merged: for a question in another language the letters are noise, and as
    a ranking they would get an equal vote there (RRF .475 nDCG@10 over three languages, this way .645).

    Args:
        chunk: cosine with the best chunk, hub taken off.
        field: cosine with the nearest of title and own questions, hub taken off.
        kin: mean of the two nearest own questions, in an index that learned it.
        taught: logarithm of each guide's probability by all own questions, in an index that learned that.
        letters: similarity of letters with the question, 0..1.
        joined: the same with the glossary's words for what the question names.
        abroad: whether the guide is in another language than the question.
        spoken: whether the guide carries a question in the language of the one that is asked.
        weights: how much each leg counts.
    """
    lexical = np.where(
        abroad,
        np.where(spoken, weights.letters, weights.letters_abroad) * letters + weights.joined_abroad * joined,
        weights.letters * letters + weights.joined * joined,
    )
    if kin is not None:
        lexical = weights.letters_beside_kin * lexical + weights.kin * kin
    if taught is not None:
        lexical = lexical + weights.taught * taught
    return np.asarray(weights.chunk * chunk + weights.field * field + lexical, dtype=np.float32)
