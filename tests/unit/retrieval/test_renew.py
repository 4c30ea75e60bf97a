"""A changed collection gives what the same collection gives when it is indexed anew."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.guide import Guide
from retrieval import assemble as assembling
from retrieval import kin
from retrieval.assemble import assemble
from retrieval.changes import compare
from retrieval.index import Index, without_penalties
from retrieval.kin import as_learned, lengths_of
from retrieval.lexical import LetterIndex
from retrieval.renew import patch, renew
from retrieval.vector import FlatIndex
from tests.fakes.encoder import FakeEncoder
from tests.guide_builders import guides_in, write_guide

ARRAYS = ("bases", "chunk_starts", "chunk_guides", "chunk_sections", "field_guides")
LETTERS = ("grams", "starts", "lengths")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "guides"
    for number in range(12):
        write_guide(folder, f"guide-{number:02}", f"Guide nummer {number}", questions=(f"fråga {number}",))
    write_guide(folder, "guide-03.en", "Guide number three", language="en", extra="translation_of: guide-03\n")
    return folder


def assert_alike(one: Index, other: Index) -> None:
    assert (one.key, one.guides, one.main_language) == (other.key, other.guides, other.main_language)
    for name in ARRAYS:
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    for mine, theirs in ((one.chunks, other.chunks), (one.fields, other.fields)):
        assert isinstance(mine, FlatIndex)
        assert isinstance(theirs, FlatIndex)
        assert np.allclose(mine.vectors, theirs.vectors, atol=1e-5)
    assert isinstance(one.letters, LetterIndex)
    assert isinstance(other.letters, LetterIndex)
    for name in LETTERS:
        assert np.allclose(getattr(one.letters.weights, name), getattr(other.letters.weights, name), rtol=1e-5), name
    assert one.letters.weights.words == other.letters.weights.words
    assert np.allclose(one.letters.scores("guide nummer sju"), other.letters.scores("guide nummer sju"), atol=1e-6)


def edit(folder: Path) -> None:
    path = folder / "guide-07.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Guide nummer 7", "Skrivaren är död"), encoding="utf-8")


def add(folder: Path) -> None:
    write_guide(folder, "aaa", "Allra först")
    write_guide(folder, "guide-05.fi", "Ohje numero viisi", language="fi", extra="translation_of: guide-05\n")


def remove(folder: Path) -> None:
    (folder / "guide-00.md").unlink()
    (folder / "guide-03.en.md").unlink()


def lengthen(folder: Path) -> None:
    path = folder / "guide-11.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n## Till sist\n\n" + "Mera text. " * 400, encoding="utf-8")


def several(folder: Path) -> None:
    for change in (edit, add, remove, lengthen):
        change(folder)


def everything(folder: Path) -> None:
    for path in folder.glob("*.md"):
        path.unlink()
    write_guide(folder, "helt-ny", "Helt ny")


@pytest.mark.parametrize("max_pool", [2_000, 5])
@pytest.mark.parametrize("change", [edit, add, remove, lengthen, several, everything, lambda _: None])
def test_renewed_is_as_assembled(folder: Path, change, max_pool: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembling, "MAX_POOL", max_pool)
    before = assemble(guides_in(folder), FakeEncoder())
    change(folder)
    guides = guides_in(folder)

    renewed = renew(before, compare(before.guides, guides), FakeEncoder())

    assert_alike(renewed, assemble(guides, FakeEncoder()))


@pytest.mark.slow
def test_many_changes_one_after_the_other_do_not_drift(folder: Path) -> None:
    index = assemble(guides_in(folder), FakeEncoder())
    for number in range(40):
        write_guide(folder, f"guide-{number % 12:02}", f"Guide i version {number}")
        index = renew(index, compare(index.guides, guides_in(folder)), FakeEncoder())

    assert_alike(index, assemble(guides_in(folder), FakeEncoder()))


def test_only_changed_guides_are_embedded(folder: Path) -> None:
    before = assemble(guides_in(folder), FakeEncoder())
    edit(folder)
    encoder = FakeEncoder()

    renew(before, compare(before.guides, guides_in(folder)), encoder)

    assert encoder.embedded
    assert all("Skrivaren" in text or text == "fråga 7" for text in encoder.embedded)


def test_from_an_index_of_another_model_all_is_assembled(folder: Path) -> None:
    before = assemble(guides_in(folder), FakeEncoder(name="other", dimension=32))

    renewed = renew(before, compare(before.guides, before.guides), FakeEncoder())

    assert renewed.model == "fake"


def test_a_guide_for_another_audience_is_shown_as_changed(folder: Path) -> None:
    guides: list[Guide] = guides_in(folder)
    other = replace(guides[2], content_hash="other")

    change = compare(guides, [*guides[:2], other, *guides[3:]])

    assert change.new_guides() == [other]
    assert change.gone.tolist() == [2]


@pytest.mark.parametrize("change", [edit, add, remove, lengthen, several])
def test_patched_is_as_assembled_but_for_the_letters(folder: Path, change) -> None:
    before = assemble(guides_in(folder), FakeEncoder())
    change(folder)
    guides = guides_in(folder)
    assembled = assemble(guides, FakeEncoder())

    patched = patch(before, compare(before.guides, guides), FakeEncoder())

    assert patched is not None
    assert not isinstance(patched.letters, LetterIndex)
    assert_alike(replace(patched, letters=assembled.letters), assembled)


def test_nothing_changed_needs_no_patch(folder: Path) -> None:
    before = assemble(guides_in(folder), FakeEncoder())

    assert patch(before, compare(before.guides, guides_in(folder)), FakeEncoder()) is before


def test_what_is_mostly_new_is_not_patched(folder: Path) -> None:
    before = assemble(guides_in(folder), FakeEncoder())
    everything(folder)

    assert patch(before, compare(before.guides, guides_in(folder)), FakeEncoder()) is None


def test_what_was_learned_is_kept_in_a_patch(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kin, "MIN_QUESTIONS", 2)
    monkeypatch.setattr(kin, "MIN_EACH", 1)
    before = assemble(guides_in(folder), FakeEncoder())
    edit(folder)

    patched = patch(before, compare(before.guides, guides_in(folder)), FakeEncoder())

    assert before.kin is not None
    assert patched is not None
    assert patched.kin is not None
    assert patched.kin.turn is before.kin.turn
    fields, bases = without_penalties(patched.fields.vectors), patched.bases[patched.field_guides]
    assembled = as_learned(
        before.kin.centre, before.kin.turn, fields, bases, lengths_of(before.kin.centre, before.kin.turn, fields)
    )
    assert np.allclose(patched.kin.lengths, assembled.lengths, atol=1e-5)
    assert np.allclose(patched.kin.means, assembled.means, atol=1e-5)
