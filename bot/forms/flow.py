"""Fill in a form: ask only what is missing, survive digressions, sum up, send or cancel.

The form is part of the remembered state (one slot), so it outlives restarts; see
docs/decisions/0006-forms-in-slots.md.
"""

from dataclasses import replace

from bot.clients.retrieval import SearchDownError
from bot.dialogue.answers import tried_so_far
from bot.dialogue.context import Context, Outcome
from bot.dialogue.memory import Form, Memory
from bot.dialogue.reply import BotReply, Message, say
from bot.forms.definitions import FIELD_BUTTONS, FIELDS, LONGEST_FIELD, ORDERS
from bot.forms.fields import contact_in, urgency_in

ASIDES = {
    "ask_bot_identity": "bot-identity",
    "ask_capabilities": "bot-capabilities-short",
    "insult": "bot-insult",
    "thank": "bot-thank-1",
    "greet": "bot-greet-short",
}
"""Remarks inside a form that get a word of their own before the form goes on."""
CONTROLS = frozenset({"request_human", "share_idea", "ask_ticket_status"})


async def start_form(context: Context, name: str, *, known: "dict[str, str] | None" = None) -> Outcome:
    """Open a form with what is known already and ask for the first field that is missing."""
    fields = {key: value[:LONGEST_FIELD] for key, value in (known or {}).items() if value}
    memory = replace(context.memory, form=Form(name=name, fields=fields), offered=None, choices=(), step=0)
    reply, memory = _ask_next(memory)
    return replace(reply, feedback="human" if name == "ticket" and memory.hit else None), memory


async def continue_form(context: Context, form: Form) -> Outcome:
    """One message while a form is open. Nothing a person writes is lost: it fills the field, or is answered."""
    turn = context.turn
    if turn.button == "cancel" or (turn.means("cancel") and turn.is_short):
        return say("bot-cancelled", kind="cancelled"), replace(context.memory, form=None)
    if turn.button:
        return _send(context, form) if turn.button == "send" and form.asking is None else _take_button(context, form)
    if turn.is_short and not contact_in(turn.text) and turn.means(*ASIDES, *CONTROLS):
        return _take_remark(context, form)
    if form.asking is None:
        return _take_word_on_summary(context, form)
    return await _take_text(context, form, form.asking)


def _take_remark(context: Context, form: Form) -> Outcome:
    """A short remark that fills no field gets its own word, then the form goes on."""
    intent = context.turn.intent
    if intent == "ask_ticket_status":
        return BotReply(kind="status_request", request="status"), context.memory
    return _aside(context, form, ASIDES[intent]) if intent in ASIDES else _ask_next(context.memory)


def _take_button(context: Context, form: Form) -> Outcome:
    field, _, value = str(context.turn.button).partition(":")
    if field == form.asking and value:
        return _filled(context.memory, form, field, value)
    return _ask_next(context.memory)


def _take_word_on_summary(context: Context, form: Form) -> Outcome:
    """The summary waits for a yes; anything else that is written belongs to the matter itself."""
    turn = context.turn
    if turn.means("affirm"):
        return _send(context, form)
    if turn.means("deny") and turn.is_short:
        return say("bot-cancelled", kind="cancelled"), replace(context.memory, form=None)
    first = FIELDS[form.name][0]
    longer = f"{form.fields.get(first, '')}\n{turn.text}".strip()
    return _filled(context.memory, form, first, longer)


async def _take_text(context: Context, form: Form, asking: str) -> Outcome:
    turn, memory = context.turn, context.memory
    if asking != FIELDS[form.name][0] and turn.intent == "ask_it_question" and turn.looks_like_question:
        digression = await _digress(context)
        if digression:
            return digression
    value: str | None = turn.text.strip()
    if asking == "urgency":
        value = urgency_in(turn.text) or ("normal" if form.asked_again or turn.means("affirm") else None)
    elif turn.is_short and turn.means("affirm", "deny") and asking != "what_exists" and not form.asked_again:
        value = None
    if not value:
        again = replace(form, asked_again=form.asked_again + 1)
        reply, memory = _ask_next(replace(memory, form=again))
        return replace(reply, messages=(Message("bot-form-please"), *reply.messages)), memory
    if form.name == "ticket":
        form = replace(form, fields={**_found_in(turn.text, form), **form.fields})
    return _filled(memory, form, asking, value)


async def _digress(context: Context) -> "Outcome | None":
    """A clear question in the middle is answered, then the form goes on where it was."""
    try:
        found = await context.search.find(
            context.turn.text, language=context.turn.language, audience=list(context.turn.audience)
        )
    except SearchDownError:
        return None
    if found.decision != "answer" or not found.hits:
        return None
    asked, memory = _ask_next(context.memory)
    reply = BotReply(
        kind="answer",
        messages=(Message("bot-form-go-on"), *asked.messages),
        hit=found.hits[0],
        buttons=asked.buttons,
        form=asked.form,
        decision={
            "decision": found.decision,
            "confidence": found.confidence,
            "guide": found.hits[0]["guide"],
            "section": found.hits[0]["section"],
        },
    )
    return reply, memory


def _aside(context: Context, form: Form, key: str) -> Outcome:
    reply, memory = _ask_next(replace(context.memory, form=form))
    return replace(reply, messages=(Message(key), *reply.messages)), memory


def _found_in(text: str, form: Form) -> "dict[str, str]":
    """What else a text says: how urgent it is, how to reach the person."""
    found = {"urgency": urgency_in(text), "contact": contact_in(text)}
    return {name: value for name, value in found.items() if value and name != form.asking}


def _filled(memory: Memory, form: Form, field: str, value: str) -> Outcome:
    fields = {**form.fields, field: value[:LONGEST_FIELD]}
    return _ask_next(replace(memory, form=replace(form, fields=fields, asked_again=0)))


def _ask_next(memory: Memory) -> Outcome:
    """Ask the first missing field, or sum up when nothing is missing."""
    form = memory.form
    if form is None:
        return say("bot-cancelled", kind="cancelled"), memory
    missing = [field for field in FIELDS[form.name] if not form.fields.get(field)]
    if not missing:
        reply = BotReply(
            kind="summary",
            messages=(Message(f"bot-summary-{form.name}"),),
            buttons=("send", "cancel"),
            fields={field: form.fields[field] for field in FIELDS[form.name]},
        )
        return reply, replace(memory, form=replace(form, asking=None))
    field = missing[0]
    reply = BotReply(
        kind="form",
        messages=(Message(f"bot-form-{form.name}-{field.replace('_', '-')}"),),
        buttons=FIELD_BUTTONS.get(field, ("cancel",)),
        form={"name": form.name, "field": field},
    )
    return reply, replace(memory, form=replace(form, asking=field))


def _send(context: Context, form: Form) -> Outcome:
    fields = {field: form.fields[field] for field in FIELDS[form.name]}
    tried = tried_so_far(context.memory) if form.name == "ticket" else ()
    reply = BotReply(kind=ORDERS[form.name], fields=fields, tried=tried)
    return reply, replace(context.memory.without_question(), form=None)


def ticket_prefill(context: Context) -> "dict[str, str]":
    """What a ticket already knows: the question, the contact, and what the words give away."""
    memory, turn = context.memory, context.turn
    what = memory.question or ""
    says_more = turn.button is None and not turn.is_short
    known = {"what": what or (turn.text if says_more and turn.words > LONG_REQUEST_WORDS else "")}
    known.update(_found_in(f"{what} {turn.text}", Form("ticket")))
    if turn.contact:
        known["contact"] = turn.contact
    return known


LONG_REQUEST_WORDS = 9
"""`kan jag få prata med nån på it` is seven words and says nothing of the matter."""
