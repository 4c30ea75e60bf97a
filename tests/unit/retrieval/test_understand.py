from dataclasses import replace
from datetime import date

import numpy as np

from knowledge.glossary import Concept, Glossary
from retrieval.adapter import Adapter
from retrieval.fuse import Weights
from retrieval.index import EXTRA_DIMENSIONS, Index
from retrieval.said import Said
from retrieval.search import Searcher
from retrieval.understand import understand
from retrieval.words import Words
from tests.fakes.encoder import FakeEncoder
from tests.unit.retrieval.conftest import PARAMETERS

WORDS = Words(
    Glossary(
        (Concept({"sv": ("skrivare",), "en": ("printing thing",), "fi": ("tulostin",)}, "", 1),), chat={"int": "inte"}
    )
)
SAID = Said(("Skrivaren skriver inte",), np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64))


def test_a_question_is_embedded_once_in_standard_spelling(index: Index, encoder: FakeEncoder) -> None:
    encoder.embedded.clear()

    asked = understand("kommer int in", language="sv", index=index, encoder=encoder, words=WORDS, said=SAID)

    assert asked.text == "kommer inte in"
    assert encoder.embedded == ["kommer inte in"]


def test_words_are_looked_for_in_standard_spelling(index: Index, encoder: FakeEncoder) -> None:
    told = understand("int skriver", language="sv", index=index, encoder=encoder, words=WORDS, said=SAID).told

    assert told.held.tolist() == [1.0]


def test_the_glossary_gives_the_letters_of_the_guides_language(index: Index, encoder: FakeEncoder) -> None:
    asked = understand("tulostin", language="fi", index=index, encoder=encoder, words=WORDS, said=SAID)

    assert asked.joined == ("skrivare",)
    assert asked.joined_letters.max() > asked.letters.max()


def test_only_guides_in_the_main_language_meet_the_turned_vector(index: Index, encoder: FakeEncoder) -> None:
    turn = np.roll(np.eye(encoder.dimension, dtype=np.float32), 1, axis=1)
    nothing = np.zeros(encoder.dimension, dtype=np.float32)
    turned = replace(index, adapters={"en": Adapter(turn, nothing, nothing)})

    main, others = understand("vpn", language="en", index=turned, encoder=encoder, words=WORDS, said=SAID).vectors

    assert np.allclose(main[:-EXTRA_DIMENSIONS], others[:-EXTRA_DIMENSIONS] @ turn)
    swedish = understand("vpn", language="sv", index=turned, encoder=encoder, words=WORDS, said=SAID).vectors
    assert np.array_equal(*swedish)


def test_a_guide_is_found_by_a_word_that_only_the_glossary_knows(index: Index, encoder: FakeEncoder) -> None:
    searcher = Searcher(
        index=index, encoder=encoder, parameters=PARAMETERS, words=WORDS, weights=Weights(joined_abroad=1.0)
    )

    found = searcher.find("tulostin", language="fi", today=date(2026, 11, 1))

    assert found.hits[0].guide.base == "skrivare-skriver-inte"
