from datetime import date
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.collection import load_collection
from knowledge.lint import lint
from knowledge.rules.finding import Finding
from tests.guide_builders import guide_text, write_guide

TODAY = date(2026, 11, 1)


def findings(folder: Path, text: str, name: str = "vpn-hemifran.md", today: date = TODAY) -> list[Finding]:
    (folder / name).write_text(text, encoding="utf-8")
    return list(lint(load_collection(folder), today=today))


def test_a_guide_as_it_should_be_has_no_findings(tmp_path: Path) -> None:
    assert findings(tmp_path, guide_text()) == []


def test_a_draft_is_being_written_and_only_warned_of(tmp_path: Path) -> None:
    found = findings(tmp_path, guide_text(steps=("Ett.",)).replace("status: published", "status: draft"))
    assert [(each.is_warning, "has 1 steps" in each.message) for each in found] == [(True, True)]


@pytest.mark.parametrize(
    ("written", "instead", "line", "message"),
    [
        ("id: vpn-hemifran", "id: annat", 2, "must be the file's name"),
        ("id: vpn-hemifran\n", "", 1, "write `id: "),
        ("owner: it-kansliet\n", "", 1, "write `owner: "),
        ("reviewed: 2026-09-12", "reviewed: snart", 6, "write `reviewed: "),
        ("review_every: 180d", "review_every: ibland", 7, "write `review_every: "),
        ("language: sv", "language: de", 4, "`language` is one of sv, en, fi, not `de`"),
        ("status: published", "status: klar", 14, "`status` is one of published, draft, archived"),
        ("title: VPN hemifrån", "title: Annan titel", 3, "differ"),
        ("  - fyra\n", "  - fyra #Första\n", 9, "no one section is #Första"),
        ("  - fyra\n", "  - fyra #andra\n", 9, "`fyra`: no one section is #andra; there are #forsta-gangen"),
        ("  - fyra\n", "", 9, "3 test questions: write at least 4"),
        ("  - fyra\n", "  - vpn hemifrån\n", 9, "copy of the title"),
        ("4. Klart.\n", "", 20, "has 3 steps: write 4 to 9"),
        ("4. Klart.\n", "4. Klart.\n\nSen:\n\n1. Ett.\n", 29, "a second numbered list"),
        ("## Första", "### Första", 20, "headings below the title are `##`"),
        ("Logga in.", "Ring [[telefonnummer:okänd]].", 24, "[[telefonnummer:okänd]] has no value"),
        ("Logga in.", "Se [annan](annan-guide.md#x).", 24, "there is no guide `annan-guide`"),
        ("status: published", "status: published\ntranslation_of: borta", 15, "no guide `borta` to translate"),
    ],
)
def test_each_fault_is_named_with_its_line(tmp_path: Path, written: str, instead: str, line: int, message: str) -> None:
    source = guide_text()
    assert written in source

    found = findings(tmp_path, source.replace(written, instead))

    assert any(message in finding.message and finding.line == line for finding in found), [*map(str, found)]
    assert not any(finding.is_warning for finding in found)


def test_a_late_review_is_a_warning(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, guide_text(), today=date(2027, 6, 1))

    assert finding.is_warning
    assert str(finding).startswith(f"{tmp_path}/vpn-hemifran.md:6: warning: ")


def test_a_translation_that_is_in_its_originals_language_is_named(tmp_path: Path) -> None:
    write_guide(tmp_path)
    text = guide_text("vpn-hemifran.en", "VPN", extra="translation_of: vpn-hemifran\n")

    assert any("language of its original" in each.message for each in findings(tmp_path, text, "vpn-hemifran.en.md"))


def test_a_translation_with_other_sections_than_its_original_is_warned_of(tmp_path: Path) -> None:
    write_guide(tmp_path)
    extra = "translation_of: vpn-hemifran\n"
    for sections, warned in ((("First time",), False), (("First time", "Again"), True)):
        text = guide_text("vpn-hemifran.en", "VPN", extra=extra, language="en", sections=sections)
        found = [each for each in findings(tmp_path, text, "vpn-hemifran.en.md") if "headings" in each.message]
        assert [(each.is_warning, each.line) for each in found] == [(True, 15)] * warned


def test_the_command_fails_on_mistakes_and_not_on_warnings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_guide(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("2026-09-12", "2020-01-01"), encoding="utf-8")
    assert main(["lint", str(tmp_path)]) == 0

    (tmp_path / "trasig.md").write_text("---\nid: [\n---\n")
    assert main(["lint", str(tmp_path)]) == 1

    assert f"{tmp_path}/trasig.md:" in capsys.readouterr().out


def test_the_command_says_it_when_there_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(tmp_path / "nowhere")]) == 1
    assert "no such folder" in capsys.readouterr().err
