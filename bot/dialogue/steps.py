"""One step at a time, for people with the phone in one hand."""

import re
from dataclasses import replace

from bot.dialogue.context import Context, Outcome
from bot.dialogue.reply import BotReply, say

START = re.compile(
    r"en sak i taget|ett steg i taget|steg för steg|one (?:step|thing) at a time|step by step|"
    r"yksi (?:asia|vaihe) kerrallaan|vaihe vaiheelta",
    re.IGNORECASE,
)
NEXT = re.compile(
    r"^(?:ok(?:ej)?[,!.]? )?(?:nästa(?: steg)?|vidare|next(?: step)?|seuraava(?: vaihe)?)[.!]?$",
    re.IGNORECASE,
)
BACK = re.compile(r"^(?:tillbaka|backa|föregående|back|previous|takaisin|edellinen)[.!]?$", re.IGNORECASE)
AGAIN = re.compile(r"vilket steg|which step|mikä vaihe", re.IGNORECASE)


def wanted_step(context: Context) -> "int | None":
    """The number of the step to show, or None when this message is about something else."""
    memory, turn = context.memory, context.turn
    if memory.hit is None or not memory.hit["steps"]:
        return None
    last = len(memory.hit["steps"])
    if turn.button == "step:start" or (turn.button is None and START.search(turn.text)):
        return 1
    if memory.step == 0:
        return None
    if turn.button == "step:next" or (turn.button is None and NEXT.match(turn.text.strip())):
        return min(memory.step + 1, last)
    if turn.button == "step:back" or (turn.button is None and BACK.match(turn.text.strip())):
        return max(memory.step - 1, 1)
    return memory.step if turn.button is None and AGAIN.search(turn.text) else None


async def show_step(context: Context, number: int) -> Outcome:
    """That one step, with buttons to go on and back."""
    hit = context.memory.hit
    if hit is None:
        return say("bot-refuse-offer", kind="refuse", buttons=("human",)), context.memory
    steps = hit["steps"]
    buttons = [
        *(["step:back"] if number > 1 else []),
        *(["step:next"] if number < len(steps) else ["solved", "unsolved"]),
        "human",
    ]
    reply = BotReply(
        kind="step",
        hit={**hit, "steps": [steps[number - 1]]},
        buttons=tuple(buttons),
        step={"number": number, "of": len(steps)},
    )
    return reply, replace(context.memory, step=number)
