"""Everything said around answers: a person, status, ideas, training, data, language, small talk."""

import re
from dataclasses import replace

from bot.clients.retrieval import SearchDownError
from bot.dialogue.answers import answer_question, show
from bot.dialogue.context import Context, Outcome
from bot.dialogue.reply import BotReply, Message, say
from bot.forms.flow import start_form, ticket_prefill

TRAINING_QUESTION = {
    "sv": "kurser och it-utbildning",
    "en": "courses and IT training",
    "fi": "kurssit ja it-koulutus",
}
LANGUAGE_WORDS = (
    ("sv", re.compile(r"svensk|swedish|ruotsi", re.IGNORECASE)),
    ("en", re.compile(r"engelsk|english|englan", re.IGNORECASE)),
    ("fi", re.compile(r"finsk|finnish|suome", re.IGNORECASE)),
)
ENOUGH_FOR_A_NOTE = 5
"""Words: `jag glömde säga en sak` announces, more than that says it."""
ENOUGH_FOR_AN_IDEA = 8


async def request_human(context: Context) -> Outcome:
    """A person takes over: the ticket form, with what is known filled in."""
    return await start_form(context, "ticket", known=ticket_prefill(context))


async def tell_status(context: Context) -> Outcome:
    return BotReply(kind="status_request", request="status"), context.memory


async def add_to_ticket(context: Context) -> Outcome:
    """Pass on what was said, or ask for it when it was only announced."""
    if context.turn.words > ENOUGH_FOR_A_NOTE or context.memory.note_wanted:
        return _note(context)
    return say("bot-note-what"), replace(context.memory, note_wanted=True)


def _note(context: Context) -> Outcome:
    fields = {"text": context.turn.text}
    return BotReply(kind="ticket_note", fields=fields), replace(context.memory, note_wanted=False)


async def take_note(context: Context) -> Outcome:
    return _note(context)


async def report_outage(context: Context) -> Outcome:
    """A known outage is told; else the question is answered and a person offered."""
    if context.turn.outage:
        reply = BotReply(
            kind="outage",
            messages=(Message("bot-outage-known", {"message": context.turn.outage}),),
            buttons=("human",),
        )
        return reply, context.memory
    reply, memory = await answer_question(context)
    if reply.kind == "refuse":
        reply = replace(reply, messages=(Message("bot-outage-none"),))
    return reply, memory


async def share_idea(context: Context) -> Outcome:
    """The sounding board: two or three questions that make an idea clearer, with related guides."""
    known = {}
    if context.turn.button is None and context.turn.words >= ENOUGH_FOR_AN_IDEA:
        known["problem"] = context.turn.text
    reply, memory = await start_form(context, "idea", known=known)
    related = await _related(context) if known else None
    if related:
        reply = replace(reply, messages=(Message("bot-idea-related", {"title": related}), *reply.messages))
    return replace(reply, messages=(Message("bot-idea-welcome"), *reply.messages)), memory


async def _related(context: Context) -> "str | None":
    try:
        found = await context.search.find(
            context.turn.text, language=context.turn.language, audience=list(context.turn.audience)
        )
    except SearchDownError:
        return None
    return str(found.hits[0]["title"]) if found.decision == "answer" and found.hits else None


async def offer_training(context: Context) -> Outcome:
    """The guide about courses, with a word before it; the wish itself is in the log for the trainers."""
    question = TRAINING_QUESTION.get(context.turn.language, TRAINING_QUESTION["sv"])
    try:
        found = await context.search.find(
            question, language=context.turn.language, audience=list(context.turn.audience)
        )
    except SearchDownError:
        return say("bot-training", buttons=("human",)), context.memory
    hit = next((hit for hit in found.hits if hit["guide"] == "it-utbildning"), None)
    if hit is None:
        return say("bot-training", buttons=("human",)), context.memory
    memory = replace(context.memory.without_question(), question=context.turn.text, hit=hit)
    return show(hit, Message("bot-training")), memory


async def small_talk(context: Context) -> Outcome:
    """A fitting short word; the same words get the same one."""
    intent = context.turn.intent
    variants = {"greet": 2, "thank": 2, "small_talk": 2}.get(intent)
    keys = {
        "goodbye": "bot-goodbye",
        "insult": "bot-insult",
        "ask_capabilities": "bot-capabilities",
        "ask_bot_identity": "bot-identity",
    }
    name = intent.replace("_", "-")
    key = f"bot-{name}-{len(context.turn.text) % variants + 1}" if variants else keys.get(intent, "bot-small-talk-1")
    buttons = ("human", "idea") if intent == "ask_capabilities" else ("human",) if intent == "insult" else ()
    return say(key, buttons=buttons), context.memory


async def ask_my_data(context: Context) -> Outcome:
    return BotReply(kind="data_request", request="export"), context.memory


async def delete_my_data(context: Context) -> Outcome:
    """Ask once before anything is taken away."""
    reply = say("bot-delete-sure", buttons=("yes", "no"))
    return reply, replace(context.memory, offered="delete")


async def change_language(context: Context) -> Outcome:
    for language, words in LANGUAGE_WORDS:
        if words.search(context.turn.text):
            reply = say("bot-language-changed", kind="language_changed")
            return replace(reply, language=language), context.memory
    return say("bot-language-which", buttons=("lang:sv", "lang:en", "lang:fi")), context.memory


async def affirm(context: Context) -> Outcome:
    """A yes to what was offered."""
    memory = replace(context.memory, offered=None)
    if context.memory.offered == "human":
        return await request_human(replace(context, memory=memory))
    if context.memory.offered == "delete":
        # Nothing is remembered: the gateway deletes, and so do we.
        return BotReply(kind="data_request", request="delete"), type(memory)()
    return say("bot-affirm-nothing"), memory


async def deny(context: Context) -> Outcome:
    memory = replace(context.memory, offered=None)
    key = "bot-deny-offer" if context.memory.offered else "bot-deny-nothing"
    return say(key), memory


async def cancel(context: Context) -> Outcome:
    memory = replace(context.memory, offered=None, choices=(), note_wanted=False, step=0)
    return say("bot-cancelled", kind="cancelled"), memory
