"""What the glossary makes of a question: standard spelling for the vector, joined words for the letters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.glossary import Concept, Glossary
from knowledge.guide import LANGUAGES, Language

_TOKEN = re.compile(r"[^\W_]+(?:['’:][^\W_]*)?")
_KEY = 3
"""Words are looked up by so many first letters."""
_LEAST_STEM = 4
_ENDINGS: dict[Language, tuple[int, int]] = {"sv": (1, 4), "en": (1, 3), "fi": (3, 6)}
"""By language: letters at a dictionary word's end that may change, and letters that may follow what stays."""


@dataclass(frozen=True, slots=True)
class _Term:
    tokens: tuple[str, ...]
    concept: int


class Words:
    """The glossary made ready for questions. Safe to use from several threads; .1 ms a question."""

    def __init__(self, glossary: Glossary) -> None:
        self._chat = glossary.chat
        self._concepts = glossary.concepts
        self._terms: dict[Language, dict[str, list[_Term]]] = {language: {} for language in LANGUAGES}
        for at, concept in enumerate(glossary.concepts):
            self._add(at, concept)

    def standard(self, question: str, language: Language) -> str:
        """Swedish as it is chatted in standard spelling; a question in another language stays as it is."""
        if language != "sv" or not self._chat:
            return question
        return _TOKEN.sub(lambda found: self._chat.get(found[0].lower(), found[0]), question)

    def joined(self, question: str, language: Language, *, into: Language = "sv") -> tuple[str, ...]:
        """Words in the guides' language for what the question names, in its order, each once."""
        tokens = [token.lower() for token in _TOKEN.findall(question)]
        found: dict[str, None] = {}
        for concept in self._named(tokens, language):
            words = concept.words.get(into, ())
            found.update(dict.fromkeys(words if language != into else words[:1]))
        return tuple(word for word in found if word.lower() not in tokens)

    def _add(self, at: int, concept: Concept) -> None:
        for language, words in concept.words.items():
            for word in words:
                tokens = tuple(token.lower() for token in _TOKEN.findall(word))
                if tokens:
                    self._terms[language].setdefault(tokens[0][:_KEY], []).append(_Term(tokens, at))

    def _named(self, tokens: Sequence[str], language: Language) -> Iterator[Concept]:
        """Concepts the question names; a longer term hides the shorter ones that begin where it does."""
        for at in range(len(tokens)):
            terms = self._terms[language].get(tokens[at][:_KEY], ())
            matching = [term for term in terms if _stands_at(term.tokens, tokens, at, language)]
            longest = max((len(term.tokens) for term in matching), default=0)
            yield from (self._concepts[term.concept] for term in matching if len(term.tokens) == longest)


def _stands_at(term: Sequence[str], tokens: Sequence[str], at: int, language: Language) -> bool:
    rest = tokens[at : at + len(term)]
    return len(rest) == len(term) and all(
        _is_form_of(token, word, language) for token, word in zip(rest, term, strict=True)
    )


def _is_form_of(token: str, word: str, language: Language) -> bool:
    """Whether a token is the dictionary word or looks like an inflected form of it."""
    if token == word:
        return True
    may_change, may_follow = _ENDINGS[language]
    stays = max(_LEAST_STEM, len(word) - may_change)
    if len(word) < _LEAST_STEM or not token.startswith(word[:stays]):
        return False
    return len(token) - stays <= may_follow
