"""Guess the language of a guide that does not say it."""

import re
from collections import Counter

from knowledge.guide import LANGUAGES, Language

# The most frequent small words that the other two languages do not have. A guide has hundreds of words,
# so a count is enough here; a question of three words needs a real detector.
_SWEDISH = "och att det som är på för av med inte den till om har kan du din från eller välj när ska"
_ENGLISH = "the and to of is you your that for with on are this can or not select from when be"
_FINNISH = "ja on ei se että voit jos kun tai ovat sekä tämä myös sen valitse jotka kuin mutta sitten"
_SMALL_WORDS = {"sv": _SWEDISH.split(), "en": _ENGLISH.split(), "fi": _FINNISH.split()}
_FINNISH_ENDING = re.compile(
    r"(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|ksi|nen|aan|ään|een|iin|oon|uun|yyn|öön|[djit]en|tty|ttu|v[aä]t|uus|yys)$"
)
"""Of words of six letters or more. Finnish says with these what the others have small words for."""
_NO_PROSE = re.compile(r"<[^<>]*>|\]\([^()]*\)|`[^`]*`")
"""Tags, where links lead, code: in no language."""
_WORD = re.compile(r"[^\W\d_]+")
_LONG = 6


def guess_language(text: str) -> Language:
    """Count small words, and Finnish endings; a tie, or no text at all, is Swedish."""
    counts = Counter(_WORD.findall(_NO_PROSE.sub(" ", text).lower()))
    totals = {language: sum(counts[word] for word in _SMALL_WORDS[language]) for language in LANGUAGES}
    totals["fi"] += sum(count for word, count in counts.items() if _ends_as_finnish(word))
    return max(LANGUAGES, key=lambda language: totals[language])


def _ends_as_finnish(word: str) -> bool:
    return len(word) >= _LONG and _FINNISH_ENDING.search(word) is not None
