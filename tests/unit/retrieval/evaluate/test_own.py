from datetime import date
from pathlib import Path

from retrieval.evaluate.own import ask_own_questions
from retrieval.evaluate.questions import Question
from tests.fakes.encoder import FakeEncoder
from tests.guide_builders import guides_in, write_guide
from tests.unit.retrieval.conftest import PARAMETERS

TODAY = date(2026, 11, 1)


def test_a_question_is_never_indexed_while_it_is_asked(tmp_path: Path) -> None:
    """Its words are nowhere else, so with it in the index it would be found."""
    write_guide(tmp_path, "a", "Skrivare", questions=("xyzzy plugh", "printern e slö"), steps=("Ett.",) * 4)
    write_guide(tmp_path, "b", "Lösenord", questions=("nytt passord", "bytt pw"), steps=("Två.",) * 4)

    asked = ask_own_questions(guides_in(tmp_path), FakeEncoder(), PARAMETERS, today=TODAY)

    odd = next(each for each in asked if each.question.text == "xyzzy plugh")
    assert odd.features is not None
    assert odd.features.lexical == 0.0
    assert odd.features.unknown == 1.0


def test_every_question_is_asked_once_and_those_not_covered_too(shelf: Path) -> None:
    guides = guides_in(shelf)
    lunch = Question("va e det för lunch", "sv", frozenset(), "unanswerable-far")

    asked = ask_own_questions(guides, FakeEncoder(), PARAMETERS, today=TODAY, not_covered=[lunch])

    questions = [each.question.text for each in asked]
    assert sorted(questions) == sorted([question for guide in guides for question in guide.questions] + [lunch.text])


def test_a_question_for_a_translation_has_the_base_guide_as_its_answer(shelf: Path) -> None:
    asked = ask_own_questions(guides_in(shelf), FakeEncoder(), PARAMETERS, today=TODAY)

    english = next(each for each in asked if each.question.language == "en")
    assert english.question.gold == {"vpn-hemifran"}
