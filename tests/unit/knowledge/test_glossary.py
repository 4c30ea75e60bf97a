from pathlib import Path

import pytest

from knowledge.glossary import lint_glossary, load_glossary

HEAD = "# Konton\n\n| svenska | English | suomi |\n|---|---|---|\n"


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_joins_words_of_three_languages_the_best_one_first(tmp_path: Path) -> None:
    write(tmp_path, "konton.md", HEAD + "| lösenord, lösen | password | salasana |\n| bara svenska | | |\n")
    first, second = load_glossary(tmp_path).concepts
    assert first.words == {"sv": ("lösenord", "lösen"), "en": ("password",), "fi": ("salasana",)}
    assert second.words["en"] == ()
    assert first.line == 5


def test_chat_spelling_has_a_table_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "chat.md", "| chatt | standard |\n|---|---|\n| int, icke | inte |\n")
    assert load_glossary(tmp_path).chat == {"int": "inte", "icke": "inte"}


def test_a_broken_row_is_named_with_its_line_and_harms_no_other(tmp_path: Path) -> None:
    path = write(tmp_path, "konton.md", HEAD + "| lösenord | password |\n| konto | account | tili |\n")
    write(tmp_path, "chat.md", "| chatt | standard |\n|---|---|\n| e | är |\n| e | en |\n")
    path_of_bytes = tmp_path / "bytes.md"
    path_of_bytes.write_bytes(b"\xff\xfe")
    glossary = load_glossary(tmp_path)
    assert [concept.words["sv"] for concept in glossary.concepts] == [("konto",)]
    said = [str(error) for error in glossary.errors]
    assert any(line.startswith(f"{path}:5: 2 cells") for line in said)
    assert any("`e` has another standard already: är" in line for line in said)
    assert any(line.startswith(f"{path_of_bytes}:1: cannot be read") for line in said)


def test_the_linter_names_rows_that_help_nobody(tmp_path: Path) -> None:
    write(tmp_path, "konton.md", HEAD + "| ensam | | |\n| två, två | two | kaksi |\n")
    said = [error.message for error in lint_glossary(load_glossary(tmp_path))]
    assert said == ["one word alone joins nothing", "`två` stands twice in the row"]


def test_a_town_may_do_without(tmp_path: Path) -> None:
    assert load_glossary(tmp_path / "nowhere").entries() == 0


@pytest.mark.parametrize("language", ["sv", "en", "fi"])
def test_ours_has_nothing_to_mend_and_a_thousand_words_and_more(language: str) -> None:
    glossary = load_glossary()
    assert lint_glossary(glossary) == []
    assert glossary.entries() >= 1000
    assert sum(bool(concept.words[language]) for concept in glossary.concepts) > 400
