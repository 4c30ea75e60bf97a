"""Fill in a form: ask only what is missing, survive digressions, sum up, send or cancel.

The form is part of the remembered state (one slot), so it outlives restarts; see
docs/decisions/0006-forms-in-slots.md.
"""

import asyncio
from dataclasses import replace

from bot.dialogue.answers import tried_so_far
from bot.dialogue.context import Context, Outcome
from bot.dialogue.memory import Form, Memory
from bot.dialogue.related import as_links, earlier_ideas, related_guides
from bot.dialogue.reply import BotReply, Message
from bot.dialogue.words import matter, only_says_yes
from bot.forms.asides import digress, leaves, take_remark
from bot.forms.asking import ask_next, ask_what_to_change, filled
from bot.forms.correct import Correction, put_right, read_correction
from bot.forms.definitions import FIELDS, LONGEST_FIELD, ORDERS
from bot.forms.fields import contact_in, here_in_chat, tells_how_to_reach, urgency_in


async def start_form(context: Context, name: str, *, known: "dict[str, str] | None" = None) -> Outcome:
    """Open a form with what is known already and ask for the first field that is missing."""
    fields = {key: value[:LONGEST_FIELD] for key, value in (known or {}).items() if value}
    memory = replace(context.memory, form=Form(name=name, fields=fields), offered=None, choices=(), step=0, refusals=0)
    reply, memory = ask_next(memory)
    return replace(reply, feedback="human" if name == "ticket" and memory.hit else None), memory


async def continue_form(context: Context, form: Form) -> Outcome:
    """One message while a form is open. Nothing a person writes is lost: it fills the field, or is answered."""
    turn = context.turn
    left = leaves(context)
    if left:
        return left
    if turn.button:
        return _take_button(context, form, *turn.button.split(":", 1))
    corrected = _take_correction(context, form)
    if corrected:
        return corrected
    remark = take_remark(context, form)
    if remark:
        return remark
    if form.asking is None:
        return await _take_word_on_summary(context, form)
    return await _take_text(context, form, form.asking)


async def with_related(context: Context, reply: BotReply, problem: str) -> BotReply:
    """The sounding board's next question, with the guides and the earlier ideas that are near the idea."""
    guides, ideas = await asyncio.gather(related_guides(context, problem), earlier_ideas(context, problem))
    reply = replace(reply, ideas=ideas)
    if not guides:
        return reply
    return replace(reply, messages=(Message("bot-idea-related", {"guides": as_links(guides)}), *reply.messages))


def agree(context: Context, idea: str) -> Outcome:
    """The person agrees with an earlier idea and need send none; a ticket that is being filled in goes on."""
    memory, form = context.memory, context.memory.form
    if form is not None and form.name != "idea":
        reply, memory = ask_next(memory)
    else:
        reply, memory = BotReply("idea_agreement"), replace(memory.without_question(), form=None) if form else memory
    return replace(reply, kind="idea_agreement", fields={"idea": idea}), memory


def _take_button(context: Context, form: Form, field: str, value: str = "") -> Outcome:
    memory = context.memory
    if field == "agree" and value:
        return agree(context, value)
    if field == "send" and form.asking is None:
        return _send(context, form)
    if field == "no" and form.asking is None:
        return ask_what_to_change(memory, form)
    if field == "change" and value in form.fields:
        return _ask_again(memory, form, value)
    if field == form.asking and value:
        return filled(memory, form, field, value)
    return ask_next(memory)


def _take_correction(context: Context, form: Form) -> "Outcome | None":
    """A value that is filled in already is put right, at the summary or in the middle."""
    turn, memory = context.turn, context.memory
    correction = read_correction(turn.text, form.fields)
    if correction is None or (form.asking is not None and not _is_complete(correction)):
        return None
    if correction.field is None:
        return ask_what_to_change(memory, form) if turn.is_short else None
    if correction.value is None:
        return _ask_again(memory, form, correction.field)
    value = correction.value
    if correction.field == "urgency":
        value = urgency_in(value) or "normal"
    value = put_right(form.fields.get(correction.field, ""), value)
    reply, memory = filled(memory, form, correction.field, value)
    return replace(reply, messages=(Message("bot-form-changed"), *reply.messages)), memory


def _is_complete(correction: Correction) -> bool:
    return correction.field is not None and correction.value is not None


def _ask_again(memory: Memory, form: Form, field: str) -> Outcome:
    kept = {name: value for name, value in form.fields.items() if name != field}
    return ask_next(replace(memory, form=replace(form, fields=kept, asked_again=0)))


async def _take_word_on_summary(context: Context, form: Form) -> Outcome:
    """The summary waits for a yes; a question is answered, the rest belongs to the matter itself."""
    turn = context.turn
    if only_says_yes(turn.text):
        return _send(context, form)
    if _says_no(context):
        return ask_what_to_change(context.memory, form)
    digression = await digress(context)
    if digression:
        return digression
    first = FIELDS[form.name][0]
    longer = f"{form.fields.get(first, '')}\n{turn.text}".strip()
    return filled(context.memory, form, first, longer)


async def _take_text(context: Context, form: Form, asking: str) -> Outcome:
    turn, memory = context.turn, context.memory
    first = FIELDS[form.name][0]
    digression = await digress(context) if asking != first else None
    if digression:
        return digression
    if asking == "contact" and not form.asked_again and not tells_how_to_reach(turn.text):
        return _add_to_what(context, form)
    value = _value(context, form, asking)
    if not value:
        reply, memory = ask_next(replace(memory, form=replace(form, asked_again=form.asked_again + 1)))
        return replace(reply, messages=(Message("bot-form-please"), *reply.messages)), memory
    if form.name == "ticket":
        form = replace(form, fields={**_found_in(turn.text, form), **form.fields})
    reply, memory = filled(memory, form, asking, value)
    if asking == "problem":
        reply = await with_related(context, reply, value)
    return reply, memory


def _value(context: Context, form: Form, asking: str) -> "str | None":
    """What goes into the field; None when it is to be asked once more."""
    text = context.turn.text.strip()
    if asking == "urgency":
        return urgency_in(text) or ("normal" if form.asked_again else None)
    if asking == "contact" and here_in_chat(text):
        return "chat"
    says_nothing = only_says_yes(text) or _says_no(context)
    return None if says_nothing and asking != "what_exists" and not form.asked_again else text


def _add_to_what(context: Context, form: Form) -> Outcome:
    """More about the matter, said while something else was asked: it is kept, and asked once more."""
    what = f"{form.fields.get('what', '')}\n{context.turn.text}".strip()[:LONGEST_FIELD]
    kept = replace(form, fields={**form.fields, "what": what}, asked_again=form.asked_again + 1)
    reply, memory = ask_next(replace(context.memory, form=kept))
    return replace(reply, messages=(Message("bot-form-added"), *reply.messages)), memory


def _says_no(context: Context) -> bool:
    turn = context.turn
    return turn.is_short and turn.means("deny") and not matter(turn.text) and not contact_in(turn.text)


def _found_in(text: str, form: Form) -> "dict[str, str]":
    """What else a text says: how urgent it is, how to reach the person."""
    found = {"urgency": urgency_in(text), "contact": contact_in(text)}
    return {name: value for name, value in found.items() if value and name != form.asking}


def _send(context: Context, form: Form) -> Outcome:
    fields = {field: form.fields[field] for field in FIELDS[form.name]}
    tried = tried_so_far(context.memory) if form.name == "ticket" else ()
    reply = BotReply(kind=ORDERS[form.name], fields=fields, tried=tried)
    return reply, replace(context.memory.without_question(), form=None, sent=form.name)


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
