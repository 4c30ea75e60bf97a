"""The clarifying question: two or three choices, and any way of answering it."""

import re
from dataclasses import replace
from typing import Any

from bot.dialogue.context import Context, Outcome
from bot.dialogue.memory import Memory
from bot.dialogue.reply import BotReply, Choice, Message, say
from bot.dialogue.shown import remember_hits, show, worth_showing
from bot.dialogue.words import matter, same_word, tokens, word_set

MOST_CHOICES = 3
WORTH_AFTER_NONE = 0.7
"""The choices were close to each other; what comes after them must be as close."""
LONGEST_PICK = 8
"""Words: `den om att skrivaren inte syns i listan` is eight."""
AROUND = word_set(
    "den det de dom nummer nr alternativ alternativet val valet tack alltså jag ja menar menade tar ta vill ha "
    "gärna jo nog är e va i på allra då så guiden guide the one ones number option choice please i i'd mean meant "
    "want would like take it's its is guess think se sen vaihtoehto numero otan haluan tarkoitan tarkoitin "
    "varmaan kiitos olisi on"
)
ORDINALS = (
    word_set("1 1a ett ettan första översta first top 1st ensimmäinen ensimmäisen eka ekan yksi ykkönen ylin"),
    word_set("2 2a två tvåan andra second 2nd two toinen toisen toka tokan kaksi kakkonen"),
    word_set("3 3e tre trean tredje third 3rd three kolmas kolmannen kolme kolmonen"),
)
LAST = word_set("sista nedersta last bottom viimeinen viimeisen alin")
NONE = re.compile(
    r"\b(?:ing(?:en|et|a) av (?:dem|dom|de här|dessa|dem här|alternativen)|inget av det(?: här)?|ingendera|"
    r"nå(?:go)?t annat|none of (?:these|those|them)|neither|something else|not any of|"
    r"ei mikään|ei kumpikaan|en mitään näistä|jotain muuta)\b",
    re.IGNORECASE,
)


def ask_which(memory: Memory, hits: "tuple[dict[str, Any], ...]") -> Outcome:
    """Ask, and keep what did not fit among the choices for `none of these`."""
    offered = hits[:MOST_CHOICES]
    choices = tuple(
        Choice(f"choice:{number}", hit["title"], hit["section"], hit["guide"]) for number, hit in enumerate(offered, 1)
    )
    reply = BotReply(
        kind="clarify", messages=(Message("bot-clarify"),), choices=choices, buttons=("choice:none", "human")
    )
    return reply, replace(memory, choices=offered, rest=hits[MOST_CHOICES:], hit=None, offered=None)


def picked_choice(context: Context) -> "int | None":
    """Which choice of the clarifying question the person means, by number or by its words; from 0."""
    choices, turn = context.memory.choices, context.turn
    if not choices:
        return None
    if (turn.button or "").startswith("choice:"):
        number = str(turn.button).rpartition(":")[2]
        return int(number) - 1 if number.isdigit() and 0 < int(number) <= len(choices) else None
    if turn.button or turn.words > LONGEST_PICK:
        return None
    by_place = _by_place(turn.text, len(choices))
    if by_place is not None or turn.is_worded_as_question:
        return by_place
    return _by_words(turn.text, choices)


def wants_none(context: Context) -> bool:
    """The person says that no choice fits."""
    turn = context.turn
    if not context.memory.choices:
        return False
    if turn.button:
        return turn.button in {"choice:none", "unsolved", "no"}
    return bool(NONE.search(turn.text)) or (turn.is_short and turn.means("deny", "report_unsolved"))


def picks(context: Context) -> bool:
    return picked_choice(context) is not None


async def take_choice(context: Context) -> Outcome:
    """Show the chosen guide; the others stay as next best."""
    memory, number = context.memory, picked_choice(context) or 0
    others = tuple(hit for index, hit in enumerate(memory.choices) if index != number)
    chosen = memory.choices[number]
    return show(chosen), remember_hits(memory, (chosen, *others, *memory.rest))


async def take_none(context: Context) -> Outcome:
    """What came after the choices, as new choices or as an answer; else a person."""
    memory = context.memory
    following = next(iter(memory.rest), None)
    if following and worth_showing(following, after=memory.choices[0], share=WORTH_AFTER_NONE):
        return show(following, Message("bot-none-next")), remember_hits(memory, memory.rest)
    reply = say("bot-none-offer", kind="refuse", buttons=("human",))
    return reply, replace(memory, choices=(), rest=(), offered="human")


def _by_place(text: str, count: int) -> "int | None":
    """Only when the message says nothing but a place: `jag har två skärmar` picks nothing."""
    left = [word for word in tokens(text.replace(":", "")) if word not in AROUND]
    if len(left) != 1:
        return None
    if left[0] in LAST:
        return count - 1
    return next((number for number, words in enumerate(ORDINALS[:count]) if left[0] in words), None)


def _by_words(text: str, choices: "tuple[dict[str, Any], ...]") -> "int | None":
    """The choice that has most of the words written, when it is the only one with so many."""
    said = matter(text)
    shared = [_shared(said, matter(f"{hit['title']} {hit['section']}")) for hit in choices]
    best = max(shared)
    return shared.index(best) if 2 * best > len(said) and shared.count(best) == 1 else None


def _shared(said: "tuple[str, ...]", words: "tuple[str, ...]") -> int:
    return sum(any(same_word(each, word) for word in words) for each in said)
