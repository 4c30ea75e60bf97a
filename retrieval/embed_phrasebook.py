"""`python -m retrieval phrasebook`: embed the phrasebook, once for a model and a state of the phrasebook.

Some minutes. What was embedded is kept one by one, so that who is interrupted goes on where it was.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.guide import LANGUAGES, Guide, Language
from knowledge.phrasebook import Topic, load_phrasebook, phrasebook_hash
from retrieval.bundled import bundled_words
from retrieval.kin import is_learnable
from retrieval.phrasebook import LANGUAGE, Phrasebook
from retrieval.phrasebook_file import Embedded, is_current, read_phrasebook, save_phrasebook
from retrieval.ports import Encoder, Vectors
from retrieval.vector_cache import CachedEncoder, OnProgress, no_report

_MOST = 127
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
    content = phrasebook_hash()
    if not is_current(file, encoder.name, content):
        write_phrasebook(load_phrasebook(), encoder, file, content=content, on_progress=on_progress)
    return read_phrasebook(file, encoder.name, encoder.dimension)


def write_phrasebook(
    topics: Sequence[Topic], encoder: CachedEncoder, file: Path, *, content: str, on_progress: OnProgress = no_report
) -> int:
    """Embed titles, questions and texts, and write them; of an empty phrasebook nothing.

    Returns:
        How many questions there are.
    """
    asked = [_asked(topics, language) for language in LANGUAGES]
    questions = [text for rows in asked for _, text in rows]
    if questions:
        titles = [topic.title for topic in topics]
        encoder.warm(passages=_texts(topics), questions=[*titles, *questions], on_progress=on_progress)
        save_phrasebook(_embedded(topics, asked, encoder, content), file)
    return len(questions)


def _asked(topics: Sequence[Topic], language: Language) -> list[tuple[int, str]]:
    """Each question in standard spelling, with the position of its topic."""
    words = bundled_words()
    return [(at, words.standard(asked, language)) for at, topic in enumerate(topics) for asked in topic.asked[language]]


def _texts(topics: Sequence[Topic]) -> list[str]:
    return [f"{topic.title}\n{topic.text}" for topic in topics]


def _embedded(
    topics: Sequence[Topic], asked: Sequence[list[tuple[int, str]]], encoder: Encoder, content: str
) -> Embedded:
    titles = encoder.embed_questions([topic.title for topic in topics])
    texts = encoder.embed_passages(_texts(topics))
    questions = [encoder.embed_questions([text for _, text in rows]) for rows in asked]
    usual = np.concatenate(questions).mean(axis=0)
    centres = [vectors.mean(axis=0) if len(vectors) else usual for vectors in questions]
    apart = zip((titles, *questions), (centres[LANGUAGES.index(LANGUAGE)], *centres), strict=True)
    rows = np.concatenate([_directions(vectors - centre) for vectors, centre in apart])
    _, directions = np.linalg.eigh(rows.T @ rows)
    return Embedded(
        model=encoder.name,
        content=content,
        titles=tuple(topic.title for topic in topics),
        counts=tuple(map(len, asked)),
        topics=np.array([*range(len(topics)), *(at for rows in asked for at, _ in rows)], dtype=np.int32),
        centres=np.stack(centres),
        turn=np.ascontiguousarray(directions[:, ::-1][:, :_COARSE], dtype=np.float32),
        keys=np.round(rows / np.maximum(np.abs(rows).max(axis=1, keepdims=True), _SHORTEST) * _MOST).astype(np.int8),
        texts=np.asarray(texts - texts.mean(axis=0), dtype=np.float32),
    )


def _directions(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, _SHORTEST), dtype=np.float32)
