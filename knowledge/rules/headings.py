"""One title, the same in front matter and heading; below it only `##`, each with words of its own."""

from collections.abc import Iterator
from pathlib import PurePath

from knowledge.guide import Guide
from knowledge.parse import front_matter_of
from knowledge.rules.finding import Finding, Shelf, line_of

SECTION_LEVEL = 2


def check(guide: Guide, shelf: Shelf) -> Iterator[Finding]:
    stated = front_matter_of(guide.source, path=PurePath(guide.path)).text("title")
    if stated and shelf.variables.fill_in(stated, guide.language) != guide.title:
        message = f"the heading `{guide.title}` and the front matter's title `{stated}` differ"
        yield Finding(guide.path, line_of(guide, "title:"), message)
    sections = [section for section in guide.sections if section.anchor]
    if not sections:
        yield Finding(guide.path, 1, "no section: write `## ` and under it the steps")
    for section in sections:
        if section.heading_level != SECTION_LEVEL:
            yield Finding(guide.path, section.line, f"`{section.title}`: headings below the title are `##`")
