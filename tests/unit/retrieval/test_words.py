import pytest

from knowledge.glossary import load_glossary
from knowledge.guide import Language
from retrieval.words import Words


@pytest.fixture(scope="module")
def words() -> Words:
    return Words(load_glossary())


def test_chat_spelling_becomes_standard_in_swedish_alone(words: Words) -> None:
    assert words.standard("Ja hittar int nån skrivare", "sv") == "jag hittar inte någon skrivare"
    assert words.standard("me and ja", "en") == "me and ja"
    assert words.standard("ja me", "fi") == "ja me"


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("I forgot my passwords", "en", "lösenord"),
        ("tulostin ei tulosta mitään", "fi", "skrivare"),
        ("salasanani on unohtunut", "fi", "glömt"),
        ("puhelimeen tuleva sähköposti", "fi", "mejl"),
        ("my laptop won't start", "en", "startar inte"),
        ("mitt lösen", "sv", "lösenord"),
    ],
)
def test_inflected_words_and_phrases_find_their_row(
    words: Words, question: str, language: Language, expected: str
) -> None:
    assert expected in words.joined(question, language)


def test_a_short_word_is_not_taken_for_the_beginning_of_another(words: Words) -> None:
    assert "stift" not in words.joined("pinne", "sv")
    assert words.joined("vad blir det för mat i dag", "sv") == ()


def test_a_word_that_stands_in_the_question_is_not_repeated(words: Words) -> None:
    assert "lösenord" not in words.joined("lösenord", "sv")


@pytest.mark.parametrize("question", ["", "??", "🙈", "a" * 5000, "word " * 400])
def test_anything_may_be_asked(words: Words, question: str) -> None:
    for language in ("sv", "en", "fi"):
        assert isinstance(words.standard(question, language), str)
        assert isinstance(words.joined(question, language), tuple)
