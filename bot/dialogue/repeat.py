"""Never the same reply three times in a row: the third time says so and shows a way on."""

import hashlib
import json
from dataclasses import replace

from bot.dialogue.context import Outcome
from bot.dialogue.memory import Memory
from bot.dialogue.reply import BotReply, Message

MOST_IN_A_ROW = 2
WORDS_BY_KIND = {
    "answer": "bot-again-answer",
    "step": "bot-again-step",
    "form": "bot-again-form",
    "summary": "bot-again-form",
    "status_request": "bot-again-status",
    "data_request": "bot-again-status",
    "cancelled": "bot-again-cancelled",
}
"""Others say `bot-again` and offer a person."""
NEVER_ALIKE = frozenset({"ticket_note", "escalation", "idea", "idea_agreement"})
"""What is done each time anew."""


def without_echo(before: Memory, outcome: Outcome) -> Outcome:
    """The reply as it is, or with a word of its own when it was given twice already."""
    reply, memory = outcome
    mark = _fingerprint(reply)
    times = before.said_times + 1 if mark == before.said else 1
    memory = replace(memory, said=mark, said_times=times)
    if times <= MOST_IN_A_ROW or reply.kind in NEVER_ALIKE:
        return reply, memory
    return _said_again(reply), replace(memory, said_times=0)


def _said_again(reply: BotReply) -> BotReply:
    key = WORDS_BY_KIND.get(reply.kind, "bot-again")
    buttons = reply.buttons if key != "bot-again" or "human" in reply.buttons else (*reply.buttons, "human")
    return replace(reply, messages=(Message(key), *reply.messages), buttons=buttons)


def _fingerprint(reply: BotReply) -> str:
    """Of what the person sees."""
    hit = reply.hit or {}
    seen = (
        reply.kind,
        [(message.key, message.values) for message in reply.messages],
        [hit.get(name) for name in ("guide", "section", "steps", "body_markdown")],
        [(choice.title, choice.section) for choice in reply.choices],
        reply.step,
        reply.fields,
        reply.request,
    )
    return hashlib.blake2b(json.dumps(seen, sort_keys=True).encode(), digest_size=8).hexdigest()
