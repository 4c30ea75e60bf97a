"""One step at a time, for people with the phone in one hand."""

import re
from dataclasses import replace

from bot.dialogue.context import Context, Outcome
from bot.dialogue.reply import BotReply, Message, say
from bot.dialogue.shown import show

START = re.compile(
    r"(?:en sak|ett steg|en|ett) i (?:taget|sänder)|steg för steg|stegvis|one (?:step|thing) at a time|step by step|"
    r"yksi (?:asia|vaihe|kohta)?\s*kerrallaan|vaihe vaiheelta|askel kerrallaan|"
    r"^(?:vad (?:ska|gör) (?:jag|ja|man)(?: göra)?|what (?:do|should|must) i do|"
    r"mitä (?:mä |minä )?(?:teen|pitää tehdä)) (?:först|nu|first|now|ensin|ensiksi|nyt)\?*$|"
    r"^(?:vad nu|what now|mitä nyt)\?*$",
    re.IGNORECASE,
)
NEXT = re.compile(
    r"^(?:ok(?:ej|ay)?[,!.]? )?(?:nästa(?: steg)?|vidare|fortsätt|sen då|och sen|ok(?:ej|ay)?|klart?|(?:det är )?gjort|"
    r"vad (?:ska|gör) (?:jag|ja|man)(?: göra)? (?:nu|sen|sedan)|what (?:do|should) i do (?:now|next|then)|"
    r"mitä (?:mä |minä )?(?:teen|pitää tehdä) (?:nyt|sitten|seuraavaksi)|"
    r"vad nu|what now|mitä nyt|next(?: step)?|go on|continue|done|and then|what'?s next|"
    r"seuraava(?: vaihe)?|jatka|eteenpäin|valmis|tehty|entä sitten|mitä sitten)(?: tack| please| kiitos)?[.!?]*$",
    re.IGNORECASE,
)
BACK = re.compile(
    r"^(?:gå |go )?(?:tillbaka|bakåt|backa|föregående(?: steg)?|förra(?: steget)?|ett steg bakåt|"
    r"back|previous(?: step)?|one step back|takaisin|edellinen(?: vaihe)?|taaksepäin)(?: tack| please| kiitos)?[.!?]*$",
    re.IGNORECASE,
)
AGAIN = re.compile(
    r"vilket steg|va(?:d|r) var (?:det|jag|vi)|^(?:igen|en gång till|samma igen|repetera|upprepa)\b|"
    r"which step|where (?:was|were|am) (?:i|we)|^(?:again|repeat|once more|say (?:that|it) again)\b|"
    r"mikä vaihe|missä (?:vaiheessa|kohdassa)|^(?:uudestaan|uudelleen|toista|vielä kerran)\b",
    re.IGNORECASE,
)
STOP = re.compile(
    r"^(?:visa |se |ge mig |show |näytä )?(?:alla(?: steg(?:en)?)?|hela guiden|allt(?: på en gång)?|"
    r"all(?: (?:the )?steps)?|everything|the whole guide|kaikki(?: vaiheet)?|koko ohje)[.!?]*$|"
    r"^(?:sluta|stopp?|stop|lopeta|seis)[.!]*$",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"\b(?:steg(?:et)?|punkt(?:en)?|step|point|vaihe\w*|kohta|kohda\w+|askel\w*)\s*(?:nummer |nr |number |numero )?"
    r"(?P<number>\d{1,2}|ett|två|tre|fyra|fem|sex|sju|åtta|one|two|three|four|five|six|seven|eight|"
    r"yksi|kaksi|kolme|neljä|viisi|kuusi)\b"
    r"|\b(?P<ordinal>första|andra|tredje|fjärde|femte|sjätte|sjunde|sista|first|second|third|fourth|fifth|sixth|last|"
    r"ensimmäi\w+|toi(?:nen|sen|ses\w+)|kolma\w+|neljä\w+|viide\w+|viimei\w+)\s+(?:steget|punkten|step|point|vaihe\w*|"
    r"kohda\w*|kohta\w*)\b"
    r"|\b(?P<short>\d{1,2})[:.]?(?:an|:?e|:?a|st|nd|rd|th)?\s+(?:steget|punkten|step|vaihe\w*|kohta\w*)\b",
    re.IGNORECASE,
)
BARE_NUMBER = re.compile(r"^(?:nummer |nr )?(\d{1,2})[.!?]*$")
WORDS_FOR = (
    ("ett", "one", "yksi", "första", "first", "ensi"),
    ("två", "two", "kaksi", "andra", "second", "toi"),
    ("tre", "three", "kolme", "tredje", "third", "kolma"),
    ("fyra", "four", "neljä", "fjärde", "fourth"),
    ("fem", "five", "viisi", "femte", "fifth", "viide"),
    ("sex", "six", "kuusi", "sjätte", "sixth"),
    ("sju", "seven", "seitsemän", "sjunde"),
    ("åtta", "eight"),
)
LAST_WORDS = ("sista", "last", "viimei")
LONGEST_ABOUT_A_STEP = 12
"""Words: longer than that and a step is only mentioned."""


def wanted_step(context: Context) -> "int | None":
    """The number of the step to show (one past the last when all are done), or None for other matters."""
    memory, turn = context.memory, context.turn
    if memory.hit is None or not memory.hit["steps"]:
        return None
    last = len(memory.hit["steps"])
    if turn.button:
        wished = {"step:start": 1, "step:next": memory.step + 1, "step:back": max(memory.step - 1, 1)}
        return wished.get(turn.button)
    named = named_step(turn.text, last) if turn.words <= LONGEST_ABOUT_A_STEP else None
    if named:
        return named
    if START.search(turn.text) and turn.words <= LONGEST_ABOUT_A_STEP:
        return memory.step or 1
    return _moved(turn.text.strip(), memory.step, last) if memory.step else None


def wants_step(context: Context) -> bool:
    return wanted_step(context) is not None


async def take_step(context: Context) -> Outcome:
    return await show_step(context, wanted_step(context) or 1)


def named_step(text: str, last: int) -> "int | None":
    """`steg 3`, `det tredje steget`, `third step`: 1 to `last`; the last one when the number is too high."""
    found = NUMBER.search(text)
    if not found:
        return None
    said = (found["number"] or found["ordinal"] or found["short"]).lower()
    if said.isdigit():
        return max(1, min(int(said), last))
    if said.startswith(LAST_WORDS):
        return last
    number = next((at for at, words in enumerate(WORDS_FOR, 1) if said.startswith(words)), None)
    return min(number, last) if number else None


def wants_all_steps(context: Context) -> bool:
    """Leave one at a time."""
    turn, memory = context.turn, context.memory
    if memory.hit is None or memory.step == 0:
        return False
    return turn.button == "step:stop" or (turn.button is None and bool(STOP.match(turn.text.strip())))


def wants_stepwise_first(context: Context) -> bool:
    """Asks for one thing at a time before anything is shown."""
    turn = context.turn
    return context.memory.hit is None and turn.button is None and bool(START.search(turn.text))


async def show_step(context: Context, number: int, *messages: Message) -> Outcome:
    """That one step, with buttons to go on and back; after the last one, whether it helped."""
    hit = context.memory.hit
    if hit is None:
        return say("bot-refuse-offer", kind="refuse", buttons=("human",)), context.memory
    steps = hit["steps"]
    if number > len(steps):
        buttons = ("solved", "unsolved", "step:back", "human")
        return say("bot-steps-done", kind="small_talk", buttons=buttons), replace(context.memory, step=len(steps) + 1)
    buttons = (
        *(("step:back",) if number > 1 else ()),
        *(("step:next",) if number < len(steps) else ("solved", "unsolved")),
        *(("step:stop",) if len(steps) > 1 else ()),
        "human",
    )
    reply = BotReply(
        kind="step",
        messages=messages,
        hit={**hit, "steps": [steps[number - 1]]},
        buttons=buttons,
        step={"number": number, "of": len(steps)},
    )
    return reply, replace(context.memory, step=number, offered=None)


async def show_all_steps(context: Context) -> Outcome:
    memory = replace(context.memory, step=0)
    return show(memory.hit or {}), memory


def _moved(text: str, step: int, last: int) -> "int | None":
    bare = BARE_NUMBER.match(text)
    if bare:
        return max(1, min(int(bare[1]), last))
    if NEXT.match(text):
        return step + 1
    if BACK.match(text):
        return max(step - 1, 1)
    return step if AGAIN.search(text) else None
