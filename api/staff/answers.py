"""Canned answers: a guide's steps in the person's language, to insert into a reply."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.chat.bot_reply import Hit
from api.chat.ports import SearchUnavailableError
from api.chat.services import Services
from api.staff.timeline import plain
from knowledge.guide import Guide, Section

MOST = 6
EVERYONE = ("alla",)


@dataclass(frozen=True, slots=True)
class CannedAnswer:
    """What can be inserted."""

    title: str
    section: str
    language: str
    text: str
    """Ready to send."""
    url: str
    """The guide's page."""


async def find_answers(use: Services, words: str, *, language: str) -> tuple[CannedAnswer, ...]:
    """The guides that fit best, in the person's language where there is one.

    With retrieval down, those whose title, section or systems hold one of the words.
    """
    if not words.strip():
        return ()
    try:
        found = await use.search.search(words, language=language, audience=EVERYONE)
    except SearchUnavailableError:
        return _from_shelf(use, words, language)
    answers = tuple(_from_hit(use, hit) for hit in found.hits)
    return answers[:MOST] or _from_shelf(use, words, language)


def _from_hit(use: Services, hit: Hit) -> CannedAnswer:
    body = _numbered(hit.steps) if hit.steps else plain(hit.body_markdown)
    return _answer(use, hit.title, hit.section, hit.language, body, hit.url)


def _from_shelf(use: Services, words: str, language: str) -> tuple[CannedAnswer, ...]:
    wanted = [word for word in words.casefold().split() if len(word) > 2]  # noqa: PLR2004 - "i", "på"
    guides = {guide.base: guide for guide in use.shelf.guides() if guide.is_for(EVERYONE)}
    found = []
    for base, original in guides.items():
        guide = use.shelf.version(str(base), language) or original
        for section in guide.sections:
            title = guide.title.casefold()
            named = " ".join((title, section.title, *guide.systems, *guide.tags)).casefold()
            hits = sum((word in title) + (word in named) for word in wanted)
            if hits and section.steps:
                found.append((hits, guide, section))
    found.sort(key=lambda each: -each[0])
    return tuple(_from_section(use, guide, section) for _, guide, section in found[:MOST])


def _from_section(use: Services, guide: Guide, section: Section) -> CannedAnswer:
    url = f"/guides/{guide.id}#{section.anchor}"
    return _answer(use, guide.title, section.title, guide.language, _numbered(section.steps), url)


def _answer(use: Services, title: str, section: str, language: str, body: str, url: str) -> CannedAnswer:
    heading = title if section in {"", title} else f"{title}: {section}"
    link = use.link(url)
    # Without a public address a link would lead nowhere in the person's chat.
    lines = [heading, body, *([link] if link.startswith("http") else [])]
    return CannedAnswer(title=title, section=section, language=language, text="\n\n".join(lines), url=url)


def _numbered(steps: Sequence[str]) -> str:
    return "\n".join(f"{number}. {plain(step)}" for number, step in enumerate(steps, 1))
