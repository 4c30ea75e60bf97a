"""A saved guide among many is patched in at once and settled behind it."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest

from retrieval import build as building
from retrieval import watch
from retrieval.decide import Calibration
from retrieval.engine import Engine
from retrieval.index import Index
from retrieval.lexical import LetterIndex
from retrieval.store import current_key
from tests.fakes.encoder import FakeEncoder
from tests.guide_builders import write_guide
from tests.unit.retrieval.conftest import MODEL

QUESTIONS = ("xylofonen tystnar", "printern e död", "nytt passord")


@pytest.fixture(autouse=True)
def patch_every_collection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "PATCH_FROM", 0)
    monkeypatch.setattr(watch, "SETTLE_AFTER_S", 0.1)


def started(shelf: Path, var: Path) -> Engine:
    engine = Engine(
        guides_dir=shelf, var_dir=var, encoder=FakeEncoder(), calibration=Calibration(fitted=MODEL, prior=MODEL)
    )
    engine.refresh()
    return engine


def index_of(engine: Engine) -> Index:
    assert engine.searcher is not None
    return engine.searcher.index


def ids(engine: Engine) -> set[str]:
    return {guide.id for guide in index_of(engine).guides}


def test_a_patch_is_searched_at_once_and_gives_what_a_full_build_gives_when_settled(
    shelf: Path, tmp_path: Path
) -> None:
    engine = started(shelf, tmp_path / "var")
    write_guide(shelf, "xylofon", "Om xylofonen tystnar")

    engine.refresh(changed=1)
    assert engine.is_patched
    assert "xylofon" in ids(engine)
    assert current_key(tmp_path / "var" / "index") != index_of(engine).key

    engine.settle()
    settled, anew = index_of(engine), index_of(started(shelf, tmp_path / "other"))
    assert not engine.is_patched
    assert isinstance(settled.letters, LetterIndex)
    assert current_key(tmp_path / "var" / "index") == settled.key == anew.key
    everything = slice(None)
    for question in QUESTIONS:
        assert np.allclose(settled.letters.scores(question), anew.letters.scores(question), atol=1e-6)
        vector = np.ones(68, dtype=np.float32)
        assert np.allclose(settled.chunks.scores(vector, everything), anew.chunks.scores(vector, everything), atol=1e-4)


def test_what_is_saved_while_an_earlier_patch_is_settled_stays_in_use(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = started(shelf, tmp_path / "var")
    write_guide(shelf, "ett", "Ett")
    engine.refresh(changed=1)
    save = building.save_index

    def saved_meanwhile(index: Index, folder: Path) -> Path:
        write_guide(shelf, "tva", "Två")
        (shelf / "byt-losenord.md").write_text("---\nid: [\n---\n")
        engine.refresh(changed=2)
        return save(index, folder)

    with monkeypatch.context() as during:
        during.setattr(building, "save_index", saved_meanwhile)
        engine.settle()

    assert ids(engine) > {"ett", "tva", "byt-losenord"}
    assert engine.is_patched
    assert [str(error).split(":")[0] for error in engine.errors] == [str(shelf / "byt-losenord.md")]
    engine.settle()
    assert ids(engine) > {"ett", "tva", "byt-losenord"}
    assert len(engine.errors) == 1
    assert isinstance(index_of(engine).letters, LetterIndex)


def test_a_guide_that_breaks_after_a_patch_keeps_the_version_of_the_patch(shelf: Path, tmp_path: Path) -> None:
    engine = started(shelf, tmp_path / "var")
    path = write_guide(shelf, "ny", "Helt ny")
    engine.refresh(changed=1)
    path.write_text("---\nid: [\n---\n")

    engine.refresh(changed=1)
    assert "ny" in ids(engine)
    engine.settle()
    assert "ny" in ids(engine)


def test_a_change_taken_back_needs_no_patch_any_longer(shelf: Path, tmp_path: Path) -> None:
    engine = started(shelf, tmp_path / "var")
    before = index_of(engine)
    path = write_guide(shelf, "ny", "Helt ny")
    engine.refresh(changed=1)
    path.unlink()

    engine.refresh(changed=1)
    assert index_of(engine) is before
    engine.settle()
    assert index_of(engine).key == before.key


def test_without_the_folder_a_patch_leaves_the_telling_to_the_build(shelf: Path, tmp_path: Path) -> None:
    engine = started(shelf, tmp_path / "var")
    shelf.rename(tmp_path / "gone")

    engine.refresh(changed=1)

    assert "no such folder" in str(engine.errors[0])


@asynccontextmanager
async def watched(engine: Engine) -> AsyncIterator[Callable[[Callable[[], bool]], object]]:
    stop = asyncio.Event()
    watching = asyncio.create_task(watch.keep_fresh(engine, stop))

    async def until(reached: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 5
        while not reached():
            assert time.monotonic() < deadline
            await asyncio.sleep(0.02)

    yield until
    stop.set()
    await watching


async def test_the_watch_settles_what_it_patched(shelf: Path, tmp_path: Path) -> None:
    engine = started(shelf, tmp_path / "var")
    async with watched(engine) as until:
        await asyncio.sleep(0.3)
        write_guide(shelf, "ny", "Helt ny")

        await until(lambda: "ny" in ids(engine))
        await until(lambda: current_key(tmp_path / "var" / "index") == index_of(engine).key)
        await until(lambda: isinstance(index_of(engine).letters, LetterIndex))


def test_whatever_goes_wrong_in_a_build_the_old_index_stays_and_the_error_is_told(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = started(shelf, tmp_path)
    before = index_of(engine)
    write_guide(shelf, "xylofon", "Xylofonen")

    def odd(*_: object, **__: object) -> None:
        raise ValueError("nobody thought of this file")

    monkeypatch.setattr(building, "guides_to_index", odd)
    engine.refresh()
    engine.refresh(changed=1)
    assert index_of(engine) is before
    assert "could not be built: ValueError('nobody thought of this file')" in str(engine.errors[0])

    monkeypatch.undo()
    engine.refresh()
    assert "xylofon" in ids(engine)
    assert not engine.errors


async def test_what_goes_wrong_beside_the_index_does_not_end_the_watch(shelf: Path, tmp_path: Path) -> None:
    calls: list[bool] = []

    class Raising:
        def __call__(self) -> bool:
            calls.append(True)
            raise OSError("no more processes")

        def stop(self) -> None:
            """Nothing runs."""

    engine = Engine(
        guides_dir=shelf,
        var_dir=tmp_path / "var",
        encoder=FakeEncoder(),
        calibration=Calibration(fitted=MODEL, prior=MODEL),
        phrasebook_apart=Raising(),
    )
    async with watched(engine) as until:
        await until(lambda: bool(calls))
        await asyncio.sleep(0.3)
        write_guide(shelf, "ny", "Helt ny")

        await until(lambda: "ny" in ids(engine))

    assert len(calls) == 1


async def test_a_slow_process_beside_the_index_holds_nobody_up(shelf: Path, tmp_path: Path) -> None:
    begun, ended = threading.Event(), threading.Event()

    class Slow:
        def __call__(self) -> bool:
            begun.set()
            return ended.wait(timeout=30)

        def stop(self) -> None:
            ended.set()

    engine = Engine(
        guides_dir=shelf,
        var_dir=tmp_path / "var",
        encoder=FakeEncoder(),
        calibration=Calibration(fitted=MODEL, prior=MODEL),
        phrasebook_apart=Slow(),
    )
    async with watched(engine) as until:
        await until(begun.is_set)
        await asyncio.sleep(0.3)
        write_guide(shelf, "ny", "Helt ny")
        await until(lambda: "ny" in ids(engine))
        await asyncio.to_thread(shelf.rename, tmp_path / "before")
        write_guide(shelf, "helt-annan", "Helt annan")
        await until(lambda: "helt-annan" in ids(engine))
        engine.stop()
