from itertools import product
from pathlib import Path

import pytest

from knowledge.collection import load_collection
from knowledge.guide import LANGUAGES
from retrieval.errors import BadQuestionsError
from retrieval.evaluate.questions import BROAD, SHORT, Question, load_feedback, load_questions

KNOWLEDGE = Path(__file__).parents[4] / "knowledge"
LEAST = 600


def test_gold_may_be_the_base_id_or_the_full_stem(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"question": "a", "language": "en", "gold": ["vpn-hemifran.en", "byt-losenord"]}\n\n')

    assert load_questions(file)[0].gold == {"vpn-hemifran", "byt-losenord"}


@pytest.mark.parametrize("line", ["no json", "[]", "{}", '{"question": "a", "language": "de"}'])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"question": "a"}\n' + line + "\n")

    with pytest.raises(BadQuestionsError, match="q.jsonl:2: "):
        load_questions(file)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "q.jsonl"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(BadQuestionsError, match="q.jsonl"):
        load_questions(file)


def test_only_what_solved_a_problem_is_feedback_to_learn_from(tmp_path: Path) -> None:
    file = tmp_path / "feedback.jsonl"
    file.write_text(
        '{"question": "vpn", "language": "sv", "guide": "vpn-hemifran", "outcome": "solved"}\n'
        '{"question": "vpn", "language": "sv", "guide": "byt-losenord", "outcome": "unsolved"}\n'
    )
    assert load_feedback(file) == (Question("vpn", "sv", frozenset({"vpn-hemifran"}), "feedback"),)


def own_questions() -> set[str]:
    guides = load_collection(KNOWLEDGE / "guides").guides.values()
    return {question.casefold() for guide in guides for question in guide.questions}


def test_the_open_set_is_large_and_has_all_kinds_in_three_languages() -> None:
    parts = [load_questions(KNOWLEDGE / f"questions/{part}.jsonl") for part in ("dev", "test")]
    together = [question for part in parts for question in part]
    assert len(together) >= LEAST
    for part in parts:
        assert {question.language for question in part} == {"sv", "en", "fi"}
        kinds = {question.kind for question in part}
        assert {"natural", "two-fit", "unanswerable-near", "unanswerable-far", "unanswerable-nonsense"} <= kinds


def test_gold_of_the_open_set_are_guides_that_exist_and_every_guide_is_asked_for() -> None:
    bases = {str(base) for base in load_collection(KNOWLEDGE / "guides").bases()}
    for part in ("dev", "test"):
        asked = {guide for question in load_questions(KNOWLEDGE / f"questions/{part}.jsonl") for guide in question.gold}
        assert asked == bases


def test_no_question_of_dev_or_test_stands_in_a_guide_or_in_the_other_part() -> None:
    dev, test = (
        {question.text.casefold() for question in load_questions(KNOWLEDGE / f"questions/{part}.jsonl")}
        for part in ("dev", "test")
    )
    assert dev.isdisjoint(test)
    in_both = own_questions() & (dev | test)
    assert not in_both


def test_broad_questions_fit_several_guides_and_stand_nowhere_else() -> None:
    broad = load_questions(KNOWLEDGE / "questions/broad.jsonl")
    bases = {str(base) for base in load_collection(KNOWLEDGE / "guides").bases()}
    assert {(question.language, question.kind) for question in broad} == set(product(LANGUAGES, (BROAD, SHORT)))
    for question in broad:
        assert question.gold <= bases, question.text
        assert (len(question.gold) > 1) == (question.kind == BROAD), question.text
    elsewhere = [load_questions(KNOWLEDGE / f"questions/{part}.jsonl") for part in ("dev", "test")]
    known = own_questions() | {question.text.casefold() for part in elsewhere for question in part}
    assert not known & {question.text.casefold() for question in broad}


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes('{"question": "kommer int åt nätet", "gold": []}\n'.encode("latin-1"))

    with pytest.raises(BadQuestionsError, match="q.jsonl:1: not UTF-8; save the file as UTF-8 text"):
        load_questions(path)
