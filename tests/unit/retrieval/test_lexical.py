import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from retrieval import lexical
from retrieval.lexical import count_grams, count_grams_of, index_letters

TEXTS = ["Skrivaren skriver inte ut, skrivarkön har fastnat", "VPN hemifrån med Cisco", "Byt lösenord i tid"]


@pytest.mark.parametrize("question", ["skrivarn funkar int", "vpn vpn vpn", "lösenordsbyte å sånt", "G:"])
def test_scores_are_those_of_the_vectoriser(question: str) -> None:
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    expected = (vectorizer.fit_transform(TEXTS) @ vectorizer.transform([question]).T).toarray()[:, 0]

    assert np.allclose(index_letters(TEXTS).scores(question), expected, atol=1e-6)


def test_misspelt_compounds_are_found() -> None:
    assert int(np.argmax(index_letters(TEXTS).scores("skrivarkyn"))) == 0


def test_the_share_of_unknown_words_counts_words_of_two_letters_and_more() -> None:
    letters = index_letters(TEXTS)

    assert letters.unknown_share("byt cykel") == 0.5
    assert letters.unknown_share("!") == 1.0


@pytest.mark.parametrize(
    "texts", [TEXTS, ["", "a", "å ö", "e\tn  sak"], [], ["ab"], [*TEXTS[:2], "Byt fort"], ["😀😀😀 hej", "x" * 3000]]
)
def test_a_changed_collection_counts_as_if_it_were_new(texts: list[str]) -> None:
    before = index_letters([*TEXTS, "en som går bort"])
    same_as = {at: TEXTS.index(text) for at, text in enumerate(texts) if text in TEXTS}
    gone = [text for text in [*TEXTS, "en som går bort"] if text not in texts]

    updated = index_letters(texts, before=before.weights, same_as=same_as, gone=gone)
    fresh = index_letters(texts)
    for question in ("skrivarkön", "hej a", "en sak"):
        assert np.allclose(updated.scores(question), fresh.scores(question), atol=1e-6)
    assert updated.weights.words == fresh.weights.words


@pytest.mark.parametrize("question", ["skrivarkön har fastnat", "xylofon vpn", "", "??"])
def test_what_a_text_explains_is_the_same_gram_after_gram(question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = index_letters(TEXTS)
    at_once = [letters.explained(question, text) for text in range(len(TEXTS))]
    monkeypatch.setattr(lexical, "_MOST_POSTINGS", 0)

    assert [letters.explained(question, text) for text in range(len(TEXTS))] == at_once


@given(st.lists(st.text(alphabet="abå1 -\n", max_size=12), max_size=6))
def test_many_texts_counted_at_once_are_counted_as_each_alone(texts: list[str]) -> None:
    of, grams, counts = count_grams_of(texts)

    for at, text in enumerate(texts):
        alone = count_grams(text)
        assert np.array_equal(grams[of == at], alone[0])
        assert np.array_equal(counts[of == at], alone[1])
