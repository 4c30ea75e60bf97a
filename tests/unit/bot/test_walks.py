"""2,000 random conversations of words and buttons: no dead end, no silence, no echo, no form that cannot be left."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.dialogue import small
from bot.dialogue.answers import answer_question
from bot.dialogue.context import Context
from bot.dialogue.direct import direct
from bot.dialogue.memory import Memory
from bot.dialogue.reply import BotReply
from bot.dialogue.turn import read_turn
from tests.unit.bot.conftest import HABITS
from tests.unit.bot.recorded import RecordedSearch, Said, texts

WALKS = 2000
LONGEST_WALK = 18
MOST_MEMORY = 120_000
"""Characters of JSON: the slot is stored at every turn."""
MOST_CALLS = 3
"""Of retrieval in one turn."""
LANGUAGES = ("sv", "sv", "en", "fi")
TEXTS = Path(__file__).parents[3] / "api" / "texts"
PLACEHOLDER = re.compile(r"\{ ?\$(\w+) ?\}")
ANY_BUTTON = (
    "solved", "unsolved", "human", "idea", "cancel", "yes", "no", "send", "more", "choice:1", "choice:3",
    "choice:none", "step:start", "step:next", "step:back", "step:stop", "urgency:high", "contact:chat", "change:where",
    "change:problem", "next", "back", "agree:7",
)  # fmt: skip
RECEIPTS = {"ticket_note", "escalation", "idea", "idea_agreement"}


def catalogue() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in (TEXTS / "sv.ftl").read_text(encoding="utf-8").splitlines():
        key, equals, text = line.partition(" = ")
        if equals and re.fullmatch(r"[a-z][\w-]*", key):
            found[key] = set(PLACEHOLDER.findall(text))
    return found


KEYS = catalogue()


@dataclass
class Walk:
    """One random person. `told` is the conversation, for a failure's message."""

    seed: int
    random: random.Random
    language: str
    search: RecordedSearch
    memory: Memory = field(default_factory=Memory)
    last: BotReply | None = None
    seen: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    async def go(self) -> None:
        for _ in range(self.random.randint(3, LONGEST_WALK)):
            calls = self.search.asked
            await self._step()
            assert self.search.asked - calls <= MOST_CALLS, self._story("asks retrieval too often")
            await self._check_that_the_form_can_be_left()
        await self._reach_a_person()

    async def _step(self) -> None:
        offered = [*self.last.buttons, *(choice.id for choice in self.last.choices)] if self.last else []
        chance = self.random.random()
        if offered and chance < 0.45:
            await self.press(self.random.choice(offered))
        elif chance < 0.5:
            await self.press(self.random.choice(ANY_BUTTON))
        else:
            language = self.language if chance < 0.95 else self.random.choice(LANGUAGES)
            await self.say(self.random.choice(texts(language)))

    async def say(self, said: Said) -> BotReply:
        intent = {"name": said.intent, "confidence": said.confidence}
        return await self._take({"text": said.text, "intent": intent}, said.text)

    async def press(self, button: str) -> BotReply:
        if button.startswith("lang:"):
            self.language = button[-2:]
        intent = {"name": "affirm", "confidence": 1.0}
        return await self._take({"text": "/affirm", "intent": intent, "metadata": {"button": button}}, f"#{button}")

    async def _take(self, latest: dict[str, Any], told: str) -> BotReply:
        latest["metadata"] = {**latest.get("metadata", {}), "language": self.language}
        reply, self.memory = await self.answer(latest)
        self.told.append(f"> {told[:80]}\n  {reply.kind} {[message.key for message in reply.messages]} {reply.buttons}")
        self._check(reply)
        if reply.language:
            self.language = reply.language
        self.last = reply
        self.memory = replace(self.memory, last_reply=reply.to_json())
        return reply

    async def answer(self, latest: dict[str, Any]) -> tuple[BotReply, Memory]:
        turn = read_turn(latest)
        habit = HABITS.get(turn.intent, answer_question if turn.intent == "nlu_fallback" else small.small_talk)
        stored = json.dumps(self.memory.to_json())
        assert len(stored) < MOST_MEMORY, self._story(f"remembers {len(stored)} characters")
        return await direct(Context(turn, Memory.from_json(json.loads(stored)), self.search), habit)

    def _check(self, reply: BotReply) -> None:
        says = bool(reply.messages or reply.hit or reply.choices or reply.kind == "summary")
        orders = reply.kind in RECEIPTS | {"status_request", "data_request"}
        assert says or orders, self._story("says nothing")
        for message in reply.messages:
            assert KEYS.get(message.key, {"no such text"}) <= set(message.values), self._story(message.key)
        for button in reply.buttons:
            assert "chat-button-" + re.sub("[:_]", "-", button) in KEYS, self._story(button)
        assert _has_a_way_on(reply, self.memory), self._story("is a dead end")
        view = json.dumps({**reply.to_json(), "decision": None, "intent": None, "feedback": None, "tried": None})
        self.seen.append(f"receipt {len(self.seen)}" if reply.kind in RECEIPTS else view)
        assert len(self.seen) < 3 or len(set(self.seen[-3:])) > 1, self._story("says the same three times")

    async def _check_that_the_form_can_be_left(self) -> None:
        if self.memory.form is None:
            return
        unsure = {"name": "ask_it_question", "confidence": 0.3}
        metadata = {"language": self.language}
        for latest in (
            {"text": "avbryt", "intent": unsure, "metadata": metadata},
            {"text": "/cancel", "intent": unsure, "metadata": {**metadata, "button": "cancel"}},
        ):
            reply, memory = await self.answer(latest)
            assert (reply.kind, memory.form) == ("cancelled", None), self._story("cannot be left")

    async def _reach_a_person(self) -> None:
        """However the walk went, a person is five turns away."""
        await self.press("cancel")
        reply = await self.press("human")
        answers = {
            "what": "datorn startar inte",
            "where": "rum 12",
            "urgency": "#urgency:low",
            "contact": "#contact:chat",
        }
        for _ in range(len(answers)):
            if reply.kind == "summary":
                break
            answer = answers[(reply.form or {})["field"]]
            said = Said(answer, self.language, "ask_it_question", 0.9)
            reply = await (self.press(answer[1:]) if answer.startswith("#") else self.say(said))
        assert (await self.press("send")).kind == "escalation", self._story("reaches nobody")

    def _story(self, what: str) -> str:
        return f"walk {self.seed} ({self.language}): {what}\n" + "\n".join(self.told[-12:])


def _has_a_way_on(reply: BotReply, memory: Memory) -> bool:
    """A refusal offers a person, a form can be left, a guide can be judged, a question of ours has answers."""
    buttons = set(reply.buttons)
    if memory.form is not None:
        return "cancel" in buttons
    needed = {
        "refuse": {"human"},
        "answer": {"solved", "unsolved", "human"},
        "step": {"human"},
        "outage": {"human"},
        "clarify": {"human", "choice:none"},
    }.get(reply.kind, set())
    return needed <= buttons and (reply.kind != "clarify" or len(reply.choices) > 1)


async def test_two_thousand_random_conversations() -> None:
    turns, calls = 0, 0
    for seed in range(WALKS):
        chance = random.Random(seed)
        search = RecordedSearch(down_every=0 if seed % 10 else 7)
        walk = Walk(seed, chance, chance.choice(LANGUAGES), search)
        await walk.go()
        turns, calls = turns + len(walk.told), calls + search.asked
    print(f"\n{WALKS} walks, {turns} turns, {calls} searches: no dead end, no silence, no echo, no stuck form")
