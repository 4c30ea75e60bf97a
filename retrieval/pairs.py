"""Texts that mean the same in two languages: what the adapter of a question in another language learns from."""

from collections import Counter
from collections.abc import Iterator, Sequence

from knowledge.glossary import Glossary
from knowledge.guide import LANGUAGES, Guide, Language

Pair = tuple[str, str]

_LONGEST = 200
"""Characters of a text worth learning from: questions are short."""
_WORDS_PER_ROW = 2


def main_language(guides: Sequence[Guide]) -> Language:
    """Language of most guides; Swedish when there is none."""
    counted = Counter(guide.language for guide in guides)
    return max(LANGUAGES, key=lambda language: counted[language])


def pairs_of(guides: Sequence[Guide], glossary: Glossary, *, foreign: Language, own: Language) -> list[Pair]:
    """Rows of the glossary; titles, headings, paragraphs and steps of guides that have both versions.

    Returns:
        Text in `foreign` and in `own`, each pair once, in an order that depends on the texts alone.
    """
    return list(dict.fromkeys([*_from_glossary(glossary, foreign, own), *_from_guides(guides, foreign, own)]))


def _from_glossary(glossary: Glossary, foreign: Language, own: Language) -> Iterator[Pair]:
    for concept in glossary.concepts:
        best = concept.words.get(own, ())[:1]
        for word in concept.words.get(foreign, ())[:_WORDS_PER_ROW]:
            yield from ((word, target) for target in best)


def _from_guides(guides: Sequence[Guide], foreign: Language, own: Language) -> Iterator[Pair]:
    by_base = {guide.base: guide for guide in guides if guide.language == own}
    for guide in guides:
        original = by_base.get(guide.base)
        if guide.language == foreign and original is not None:
            yield guide.title, original.title
            yield from _from_sections(guide, original)


def _from_sections(guide: Guide, original: Guide) -> Iterator[Pair]:
    """Only where both have as many: a step more or less and every later one would be paired wrongly."""
    if len(guide.sections) != len(original.sections):
        return
    for one, other in zip(guide.sections, original.sections, strict=True):
        yield one.title, other.title
        if len(one.blocks) == len(other.blocks):
            yield from (
                (text, same) for text, same in zip(one.blocks, other.blocks, strict=True) if len(text) <= _LONGEST
            )
