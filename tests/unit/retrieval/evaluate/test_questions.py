from pathlib import Path

import pytest

from retrieval.errors import BadQuestionsError
from retrieval.evaluate.questions import NOT_COVERED_FILE, load_questions

FEWEST_NOT_COVERED = 60


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


def test_our_own_not_covered_questions_are_many_different_and_in_three_languages() -> None:
    questions = load_questions(NOT_COVERED_FILE)

    assert len({question.text for question in questions}) == len(questions) >= FEWEST_NOT_COVERED
    assert {question.language for question in questions} == {"sv", "en", "fi"}
    assert not any(question.gold for question in questions)
