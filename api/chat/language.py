"""Which of the three languages a message is in; the conversation's language breaks ties."""

import json
import math
import re
from pathlib import Path

from lingua import Language, LanguageDetectorBuilder
from wordfreq import zipf_frequency

from api.chat.messages import Language as Code

LINGUA: dict[Code, Language] = {"sv": Language.SWEDISH, "en": Language.ENGLISH, "fi": Language.FINNISH}
CODES: tuple[Code, ...] = ("sv", "en", "fi")
NEEDED_LEAD = 0.8
"""How far the best must lead, in powers of ten; less and the conversation goes on in its own language."""
UNKNOWN, COMMON = 2.0, 6.0
"""Zipf frequencies (log10 of uses in a thousand million words). Below the first a word says nothing."""
SMALL_WORD = 2.0
"""Added for a word that only one of the three languages has."""
LEAST_SHARE = 0.001
"""No language is ruled out by its letters alone."""
WORDS = Path(__file__).with_name("small_words.json")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
NOT_SPOKEN = re.compile(r"<[^<>]*>|\w+\([^()]*\)|\w+://\S+|www\.\S+|\S+@\S+|\S*[\\/]\S*\.\w+|\b\S+\.\w{2,5}\b(?=\s|$)")
"""Markup, program text, addresses, files: their words are English whoever writes them."""


class LanguageDetector:
    """How common each word is in each language (wordfreq), and what its letters look like (lingua).

    Either alone leaves many short messages open: a list knows no compounds (`virusvarning`), letters
    alone cannot tell `printer` from `skrivare`. Names of programs say nothing about the writer.
    """

    def __init__(self) -> None:
        builder = LanguageDetectorBuilder.from_languages(*LINGUA.values())
        self._letters = builder.with_preloaded_language_models().build()
        words: dict[str, str] = json.loads(WORDS.read_text(encoding="utf-8"))
        self._own = {code: frozenset(words[code].split()) for code in CODES}
        self._shared = frozenset(words["shared"].split())
        self.detect("hej", last="sv")  # reads the word lists, so that nobody waits for them

    def detect(self, text: str, *, last: Code) -> Code:
        """The message's language, or `last` when the words leave doubt."""
        words = [word for word in WORD.findall(NOT_SPOKEN.sub(" ", text).lower()) if word not in self._shared]
        if not words:
            return last
        scores = {code: self._by_words(words, code) for code in CODES}
        for value in self._letters.compute_language_confidence_values(" ".join(words)):
            code = next(code for code, language in LINGUA.items() if language == value.language)
            scores[code] += math.log10(max(value.value, LEAST_SHARE))
        first, second = sorted(CODES, key=lambda code: scores[code], reverse=True)[:2]
        return first if scores[first] - scores[second] >= NEEDED_LEAD else last

    def _by_words(self, words: list[str], code: Code) -> float:
        frequencies = (zipf_frequency(word, code, wordlist="small") for word in words)
        common = sum(min(max(frequency, UNKNOWN), COMMON) for frequency in frequencies)
        return common + SMALL_WORD * sum(word in self._own[code] for word in words)
