from pathlib import Path

import pytest

from retrieval.evaluate.questions import NOT_COVERED_FILE, BadQuestionsError, load_questions


def test_gold_stems_count_with_and_without_their_language(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"question": "vpn", "language": "en", "gold": ["vpn-hemifran.en"]}\n\n', encoding="utf-8")
    (question,) = load_questions(path)
    assert question.gold == {"vpn-hemifran"}


@pytest.mark.parametrize("line", ["no json", '{"language": "sv"}', '{"question": "x", "language": "no"}', "[]"])
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"question": "ok", "gold": []}\n' + line, encoding="utf-8")
    with pytest.raises(BadQuestionsError, match=r"q\.jsonl:2"):
        load_questions(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadQuestionsError, match="cannot be read"):
        load_questions(tmp_path / "none.jsonl")


def test_our_own_set_of_what_no_guide_covers_is_in_three_languages() -> None:
    questions = load_questions(NOT_COVERED_FILE)
    assert len(questions) >= 60
    assert {question.language for question in questions} == {"sv", "en", "fi"}
    assert not any(question.gold for question in questions)
