"""A folder that is read again and again."""

import os
import time
from pathlib import Path

import pytest

from knowledge.collection import load_collection
from knowledge.errors import MissingGuidesFolderError
from knowledge.shelf import Shelf
from tests.guide_builders import town_shelf

LONG_AGO_S = time.time() - 3600


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = town_shelf(tmp_path / "guides")
    for path in folder.iterdir():
        os.utime(path, (LONG_AGO_S, LONG_AGO_S))
    return folder


def test_a_shelf_reads_what_the_collection_reads(folder: Path) -> None:
    assert Shelf(folder).read() == load_collection(folder)


def test_an_unchanged_file_is_not_parsed_again(folder: Path) -> None:
    shelf = Shelf(folder)
    first, second = shelf.read(), shelf.read()

    assert all(second.guides[key] is guide for key, guide in first.guides.items())
    assert shelf.unread() == 0


def test_a_changed_a_new_and_a_removed_file_are_seen(folder: Path) -> None:
    shelf = Shelf(folder)
    before = shelf.read()
    (folder / "byt-losenord.md").write_text("# Annat\n\nAnnan text.\n", encoding="utf-8")
    (folder / "ny.md").write_text("# Ny\n\nText.\n", encoding="utf-8")
    (folder / "skrivare-skriver-inte.md").unlink()

    assert shelf.unread() == 2
    after = shelf.read()
    assert after == load_collection(folder)
    assert after.guides.keys() != before.guides.keys()


def test_a_change_right_after_reading_is_seen_even_under_the_same_time_stamp(folder: Path) -> None:
    shelf, path = Shelf(folder), folder / "ny.md"
    path.write_text("# Ny\n\nText A.\n", encoding="utf-8")
    stamp = path.stat()
    shelf.read()
    path.write_text("# Ny\n\nText B.\n", encoding="utf-8")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))

    assert shelf.read() == load_collection(folder)


def test_other_town_variables_give_other_guides(folder: Path) -> None:
    path = folder / "ny.md"
    path.write_text("# Ny\n\nRing [[telefon:it]].\n", encoding="utf-8")
    os.utime(path, (LONG_AGO_S, LONG_AGO_S))
    shelf = Shelf(folder)
    shelf.read()
    (folder / "variables.yml").write_text('telefon:\n  it: "1234"\n', encoding="utf-8")

    assert "1234" in shelf.read().guides["ny"].sections[0].body_markdown
    assert shelf.read() == load_collection(folder)


def test_guides_parsed_elsewhere_are_taken_while_file_and_variables_are_the_same(folder: Path) -> None:
    elsewhere = load_collection(folder)
    shelf = Shelf(folder)
    shelf.remember(elsewhere.guides.values(), elsewhere.variables.fingerprint)
    assert shelf.unread() == 0
    read = shelf.read()

    assert all(read.guides[key] is guide for key, guide in elsewhere.guides.items())


def test_a_broken_file_is_an_error_each_time(folder: Path) -> None:
    (folder / "trasig.md").write_bytes(b"\0\1")
    shelf = Shelf(folder)

    assert [str(error) for _ in range(2) for error in shelf.read().errors] == [
        f"{folder / 'trasig.md'}:1: this is no text file; save the guide as Markdown"
    ] * 2


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "nowhere")
    assert shelf.unread() == 0
    with pytest.raises(MissingGuidesFolderError):
        shelf.read()
