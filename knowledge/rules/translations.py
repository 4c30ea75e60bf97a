"""A translation belongs to a guide that exists, and is in another language."""

from collections.abc import Iterator

from knowledge.guide import Guide, GuideId
from knowledge.rules.finding import Finding, Shelf, line_of


def _headings(guide: Guide) -> int:
    return sum(bool(section.anchor) for section in guide.sections)


def check(guide: Guide, shelf: Shelf) -> Iterator[Finding]:
    if guide.translation_of is None:
        if guide.language != "sv":
            yield Finding(guide.path, line_of(guide, "language:"), "say what it translates: `translation_of: <id>`")
        return
    original = shelf.guides.get(GuideId(guide.translation_of))
    line = line_of(guide, "translation_of:")
    if original is None:
        yield Finding(guide.path, line, f"there is no guide `{guide.translation_of}` to translate")
    elif original.language == guide.language:
        yield Finding(guide.path, line, "the translation is in the language of its original")
    elif (here := _headings(guide)) != (there := _headings(original)):
        yield Finding(
            guide.path, line, f"{here} headings where the original has {there}: write the same sections", True
        )
