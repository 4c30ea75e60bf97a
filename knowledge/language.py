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
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str) -> Language:
    """Count small words; a tie, or no text at all, is Swedish."""
    counts = Counter(_WORD.findall(text.lower()))
    totals = {language: sum(counts[word] for word in _SMALL_WORDS[language]) for language in LANGUAGES}
    return max(LANGUAGES, key=lambda language: totals[language])
