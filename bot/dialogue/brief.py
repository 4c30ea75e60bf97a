"""A question of a word or two (`skärmen`, `boka`): choices, or a question back, before it is refused."""

from typing import Any

from bot.dialogue.choices import ask_which
from bot.dialogue.context import Outcome
from bot.dialogue.memory import Memory
from bot.dialogue.reply import say
from bot.dialogue.turn import Turn
from bot.dialogue.words import matter, shares_a_word

LONGEST_BRIEF = 2
TELL_MORE = "bot-tell-more"


def names_only(turn: Turn, memory: Memory) -> bool:
    """Whether the message names a matter and no more, and more was not asked for already."""
    return turn.button is None and turn.words <= LONGEST_BRIEF and bool(matter(turn.text)) and not was_asked(memory)


def says_nothing(turn: Turn, question: str) -> bool:
    """`det går inte`: no word of what, and nothing before it to lean on."""
    return turn.button is None and question == turn.text and not matter(turn.text)


def was_asked(memory: Memory) -> bool:
    """Whether the last thing we said was to tell more: what comes now belongs to the word before."""
    return any(each["key"] == TELL_MORE for each in (memory.last_reply or {}).get("messages", ()))


def about(text: str, hits: "tuple[dict[str, Any], ...]") -> "tuple[dict[str, Any], ...]":
    """Guides that are about the word, however little the search thought of them; one section a guide."""
    near = {hit["guide"]: hit for hit in reversed(hits) if shares_a_word(matter(text), _heading(hit))}
    return tuple(hit for hit in hits if near.get(hit["guide"]) is hit)


def ask_more(memory: Memory, near: "tuple[dict[str, Any], ...]") -> Outcome:
    """Two or three guides to choose from; else a question back, with a person as the other way."""
    if len(near) > 1:
        return ask_which(memory, near)
    return say(TELL_MORE, kind="refuse", buttons=("human",)), memory


def _heading(hit: "dict[str, Any]") -> str:
    return f"{hit['title']} {hit['section']} {hit['guide'].replace('-', ' ')}"
