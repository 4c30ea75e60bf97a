"""The phrasebook's vectors on disk, by a model and a state of the phrasebook."""

import functools
import logging
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.guide import LANGUAGES
from retrieval.headers import ONE_AT_A_TIME
from retrieval.phrasebook import LANGUAGE, Phrasebook
from retrieval.ports import Vectors

log = logging.getLogger(__name__)

_FORMAT = 1
"""Raise it when the same phrasebook must give other arrays."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """What is written; rows are titles, then questions, language by language in the order of LANGUAGES."""

    model: str
    content: str
    """Hash of the phrasebook."""
    titles: tuple[str, ...]
    counts: tuple[int, ...]
    """Questions of each language."""
    topics: NDArray[np.int32]
    """Of each row."""
    centres: Vectors
    """Shape (languages, dimension)."""
    turn: Vectors
    """Shape (dimension, fewer)."""
    keys: NDArray[np.int8]
    """Shape (rows, dimension)."""
    texts: Vectors
    """Shape (topics, dimension)."""


def save_phrasebook(embedded: Embedded, file: Path) -> None:
    """Write whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".phrasebook-") as name:
        made = Path(name, file.name)
        np.savez(
            made,
            format=np.array(_FORMAT),
            model=np.array(embedded.model),
            content=np.array(embedded.content),
            titles=np.array("\n".join(embedded.titles)),
            counts=np.array(embedded.counts),
            topics=embedded.topics,
            centres=embedded.centres,
            turn=embedded.turn,
            keys=embedded.keys,
            texts=embedded.texts,
        )
        made.replace(file)


def read_phrasebook(file: Path, model: str, dimension: int) -> Phrasebook | None:
    """Read what was written, also of an earlier state of the phrasebook.

    Args:
        file: where it lies; the same file is read once.
        model: name of the encoder.
        dimension: of its vectors.

    Returns:
        None when there is none, or it is of another model.
    """
    found = _tried(file)
    return found[1] if found and found[0][0] == model and found[1].texts.shape[1] == dimension else None


def is_current(file: Path, model: str, content: str) -> bool:
    """Whether the file is of the model and of the phrasebook as it is now."""
    found = _tried(file)
    return found is not None and found[0] == (model, content)


_Made = tuple[tuple[str, str], Phrasebook]


def _tried(file: Path) -> _Made | None:
    try:
        return _read(file, file.stat().st_mtime_ns)
    except FileNotFoundError:
        return None
    except (OSError, EOFError, ValueError, TypeError, KeyError, zipfile.BadZipFile) as error:
        log.warning("phrasebook_broken: %s: %s", file, error)
        return None


@functools.lru_cache(maxsize=1)
def _read(file: Path, _: int) -> _Made | None:
    with ONE_AT_A_TIME, file.open("rb") as source, np.load(source, allow_pickle=False) as stored:
        arrays = {name: np.asarray(stored[name]) for name in stored.files}
    if int(arrays["format"]) != _FORMAT:
        return None
    titles = tuple(str(arrays["titles"]).split("\n"))
    counts = arrays["counts"].tolist()
    keys, turn, rows = arrays["keys"], arrays["turn"], len(titles) + sum(counts)
    if not len(keys) == len(arrays["topics"]) == rows or len(arrays["texts"]) != len(titles) or not sum(counts):
        raise ValueError("its parts do not fit together")
    steps = np.asarray(1 / np.maximum(np.linalg.norm(keys.astype(np.float32), axis=1), 1), dtype=np.float32)
    ends = dict.fromkeys(LANGUAGES, rows)
    ends[LANGUAGE] = len(titles) + counts[LANGUAGES.index(LANGUAGE)]
    phrasebook = Phrasebook(
        coarse=np.asarray((keys @ turn) * steps[:, np.newaxis], dtype=np.float32),
        keys=keys,
        steps=steps,
        topics=arrays["topics"].astype(np.int64),
        ends=ends,
        centres=dict(zip(LANGUAGES, arrays["centres"], strict=True)),
        turn=turn,
        texts=arrays["texts"],
        titles=titles,
    )
    return (str(arrays["model"]), str(arrays["content"])), phrasebook
