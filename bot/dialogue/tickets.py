"""More to say on an open ticket. Which one is the gateway's to know: it asks when there are several."""

from dataclasses import replace

from bot.dialogue.context import Context, Outcome
from bot.dialogue.reply import BotReply, say

ENOUGH_FOR_A_NOTE = 5
"""Words: `jag glömde säga en sak` announces, more than that says it."""


async def add_to_ticket(context: Context) -> Outcome:
    """Pass on what was said, or ask for it when it was only announced."""
    if context.turn.words > ENOUGH_FOR_A_NOTE or context.memory.note_wanted:
        return await take_note(context)
    return say("bot-note-what", buttons=("cancel",)), replace(context.memory, note_wanted=True)


async def take_note(context: Context) -> Outcome:
    """Without a ticket the gateway offers a person; with one it sends the note, and only the gateway knows."""
    fields = {"text": context.turn.text}
    return BotReply(kind="ticket_note", fields=fields), replace(context.memory, note_wanted=False, offered="order")
