"""A question made ready for the legs: standard spelling, other words for the same thing, vectors."""

import functools
from dataclasses import dataclass

from knowledge.guide import Language
from retrieval.aside import aside
from retrieval.index import EXTRA_DIMENSIONS, Index, as_question
from retrieval.ports import Encoder, Scores, Tokens, Vectors, token_encoder
from retrieval.said import Said, Told
from retrieval.taught import asked_letters
from retrieval.tokens import are_alike
from retrieval.words import Words

_HEAD_START_S = 0.0005
"""Until the model is at work, outside Python's lock: who looks meanwhile would hold it up by a millisecond."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What the legs are asked."""

    text: str
    """In standard spelling."""
    joined: tuple[str, ...]
    """Words of the guides' language that the glossary has for what the question names."""
    vectors: tuple[Vectors, ...]
    """By language group of the index: for each, the vector to compare with its guides."""
    letters: Scores
    joined_letters: Scores
    told: Told
    """How much its words tell, and of that what each guide holds."""
    unknown: float
    """Share of its words that no guide holds."""
    tokens: Tokens | None = None
    """Its pieces, where the index compares them."""
    meant: tuple[str, ...] = ()
    """What guides could be called that answer it, by the phrasebook."""

    @property
    def plain(self) -> Vectors:
        """As it was embedded."""
        return self.vectors[-1][:-EXTRA_DIMENSIONS]

    @property
    def is_same(self) -> bool:
        """Whether all guides are compared with one vector."""
        main, other = self.vectors
        return main is other


def understand(
    question: str,
    *,
    language: Language,
    index: Index,
    encoder: Encoder,
    words: Words,
    said: Said,
    with_tokens: bool = True,
) -> Understood:
    """Embed once, outside Python's lock, and count letters and words meanwhile; all else takes some .1 ms.

    For guides in the index's main language, the vector of a question in another language is turned by what was
    learned when the index was built. Guides in the asker's own language are compared with it as it is.
    """
    text = words.standard(question, language)
    looked = aside(functools.partial(_look, text, language, index, words, said), after_s=_HEAD_START_S)
    able = token_encoder(encoder) if with_tokens and index.tokens and are_alike(language, index.main_language) else None
    vector, tokens = able.question_with_tokens(text) if able else (encoder.embed_questions([text])[0], None)
    adapter = index.adapters.get(language)
    asked = as_question(vector, language)
    turned = asked if adapter is None else as_question(adapter.apply(vector), index.main_language)
    return looked()(text=text, vectors=(turned, asked), tokens=tokens)


def _look(text: str, language: Language, index: Index, words: Words, said: Said) -> "functools.partial[Understood]":
    """All that needs no vector."""
    joined = words.joined(text, language, into=index.main_language)
    if index.taught:
        asked_letters(text)
    return functools.partial(
        Understood,
        joined=joined,
        letters=index.letters.scores(text),
        joined_letters=index.letters.scores(" ".join(joined)),
        told=said.ask(text),
        unknown=index.letters.unknown_share(text),
    )
