from pathlib import Path

import pytest

from knowledge.guide import Guide
from retrieval.sections import choose_section
from tests.guide_builders import guides_in, write_guide


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    write_guide(tmp_path, sections=("Dela en fil", "Ta emot filer", "Sluta dela filen"))
    (found,) = guides_in(tmp_path)
    return found


def test_the_usual_case_comes_first_when_it_is_nearly_as_near(guide: Guide) -> None:
    assert choose_section(guide, {1: 0.50, 2: 0.51}, ["nånting"]).title == "Dela en fil"


def test_a_clearly_nearer_section_is_taken(guide: Guide) -> None:
    assert choose_section(guide, {1: 0.50, 2: 0.53}, ["nånting"]).title == "Ta emot filer"


def test_a_heading_that_names_what_is_asked_wins_over_the_first(guide: Guide) -> None:
    assert choose_section(guide, {1: 0.50, 2: 0.50, 3: 0.50}, ["sluta dela"]).title == "Sluta dela filen"


def test_the_lead_is_shown_only_where_there_are_no_steps(guide: Guide, tmp_path: Path) -> None:
    assert choose_section(guide, {0: 0.9, 1: 0.1}, ["vpn"]).title == "Dela en fil"
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain/a.md").write_text("# Titel\n\nIngress.\n\n## Avsnitt\n\nText.\n", encoding="utf-8")
    (plain,) = guides_in(tmp_path / "plain")
    assert choose_section(plain, {0: 0.9, 1: 0.1}, ["vpn"]).title == "Avsnitt"
    assert choose_section(plain, {0: 0.9}, ["vpn"]).anchor == ""
