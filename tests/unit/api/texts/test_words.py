"""How the sentences are worded: one word a thing, and what the browser fills in fits any number."""

import re

import pytest
from fluent.runtime import FluentResource

from api.texts.catalogue import FOLDER, LANGUAGES, Catalogue

QUOTED = {"sv": "”{}”", "en": "“{}”", "fi": "”{}”"}
NEVER = {
    "sv": r"\b[Pp]röva|[Aa]nvisning|\b[Ss]amtalet\b|ta in en människa|[Ff]rågaren|personnummer",
    "en": r"\btown's\b|\b[Aa]sker\b|go(?:es)? along",
    "fi": r"\b[Hh]enkilö(?:n|ä|ltä|lle)?\b|\b[Nn]app[iu]|\b[Nn]apin|kaupungin|[Pp]yydänkö apuun|IT-tuesta ihmiseltä|"
    r"[Ss]amaa mieltä|kysy keskustelussa",
}
"""Words that were another name for something, or spoke past the reader."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_thing_has_one_name(language: str) -> None:
    lines = (FOLDER / f"{language}.ftl").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if re.search(NEVER[language], line)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotation_marks_are_curly(language: str) -> None:
    assert '"' not in (FOLDER / f"{language}.ftl").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["bot-follow-nothing", "bot-guide-not-translated", "bot-next-best", "reply-open-guide"])
def test_a_guides_title_inside_a_sentence_is_quoted(catalogue: Catalogue, language: str, key: str) -> None:
    said = catalogue.say(language, key, title="Boka rum", before="Låna dator", section="Boka")
    assert QUOTED[language].format("Boka rum") in said
    assert key != "bot-next-best" or QUOTED[language].format("Låna dator") in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_browser_fills_in_needs_no_plural(language: str) -> None:
    """It fills in the number after the sentence was chosen."""
    resource = FluentResource((FOLDER / f"{language}.ftl").read_text(encoding="utf-8"))
    entries = [entry for entry in resource.body if type(entry).__name__ == "Message"]
    chosen = {
        entry.id.name
        for entry in entries
        for part in entry.value.elements
        if type(getattr(part, "expression", None)).__name__ == "SelectExpression"
    }
    assert {key for key in chosen if key.startswith("chat-")} == set()


@pytest.mark.parametrize(
    ("language", "key"), [("fi", "chat-rest"), ("fi", "chat-over"), ("en", "chat-rest"), ("en", "chat-over")]
)
def test_one_is_told_as_many_are(catalogue: Catalogue, language: str, key: str) -> None:
    assert re.search(r": 1[.)]", catalogue.say(language, key, count=1))
