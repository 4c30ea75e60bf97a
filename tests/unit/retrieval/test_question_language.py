"""A Swedish guide may carry questions in English and Finnish."""

from pathlib import Path

import pytest

from knowledge.guide import Language
from retrieval.assemble import assemble, questions_of
from retrieval.question_language import language_of
from tests.fakes.encoder import FakeEncoder
from tests.guide_builders import guides_in, write_guide


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("how do I get the printer on my new computer", "en"),
        ("tulostin ei tunnista kulkukorttia", "fi"),
        ("kan int öppna bilagan i mejlet", "sv"),
        ("Teams", "sv"),
        ("", "sv"),
    ],
)
def test_the_language_of_a_question_in_a_swedish_guide(question: str, language: Language) -> None:
    assert language_of(question, "sv") == language


def test_questions_stand_in_the_index_with_their_own_language(tmp_path: Path) -> None:
    asked = ("how do I get the printer on my new computer", "ja får int ut nå papper")
    write_guide(tmp_path, "skrivare", "Skrivaren", questions=asked)
    guides = guides_in(tmp_path)

    assert assemble(guides, FakeEncoder()).field_languages.tolist() == [0, 1, 0]
    assert questions_of(guides[0])[0] == asked[0]
    assert questions_of(guides[0])[1].startswith("jag får inte ut")
