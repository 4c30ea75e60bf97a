"""Guides that stand near a matter, as links in a sentence, and earlier ideas about the same."""

from typing import Any

from bot.clients.retrieval import SearchDownError
from bot.dialogue.context import Context
from bot.dialogue.shown import worth_showing
from bot.dialogue.words import shares_a_word

MOST_RELATED = 3


async def related_guides(
    context: Context, text: str, *, about: "tuple[str, ...]" = (), without: "tuple[str, ...]" = ()
) -> "tuple[dict[str, Any], ...]":
    """Up to three guides worth looking at; none when retrieval is down or finds nothing near.

    Args:
        context: of the turn.
        text: what is searched for.
        about: a guide whose title has one of these words is near, whatever the search decided.
        without: ids of guides that are shown anyway.
    """
    try:
        found = await context.search.find(text, language=context.turn.language, audience=list(context.turn.audience))
    except SearchDownError:
        return ()
    hits = [hit for hit in found.hits if hit["guide"] not in without]
    near = [hit for hit in hits if shares_a_word(about, f"{hit['title']} {hit['guide'].replace('-', ' ')}")]
    if not near and found.decision != "refuse":
        near = [hit for hit in hits if worth_showing(hit, after=found.hits[0])]
    return tuple(near[:MOST_RELATED])


async def earlier_ideas(context: Context, text: str) -> "tuple[str, ...]":
    """Ids of earlier ideas about the same; none when retrieval is down."""
    try:
        return await context.search.ideas(text, language=context.turn.language)
    except SearchDownError:
        return ()


def as_links(hits: "tuple[dict[str, Any], ...]") -> str:
    """Markdown links in the form guides use among themselves, which every channel can open."""
    return ", ".join(f"[{_label(hit['title'])}]({_target(str(hit['url']))})" for hit in hits)


def _label(title: str) -> str:
    return title.replace("[", "(").replace("]", ")")


def _target(url: str) -> str:
    stem, sign, anchor = url.removeprefix("/guides/").partition("#")
    return f"{stem}.md{sign}{anchor}"
