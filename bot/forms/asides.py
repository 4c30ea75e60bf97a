"""What may come in the middle of a form without being its answer: leaving, a remark, a question."""

import re
from dataclasses import replace

from bot.clients.retrieval import SearchDownError
from bot.dialogue.answers import as_decision
from bot.dialogue.context import Context, Outcome
from bot.dialogue.memory import Form
from bot.dialogue.reply import BotReply, Message, say
from bot.dialogue.shown import show
from bot.dialogue.small import insult_key, language_in
from bot.forms.asking import ask_next
from bot.forms.definitions import FIELDS
from bot.forms.fields import contact_in

ASIDES = {
    "ask_bot_identity": "bot-identity",
    "ask_capabilities": "bot-capabilities-short",
    "thank": "bot-thank-1",
    "greet": "bot-greet-short",
    "delete_my_data": "bot-form-first",
    "ask_my_data": "bot-form-first",
}
"""Remarks inside a form that get a word of their own before the form goes on."""
CONTROLS = frozenset({"request_human", "share_idea", "ask_ticket_status", "insult", "change_language"})
LEAVING = re.compile(
    r"^(?:nej tack,? )?(?:avbryt|avsluta|sluta|stopp?|glöm (?:de|det|alltihop)|strunta? i (?:de|det)|"
    r"skit i (?:de|det)|låt (?:de|det) vara|cancel|quit|exit|abort|never ?mind|forget (?:it|about it)|stop|leave it|"
    r"peruuta|peru|keskeytä|lopeta|unohda(?: koko juttu)?|anna olla|antaa olla|jätä)(?: tack| please| kiitos)?[.!]*$",
    re.IGNORECASE,
)
"""Always understood, however unsure the classifier is."""
LONGEST_LEAVING = 8
"""Words: `nej förresten, det löste sig av sig själv`."""


def leaves(context: Context) -> "Outcome | None":
    """The person stops, or says that it works now: nothing is sent."""
    turn = context.turn
    closed = replace(context.memory, form=None)
    stops = turn.button == "cancel" or (turn.means("cancel") and turn.is_certain and turn.words <= LONGEST_LEAVING)
    if stops or (turn.button is None and LEAVING.match(turn.text.strip())):
        return say("bot-cancelled", kind="cancelled"), closed
    if turn.button == "solved" or (turn.means("report_solved") and turn.is_certain and turn.words <= LONGEST_LEAVING):
        reply = say("bot-solved-in-form", kind="cancelled")
        feedback = "solved" if context.memory.hit else None
        return replace(reply, feedback=feedback), replace(closed.without_question(), form=None)
    return None


def take_remark(context: Context, form: Form) -> "Outcome | None":
    """A short remark that fills no field gets its own word, then the form goes on."""
    turn = context.turn
    is_remark = turn.is_certain and turn.means(*ASIDES, *CONTROLS)
    if not turn.is_short or contact_in(turn.text) or not is_remark:
        return None
    reply, memory = ask_next(context.memory)
    if turn.intent == "ask_ticket_status":
        return replace(reply, kind="status_request", request="status", fields={}), memory
    if turn.intent == "change_language":
        return _change_language(context, reply), memory
    if turn.intent == "insult":
        said = Message(insult_key(memory.insults))
        return replace(reply, messages=(said, *reply.messages)), replace(memory, insults=memory.insults + 1)
    if turn.intent in ASIDES:
        return replace(reply, messages=(Message(ASIDES[turn.intent]), *reply.messages)), memory
    return (reply, memory) if form.asking is None or not _may_be_the_answer(context, form) else None


async def digress(context: Context) -> "Outcome | None":
    """A clear question in the middle is answered, then the form goes on where it was."""
    turn = context.turn
    if turn.intent != "ask_it_question" or not turn.looks_like_question:
        return None
    try:
        found = await context.search.find(turn.text, language=turn.language, audience=list(turn.audience))
    except SearchDownError:
        return None
    if found.decision != "answer" or not found.hits:
        return None
    asked, memory = ask_next(context.memory)
    answer = show(found.hits[0], Message("bot-form-go-on"), *_question_in_words(asked))
    return replace(answer, buttons=asked.buttons, form=_place(asked, memory.form), decision=as_decision(found)), memory


def _question_in_words(asked: BotReply) -> "tuple[Message, ...]":
    return (Message("bot-summary-waits"),) if asked.kind == "summary" else asked.messages


def _place(asked: BotReply, form: "Form | None") -> "dict[str, str] | None":
    """Where the form is; a waiting summary is told by its last field."""
    return asked.form or ({"name": form.name, "field": FIELDS[form.name][-1]} if form else None)


def _change_language(context: Context, asked: BotReply) -> BotReply:
    language = language_in(context.turn.text)
    if language is None:
        message, buttons = Message("bot-language-which"), ("lang:sv", "lang:en", "lang:fi", "cancel")
        return replace(asked, messages=(message,), buttons=buttons, kind="form", form=asked.form, fields={})
    changed = Message("bot-language-changed")
    if asked.kind == "summary":
        return replace(asked, messages=(changed, *asked.messages), language=language)
    return replace(asked, kind="language_changed", messages=(changed, *asked.messages), language=language)


def _may_be_the_answer(context: Context, form: Form) -> bool:
    """`en idé` said to a form about an idea is no control; `prata med nån` inside a ticket is."""
    return context.turn.intent == "share_idea" and form.name == "idea"
