"""Lines to ask the trained model: held-out lines with their intent, and real questions to IT."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

QUESTION = "ask_it_question"
FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


@dataclass(frozen=True)
class Line:
    text: str
    language: str
    intent: str


def read_held_out(path: Path) -> "list[Line]":
    return [Line(row["text"], row["language"], row["intent"]) for row in _rows(path)]


def read_questions(path: Path) -> "list[Line]":
    """Questions that some guide answers. The file's nonsense and small talk are no questions."""
    return [Line(row["question"], row["language"], QUESTION) for row in _rows(path) if row["gold"]]


def read_guide_questions(folder: Path) -> "list[Line]":
    found: list[Line] = []
    for path in sorted(folder.rglob("*.md")):
        matter = FRONT_MATTER.match(path.read_text("utf-8"))
        fields = yaml.safe_load(matter.group(1)) if matter else {}
        found += [Line(str(text), fields["language"], QUESTION) for text in fields.get("questions", [])]
    return found


def _rows(path: Path) -> "list[dict[str, Any]]":
    return [json.loads(row) for row in path.read_text("utf-8").splitlines()]
