"""What leans on the turn before: answered within the guide shown last, or searched with it as context."""

import re
from dataclasses import replace
from typing import Any

from bot.clients.retrieval import SearchDownError, SearchResult
from bot.dialogue.answers import as_decision, search_for, show_section, tell, try_next, turned_to
from bot.dialogue.context import Context, Outcome
from bot.dialogue.further import is_shown, without_devices
from bot.dialogue.memory import Memory
from bot.dialogue.reply import BotReply, Message, say
from bot.dialogue.steps import LONGEST_ABOUT_A_STEP, named_step, show_step
from bot.dialogue.words import (
    PARTS_OF_A_SCREEN,
    begins_as_follow_up,
    matter,
    names_a_place,
    same_word,
    shares_a_word,
    without_no,
)

QUESTIONS = frozenset({"ask_it_question", "nlu_fallback", "report_outage"})
REPORTS = frozenset({"report_solved", "report_unsolved"})
"""Taken for a question when written as one: `funkar det på mac?` is no report that it works."""
IF = re.compile(r"\b(?:om|ifall|if|jos)\b", re.IGNORECASE)
NOT = re.compile(
    r"\b(?:inte|int|icke|ej|inget|ingenting|not|no|nothing|\w+n't|fails?|ei|en|eivät|krånglar|strular|misslyckas)\b",
    re.IGNORECASE,
)
WHERE = re.compile(r"\b(?:var|vart|where|missä|mistä|mihin|hitta\w*|find|löy\w+)\b", re.IGNORECASE)
TROUBLE = re.compile(
    r"\b(?:inte|int|fel\w*|hjälpte|saknas|misslyckas|krånglar|syns bara|not|fails?|failed|missing|wrong|drops?|"
    r"problems?|trouble|doesn't|won't|can't|ei|eivät|etkö|katkeilee|puuttuu|ongelma\w*|virhe\w*|epäonnistuu)\b",
    re.IGNORECASE,
)
"""A section's heading that says what to do when the usual way fails."""

ABOUT_A_TICKET = re.compile(
    r"\bbp-?\d|ärende|ticket|tiket|tukipyyn|pyyntö|anmäl|felanmäl|status|beställning|tilaus|case|request|ilmoitu",
    re.IGNORECASE,
)

Section = dict[str, Any]


def is_follow_up(context: Context) -> bool:
    """Whether the message is to be understood from the guide shown last."""
    turn, memory = context.turn, context.memory
    if memory.hit is None or turn.button or not turn.leans:
        return False
    begins = begins_as_follow_up(turn.text, turn.language)
    if turn.intent in REPORTS and turn.is_certain:
        return bool(begins and IF.search(turn.text)) or (turn.asks and bool(matter(turn.text)))
    if turn.intent == "deny":
        return names_a_place(turn.text, turn.language)
    unsure = turn.intent in QUESTIONS or not turn.is_certain
    return unsure and (turn.looks_like_question or begins)


def says_it_fails(context: Context) -> bool:
    """`funkar int`, and no more: the guide on the screen did not help."""
    turn = context.turn
    return bool(context.memory.hit and turn.is_question and not matter(turn.text) and NOT.search(turn.text))


def is_no_status(context: Context) -> bool:
    """`när kommer den?` after an answer, when nothing was sent, is about the answer."""
    turn, memory = context.turn, context.memory
    nothing_sent = memory.hit is not None and memory.sent is None
    return nothing_sent and turn.means("ask_ticket_status") and not ABOUT_A_TICKET.search(turn.text)


def asks_about_step(context: Context) -> bool:
    """As in `vad menas med steg 3?`."""
    turn, memory = context.turn, context.memory
    if memory.hit is None or not memory.hit["steps"] or turn.button or turn.words > LONGEST_ABOUT_A_STEP:
        return False
    return named_step(turn.text, len(memory.hit["steps"])) is not None and turn.looks_like_question


async def explain_step(context: Context) -> Outcome:
    """The step in its own words: the guide says no more, and nothing is made up."""
    hit = context.memory.hit or {}
    number = named_step(context.turn.text, len(hit["steps"])) or 1
    return await show_step(context, number, Message("bot-step-as-written"))


async def follow_up(context: Context) -> Outcome:
    """Within the guide if it says something about it, else with it as context, else honestly nothing."""
    try:
        sections = await context.search.sections(
            str((context.memory.hit or {})["guide"]),
            language=context.turn.language,
            audience=list(context.turn.audience),
        )
        return await _within(context, sections) or await _beyond(context, sections)
    except SearchDownError:
        return say("bot-search-down", kind="refuse", buttons=("human",)), replace(context.memory, offered="human")


async def _within(context: Context, sections: "tuple[Section, ...]") -> "Outcome | None":
    """By the words of the headings; trouble has headings of its own; what is on the screen is in the steps."""
    about = matter(context.turn.text)
    others = tuple(each for each in sections if not is_shown(each, context.memory))
    telling = without_devices(about) or about
    named = [each for each in others if shares_a_word(telling, _heading(each))]
    if NOT.search(without_no(context.turn.text)):
        trouble = [each for each in (named or others) if TROUBLE.search(each["section"])]
        if trouble and (named or not about):
            return show_section(context, trouble[0])
        if not about:
            return await try_next(context)
    if named:
        return show_section(context, named[0])
    looks_for = WHERE.search(context.turn.text) if not about else all(PARTS_OF_A_SCREEN.match(word) for word in about)
    return await _show_where(context, about) if looks_for else None


async def _show_where(context: Context, about: "tuple[str, ...]") -> "Outcome | None":
    """`var hittar jag den knappen?`: the step that names it, else the steps one by one until it is found."""
    memory = context.memory
    steps = (memory.hit or {})["steps"]
    if not steps:
        return None
    named = [number for number, step in enumerate(steps, 1) if shares_a_word(about, step)]
    if memory.step:
        at = min(memory.step, len(steps))
        return await show_step(context, at, Message("bot-step-as-written"))
    if len(named) == 1:
        return await show_step(context, named[0])
    return await show_step(context, 1, Message("bot-step-by-step"))


async def _beyond(context: Context, sections: "tuple[Section, ...]") -> Outcome:
    """By itself if that is a question of its own; then a step that names it; then with the context."""
    memory, text = context.memory, without_no(context.turn.text)
    about = matter(text)
    if without_devices(about):
        alone = await search_for(context, text)
        if alone.decision == "answer" and alone.hits and not is_shown(alone.hits[0], memory):
            return await tell(context, text, alone)
        found = _step_naming(about, (memory.hit or {}, *sections))
        if found:
            section, number = found
            return await show_step(replace(context, memory=turned_to(memory, section)), number)
    question = memory.with_question(text)
    together = await search_for(context, question)
    best = together.hits[0] if together.hits else None
    if best and together.decision != "refuse" and _says_something_new(best, about, memory):
        if best["guide"] == (memory.hit or {}).get("guide"):
            return show_section(context, best)
        return await tell(context, question, replace(together, decision="answer"))
    return _says_nothing(context, together)


def _says_something_new(hit: Section, about: "tuple[str, ...]", memory: Memory) -> bool:
    """Another section of the same guide, or another guide whose heading has the word; a device must be named."""
    if is_shown(hit, memory):
        return False
    device_only = bool(about) and not without_devices(about)
    if hit["guide"] == (memory.hit or {}).get("guide"):
        return not about or shares_a_word(about, f"{_heading(hit)} {hit['body_markdown']}")
    whole = f"{hit['title']} {hit['section']} {hit['body_markdown']}"
    if device_only and not shares_a_word(without_devices(matter(memory.root or memory.question or "")), whole):
        return False
    return shares_a_word(about, f"{hit['title']} {hit['section']}")


def _says_nothing(context: Context, found: SearchResult) -> Outcome:
    memory = context.memory
    title = str((memory.hit or {}).get("title") or "")
    reply = BotReply(kind="refuse", messages=(Message("bot-follow-nothing", {"title": title}),), buttons=("human",))
    decision = {**as_decision(found), "decision": "refuse"}
    asked = replace(memory, question=memory.with_question(context.turn.text), root=memory.root or memory.question)
    return replace(reply, decision=decision), replace(asked, offered="human")


def _step_naming(about: "tuple[str, ...]", sections: "tuple[Section, ...]") -> "tuple[Section, int] | None":
    """The first step with every word asked about."""
    for section in sections:
        for number, step in enumerate(section.get("steps") or (), 1):
            said = matter(step)
            if about and all(any(same_word(word, each) for each in said) for word in about):
                return section, number
    return None


def _heading(section: Section) -> str:
    """Without the title: what that names, all sections are about."""
    heading, title = str(section["section"]), str(section["title"])
    return heading.removeprefix(title) if heading != title else ""
