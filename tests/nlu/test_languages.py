"""The floors that messages' languages are found by, for short and longer ones."""

import pytest

from api.chat.language import LanguageDetector
from api.chat.messages import LANGUAGES
from tests.nlu.languages.measure import longer_lines, share, short_lines

LEAST_SHORT_LINES = 150


@pytest.fixture(scope="module")
def detector() -> LanguageDetector:
    return LanguageDetector()


@pytest.mark.parametrize("language", [*LANGUAGES, "any"])
def test_one_or_two_words(detector, language):
    lines = short_lines(language)
    assert language == "any" or len(lines) >= LEAST_SHORT_LINES
    found = share(detector, lines)
    assert found.right >= 0.97, found.wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_words_or_more(detector, language):
    found = share(detector, longer_lines(language))
    assert found.right >= 0.99, found.wrong


def test_no_message_is_in_two_lists():
    texts = [text.casefold() for name in (*LANGUAGES, "any") for text, _ in short_lines(name)]
    assert sorted({text for text in texts if texts.count(text) > 1}) == []
