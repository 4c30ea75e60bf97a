"""A guide's section as a reply: whole, or the first screenful of it with the rest on request."""

import re
from dataclasses import replace
from typing import Any

from bot.dialogue.context import Context, Outcome
from bot.dialogue.memory import Memory
from bot.dialogue.reply import ANSWER_BUTTONS, BotReply, Message

LONGEST_PART = 600
"""Characters of running text: about a phone's screen. Steps are folded by the channel."""
MANY_STEPS = 5
"""More than these are folded; one at a time is then offered."""
NOISE = 0.45
"""The score a guide gets for nothing: `och om det inte går?` by itself finds its best guide at .451."""
WORTH_SHOWING = 0.45
"""A next guide is shown when it stands at least this share as high above the noise as the one before."""
MORE = re.compile(
    r"^(?:visa|läs|show|read|näytä|lue)? ?(?:mer|mera|resten|more|the rest|lisää|loput)[.!?]?$", re.IGNORECASE
)


def show(hit: "dict[str, Any]", *messages: Message) -> BotReply:
    """A guide's section with the three buttons."""
    return _part(hit, 0, *messages)


def remember_hits(memory: Memory, hits: "tuple[dict[str, Any], ...]") -> Memory:
    first, *rest = hits
    fresh = replace(memory, hit=first, rest=tuple(rest), choices=(), offered=None, step=0, part=0)
    return replace(fresh, refusals=0)


def worth_showing(following: "dict[str, Any]", *, after: "dict[str, Any]", share: float = WORTH_SHOWING) -> bool:
    return float(following["score"]) - NOISE >= share * (float(after.get("score") or 0) - NOISE)


def wants_more(context: Context) -> bool:
    """Whether there is a next screenful and the person asks for it."""
    turn, hit = context.turn, context.memory.hit
    asks = turn.button == "more" or (turn.button is None and bool(MORE.match(turn.text.strip())))
    return asks and hit is not None and context.memory.part + 1 < len(parts_of(hit))


async def show_more(context: Context) -> Outcome:
    memory = context.memory
    return _part(memory.hit or {}, memory.part + 1), replace(memory, part=memory.part + 1)


def parts_of(hit: "dict[str, Any]") -> "list[str]":
    """A section without steps, cut between paragraphs into screenfuls; a section with steps is one part."""
    body = str(hit.get("body_markdown") or "")
    if hit["steps"] or len(body) <= LONGEST_PART:
        return [body]
    parts: list[str] = []
    for piece in (short for paragraph in body.split("\n\n") for short in _cut(paragraph)):
        if parts and len(parts[-1]) + len(piece) + 2 <= LONGEST_PART:
            parts[-1] += f"\n\n{piece}"
        else:
            parts.append(piece)
    return parts


def _cut(paragraph: str) -> "list[str]":
    """A paragraph longer than a screen is cut after a sentence or a line, never inside a word."""
    pieces: list[str] = []
    left = paragraph.strip()
    while len(left) > LONGEST_PART:
        window = left[:LONGEST_PART]
        at = max(window.rfind(end) + 1 for end in (". ", "! ", "? ", "\n"))
        at = at or window.rfind(" ") + 1 or LONGEST_PART
        pieces.append(left[:at].rstrip())
        left = left[at:].lstrip()
    return [*pieces, left] if left else pieces


def _part(hit: "dict[str, Any]", number: int, *messages: Message) -> BotReply:
    parts = parts_of(hit)
    before = ("more",) if number + 1 < len(parts) else ("step:start",) if len(hit["steps"]) > MANY_STEPS else ()
    shown = {**hit, "body_markdown": parts[number]}
    return BotReply(kind="answer", messages=messages, hit=shown, buttons=(*before, *ANSWER_BUTTONS))
