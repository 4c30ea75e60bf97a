"""The share of messages whose language is found whatever was spoken before."""

import json
from dataclasses import dataclass
from pathlib import Path

from api.chat.language import LanguageDetector
from api.chat.messages import LANGUAGES

ROOT = Path(__file__).parents[3]
SHORT_WORDS = 2
NO_LANGUAGE = frozenset(
    {
        "test test test",
        "asd asd asd",
        "banan banan banan",
        "lorem ipsum dolor sit amet",
        "' OR 1=1; DROP TABLE guides; --",
        "over and out",
    }
)
"""Lines of the open set that are written in none of the three, or in another than their mark says."""


@dataclass(frozen=True, slots=True)
class Share:
    messages: int
    right: float
    wrong: tuple[str, ...]
    """`text -> what it was taken for`, for messages that failed at least once."""


def short_lines(name: str) -> list[tuple[str, str]]:
    return [(text, name) for text in (Path(__file__).parent / f"{name}.txt").read_text("utf-8").splitlines()]


def longer_lines(language: str) -> list[tuple[str, str]]:
    files = (ROOT / "tests/nlu/heldout.jsonl", ROOT / "knowledge/questions/dev.jsonl")
    rows = [json.loads(row) for path in files for row in path.read_text("utf-8").splitlines()]
    texts = [row.get("text") or row["question"] for row in rows if row["language"] == language]
    return [(text, language) for text in texts if len(text.split()) > SHORT_WORDS and text not in NO_LANGUAGE]


def share(detector: LanguageDetector, lines: list[tuple[str, str]]) -> Share:
    right, wrong = 0, []
    for text, language in lines:
        taken = {last: detector.detect(text, last=last) for last in LANGUAGES}
        failed = {found for last, found in taken.items() if found != (last if language == "any" else language)}
        right += sum(found == (last if language == "any" else language) for last, found in taken.items())
        if failed:
            wrong.append(f"{text} -> {'/'.join(sorted(failed))}")
    return Share(len(lines), right / (len(LANGUAGES) * len(lines)), tuple(wrong))
