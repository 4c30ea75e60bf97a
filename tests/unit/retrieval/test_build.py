import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from knowledge.errors import MissingGuidesFolderError
from retrieval import vector as indexing
from retrieval.build import Builder, Built, build_index, load_current
from retrieval.vector import ListedIndex
from retrieval.vector_cache import CachedEncoder
from tests.fakes.encoder import FakeEncoder
from tests.guide_builders import write_guide


class Town:
    """A folder of guides, an index directory, and an encoder that counts."""

    def __init__(self, shelf: Path, var: Path) -> None:
        self.shelf, self.index_dir, self.var = shelf, var / "index", var
        self.encoder = FakeEncoder()

    def build(self) -> Built:
        self.encoder.embedded.clear()
        return build_index(self.shelf, self.index_dir, CachedEncoder(self.encoder, self.var / "vectors"))


@pytest.fixture
def town(shelf: Path, tmp_path: Path) -> Town:
    return Town(shelf, tmp_path / "var")


def ids(built: Built) -> set[str]:
    return {guide.id for guide in built.index.guides}


def test_the_manifest_tells_what_the_index_was_made_of(town: Town) -> None:
    index = town.build().index

    manifest = json.loads((town.index_dir / index.key / "manifest.json").read_text())
    assert (town.index_dir / "current").read_text().strip() == manifest["content_hash"] == index.key
    assert (manifest["model"], manifest["dimension"], manifest["guides"]) == ("fake", 64, 6)


def test_what_is_read_back_is_what_was_built(town: Town) -> None:
    built = town.build().index

    read = load_current(town.index_dir)

    assert read is not None
    assert read.guides == built.guides
    assert np.array_equal(read.letters.scores("skrivaren"), built.letters.scores("skrivaren"))
    question = np.ones(68, dtype=np.float32)
    assert np.array_equal(read.chunks.nearest(question, limit=9)[0], built.chunks.nearest(question, limit=9)[0])


def test_nothing_changed_means_nothing_is_done(town: Town) -> None:
    first = town.build()
    second = town.build()

    assert (second.embedded, second.index.key, town.encoder.embedded) == (0, first.index.key, [])


def test_only_changed_texts_are_embedded_again(town: Town) -> None:
    first = town.build()
    path = town.shelf / "byt-losenord.md"
    path.write_text(path.read_text(encoding="utf-8").replace("nytt passord", "byta pw"), encoding="utf-8")

    second = town.build()

    assert town.encoder.embedded == ["byta pw"]
    assert second.index.key != first.index.key


def test_a_guide_that_breaks_keeps_its_last_good_version(town: Town) -> None:
    town.build()
    broken = town.shelf / "byt-losenord.md"
    broken.write_text("---\nid: [\n---\n# Trasig\n")
    (town.shelf / "skrivare-skriver-inte.md").unlink()

    built = town.build()

    assert "byt-losenord" in ids(built)
    assert "skrivare-skriver-inte" not in ids(built)
    assert [error.path for error in built.errors] == [str(broken)]
    assert ids(town.build()) == ids(built)


def test_all_guides_stay_as_they_are_while_the_variables_are_broken(town: Town) -> None:
    before = town.build()
    (town.shelf / "variables.yml").write_text("namn: [")

    built = town.build()

    assert built.index.key == before.index.key
    assert "variables.yml" in str(built.errors[0])


def test_drafts_and_archived_guides_are_not_found(town: Town) -> None:
    path = town.shelf / "byt-losenord.md"
    path.write_text(path.read_text(encoding="utf-8").replace("status: published", "status: draft"), encoding="utf-8")

    assert "byt-losenord" not in ids(town.build())


@pytest.mark.parametrize("file", ["manifest.json", "guides.jsonl", "chunks.npy", "letters_texts.npy"])
def test_a_corrupt_index_is_built_again(town: Town, file: str) -> None:
    key = town.build().index.key
    (town.index_dir / key / file).write_bytes(b"{broken")

    assert load_current(town.index_dir) is None
    assert town.build().index.key == key
    assert load_current(town.index_dir) is not None


def test_an_index_of_another_model_is_not_used(town: Town) -> None:
    first = town.build().index
    town.encoder = FakeEncoder(name="other", dimension=32)

    assert town.build().index.key != first.key


@pytest.mark.parametrize("file", ["chunks.npy", "fields.npy"])
def test_an_index_with_vectors_of_another_model_in_it_is_refused_and_built_again(
    town: Town, file: str, caplog: pytest.LogCaptureFixture
) -> None:
    ours = town.build().index.key
    stranger = Town(town.shelf, town.var.with_name("elsewhere"))
    stranger.encoder = FakeEncoder(name="other", dimension=32)
    theirs = stranger.build().index.key
    shutil.copy(stranger.index_dir / theirs / file, town.index_dir / ours / file)

    assert load_current(town.index_dir) is None
    assert "parts of two indexes" in caplog.text
    assert town.build().index.key == ours
    assert load_current(town.index_dir) is not None


def test_only_the_last_two_indexes_are_kept(town: Town) -> None:
    for number in range(4):
        write_guide(town.shelf, f"ny-{number}", f"Ny guide {number}")
        town.build()

    assert len([path for path in town.index_dir.iterdir() if path.is_dir()]) == 2


def test_an_empty_folder_gives_an_index_that_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    town = Town(tmp_path / "empty", tmp_path / "var")

    assert town.build().index.guides == ()
    assert load_current(town.index_dir) is not None


def test_files_that_are_no_guides_are_named_and_harm_no_other(town: Town) -> None:
    (town.shelf / "bild.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (town.shelf / "latin.md").write_bytes("# Nätet\n\nStäng av.\n".encode("latin-1"))
    (town.shelf / "stor.md").write_text("# Stor\n\n" + "ord om skrivare " * 350_000, encoding="utf-8")
    (town.shelf / "klamrar.md").write_text(f"---\nid: {'[' * 5_000}\n---\n\n# Klamrar\n", encoding="utf-8")
    (town.shelf / "tom.md").write_text("", encoding="utf-8")

    built = town.build()

    said = {Path(error.path).name: error.message for error in built.errors}
    assert ids(built).isdisjoint({"bild", "latin", "stor", "klamrar", "tom"})
    assert len(built.index.guides) == 6
    assert "no text file" in said["bild.md"]
    assert "not UTF-8" in said["latin.md"]
    assert "split the guide" in said["stor.md"]
    assert "too many brackets" in said["klamrar.md"]
    assert "neither title nor text" in said["tom.md"]


def test_a_guide_a_little_below_the_limit_is_indexed_whole(town: Town) -> None:
    (town.shelf / "lang.md").write_text("# Lång\n\n" + "ord om skrivare " * 62_000, encoding="utf-8")

    index = town.build().index

    assert "lang" in {guide.id for guide in index.guides}
    assert max(len(text) for text in town.encoder.embedded) < 1_000


def test_a_missing_folder_is_an_error_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingGuidesFolderError, match="BOLLPLANK_GUIDES_DIR"):
        Town(tmp_path / "nowhere", tmp_path / "var").build()


@pytest.mark.slow
def test_an_index_in_lists_is_kept_renewed_and_read_back(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "FLAT_UP_TO", 100)
    monkeypatch.setattr(indexing, "WISHED_RECALL", 0)
    for number in range(300):
        write_guide(town.shelf, f"ny-{number:03}", f"Ny guide {number}", questions=(f"fråga {number}",))
    town.build()
    builder = Builder(town.shelf, town.index_dir, CachedEncoder(town.encoder, town.var / "vectors"))
    assert isinstance(builder.build().index.chunks, ListedIndex)
    write_guide(town.shelf, "skanner", "Skanna till mejl")

    renewed = builder.build().index
    read = load_current(town.index_dir)

    assert read is not None
    for index in (renewed, read):
        assert isinstance(index.chunks, ListedIndex)
        assert len(index.chunks.lists.fresh) == 2
    (town.index_dir / read.key / "chunks.lists").write_bytes(b"broken")
    assert town.build().index.key == read.key
    assert load_current(town.index_dir) is not None
