"""`python -m retrieval phrasebook`: embed the phrasebook, once for a model and a state of the phrasebook.

Some minutes. What was embedded is kept one by one, so that who is interrupted goes on where it was.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import numpy as np

from knowledge.guide import LANGUAGES, Guide, Language
from knowledge.phrasebook import Topic, load_phrasebook, phrasebook_hash
from retrieval.bundled import bundled_words
from retrieval.kin import is_learnable
from retrieval.phrasebook import LANGUAGE, Phrasebook, read_phrasebook
from retrieval.ports import Encoder, Vectors
from retrieval.vector_cache import CachedEncoder, OnProgress, no_report

_MOST = 127
"""Of a number of a question's vector: there are ten times as many of these as of texts."""
_COARSE = 96
"""Directions in which all rows are compared."""
_SHORTEST = 1e-12


def provide_phrasebook(
    guides: Sequence[Guide], encoder: CachedEncoder, file: Path, on_progress: OnProgress = no_report
) -> Phrasebook | None:
    """The phrasebook for guides that need it; embedded first, if that has not been done.

    Args:
        guides: that are searched.
        encoder: the model.
        file: where its vectors lie, or will.
        on_progress: told how far the embedding has come.

    Returns:
        None for guides that carry many questions of their own, and where the phrasebook is empty.
    """
    if not guides or is_learnable(guides):
        return None
    if read_phrasebook(file, encoder.name) is None and (topics := load_phrasebook()):
        write_phrasebook(topics, encoder, file, content=phrasebook_hash(), on_progress=on_progress)
    return read_phrasebook(file, encoder.name)


def write_phrasebook(
    topics: Sequence[Topic], encoder: CachedEncoder, file: Path, *, content: str, on_progress: OnProgress = no_report
) -> int:
    """Write the vectors of titles, questions and texts, whole or not at all; how many questions there are."""
    titles, texts = [topic.title for topic in topics], [f"{topic.title}\n{topic.text}" for topic in topics]
    asked = [_asked(topics, language) for language in LANGUAGES]
    questions = [text for rows in asked for _, text in rows]
    encoder.warm(passages=texts, questions=[*titles, *questions], on_progress=on_progress)
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, suffix=file.suffix, delete=False) as made:
        _write(made, topics, asked, encoder, content)
    Path(made.name).replace(file)
    return len(questions)


def _asked(topics: Sequence[Topic], language: Language) -> list[tuple[int, str]]:
    """Each question in standard spelling, with the position of its topic."""
    words = bundled_words()
    return [(at, words.standard(asked, language)) for at, topic in enumerate(topics) for asked in topic.asked[language]]


def _write(
    made: IO[bytes], topics: Sequence[Topic], asked: list[list[tuple[int, str]]], encoder: Encoder, content: str
) -> None:
    titles = encoder.embed_questions([topic.title for topic in topics])
    texts = encoder.embed_passages([f"{topic.title}\n{topic.text}" for topic in topics])
    questions = [encoder.embed_questions([text for _, text in rows]) for rows in asked]
    centres = [vectors.mean(axis=0) if len(vectors) else np.zeros(encoder.dimension) for vectors in questions]
    apart = zip((titles, *questions), (centres[LANGUAGES.index(LANGUAGE)], *centres), strict=True)
    rows = np.concatenate([_directions(vectors - centre) for vectors, centre in apart])
    _, directions = np.linalg.eigh(rows.T @ rows)
    np.savez(
        made,
        model=np.array(encoder.name),
        content=np.array(content),
        titles=np.array("\n".join(topic.title for topic in topics)),
        counts=np.array([len(rows) for rows in asked]),
        topics=np.array([*range(len(topics)), *(at for rows in asked for at, _ in rows)], dtype=np.int32),
        centres=np.stack(centres).astype(np.float32),
        turn=np.ascontiguousarray(directions[:, ::-1][:, :_COARSE], dtype=np.float32),
        keys=np.round(rows / np.maximum(np.abs(rows).max(axis=1, keepdims=True), _SHORTEST) * _MOST).astype(np.int8),
        texts=(texts - texts.mean(axis=0)).astype(np.float32),
    )


def _directions(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, _SHORTEST), dtype=np.float32)
