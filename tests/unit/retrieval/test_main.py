"""The commands, with the real model on a small folder."""

import json
from pathlib import Path

import pytest

from retrieval.__main__ import main
from tests.guide_builders import town_shelf

pytestmark = pytest.mark.model

FIGURES = [
    "n",
    "ndcg10",
    "mrr10",
    "r1",
    "r5",
    "answer_precision",
    "coverage",
    "refusal_rate",
    "auroc",
    "by_language",
    "index_s",
    "search_ms_p50",
    "search_ms_p95",
]


@pytest.fixture(autouse=True)
def _var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLLPLANK_VAR_DIR", str(tmp_path / "var"))


def test_evaluate_prints_one_json_object_with_the_contracts_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guides = town_shelf(tmp_path / "guides")
    questions = tmp_path / "q.jsonl"
    questions.write_text(
        '{"id": "1", "question": "skrivarn skriver int ut", "language": "sv", "gold": ["skrivare-skriver-inte"]}\n'
        '{"id": "2", "question": "vpn from home", "language": "en", "gold": ["vpn-hemifran.en"]}\n'
        '{"id": "3", "question": "vad blir det för lunch", "language": "sv", "gold": []}\n'
    )

    assert main(["evaluate", "--guides", str(guides), "--questions", str(questions), "--json"]) == 0

    figures = json.loads(capsys.readouterr().out)
    assert list(figures) == FIGURES
    assert (figures["n"], figures["r1"]) == (3, 1.0)
    assert set(figures["by_language"]) == {"sv", "en"}


def test_own_questions_give_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--guides", str(town_shelf(tmp_path / "guides")), "--own-questions"]) == 0

    assert "ndcg10" in capsys.readouterr().out


def test_index_says_what_it_did_and_search_says_what_the_service_would(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guides = str(town_shelf(tmp_path / "guides"))
    assert main(["index", "--guides", guides]) == 0
    assert "6 guides in index" in capsys.readouterr().out

    assert main(["search", "byt lösenord", "--guides", guides]) == 0
    assert json.loads(capsys.readouterr().out)["hits"][0]["guide"] == "byt-losenord"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["index", "--guides", "nowhere"], "no such folder"),
        (["evaluate"], "--questions"),
        (["evaluate", "--questions", "nowhere.jsonl"], "nowhere.jsonl"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOLLPLANK_GUIDES_DIR", str(town_shelf(tmp_path / "guides")))

    assert main(arguments) == 1
    assert said in capsys.readouterr().err
