from pathlib import Path

from knowledge.glossary import Concept, Glossary
from retrieval.pairs import main_language, pairs_of
from tests.guide_builders import guides_in, town_shelf, write_guide

NOTHING = Glossary()


def test_the_language_of_most_guides_is_the_main_one(tmp_path: Path) -> None:
    assert main_language(guides_in(town_shelf(tmp_path))) == "sv"
    assert main_language([]) == "sv"


def test_a_glossary_row_pairs_two_words_with_the_best_one_of_the_guides_language() -> None:
    row = Concept({"sv": ("lösenord", "lösen"), "en": ("password", "pass word", "pwd"), "fi": ()}, "", 1)

    assert pairs_of([], Glossary((row,)), foreign="en", own="sv") == [
        ("password", "lösenord"),
        ("pass word", "lösenord"),
    ]
    assert pairs_of([], Glossary((row,)), foreign="fi", own="sv") == []


def test_a_translated_guide_pairs_title_heading_and_steps(tmp_path: Path) -> None:
    pairs = pairs_of(guides_in(town_shelf(tmp_path)), NOTHING, foreign="en", own="sv")

    assert ("VPN from home", "VPN hemifrån") in pairs
    assert ("First time", "Första gången") in pairs
    assert ("Connect.", "Välj Connect.") in pairs


def test_sections_that_do_not_match_are_not_paired(tmp_path: Path) -> None:
    write_guide(tmp_path, "vpn", "VPN")
    write_guide(tmp_path, "vpn.en", "VPN remote", language="en", sections=("One", "Two"), extra="translation_of: vpn\n")

    assert pairs_of(guides_in(tmp_path), NOTHING, foreign="en", own="sv") == [("VPN remote", "VPN")]


def test_a_section_with_a_step_more_pairs_only_its_heading(tmp_path: Path) -> None:
    write_guide(tmp_path, "vpn", "VPN", lead="")
    write_guide(
        tmp_path,
        "vpn.en",
        "VPN remote",
        language="en",
        lead="",
        sections=("First time",),
        steps=("One.", "Two.", "Three.", "Four.", "Five."),
        extra="translation_of: vpn\n",
    )

    pairs = pairs_of(guides_in(tmp_path), NOTHING, foreign="en", own="sv")

    assert pairs == [("VPN remote", "VPN"), ("First time", "Första gången")]
