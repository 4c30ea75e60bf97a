"""Which question a form asks next, and its summary."""

from dataclasses import replace

from bot.dialogue.context import Outcome
from bot.dialogue.memory import Form, Memory
from bot.dialogue.reply import BotReply, Message, say
from bot.forms.definitions import CHANGE_BUTTONS, FIELD_BUTTONS, FIELDS, LONGEST_FIELD


def ask_next(memory: Memory) -> Outcome:
    """Ask the first missing field, or sum up when nothing is missing."""
    form = memory.form
    if form is None:
        return say("bot-cancelled", kind="cancelled"), memory
    missing = [field for field in FIELDS[form.name] if not form.fields.get(field)]
    if not missing:
        return _sum_up(memory, form, Message(f"bot-summary-{form.name}"))
    field = missing[0]
    reply = BotReply(
        kind="form",
        messages=(Message(f"bot-form-{form.name}-{field.replace('_', '-')}"),),
        buttons=FIELD_BUTTONS.get(field, ("cancel",)),
        form={"name": form.name, "field": field},
    )
    return reply, replace(memory, form=replace(form, asking=field))


def ask_what_to_change(memory: Memory, form: Form) -> Outcome:
    """A no to the summary: something in it is wrong, so ask what."""
    reply, memory = _sum_up(memory, form, Message("bot-form-which"))
    return replace(reply, buttons=(*CHANGE_BUTTONS[form.name], "cancel")), memory


def filled(memory: Memory, form: Form, field: str, value: str) -> Outcome:
    fields = {**form.fields, field: value[:LONGEST_FIELD]}
    return ask_next(replace(memory, form=replace(form, fields=fields, asked_again=0)))


def _sum_up(memory: Memory, form: Form, message: Message) -> Outcome:
    reply = BotReply(
        kind="summary",
        messages=(message,),
        buttons=("send", "no", "cancel"),
        fields={field: form.fields[field] for field in FIELDS[form.name]},
    )
    return reply, replace(memory, form=replace(form, asking=None))
