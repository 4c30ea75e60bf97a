"""The sounding board: two or three questions that make an idea clearer, with related guides."""

from dataclasses import replace

from bot.dialogue.context import Context, Outcome
from bot.dialogue.reply import Message
from bot.forms.flow import start_form, with_related

ENOUGH_FOR_AN_IDEA = 8
"""Words: `jag har en idé om bokningen av lokaler` tells its subject, no more."""


async def share_idea(context: Context) -> Outcome:
    known = {}
    if context.turn.button is None and context.turn.words >= ENOUGH_FOR_AN_IDEA:
        known["problem"] = context.turn.text
    reply, memory = await start_form(context, "idea", known=known)
    if known:
        reply = await with_related(context, reply, known["problem"])
    return replace(reply, messages=(Message("bot-idea-welcome"), *reply.messages)), memory
