"""What the real Rasa and the real retrieval said once (`python -m tests.walks.record`), given again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.clients.retrieval import SearchDownError, SearchResult

RECORDED = Path(__file__).parents[2] / "walks" / "recorded.json"


@dataclass(frozen=True)
class Said:
    text: str
    language: str
    intent: str
    confidence: float


@lru_cache(maxsize=1)
def recorded() -> dict[str, Any]:
    return json.loads(RECORDED.read_text(encoding="utf-8"))


@lru_cache(maxsize=3)
def texts(language: str) -> list[Said]:
    return [
        Said(each["text"], language, each["intent"], each["intent_confidence"])
        for each in recorded()["texts"]
        if each["language"] == language
    ]


@lru_cache(maxsize=10_000)
def most_alike(question: str, language: str) -> dict[str, Any]:
    words = set(question.lower().split())
    mine = [each for each in recorded()["texts"] if each["language"] == language]
    return max(mine, key=lambda each: len(words & set(each["text"].lower().split())) - len(each["text"]) / 1000)


class RecordedSearch:
    """Answers as recorded; words that were never asked get what the most alike question got."""

    def __init__(self, *, down_every: int = 0) -> None:
        self._down_every = down_every
        self.asked = 0

    async def find(self, question: str, *, language: str, audience: list[str]) -> SearchResult:
        self._count()
        best = most_alike(question, language)
        hits = tuple({**recorded()["hits"][url], "score": score} for url, score in best["hits"])
        return SearchResult(best["decision"], best["confidence"], hits)

    async def sections(self, guide: str, *, language: str, audience: list[str]) -> tuple[dict[str, Any], ...]:
        self._count()
        return tuple(recorded()["hits"][url] for url in recorded()["sections"].get(f"{guide}/{language}", ()))

    async def ideas(self, text: str, *, language: str) -> tuple[str, ...]:
        self._count()
        return ("7",) if len(text) % 2 else ()

    def _count(self) -> None:
        self.asked += 1
        if self._down_every and self.asked % self._down_every == 0:
            raise SearchDownError("down now and then")
