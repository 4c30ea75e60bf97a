"""A question that is understood, moved towards what the phrasebook says that guides say."""

from dataclasses import replace

import numpy as np

from knowledge.guide import Language
from retrieval.index import EXTRA_DIMENSIONS, Index
from retrieval.phrasebook import LANGUAGE, Phrasebook
from retrieval.ports import Vectors
from retrieval.understand import Understood

_LETTERS_UP_TO = 3_000
"""Guides: .3 ms among 100, 10 ms among 20,000."""
_SHORTEST = 1e-12


def rephrased(
    asked: Understood, phrasebook: Phrasebook, *, language: Language, index: Index, push: float
) -> Understood:
    """Move its vectors, and count the letters of what guides could be called beside its own."""
    found = phrasebook.rephrase(asked.plain, language, asked.letters, push=push)
    if found is None:
        return asked
    main, other = (_moved(vector, found.shift) for vector in asked.vectors)
    moved = replace(asked, vectors=(other, other) if asked.is_same else (main, other), meant=tuple(found.titles))
    if index.main_language != LANGUAGE or not found.titles or len(index.guides) > _LETTERS_UP_TO:
        return moved
    beside = sum(found.titles.values()) * index.letters.scores(" ".join(found.titles))
    if language == index.main_language:
        return replace(moved, letters=asked.letters + beside)
    return replace(moved, joined_letters=asked.joined_letters + beside)


def _moved(vector: Vectors, shift: Vectors) -> Vectors:
    """Only what was embedded; the switch of the language stays."""
    moved = vector[:-EXTRA_DIMENSIONS] + shift
    return np.concatenate([moved / max(float(np.linalg.norm(moved)), _SHORTEST), vector[-EXTRA_DIMENSIONS:]])
