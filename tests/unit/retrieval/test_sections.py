from pathlib import Path

import numpy as np
import pytest

from knowledge.guide import Guide
from retrieval.lexical import index_letters
from retrieval.sections import choose_section, text_of
from tests.guide_builders import guides_in, write_guide

NO_LETTERS = [0.0] * 4


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    write_guide(tmp_path, sections=("Dela en fil", "Ta emot filer", "Sluta dela filen"))
    (found,) = guides_in(tmp_path)
    return found


def test_the_usual_case_comes_first_when_it_is_nearly_as_near(guide: Guide) -> None:
    assert choose_section(guide, {1: 0.50, 2: 0.51}, NO_LETTERS, ["nånting"]).title == "Dela en fil"


def test_a_clearly_nearer_section_is_taken(guide: Guide) -> None:
    assert choose_section(guide, {1: 0.50, 2: 0.54}, NO_LETTERS, ["nånting"]).title == "Ta emot filer"


def test_a_section_in_the_words_of_the_question_wins_over_the_first(guide: Guide) -> None:
    letters = index_letters([*map(text_of, guide.sections), "något annat"])
    alike = letters.alike("hur slutar jag dela", tuple(map(text_of, guide.sections))).tolist()

    assert choose_section(guide, {1: 0.50, 2: 0.50, 3: 0.50}, alike, ["nånting"]).title == "Sluta dela filen"


def test_a_heading_that_names_what_is_asked_wins_over_the_first_when_nearly_as_near(guide: Guide) -> None:
    nearness = {1: 0.50, 2: 0.50, 3: 0.512}
    assert choose_section(guide, nearness, NO_LETTERS, ["sluta dela"]).title == "Sluta dela filen"
    assert choose_section(guide, nearness, NO_LETTERS, ["nånting"]).title == "Dela en fil"


def test_the_lead_is_shown_only_where_there_are_no_steps(guide: Guide, tmp_path: Path) -> None:
    assert choose_section(guide, {0: 0.9, 1: 0.1}, NO_LETTERS, ["nånting"]).title == "Dela en fil"
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain/a.md").write_text("# Titel\n\nIngress.\n\n## Avsnitt\n\nText.\n", encoding="utf-8")
    (plain,) = guides_in(tmp_path / "plain")
    assert choose_section(plain, {0: 0.9, 1: 0.1}, NO_LETTERS, ["nånting"]).title == "Avsnitt"
    assert choose_section(plain, {0: 0.9}, NO_LETTERS, ["nånting"]).anchor == ""


def test_the_section_that_own_questions_like_it_name_wins_over_a_nearer_one(guide: Guide) -> None:
    nearness = {1: 0.52, 2: 0.50, 3: 0.45}
    answered = np.array([0, 0.1, 0.1, 0.8])
    assert choose_section(guide, nearness, NO_LETTERS, ["nånting"], answered).title == "Sluta dela filen"
    assert choose_section(guide, nearness, NO_LETTERS, ["nånting"], answered[::-1]).title == "Dela en fil"


def test_in_a_guide_without_steps_they_count_too(tmp_path: Path) -> None:
    (tmp_path / "plain.md").write_text("# Titel\n\n## Ett\n\nText.\n\n## Två\n\nText.\n", encoding="utf-8")
    (plain,) = guides_in(tmp_path)
    nearness = {0: 0.50, 1: 0.45}
    assert choose_section(plain, nearness, NO_LETTERS, ["x"]).title == "Ett"
    assert choose_section(plain, nearness, NO_LETTERS, ["x"], np.array([0.1, 0.9])).title == "Två"
