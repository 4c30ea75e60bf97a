"""Which language a message is in, as people here write."""

import pytest

from api.chat.language import LanguageDetector


@pytest.fixture(scope="module")
def detector() -> LanguageDetector:
    return LanguageDetector()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("skrivarn vill int skriva ut nåt", "sv"),
        ("hur kommer ja åt G: hemifrån", "sv"),
        ("ja har glömt mitt lösenord", "sv"),
        ("kan int logga in!!", "sv"),
        ("how do I connect to the vpn from home", "en"),
        ("my account is locked", "en"),
        ("I forgot my password", "en"),
        ("unohdin salasanan", "fi"),
        ("miten pääsen vpn:ään kotoa", "fi"),
        ("tulostin ei tulosta", "fi"),
    ],
)
@pytest.mark.parametrize("last", ["sv", "en", "fi"])
def test_whole_questions_are_recognised_whatever_was_spoken_before(detector, text, language, last) -> None:
    assert detector.detect(text, last=last) == language


@pytest.mark.parametrize("text", ["ok", "vpn", "Outlook", "Teams", "12345", "G:", "BP-1001", "excel makro"])
@pytest.mark.parametrize("last", ["sv", "en", "fi"])
def test_what_could_be_any_language_is_in_the_conversations_own(detector, text, last) -> None:
    assert detector.detect(text, last=last) == last


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> 😀",
        "<div class='the-main-text'><br>",
        "https://www.example.com/what-is-the-problem-with-this",
        "someone.with.a.name@example.com",
        "C:\\Users\\Public\\Documents\\the_report_of_this_year.docx",
        "print('hello world')",
    ],
)
@pytest.mark.parametrize("last", ["sv", "en", "fi"])
def test_markup_addresses_and_files_say_nothing_about_the_writer(detector, text, last) -> None:
    assert detector.detect(text, last=last) == last


def test_words_beside_an_address_still_count(detector) -> None:
    assert detector.detect("kan int öppna https://www.example.com/the/page", last="en") == "sv"
    assert detector.detect("en voi avata sivua <b>the page</b>.", last="sv") == "fi"
