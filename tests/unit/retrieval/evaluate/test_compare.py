import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console, RenderableType

from retrieval.__main__ import main
from retrieval.assemble import assemble
from retrieval.configuration import BadConfigurationError, Configuration, as_configuration
from retrieval.evaluate.bootstrap import Difference
from retrieval.evaluate.compare import (
    as_list,
    as_table,
    ask_configured,
    changes_of,
    configured,
    rows_of,
    say_difference,
    say_wins,
)
from retrieval.evaluate.questions import Question
from retrieval.evaluate.run import Asked
from retrieval.evaluate.sets import QuestionSet, RememberingEncoder
from retrieval.index import Index
from retrieval.vector import FlatIndex
from tests.fakes.encoder import FakeEncoder
from tests.fakes.indexes import FakeVectorIndex
from tests.guide_builders import guides_in, town_shelf

BLIND = as_configuration({"chunk": -1, "field": -1, "letters": 0, "letters_abroad": 0, "joined": 0, "joined_abroad": 0})


@pytest.fixture
def questions(tmp_path: Path) -> QuestionSet:
    encoder = FakeEncoder()
    asked = (
        Question("printern e död", "sv", frozenset({"skrivare-skriver-inte"}), "natural"),
        Question("nytt passord", "sv", frozenset({"byt-losenord"}), "natural"),
        Question("VPN from home", "en", frozenset({"vpn-hemifran"}), "natural"),
    )
    return QuestionSet("town", assemble(guides_in(town_shelf(tmp_path)), encoder), asked, RememberingEncoder(encoder))


def asked(text: str, language: str, *ranking: str, gold: str = "right") -> Asked:
    question = Question(text, language, frozenset({gold}), "natural")  # type: ignore[arg-type]
    return Asked(question, ranking, "answer", None, None, 1.0)


def printed(*parts: RenderableType) -> str:
    console = Console(file=io.StringIO(), width=120)
    console.print(*parts)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_a_configuration_decides_how_questions_are_answered(questions: QuestionSet) -> None:
    seeing, blind = (ask_configured(questions, each) for each in (Configuration(), BLIND))

    assert [each.first_is_right for each in seeing] == [True, True, True]
    assert not any(each.first_is_right for each in blind)


def test_another_hub_weight_takes_as_much_more_off(questions: QuestionSet, index: Index) -> None:
    asked_sv = np.zeros(68, dtype=np.float32)
    asked_sv[64] = 1
    assert isinstance(index.chunks, FlatIndex)
    taken = [
        configured(index, as_configuration({"hub": hub})).chunks.nearest(asked_sv, limit=1)[1][0]
        for hub in (0.0, 0.5, 1.0)
    ]

    assert taken[0] == 0
    assert taken[2] == pytest.approx(2 * taken[1])
    assert taken[1] < 0


def test_an_index_without_what_was_learned_for_other_languages(index: Index) -> None:
    assert configured(index, as_configuration({"adapter": False})).adapters == {}
    assert configured(index, Configuration()) is index


def test_vectors_kept_in_another_way_cannot_have_another_hub_weight(index: Index) -> None:
    other = replace(index, chunks=FakeVectorIndex(np.zeros((1, 4), dtype=np.float32)))

    with pytest.raises(BadConfigurationError, match="hub: cannot be varied"):
        configured(other, as_configuration({"hub": 0}))


def test_a_row_for_each_measure_and_language(questions: QuestionSet) -> None:
    first, second = (ask_configured(questions, each) for each in (Configuration(), BLIND))

    rows = rows_of(first, second)

    assert [(row.measure, row.language, row.questions) for row in rows] == [
        ("nDCG@10", "sv", 2),
        ("nDCG@10", "en", 1),
        ("nDCG@10", "all", 3),
        ("R@1", "sv", 2),
        ("R@1", "en", 1),
        ("R@1", "all", 3),
    ]
    assert rows[-1].first == 1.0
    assert rows[-1].difference.mean == pytest.approx(rows[-1].second - 1.0)
    assert "A is better" in printed(as_table(rows))


def test_the_most_changed_question_comes_first() -> None:
    first = [asked("same", "sv", "right"), asked("down a bit", "sv", "right"), asked("gone", "fi", "right")]
    second = [asked("same", "sv", "right"), asked("down a bit", "sv", "wrong", "right"), asked("gone", "fi", "wrong")]

    changes = changes_of(first, second)

    assert [each.first.question.text for each in changes] == ["gone", "down a bit"]
    assert say_wins(changes) == "B wins 0 questions, A wins 2."
    text = printed(as_list(changes))
    assert "over ten" in text
    assert "wrong" in text


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Difference(0.1, 0.02, 0.2), "B is better"),
        (Difference(-0.1, -0.2, -0.02), "A is better"),
        (Difference(0.1, -0.01, 0.2), "may be luck"),
        (Difference(0.0, 0.0, 0.0), "the same"),
    ],
)
def test_only_a_sure_difference_is_called_one(found: Difference, said: str) -> None:
    assert say_difference(found) == said


@pytest.mark.model
def test_the_command_prints_both_and_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOLLPLANK_VAR_DIR", str(tmp_path / "var"))
    guides, file = town_shelf(tmp_path / "guides"), tmp_path / "q.jsonl"
    file.write_text('{"question": "skrivarn skriver int ut", "language": "sv", "gold": ["skrivare-skriver-inte"]}\n')

    ended = main(["compare", "default", "hub=0", "--guides", str(guides), "--questions", str(file)])

    output = capsys.readouterr()
    assert ended == 0
    assert "1 questions; B changes hub 0.5 -> 0.0" in output.err
    assert "B wins 0 questions, A wins 0." in output.out


@pytest.mark.model
def test_a_wrong_key_ends_the_command_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "default", "speed=11"]) == 1
    assert "speed: nothing of that name can be varied" in capsys.readouterr().err
