"""A guide carries at least four test questions in people's own words, and names sections that are there."""

from collections.abc import Iterator
from pathlib import PurePath

from knowledge.guide import Guide
from knowledge.parse import front_matter_of, section_named
from knowledge.rules.finding import Finding, Shelf, line_of

FEWEST = 4


def check(guide: Guide, shelf: Shelf) -> Iterator[Finding]:  # noqa: ARG001 - every rule has the same form
    line = line_of(guide, "questions:")
    if len(guide.questions) < FEWEST:
        yield Finding(guide.path, line, f"{len(guide.questions)} test questions: write at least {FEWEST}")
    for question in guide.questions:
        if question.casefold() == guide.title.casefold():
            yield Finding(guide.path, line, "a test question is a copy of the title; write how people ask")
    for question, anchor in front_matter_of(guide.source, path=PurePath(guide.path)).anchored("questions"):
        if anchor and section_named(anchor, guide.sections) is None:
            there = ", ".join(f"#{section.anchor}" for section in guide.sections if section.anchor) or "none"
            yield Finding(guide.path, line, f"`{question}`: no one section is #{anchor}; there are {there}")
