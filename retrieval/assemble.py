"""Guides to an index in memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.chunk import split_guide
from knowledge.glossary import Glossary
from knowledge.guide import LANGUAGES, Chunk, Guide, Language
from knowledge.versions import collection_hash, content_hash
from retrieval.adapter import Adapter, fit_adapter
from retrieval.bundled import bundled_glossary, bundled_words
from retrieval.changes import layout
from retrieval.hub import HUB_WEIGHT, MIN_POOL, mean_best_scores
from retrieval.index import Index, as_question, with_penalties
from retrieval.kin import is_learnable, learn_kin
from retrieval.lexical import index_letters
from retrieval.pairs import main_language, pairs_of
from retrieval.ports import Encoder, Positions, TokenEncoder, Tokens, Vectors, token_encoder, token_space_of
from retrieval.question_language import question_languages
from retrieval.taught import Taught, is_teachable, learn
from retrieval.tokens import TokenIndex, index_tokens, is_wanted
from retrieval.untitled import headline, without_file_name
from retrieval.vector import FlatIndex, index_vectors

FORMAT = "9"
"""Raise it when the same guides must give another index."""

ADAPTER_FIRMNESS = 3.0
"""1 to 6 give the same within noise; 100 learns only the shift between the two languages' means."""

MAX_POOL = 2_000
"""Titles that measure the hubs; more of them change nothing but the time it takes."""

SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Texts:
    """What is embedded, by guide."""

    chunks: tuple[tuple[Chunk, ...], ...]
    fields: tuple[tuple[str, ...], ...]
    """Title and own questions, these in standard spelling."""
    field_languages: tuple[tuple[int, ...], ...]
    """Of each field, its place in LANGUAGES."""

    def all_chunks(self) -> list[str]:
        return [chunk.text for chunks in self.chunks for chunk in chunks]

    def all_fields(self) -> list[str]:
        return [field for fields in self.fields for field in fields]

    def all_field_languages(self) -> NDArray[np.int8]:
        return np.array([language for languages in self.field_languages for language in languages], dtype=np.int8)


def texts_of(guides: Sequence[Guide]) -> Texts:
    named = [without_file_name(guide) for guide in guides]
    return Texts(
        chunks=tuple(tuple(split_guide(guide)) for guide in named),
        fields=tuple(map(fields_of, guides)),
        field_languages=tuple(
            tuple(LANGUAGES.index(language) for language in (guide.language, *question_languages(guide)))
            for guide in named
        ),
    )


def index_key(guides: Sequence[Guide], encoder: Encoder) -> str:
    space = token_space_of(encoder) if is_wanted(guides) else ""
    glossary = bundled_glossary()
    words = repr(([sorted(concept.words.items()) for concept in glossary.concepts], sorted(glossary.chat.items())))
    return content_hash(FORMAT, encoder.name, space, collection_hash(guides), words)[:16]


def learn_adapters(guides: Sequence[Guide], encoder: Encoder, glossary: Glossary) -> dict[Language, Adapter]:
    """Fit what turns questions in other languages towards the guides' main one; nothing without guides."""
    own = main_language(guides)
    adapters: dict[Language, Adapter] = {}
    for foreign in LANGUAGES if guides else ():
        pairs = pairs_of(guides, glossary, foreign=foreign, own=own) if foreign != own else []
        sides = [encoder.embed_questions(texts) for texts in zip(*pairs, strict=True)]
        adapter = fit_adapter(sides[0], sides[1], firmness=ADAPTER_FIRMNESS) if sides else None
        if adapter is not None:
            adapters[foreign] = adapter
    return adapters


def assemble(guides: Sequence[Guide], encoder: Encoder) -> Index:
    """Embed, measure the hubs, count the letters. No guide at all gives an index that finds nothing."""
    guides = sorted(guides, key=lambda guide: guide.id)
    texts = texts_of(guides)
    chunk_starts, chunk_guides = layout([len(chunks) for chunks in texts.chunks])
    field_starts, field_guides = layout([len(fields) for fields in texts.fields])
    chunk_vectors = encoder.embed_passages(texts.all_chunks())
    field_vectors = encoder.embed_questions(texts.all_fields())
    bases = bases_of(guides)
    pools = pools_of(guides)
    titles = field_vectors[field_starts]
    asked = sample_questions(titles, guides)

    def penalised(vectors: Vectors, starts: Positions, owners: Positions) -> FlatIndex:
        hubs = [mean_best_scores(titles[pool], bases[pool], vectors, starts, bases) for pool in pools]
        return index_vectors(with_penalties(vectors, HUB_WEIGHT * np.stack(hubs, axis=1)[owners]), asked)

    return Index(
        key=index_key(guides, encoder),
        model=encoder.name,
        guides=tuple(guides),
        bases=bases,
        chunk_starts=chunk_starts,
        chunk_guides=chunk_guides,
        chunk_sections=np.array([chunk.section for chunks in texts.chunks for chunk in chunks], dtype=np.int64),
        chunks=penalised(chunk_vectors, chunk_starts, chunk_guides),
        field_guides=field_guides,
        field_languages=texts.all_field_languages(),
        fields=penalised(field_vectors, field_starts, field_guides),
        letters=index_letters([letters_of(guide) for guide in guides]),
        main_language=main_language(guides),
        adapters=learn_adapters(guides, encoder, bundled_glossary()),
        kin=learn_kin(field_vectors, bases[field_guides]) if is_learnable(guides) else None,
        taught=teach(guides, field_vectors, bases[field_guides]),
        tokens=tokens_of(guides, texts, encoder),
    )


def tokens_of(guides: Sequence[Guide], texts: Texts, encoder: Encoder) -> TokenIndex | None:
    """Index the pieces of the guides in the main language; None where they are not wanted, or not shown."""
    able = token_encoder(encoder)
    if able is None or not is_wanted(guides):
        return None
    return index_tokens(chunk_tokens(guides, texts, able, main_language(guides)), able.token_size)


def chunk_tokens(
    guides: Sequence[Guide], texts: Texts, encoder: TokenEncoder, language: Language
) -> list[list[Tokens]]:
    """By guide, the pieces of its chunks; none for a guide in another language."""
    chunks = compared_chunks(guides, texts, language)
    _, tokens = encoder.passages_with_tokens([text for each in chunks for text in each])
    rest = iter(tokens)
    return [list(islice(rest, len(each))) for each in chunks]


def compared_chunks(guides: Sequence[Guide], texts: Texts, language: Language) -> list[list[str]]:
    """By guide, the chunks whose pieces are compared: none of a guide in another language."""
    return [
        [chunk.text for chunk in each] if guide.language == language else []
        for guide, each in zip(guides, texts.chunks, strict=True)
    ]


def fields_of(guide: Guide) -> tuple[str, ...]:
    """Title and own questions."""
    named = without_file_name(guide)
    return (headline(named), *questions_of(named))


def teach(guides: Sequence[Guide], fields: Vectors, bases: Positions) -> Taught | None:
    """Learn which guide a question is for; None where there are too few questions, or too many for a moment."""
    if not is_learnable(guides) or not is_teachable(len(fields), int(bases.max()) + 1):
        return None
    return learn(fields, [text for guide in guides for text in fields_of(guide)], bases)


def letters_of(guide: Guide) -> str:
    """Text for the letter leg; the title counts twice."""
    guide = without_file_name(guide)
    headings = [section.title for section in guide.sections if section.anchor]
    blocks = [block for section in guide.sections for block in section.blocks]
    return "\n".join([guide.title, guide.title, *headings, *blocks, *questions_of(guide)])


def questions_of(guide: Guide) -> list[str]:
    """Own questions in standard spelling, as they are compared with what is asked."""
    languages = question_languages(guide)
    return [
        bundled_words().standard(question, language)
        for question, language in zip(guide.questions, languages, strict=True)
    ]


def sample_questions(titles: Vectors, guides: Sequence[Guide]) -> Vectors:
    """Some titles as they would be asked for, to measure an index with; all when there are few."""
    some = range(0, len(guides), max(1, len(guides) // SAMPLE))
    asked = [as_question(titles[at], guides[at].language) for at in some]
    return np.stack(asked) if asked else np.empty((0, titles.shape[1]), dtype=np.float32)


def bases_of(guides: Sequence[Guide]) -> Positions:
    """Number the base guides; versions of one guide share a number."""
    return np.unique([guide.base for guide in guides], return_inverse=True)[1].astype(np.int64)


def pools_of(guides: Sequence[Guide]) -> list[Positions]:
    """For each language, the guides whose titles measure the hubs for askers of that language."""
    languages = np.array([guide.language for guide in guides])
    lots = np.array([crc32(guide.id.encode("utf-8", "surrogatepass")) for guide in guides], dtype=np.int64)

    def draw(found: Positions) -> Positions:
        """At most so many, by hash: who is drawn stays drawn as guides come and go."""
        return np.sort(found[np.argsort(lots[found], kind="stable")[:MAX_POOL]])

    own = [np.flatnonzero(languages == language) for language in LANGUAGES]
    everyone = draw(np.arange(len(guides)))
    return [draw(found) if len(found) >= MIN_POOL else everyone for found in own]
