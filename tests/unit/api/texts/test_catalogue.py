"""Three catalogues, one set of sentences."""

import ast
import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fluent.runtime import FluentResource

from api.texts.catalogue import FOLDER, LANGUAGES, Catalogue, MissingTextError, _collect
from tests.fakes.clock import Clock

ROOT = Path(__file__).resolve().parents[4]
BEGINNINGS = {
    "chat-button-",
    "reply-warning-",
    "ticket-field-",
    "reply-guide-in-",
    "ticket-status-",
    "ticket-value-",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue()


def _placeholders(language: str) -> dict[str, set[str]]:
    resource = FluentResource((FOLDER / f"{language}.ftl").read_text(encoding="utf-8"))
    found = {}
    for entry in resource.body:
        if type(entry).__name__ == "Message":
            names: dict[str, str] = {}
            _collect(entry.value, names)
            for node in getattr(entry.value, "elements", ()):
                for variant in getattr(getattr(node, "expression", None), "variants", ()):
                    _collect(variant.value, names)
            found[entry.id.name] = set(names)
    return found


@pytest.mark.parametrize("language", ["en", "fi"])
def test_all_languages_have_the_same_keys_and_placeholders(language: str) -> None:
    swedish, other = _placeholders("sv"), _placeholders(language)
    assert set(swedish) == set(other)
    assert {key for key in swedish if swedish[key] != other[key]} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_a_catalogue_is_unreadable(language: str) -> None:
    resource = FluentResource((FOLDER / f"{language}.ftl").read_text(encoding="utf-8"))
    assert not [entry.content for entry in resource.body if type(entry).__name__ == "Junk"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_there_twice(language: str) -> None:
    keys = re.findall(r"(?m)^([a-z][\w-]*) =", (FOLDER / f"{language}.ftl").read_text(encoding="utf-8"))
    assert sorted(keys) == sorted(set(keys))


def test_every_key_the_gateway_says_is_in_the_catalogues(catalogue: Catalogue) -> None:
    known = set(catalogue.keys("sv"))
    said = set()
    for path in (
        *(ROOT / "api/chat").glob("*.py"),
        *(ROOT / "api/channels").glob("*.py"),
        ROOT / "api/errors.py",
    ):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said |= set(re.findall(r"^(?:reply|ticket|error|chat-button)-[a-z-]+$", node.value))
    assert said - known - BEGINNINGS == set()


def test_a_missing_key_is_a_clear_error(catalogue: Catalogue) -> None:
    with pytest.raises(MissingTextError, match="'reply-no-such-text'"):
        catalogue.say("sv", "reply-no-such-text")


def test_a_key_missing_in_one_language_is_said_in_swedish(tmp_path: Path) -> None:
    for language in LANGUAGES:
        (tmp_path / f"{language}.ftl").write_text("hello = Hej\n" if language == "sv" else "other = x\n")
    assert Catalogue(tmp_path).say("fi", "hello") == "Hej"


def test_values_are_filled_in_without_isolating_marks(catalogue: Catalogue) -> None:
    assert catalogue.say("sv", "ticket-note-sent", number="BP-1001") == "Skickat till BP-1001."


def test_texts_for_the_browser_keep_their_placeholders(catalogue: Catalogue) -> None:
    texts = catalogue.texts("en", "chat-")
    assert texts["chat-chosen"] == "You chose: {label}"
    assert set(texts) == {key for key in catalogue.keys("sv") if key.startswith("chat-")}


@pytest.mark.parametrize(
    ("language", "hours_ago", "said"),
    [
        ("sv", 0, "i dag 14.00"),
        ("sv", 24, "i går 14.00"),
        ("fi", 0, "tänään 14.00"),
        ("sv", 72, "20 november 14.00"),
        ("fi", 72, "20. marraskuuta 14.00"),
        ("en", 72, "20 November 14:00"),
    ],
)
def test_times_are_told_as_people_say_them(catalogue: Catalogue, language: str, hours_ago: int, said: str) -> None:
    clock = Clock(datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
    now = clock()
    clock.forward(hours=-hours_ago)
    assert catalogue.time(language, clock(), now=now) == said


def test_times_are_those_of_the_town_s_clocks() -> None:
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert Catalogue(zone=ZoneInfo("Europe/Stockholm")).time("sv", noon, now=noon) == "i dag 13.00"


@pytest.mark.parametrize(
    ("language", "said"),
    [("sv", "12 september 2026"), ("en", "12 September 2026"), ("fi", "12. syyskuuta 2026")],
)
def test_dates_are_written_as_each_language_writes_them(catalogue: Catalogue, language: str, said: str) -> None:
    assert catalogue.date(language, "2026-09-12") == said
