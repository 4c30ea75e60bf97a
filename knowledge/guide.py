"""The boxes that travel from a Markdown file to the index: Guide, Section, Chunk."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NewType, get_args

GuideId = NewType("GuideId", str)
"""A guide's own id: the file's stem, with language suffix for a translation (`vpn-hemifran.en`)."""

BaseId = NewType("BaseId", str)
"""The id that all language versions share: no language suffix (`vpn-hemifran`)."""

Language = Literal["sv", "en", "fi"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

Status = Literal["published", "draft", "archived"]
STATUSES: tuple[Status, ...] = get_args(Status)

EVERYONE = "alla"
"""The audience that every asker belongs to."""

_LANGUAGE_SUFFIX = re.compile(r"\.(sv|en|fi)$")


def base_id(stem: str) -> BaseId:
    """Cut a language suffix (`.sv`, `.en`, `.fi`); any other dot belongs to the id."""
    return BaseId(_LANGUAGE_SUFFIX.sub("", stem))


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with what stands under it. The text before the first `##` is a section with anchor ""."""

    title: str
    anchor: str
    line: int
    """Of the heading in the file, from 1."""
    lead: str
    """Markdown before the steps."""
    steps: tuple[str, ...]
    """Inline Markdown; what follows on inside a step comes after a line break."""
    body_markdown: str
    """Everything under the heading, steps included."""
    blocks: tuple[str, ...]
    """The same as plain text, one paragraph or step each: what is indexed."""
    list_lines: tuple[int, ...] = ()
    """Where the section's ordered lists begin, from 1."""
    heading_level: int = 2


@dataclass(frozen=True, slots=True)
class Guide:
    """One language version of one guide, variables filled in."""

    id: GuideId
    title: str
    language: Language
    sections: tuple[Section, ...]
    path: str
    source: str
    """The file as written."""
    content_hash: str
    """Of the text as read by people: changes with the file and with the town variables in it."""
    owner: str | None = None
    reviewed: date | None = None
    review_every: timedelta | None = None
    audience: tuple[str, ...] = (EVERYONE,)
    systems: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    question_sections: tuple[tuple[str, int], ...] = ()
    """Of the questions whose section the author names, each with the position of that section."""
    status: Status = "published"
    translation_of: BaseId | None = None

    @property
    def base(self) -> BaseId:
        return self.translation_of or base_id(self.id)

    def is_overdue(self, today: date) -> bool:
        """Tell whether the review is late. A guide that promises no review is never late."""
        if self.reviewed is None or self.review_every is None:
            return False
        return self.reviewed + self.review_every < today

    def is_for(self, audience: tuple[str, ...]) -> bool:
        return EVERYONE in self.audience or not set(self.audience).isdisjoint(audience)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of one section, short enough to embed, with title and heading in front."""

    guide: GuideId
    section: int
    """Position in `Guide.sections`."""
    text: str
