"""Made-up ideas, and what people might tell that is about the same as one of them, or as none."""

import json
from dataclasses import dataclass
from pathlib import Path

from knowledge.guide import Language
from retrieval.ideas import IdeaText

FILE = Path(__file__).parent / "pairs.json"


@dataclass(frozen=True)
class Told:
    """What a person tells of their idea."""

    split: str
    """development: the fit is made on it; test: never."""
    language: Language
    near: str | None
    text: str


def read_pairs() -> tuple[list[IdeaText], list[Told]]:
    pairs = json.loads(FILE.read_text(encoding="utf-8"))
    ideas = [IdeaText(each["id"], each["language"], f"{each['title']}. {each['text']}") for each in pairs["ideas"]]
    return ideas, [Told(**each) for each in pairs["told"]]
