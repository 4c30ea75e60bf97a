"""A new index takes the old one's place while others read."""

import threading
from pathlib import Path

import pytest

from retrieval.build import Built, build_index, load_current
from retrieval.store import current_key, load_index
from retrieval.vector_cache import CachedEncoder
from tests.fakes.encoder import FakeEncoder

SWAPS = 15


class Town:
    """A folder of plain guides and the index made of them."""

    def __init__(self, folder: Path) -> None:
        self.guides, self.index_dir = folder / "guides", folder / "index"
        self.guides.mkdir()
        self._encoder = CachedEncoder(FakeEncoder(), folder / "vectors")

    def write(self, stem: str, text: str) -> None:
        (self.guides / f"{stem}.md").write_text(f"# {stem}\n\n{text}\n", encoding="utf-8")

    def build(self) -> Built:
        return build_index(self.guides, self.index_dir, self._encoder)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = Town(tmp_path)
    town.write("skrivare", "Starta om skrivaren.")
    return town


@pytest.mark.slow
def test_who_reads_while_indexes_are_swapped_always_finds_a_whole_one(town: Town) -> None:
    town.build()
    whole: list[bool] = []  # the indexes themselves would keep their files open, some 20 each
    done = threading.Event()

    def keep_reading() -> None:
        while not done.is_set():
            index = load_current(town.index_dir)
            whole.append(index is not None and len(index.guides) == 1)

    reader = threading.Thread(target=keep_reading)
    reader.start()
    try:
        for number in range(SWAPS):
            town.write("skrivare", f"Starta om skrivaren {number} gånger.")
            town.build()
    finally:
        done.set()
        reader.join(timeout=10)

    assert whole
    assert all(whole)


def test_who_has_just_read_the_pointer_still_finds_that_index_after_a_swap(town: Town) -> None:
    before = town.build().index.key
    town.write("vpn", "Starta VPN.")
    town.build()

    index = load_index(town.index_dir, before)

    assert index is not None
    assert [guide.id for guide in index.guides] == ["skrivare"]


def test_a_folder_put_back_as_it_was_takes_its_index_back_into_use(town: Town) -> None:
    before = town.build().index.key
    town.write("vpn", "Starta VPN.")
    town.build()
    (town.guides / "vpn.md").unlink()

    assert town.build().embedded == 0
    assert current_key(town.index_dir) == before
    assert load_current(town.index_dir) is not None


def test_a_half_written_index_beside_is_never_taken_for_one(town: Town) -> None:
    town.build()
    beside = town.index_dir / ".half.abc"
    beside.mkdir()
    (beside / "manifest.json").write_text("{", encoding="utf-8")

    assert load_current(town.index_dir) is not None
    assert town.build().embedded == 0
