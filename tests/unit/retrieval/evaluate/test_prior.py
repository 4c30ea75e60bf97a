"""What the cautious prior is fitted on: our guides with few questions or none, and other collections."""

from datetime import date
from pathlib import Path

from retrieval.evaluate.prior import KEPT, ask_unlike_guides, with_few_questions, without_questions
from retrieval.evaluate.questions import Question
from tests.fakes.encoder import FakeEncoder
from tests.guide_builders import guides_in, write_guide
from tests.unit.retrieval.conftest import PARAMETERS

TODAY = date(2026, 11, 1)
WORDS = ("skrivare", "nätverk", "lösenord", "kalender", "dator", "telefon")


def test_half_of_the_guides_keep_two_questions(tmp_path: Path) -> None:
    for number in range(40):
        write_guide(tmp_path, f"guide-{number}", f"Sak {number}", questions=WORDS)

    kept = [len(with_few_questions(guide).questions) for guide in guides_in(tmp_path)]

    assert set(kept) == {0, KEPT}
    assert 10 < kept.count(KEPT) < 30
    assert not any(without_questions(guide).questions for guide in guides_in(tmp_path))


def test_no_question_is_asked_of_an_index_that_holds_it(tmp_path: Path) -> None:
    for number, word in enumerate(WORDS):
        asked = tuple(f"{word} {other}" for other in ("ett", "borta", "trasig", "ny", "gammal"))
        write_guide(tmp_path, f"guide-{number}", f"Sak {number}", questions=asked)
    guides = guides_in(tmp_path)
    lunch = Question("va e det för lunch", "sv", frozenset(), "unanswerable-far")

    other, bare, few = ask_unlike_guides(
        guides, [lunch], [(guides[:1], [lunch])], encoder=FakeEncoder(), parameters=PARAMETERS, today=TODAY
    )

    assert [each.question for each in other] == [lunch]
    assert {each.question.text for each in bare} == {
        lunch.text,
        *(text for guide in guides for text in guide.questions),
    }
    kept = {text for guide in guides for text in with_few_questions(guide).questions}
    assert not kept & {each.question.text for each in few}
    assert lunch in [each.question for each in few]
