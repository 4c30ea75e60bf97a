"""Each section has one list of four to nine steps: enough to get it done, few enough to keep in sight."""

from collections.abc import Iterator

from knowledge.guide import Guide
from knowledge.rules.finding import Finding, Shelf

FEWEST, MOST = 4, 9


def check(guide: Guide, shelf: Shelf) -> Iterator[Finding]:  # noqa: ARG001 - every rule has the same form
    for section in guide.sections:
        if not section.anchor:
            continue
        if len(section.list_lines) > 1:
            yield Finding(guide.path, section.list_lines[1], "a second numbered list: start a new `##` section")
        if not FEWEST <= len(section.steps) <= MOST:
            message = f"`{section.title}` has {len(section.steps)} steps: write {FEWEST} to {MOST}"
            yield Finding(guide.path, section.line, message)
