"""How people ask for a thing and how a guide would put it, topic by topic: JSON lines that IT staff add to."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import GuideError
from knowledge.guide import LANGUAGES, Language

FOLDER = Path(__file__).with_name("phrasebook")


class PhrasebookError(GuideError):
    """A line that cannot be used."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that people ask for."""

    title: str
    """As a guide would be called, in Swedish."""
    text: str
    """As a guide would begin. Never shown to anybody: nobody has checked its facts."""
    asked: Mapping[Language, tuple[str, ...]]
    """By language, in the words of those who ask."""


def load_phrasebook(folder: Path = FOLDER) -> tuple[Topic, ...]:
    """Read every file of the folder in the order of their names; none for a missing folder.

    Raises:
        PhrasebookError: a line is not as the folder's README says.
    """
    return tuple(topic for path in _files(folder) for topic in _topics(path))


def phrasebook_hash(folder: Path = FOLDER) -> str:
    """Of the files' bytes; short."""
    content = hashlib.sha256()
    for path in _files(folder):
        content.update(path.read_bytes())
    return content.hexdigest()[:16]


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.jsonl"))


def _topics(path: Path) -> Iterator[Topic]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise PhrasebookError(f"cannot be read as UTF-8 text ({error})", path=str(path)) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _topic(json.loads(line))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise PhrasebookError(f"not a topic ({error})", path=str(path), line=number) from error


def _topic(stored: Mapping[str, Any]) -> Topic:
    title, text = " ".join(stored["title"].split()), stored["text"].strip()
    asked = {language: tuple(each.strip() for each in stored.get(language, ())) for language in LANGUAGES}
    if not title or not text or not any(asked.values()) or not all(each for some in asked.values() for each in some):
        raise ValueError("a topic has a title, a text and at least one question, none of them empty")
    return Topic(title, text, asked)
