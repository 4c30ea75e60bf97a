"""Answer, ask back, or say that we don't know; and what follows an answer."""

import re
from dataclasses import replace
from typing import Any

from bot.clients.retrieval import SearchDownError, SearchResult
from bot.dialogue.context import Context, Outcome
from bot.dialogue.memory import Memory
from bot.dialogue.reply import ANSWER_BUTTONS, BotReply, Choice, Message, say

MOST_CHOICES = 3
NOISE = 0.42
"""The score a guide gets for nothing: nonsense reaches it too (median over the not-covered questions)."""
WORTH_SHOWING = 0.6
"""A next guide is shown when it stands at least this share as high above the noise as the first."""
FOLLOW_UP = re.compile(r"^(?:och|men|and|but|what about|entä|mutta|ja)\b", re.IGNORECASE)
FOLLOW_UP_WORDS = 6
ORDINALS = (
    re.compile(r"\b(?:1|ett|första|first|one|ensimmäinen|eka|yksi)\b", re.IGNORECASE),
    re.compile(r"\b(?:2|två|andra|second|two|toinen|toka|kaksi)\b", re.IGNORECASE),
    re.compile(r"\b(?:3|tre|tredje|third|three|kolmas|kolme)\b", re.IGNORECASE),
)


async def answer_question(context: Context) -> Outcome:
    """Search and answer, ask back or refuse."""
    question = _with_context(context)
    try:
        found = await context.search.find(
            question, language=context.turn.language, audience=list(context.turn.audience)
        )
    except SearchDownError:
        reply = say("bot-search-down", kind="refuse", buttons=("human",))
        return reply, replace(context.memory.without_question(), question=context.turn.text, offered="human")
    fresh = replace(context.memory.without_question(), question=question)
    decision = _decision(found)
    if found.decision == "answer" and found.hits:
        return replace(show(found.hits[0]), decision=decision), remember_hits(fresh, found.hits)
    if found.decision == "clarify" and len(found.hits) > 1:
        reply, memory = _ask_which(fresh, found.hits[:MOST_CHOICES])
        return replace(reply, decision=decision), memory
    reply = say("bot-refuse-offer", kind="refuse", buttons=("human",))
    return replace(reply, decision=decision), replace(fresh, offered="human")


def show(hit: "dict[str, Any]", *messages: Message) -> BotReply:
    """A guide's section with the three buttons."""
    return BotReply(kind="answer", messages=messages, hit=hit, buttons=ANSWER_BUTTONS)


def remember_hits(memory: Memory, hits: "tuple[dict[str, Any], ...]") -> Memory:
    first, *rest = hits
    return replace(memory, hit=first, rest=tuple(rest), choices=(), offered=None, step=0)


def picked_choice(context: Context) -> "int | None":
    """Which choice of the clarifying question the person means, by number or by its words; from 0."""
    choices = context.memory.choices
    if not choices:
        return None
    if (context.turn.button or "").startswith("choice:"):
        number = int(str(context.turn.button).rpartition(":")[2]) - 1
        return number if 0 <= number < len(choices) else None
    if context.turn.button or context.turn.words > FOLLOW_UP_WORDS:
        return None
    for number, pattern in enumerate(ORDINALS[: len(choices)]):
        if pattern.search(context.turn.text):
            return number
    return _by_words(context.turn.text, choices)


async def take_choice(context: Context, number: int) -> Outcome:
    """Show the chosen guide; the others stay as next best."""
    choices = context.memory.choices
    others = tuple(hit for index, hit in enumerate(choices) if index != number)
    return show(choices[number]), remember_hits(context.memory, (choices[number], *others))


async def try_next(context: Context) -> Outcome:
    """It did not help: the next best guide if it is worth showing, else a person."""
    memory = context.memory
    if memory.hit is None:
        if context.turn.button is None and not context.turn.is_short:
            return await answer_question(context)
        reply = say("bot-unsolved-offer", kind="refuse", buttons=("human",))
        return replace(reply, feedback="unsolved"), replace(memory, offered="human")
    tried = (*memory.tried, _tried(memory.hit, "unsolved"))
    best = float(memory.hit.get("score") or 0)
    following = memory.rest[0] if memory.rest and len(tried) == 1 else None
    if following and float(following["score"]) - NOISE >= WORTH_SHOWING * (best - NOISE):
        reply = show(following, Message("bot-next-best", {"title": following["title"]}))
        fresh = replace(memory, hit=following, rest=memory.rest[1:], tried=tried, step=0, choices=())
        return replace(reply, feedback="unsolved"), fresh
    reply = say("bot-unsolved-offer", kind="refuse", buttons=("human",))
    return replace(reply, feedback="unsolved"), replace(memory, tried=tried, offered="human")


async def confirm_solved(context: Context) -> Outcome:
    reply = say("bot-solved")
    feedback = "solved" if context.memory.hit else None
    return replace(reply, feedback=feedback), context.memory.without_question()


def tried_so_far(memory: Memory) -> "tuple[dict[str, str], ...]":
    """Guides the person saw, for the desk: the last one too, when nothing was said about it."""
    shown = {each["guide"] for each in memory.tried}
    if memory.hit and memory.hit["guide"] not in shown:
        return (*memory.tried, _tried(memory.hit, "shown"))
    return memory.tried


def _ask_which(memory: Memory, hits: "tuple[dict[str, Any], ...]") -> Outcome:
    choices = tuple(
        Choice(f"choice:{number}", hit["title"], hit["section"], hit["guide"]) for number, hit in enumerate(hits, 1)
    )
    reply = BotReply(kind="clarify", messages=(Message("bot-clarify"),), choices=choices, buttons=("human",))
    return reply, replace(memory, choices=hits, offered=None)


def _with_context(context: Context) -> str:
    """A short answer to a clarifying question, or `och på mobilen?`, is searched with what was asked before."""
    turn, memory = context.turn, context.memory
    if memory.question is None:
        return turn.text
    answers_choices = bool(memory.choices) and turn.is_short
    follows_up = turn.words <= FOLLOW_UP_WORDS and bool(FOLLOW_UP.match(turn.text))
    return f"{memory.question} {turn.text}" if answers_choices or follows_up else turn.text


def _by_words(text: str, choices: "tuple[dict[str, Any], ...]") -> "int | None":
    """The only choice whose title or section shares a longer word with what was written."""
    said = set(re.findall(r"\w{4,}", text.lower()))
    matching = [
        number
        for number, hit in enumerate(choices)
        if said & set(re.findall(r"\w{4,}", f"{hit['title']} {hit['section']}".lower()))
    ]
    return matching[0] if len(matching) == 1 else None


def _decision(found: SearchResult) -> "dict[str, Any]":
    top = found.hits[0] if found.hits else {}
    return {
        "decision": found.decision,
        "confidence": found.confidence,
        "guide": top.get("guide"),
        "section": top.get("section"),
    }


def _tried(hit: "dict[str, Any]", outcome: str) -> "dict[str, str]":
    return {"guide": hit["guide"], "title": hit["title"], "section": hit["section"], "outcome": outcome}
