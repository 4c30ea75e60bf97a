"""The sounding board: two or three questions that make an idea clearer, with related guides."""

import re
from dataclasses import replace

from bot.dialogue.context import Context, Outcome
from bot.dialogue.reply import Message
from bot.forms.flow import start_form, with_related

ENOUGH_FOR_AN_IDEA = 8
"""Words: `jag har en idé om bokningen av lokaler` tells its subject, no more."""

SAYS_SO = re.compile(
    r"^(?:(?:hej|moj|hi|hello|moi|terve)\W+)?(?:(?:jag|ja|vi) har (?:en idé|en ide|ett förslag)|"
    r"i have (?:an idea|a suggestion)|(?:mulla|minulla|meillä) (?:on|ois|olisi) (?:idea|ehdotus))\b",
    re.IGNORECASE,
)


def says_so(context: Context) -> bool:
    """Who begins with `jag har en idé` has one, however much it sounds like a question about the subject."""
    return context.turn.button is None and SAYS_SO.match(context.turn.text.strip()) is not None


async def share_idea(context: Context) -> Outcome:
    known = {}
    if context.turn.button is None and context.turn.words >= ENOUGH_FOR_AN_IDEA:
        known["problem"] = context.turn.text
    reply, memory = await start_form(context, "idea", known=known)
    if known:
        reply = await with_related(context, reply, known["problem"])
    return replace(reply, messages=(Message("bot-idea-welcome"), *reply.messages)), memory
