"""A conversation with the dialogue's plain functions: no Rasa, a search that is told what to find."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.clients.retrieval import SearchDownError, SearchResult
from bot.dialogue import answers, ideas, small, talk, tickets, training
from bot.dialogue.context import Context
from bot.dialogue.direct import direct
from bot.dialogue.memory import Memory
from bot.dialogue.reply import BotReply
from bot.dialogue.turn import Turn

HABITS = {
    "ask_it_question": answers.answer_question,
    "report_solved": answers.confirm_solved,
    "report_unsolved": answers.try_next,
    "request_human": talk.request_human,
    "ask_ticket_status": talk.tell_status,
    "add_to_ticket": tickets.add_to_ticket,
    "report_outage": talk.report_outage,
    "share_idea": ideas.share_idea,
    "ask_for_training": training.offer_training,
    "ask_my_data": talk.ask_my_data,
    "delete_my_data": talk.delete_my_data,
    "change_language": small.change_language,
    "affirm": talk.affirm,
    "deny": talk.deny,
    "cancel": small.cancel,
}


def hit(guide: str, *, score: float = 0.6, steps: int = 4) -> dict[str, Any]:
    return {
        "guide": guide,
        "title": guide.replace("-", " ").capitalize(),
        "section": "Prova",
        "anchor": "prova",
        "language": "sv",
        "score": score,
        "steps": [f"Steg {number} av {guide}" for number in range(1, steps + 1)],
        "body_markdown": "",
        "owner": "it-kansliet",
        "reviewed": "2026-09-12",
        "overdue": False,
        "url": f"/guides/{guide}#prova",
    }


@dataclass
class FakeSearch:
    """Finds what it was told to, and remembers what it was asked."""

    result: SearchResult | None = None
    of_guides: dict[str, tuple[dict[str, Any], ...]] = field(default_factory=dict)
    """Sections by guide."""
    by_question: dict[str, SearchResult] = field(default_factory=dict)
    """What is found for just these words, in place of `result`."""
    near: tuple[str, ...] = ()
    """Earlier ideas, whatever is asked."""
    asked: list[str] = field(default_factory=list)

    async def find(self, question: str, *, language: str, audience: list[str]) -> SearchResult:
        self.asked.append(question)
        if self.result is None:
            raise SearchDownError("down")
        return self.by_question.get(question, self.result)

    async def sections(self, guide: str, *, language: str, audience: list[str]) -> tuple[dict[str, Any], ...]:
        if self.result is None:
            raise SearchDownError("down")
        return self.of_guides.get(guide, ())

    async def ideas(self, text: str, *, language: str) -> tuple[str, ...]:
        if self.result is None:
            raise SearchDownError("down")
        return self.near


@dataclass
class Talk:
    """One person talking: says or presses, and gets a reply."""

    search: FakeSearch = field(default_factory=FakeSearch)
    memory: Memory = field(default_factory=Memory)
    outage: str | None = None
    contact: str | None = None
    offered: str | None = None
    """What the gateway's own reply before offered."""
    language: str = "sv"

    def finds(self, decision: str, *hits: dict[str, Any]) -> None:
        self.search.result = SearchResult(decision, 0.9 if hits else 0.1, hits)

    async def says(self, text: str, intent: str = "ask_it_question", confidence: float = 0.9) -> BotReply:
        return await self._take(self._turn(text=text, intent=intent, confidence=confidence), intent)

    async def presses(self, button: str) -> BotReply:
        return await self._take(self._turn(button=button, intent="affirm"), "affirm")

    async def _take(self, turn: Turn, intent: str) -> BotReply:
        habit = HABITS.get(intent, small.small_talk)
        # What is remembered goes through JSON, as it does through Rasa's tracker.
        memory = Memory.from_json(self.memory.to_json())
        reply, memory = await direct(Context(turn, memory, self.search), habit)
        self.memory = replace(memory, last_reply=reply.to_json())
        return reply

    def _turn(self, **values: Any) -> Turn:
        empty = Turn("", "affirm", 0.9, None, self.language, ("alla",), self.outage, self.contact, None, self.offered)
        return replace(empty, **values)


@pytest.fixture
def person() -> Talk:
    return Talk()
