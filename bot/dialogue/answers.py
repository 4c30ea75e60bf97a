"""Answer, ask back, or say that we don't know; and what follows an answer."""

from dataclasses import replace
from typing import Any

from bot.clients.retrieval import SearchDownError, SearchResult
from bot.dialogue import brief
from bot.dialogue.choices import ask_which
from bot.dialogue.context import Context, Outcome
from bot.dialogue.further import further_section
from bot.dialogue.memory import Memory
from bot.dialogue.reply import Message, say
from bot.dialogue.shown import remember_hits, show, worth_showing
from bot.dialogue.steps import show_step
from bot.dialogue.words import matter

REFUSALS_BEFORE_PLAIN_OFFER = 2


async def answer_question(context: Context) -> Outcome:
    """Search and answer, ask back or refuse."""
    question = with_context(context)
    try:
        found = await search_for(context, question)
    except SearchDownError:
        reply = say("bot-search-down", kind="refuse", buttons=("human",))
        return reply, replace(context.memory.without_question(), question=context.turn.text, offered="human")
    if context.memory.hit and found.hits and found.hits[0]["guide"] == context.memory.hit["guide"]:
        section = await further_section(context, failed=False)
        if section:
            reply, memory = show_section(context, section)
            return replace(reply, decision=as_decision(found)), memory
    return await tell(context, question, found)


async def search_for(context: Context, question: str) -> SearchResult:
    """Guides for a question, as this person may see them."""
    return await context.search.find(question, language=context.turn.language, audience=list(context.turn.audience))


async def tell(context: Context, question: str, found: SearchResult) -> Outcome:
    """What was found for a question, as one reply."""
    before = context.memory
    root = question if question == context.turn.text else before.root or before.question
    fresh = replace(before.without_question(), question=question, root=root)
    if brief.says_nothing(context.turn, question) and found.decision != "clarify" and not brief.was_asked(before):
        reply, memory = brief.ask_more(fresh, ())
    elif found.decision == "answer" and found.hits:
        reply, memory = show(found.hits[0]), remember_hits(fresh, found.hits)
        if before.stepwise and memory.hit and memory.hit["steps"]:
            reply, memory = await show_step(replace(context, memory=replace(memory, stepwise=False)), 1)
    elif found.decision == "clarify" and len(found.hits) > 1:
        reply, memory = ask_which(replace(fresh, refusals=0), found.hits)
    elif brief.names_only(context.turn, before):
        reply, memory = brief.ask_more(fresh, brief.about(context.turn.text, found.hits))
    else:
        reply, memory = refuse(fresh, asks=context.turn.looks_like_question)
    return replace(reply, decision=as_decision(found)), memory


def refuse(memory: Memory, *, asks: bool) -> Outcome:
    """No guide. The second time in a row a person is offered as the way on, not as one of two.

    Told, not asked, after a ticket was sent, it is rather something for the ticket.
    """
    if memory.sent == "ticket" and not asks:
        reply = say("bot-refuse-note", kind="refuse", buttons=("yes", "human"))
        return reply, replace(memory, offered="note")
    refusals = memory.refusals + 1
    key = "bot-refuse-again" if refusals >= REFUSALS_BEFORE_PLAIN_OFFER else "bot-refuse-offer"
    reply = say(key, kind="refuse", buttons=("human",))
    return reply, replace(memory, refusals=refusals, offered="human")


async def try_next(context: Context) -> Outcome:
    """It did not help: the next best guide if it is worth showing, else a person."""
    memory = context.memory
    if memory.hit is None:
        if context.turn.button is None and not context.turn.is_short and matter(context.turn.text):
            return await answer_question(context)
        reply = say("bot-unsolved-offer", kind="refuse", buttons=("human",))
        return replace(reply, feedback="unsolved"), replace(memory, offered="human")
    tried = (*memory.tried, as_tried(memory.hit, "unsolved"))
    section = await further_section(context, failed=True)
    if section:
        reply, turned = show_section(context, section)
        return replace(reply, feedback="unsolved"), replace(turned, tried=tried)
    following = next(iter(memory.rest), None) if len(tried) == 1 else None
    if following and worth_showing(following, after=memory.hit):
        reply = show(following, _what_differs(memory.hit, following))
        fresh = replace(remember_hits(memory, (following, *memory.rest[1:])), tried=tried)
        return replace(reply, feedback="unsolved"), fresh
    reply = say("bot-unsolved-offer", kind="refuse", buttons=("human",))
    return replace(reply, feedback="unsolved"), replace(memory, tried=tried, offered="human", step=0)


async def confirm_solved(context: Context) -> Outcome:
    reply = say("bot-solved")
    feedback = "solved" if context.memory.hit else None
    return replace(reply, feedback=feedback), context.memory.without_question()


def tried_so_far(memory: Memory) -> "tuple[dict[str, str], ...]":
    """Guides the person saw, for the desk: the last one too, when nothing was said about it."""
    shown = {each["guide"] for each in memory.tried}
    if memory.hit and memory.hit["guide"] not in shown:
        return (*memory.tried, as_tried(memory.hit, "shown"))
    return memory.tried


def with_context(context: Context) -> str:
    """A short answer to a clarifying question, or `och på mobilen?`, is searched with what was asked before."""
    turn, memory = context.turn, context.memory
    if memory.question is None:
        return turn.text
    answers_choices = bool(memory.choices) and turn.is_short and not turn.looks_like_question
    tells_more = brief.was_asked(memory) and not turn.looks_like_question
    leans = answers_choices or tells_more or turn.leans
    return memory.with_question(turn.text) if leans else turn.text


def show_section(context: Context, section: "dict[str, Any]") -> Outcome:
    """Another section of the guide on the screen; what comes next best stays."""
    reply = show(section, Message("bot-follow-section", {"section": section["section"]}))
    return reply, turned_to(context.memory, section)


def turned_to(memory: Memory, section: "dict[str, Any]") -> Memory:
    return replace(remember_hits(memory, (section, *memory.rest)), tried=memory.tried)


def as_decision(found: SearchResult) -> "dict[str, Any]":
    """For the question log."""
    top = found.hits[0] if found.hits else {}
    return {
        "decision": found.decision,
        "confidence": found.confidence,
        "guide": top.get("guide"),
        "section": top.get("section"),
    }


def as_tried(hit: "dict[str, Any]", outcome: str) -> "dict[str, str]":
    return {"guide": hit["guide"], "title": hit["title"], "section": hit["section"], "outcome": outcome}


def _what_differs(before: "dict[str, Any]", following: "dict[str, Any]") -> Message:
    values = {"before": before["title"], "title": following["title"], "section": following["section"]}
    return Message("bot-next-best", values)
