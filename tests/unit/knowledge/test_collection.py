from datetime import date
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.collection import load_collection
from knowledge.errors import MissingGuidesFolderError
from knowledge.lint import lint

GUIDE = """---
id: {stem}
title: {title}
language: sv
owner: it-kansliet
reviewed: {reviewed}
review_every: 180d
audience: [alla]
systems: []
tags: []
questions:
  - hur gör man
  - de går int
  - va e felet
  - hjälp me de här
status: published
---

# {title}

Ring [[telefonnummer:it-stöd]] om det krånglar.

## Prova först

1. Öppna **Start**.
2. Skriv `cmd`.
   Vänta en stund.
3. Välj [hjälp](https://example.ax/hjalp).
4. Klart.
"""


def write(folder: Path, name: str, text: str = "", **values: str) -> Path:
    path = folder / name
    stem = name.removesuffix(".md")
    fields = {"stem": stem, "title": "En guide", "reviewed": "2026-09-12", **values}
    path.write_text(text or GUIDE.format(**fields), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "variables.yml").write_text('telefonnummer:\n  it-stöd: "018 000 000"\n', encoding="utf-8")
    write(tmp_path, "hel.md")
    return tmp_path


def test_a_guide_is_read_with_its_steps_anchor_and_variables(folder: Path) -> None:
    guide = load_collection(folder).guides["hel"]
    section = next(section for section in guide.sections if section.anchor)
    assert section.anchor == "prova-forst"
    assert section.steps[0] == "Öppna **Start**."
    assert section.steps[1].endswith("Vänta en stund.")
    assert "018 000 000" in guide.sections[0].body_markdown
    assert guide.source.splitlines()[section.line - 1] == "## Prova först"


def test_broken_front_matter_is_named_with_its_line_and_harms_no_other(folder: Path) -> None:
    write(folder, "trasig.md", "---\nid: trasig\ntitle: [oj\n---\n\n# Trasig\n")
    collection = load_collection(folder)
    assert set(collection.guides) == {"hel"}
    (error,) = collection.errors
    assert str(error).startswith(f"{folder / 'trasig.md'}:")
    assert error.line > 1


def test_of_two_guides_with_one_id_the_first_is_kept_and_both_are_named(folder: Path) -> None:
    write(folder, "zebra.md", GUIDE.format(stem="hel", title="En annan", reviewed="2026-09-12"))
    collection = load_collection(folder)
    assert collection.guides["hel"].title == "En guide"
    (error,) = collection.errors
    assert "hel.md" in str(error)
    assert "zebra.md" in str(error)


def test_a_missing_folder_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingGuidesFolderError, match="BOLLPLANK_GUIDES_DIR"):
        load_collection(tmp_path / "nowhere")


def test_an_empty_folder_is_an_empty_collection(tmp_path: Path) -> None:
    assert not load_collection(tmp_path).guides


def test_a_binary_file_named_md_is_an_error_of_its_own(folder: Path) -> None:
    (folder / "bild.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    collection = load_collection(folder)
    assert set(collection.guides) == {"hel"}
    assert "bild.md" in str(collection.errors[0])


def test_a_folder_without_our_front_matter_works_too(tmp_path: Path) -> None:
    write(
        tmp_path,
        "turn-off-inbox.md",
        '# <a name="x"></a>Stäng av inkorgen\n\nVälj det som du vill ha.\n',
    )
    guide = load_collection(tmp_path).guides["turn-off-inbox"]
    assert (guide.title, guide.language) == ("Stäng av inkorgen", "sv")


def test_a_whole_guide_has_nothing_to_mend(folder: Path) -> None:
    assert not list(lint(load_collection(folder), today=date(2026, 11, 1)))


def test_an_overdue_guide_is_only_warned_of(folder: Path) -> None:
    (finding,) = lint(load_collection(folder), today=date(2028, 1, 1))
    assert finding.is_warning


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: hel", "id: annan", "must be the file's name"),
        ("owner: it-kansliet\n", "", "owner"),
        ("  - hjälp me de här\n", "", "write at least 4"),
        ("[[telefonnummer:it-stöd]]", "[[telefonnummer:chefen]]", "no value"),
        ("4. Klart.\n", "", "3 steps"),
        ("https://example.ax/hjalp", "finns-inte.md", "no guide `finns-inte`"),
        ("status: published", "status: published\ntranslation_of: borta", "no guide `borta`"),
    ],
)
def test_each_rule_says_what_to_mend(folder: Path, old: str, new: str, said: str) -> None:
    path = folder / "hel.md"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    findings = [str(finding) for finding in lint(load_collection(folder), today=date(2026, 11, 1))]
    assert any(said in finding for finding in findings), findings
    assert all(finding.startswith(f"{path}:") for finding in findings)


def test_the_command_fails_only_when_something_must_be_mended(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(folder)]) == 0
    write(folder, "trasig.md", "---\ntitle: [oj\n---\n")
    assert main(["lint", str(folder)]) == 1
    assert "trasig.md:" in capsys.readouterr().out
