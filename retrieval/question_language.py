"""In which language a guide's own question is written: a Swedish guide may carry questions in English and Finnish."""

import functools

from lingua import Language as Known
from lingua import LanguageDetector, LanguageDetectorBuilder

from knowledge.guide import Guide, Language

_LANGUAGES: dict[Known, Language] = {Known.SWEDISH: "sv", Known.ENGLISH: "en", Known.FINNISH: "fi"}
_SURE = 0.95
"""Probability from which on a question is taken for another language than its guide's; names of products are not."""


_LEAST_WORDS = 2


@functools.cache
def _detector() -> LanguageDetector:
    """The small models: .2 s and 10 MB, only where a guide with questions is read anew."""
    return LanguageDetectorBuilder.from_languages(*_LANGUAGES).with_low_accuracy_mode().build()


@functools.cache
def language_of(question: str, guide_language: Language) -> Language:
    if len(question.split()) < _LEAST_WORDS:
        return guide_language
    likeliest = _detector().compute_language_confidence_values(question)[0]
    return _LANGUAGES[likeliest.language] if likeliest.value >= _SURE else guide_language


def question_languages(guide: Guide) -> list[Language]:
    return [language_of(question, guide.language) for question in guide.questions]
