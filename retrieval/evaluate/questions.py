"""Question sets: JSON lines {"id", "question", "language", "gold": [stems], "kind"}; gold empty = not covered."""

import json
from dataclasses import dataclass
from pathlib import Path

from knowledge.guide import LANGUAGES, Language, base_id
from retrieval.errors import BadQuestionsError

NOT_COVERED_FILE = Path(__file__).parent / "questions" / "not_covered.jsonl"


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
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise BadQuestionsError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise BadQuestionsError(f"{path}:1: not UTF-8; save the file as UTF-8 text") from error
    return tuple(_read(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip())


def _read(line: str, where: str) -> Question:
    try:
        row = json.loads(line)
        language = row.get("language", "sv")
        if language not in LANGUAGES:
            raise ValueError(f"unknown language {language!r}")
        gold = frozenset(str(base_id(stem)) for stem in row.get("gold", ()))
        return Question(str(row["question"]), language, gold, str(row.get("kind", "")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadQuestionsError(f"{where}: no question ({error})") from error
