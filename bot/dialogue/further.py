"""Another section of the guide on the screen: what a person adds may be what its heading says."""

import re
from typing import Any

from bot.clients.retrieval import SearchDownError
from bot.dialogue.context import Context
from bot.dialogue.memory import Memory
from bot.dialogue.words import DEVICES, matter, same_word

Section = dict[str, Any]
NO_SUBJECT = re.compile(
    r"^(?:hjälp|help|autt?[ao]|prov|test|tried|try|kokeil|problem|ongelma|fel|error|virhe|fung|funk|toimi|fortfarande|ändå|"
    r"still|heller|either|neither|vieläkään|samma|same|sama)",
    re.IGNORECASE,
)
"""Said of whatever does not work: a heading with one of these says nothing more."""


async def further_section(context: Context, *, failed: bool) -> "Section | None":
    """The section whose heading has most of the message's words, or None.

    Args:
        context: of a turn with a guide on the screen.
        failed: the section shown did not help, so that one with the same words may (`den gamla telefonen är borta`);
            else only words count that its heading lacks.
    """
    shown = context.memory.hit
    about = tuple(word for word in without_devices(matter(context.turn.text)) if not NO_SUBJECT.match(word))
    if shown is None or context.turn.button or not about:
        return None
    try:
        sections = await context.search.sections(
            str(shown["guide"]), language=context.turn.language, audience=list(context.turn.audience)
        )
    except SearchDownError:
        return None
    if not failed:
        here = matter(str(shown["section"]))
        about = tuple(word for word in about if not _stands_in(word, here))
    named = {at: _shared(about, each) for at, each in enumerate(sections) if not is_shown(each, context.memory)}
    best = max(named, key=lambda at: named[at], default=None)
    return sections[best] if best is not None and named[best] else None


def is_shown(hit: Section, memory: Memory) -> bool:
    shown = memory.hit or {}
    return bool(hit["guide"] == shown.get("guide") and hit["section"] == shown.get("section"))


def without_devices(about: "tuple[str, ...]") -> "tuple[str, ...]":
    return tuple(word for word in about if not DEVICES.match(word))


def _shared(about: "tuple[str, ...]", section: Section) -> int:
    """Words of the heading, if the section has steps to show."""
    heading = matter(str(section["section"])) if section["steps"] and section["section"] != section["title"] else ()
    return sum(_stands_in(word, heading) for word in about)


def _stands_in(word: str, words: "tuple[str, ...]") -> bool:
    return any(same_word(word, each) for each in words)
