"""Question sets: JSON lines {"id", "question", "language", "gold": [stems], "kind"}; gold empty = not covered."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.guide import LANGUAGES, Language, base_id
from retrieval.errors import BadQuestionsError

OWN = "own"
"""Kind of a question that stands in a guide."""
BROAD = "broad"
"""Kind of a question that says too little to tell two or more guides apart."""
TWO_FIT = "two-fit"
"""Kind of a question that two or three guides answer."""
SHORT = "short"
"""Kind of one in as few words that does name one guide, to tell the two by."""


@dataclass(frozen=True, slots=True)
class Question:
    """One labelled question."""

    text: str
    language: Language
    gold: frozenset[str]
    """Base ids of every guide that answers it; empty when the right reply is "I don't know"."""
    kind: str


def load_questions(path: Path) -> tuple[Question, ...]:
    """Read a question file.

    Raises:
        BadQuestionsError: the file is missing or a line is no question.
    """
    return tuple(_question(row, where) for row, where in _rows(path))


def load_feedback(path: Path) -> tuple[Question, ...]:
    """Read what people said of answers: JSON lines {"question", "language", "guide", "outcome"}.

    Only `outcome: solved` tells which guide is right; the other lines are left out.

    Raises:
        BadQuestionsError: the file is missing or a line is no feedback.
    """
    return tuple(
        _question({**row, "gold": [row.get("guide", "")], "kind": "feedback"}, where)
        for row, where in _rows(path)
        if row.get("outcome") == "solved"
    )


def _rows(path: Path) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Each object of a file of JSON lines, with `path:line`."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise BadQuestionsError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise BadQuestionsError(f"{path}:1: not UTF-8; save the file as UTF-8 text") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            where = f"{path}:{number}"
            try:
                row = json.loads(line)
            except ValueError as error:
                raise BadQuestionsError(f"{where}: no question ({error})") from error
            if not isinstance(row, dict):
                raise BadQuestionsError(f"{where}: no question (no JSON object)")
            yield row, where


def _question(row: Mapping[str, Any], where: str) -> Question:
    try:
        language = row.get("language", "sv")
        if language not in LANGUAGES:
            raise ValueError(f"unknown language {language!r}")
        gold = frozenset(str(base_id(stem)) for stem in row.get("gold", ()))
        return Question(str(row["question"]), language, gold, str(row.get("kind", "")))
    except (ValueError, KeyError, TypeError) as error:
        raise BadQuestionsError(f"{where}: no question ({error})") from error
