from pathlib import Path

import pytest

from knowledge.guide import Guide
from retrieval.assemble import letters_of, texts_of
from retrieval.untitled import has_title, headline, without_file_name
from tests.guide_builders import guides_in


def written(folder: Path, name: str, text: str) -> Guide:
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return guides_in(folder)[0]


def test_the_name_of_a_file_without_a_title_is_not_searched(tmp_path: Path) -> None:
    guide = written(tmp_path, "reset-a-password-4711", "Så byter du lösenord på datorn. Tryck Ctrl, Alt och Delete.\n")

    assert guide.title == "reset a password 4711"
    texts = texts_of([guide])
    assert "4711" not in " ".join([*texts.all_chunks(), *texts.all_fields(), letters_of(guide)])
    assert texts.fields == (("Så byter du lösenord på datorn.",),)


@pytest.mark.parametrize("text", ["# vpn\n\nText.\n", "---\ntitle: vpn\n---\nText.\n"])
def test_a_written_title_counts_even_when_the_file_is_called_the_same(tmp_path: Path, text: str) -> None:
    guide = written(tmp_path, "vpn", text)

    assert has_title(guide)
    assert without_file_name(guide) is guide
    assert headline(guide) == "vpn"


def test_a_text_without_a_sentence_is_cut(tmp_path: Path) -> None:
    guide = without_file_name(written(tmp_path, "g-1", "ord " * 100 + "\n"))

    assert headline(guide) == ("ord " * 100)[:150].strip()
