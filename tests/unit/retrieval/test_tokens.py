"""Pieces of a question against pieces of guides."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from knowledge.guide import Guide
from retrieval import tokens as under_test
from retrieval.assemble import assemble
from retrieval.changes import compare
from retrieval.decide import load_calibration
from retrieval.fuse import load_weights, weights_for
from retrieval.index import Index
from retrieval.ports import token_encoder
from retrieval.renew import patch, renew
from retrieval.search import Searcher
from retrieval.store import load_index, save_index
from retrieval.tokens import TokenIndex, as_float, as_int8, is_wanted
from retrieval.vector_cache import CachedEncoder, no_report
from tests.fakes.encoder import FakeEncoder, FakeTokenEncoder
from tests.guide_builders import guides_in, write_guide

ARRAYS = ("states", "numbers", "starts", "ends", "known", "telling")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "guides"
    for number, word in enumerate(("skrivaren", "skärmen", "datorn", "musen", "kopiatorn", "telefonen")):
        write_guide(folder, f"guide-{number}", f"Om {word}", lead=f"Här står om {word} och pappret.")
    write_guide(folder, "guide-0.en", "About printers", language="en", extra="translation_of: guide-0\n")
    return folder


def index_of(folder: Path) -> Index:
    return assemble(guides_in(folder), FakeTokenEncoder())


def tokens_in(index: Index | None) -> TokenIndex:
    assert index is not None
    assert index.tokens is not None
    return index.tokens


def near(index: Index, question: str) -> dict[str, float]:
    _, asked = FakeTokenEncoder().question_with_tokens(question)
    found = tokens_in(index).near(asked, np.arange(len(index.guides)))
    return dict(zip((str(guide.id) for guide in index.guides), found.tolist(), strict=True))


def assert_alike(one: Index, other: Index) -> None:
    for name in ARRAYS:
        assert np.array_equal(getattr(tokens_in(one), name), getattr(tokens_in(other), name)), name


def test_a_guide_with_the_questions_rare_words_is_nearest(folder: Path) -> None:
    found = near(index_of(folder), "om musen och pappret")

    assert max(found, key=found.__getitem__) == "guide-3"
    assert found["guide-3"] == pytest.approx(1, abs=0.02)
    assert found["guide-0.en"] == 0, "only guides in the main language are compared"


def test_words_that_every_guide_has_tell_nothing(folder: Path) -> None:
    index = index_of(folder)
    assert near(index, "kopiatorn")["guide-4"] == pytest.approx(near(index, "kopiatorn pappret")["guide-4"], abs=0.05)
    assert near(index, "om om om")["guide-4"] == pytest.approx(1, abs=0.02), "where nothing tells, all count alike"


def test_a_question_without_pieces_is_near_to_none(folder: Path) -> None:
    assert set(near(index_of(folder), "!").values()) == {0.0}


def test_states_keep_their_direction_in_a_byte_a_number() -> None:
    rng = np.random.default_rng(1)
    states = rng.normal(size=(200, 64)).astype(np.float32)
    states /= np.linalg.norm(states, axis=1, keepdims=True)
    kept = as_float(as_int8(states))
    assert ((kept * states).sum(axis=1) / np.linalg.norm(kept, axis=1)).min() > 0.999
    assert np.array_equal(as_int8(kept), as_int8(states)), "what was kept is kept as it is"


@pytest.mark.parametrize("change", ["edit", "add", "remove", "translate", "nothing"])
def test_a_changed_collection_has_the_pieces_of_one_indexed_anew(folder: Path, change: str) -> None:
    before = index_of(folder)
    if change == "edit":
        write_guide(folder, "guide-2", "Om paddan", lead="Paddan är en liten dator.")
    if change == "add":
        write_guide(folder, "aaa", "Allra först")
    if change == "remove":
        (folder / "guide-1.md").unlink()
    if change == "translate":  # English becomes the main language
        for number in range(8):
            write_guide(folder, f"more-{number}", f"More {number}", language="en")
    guides = guides_in(folder)

    assert_alike(
        renew(before, compare(before.guides, guides), FakeTokenEncoder()), assemble(guides, FakeTokenEncoder())
    )


def test_for_the_moment_a_new_guide_has_no_pieces_and_the_others_keep_theirs(folder: Path) -> None:
    before = index_of(folder)
    write_guide(folder, "aaa", "Allra först om musen")
    patched = patch(before, compare(before.guides, guides_in(folder)), FakeTokenEncoder())
    assert patched is not None

    found = near(patched, "om musen")
    assert found["aaa"] == 0
    assert found["guide-3"] == pytest.approx(near(before, "om musen")["guide-3"])


def test_pieces_come_back_from_disk(folder: Path, tmp_path: Path) -> None:
    index = index_of(folder)
    save_index(index, tmp_path / "index")
    again = load_index(tmp_path / "index", index.key)
    assert again is not None

    assert_alike(again, index)


def test_the_first_guides_change_places_by_their_pieces(folder: Path) -> None:
    index = index_of(folder)
    parameters = load_calibration().cautious()
    with_tokens, without = (
        Searcher(index=index, encoder=FakeTokenEncoder(), parameters=parameters, weights=weights)
        for weights in (replace(load_weights(), tokens=5.0), weights_for("fast"))
    )

    def scores(searcher: Searcher) -> dict[str, float]:
        found = searcher.find("om musen och pappret", language="sv", today=date(2026, 11, 20))
        return {str(hit.guide.base): hit.score for hit in found.hits}

    gained = {guide: score - scores(without).get(guide, score) for guide, score in scores(with_tokens).items()}
    assert max(gained, key=gained.__getitem__) == "guide-3"
    assert gained["guide-3"] > 0


def test_a_question_in_another_language_is_asked_as_before(folder: Path) -> None:
    index = index_of(folder)
    parameters = load_calibration().cautious()
    found = [
        Searcher(index=each, encoder=FakeTokenEncoder(), parameters=parameters).find(
            "the mouse", language="en", today=date(2026, 11, 20)
        )
        for each in (index, replace(index, tokens=None))
    ]
    assert [hit.score for hit in found[0].hits] == [hit.score for hit in found[1].hits]


def test_guides_with_many_questions_and_large_collections_do_without(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guides: list[Guide] = guides_in(folder)
    assert is_wanted(guides)
    assert not is_wanted([])
    monkeypatch.setattr(under_test, "is_learnable", lambda _: True)
    assert assemble(guides, FakeTokenEncoder()).tokens is None
    monkeypatch.setattr(under_test, "is_learnable", lambda _: False)
    monkeypatch.setattr(under_test, "MOST_GUIDES", len(guides) - 1)
    assert assemble(guides, FakeTokenEncoder()).tokens is None


def test_a_model_that_shows_no_tokens_gives_an_index_without(folder: Path) -> None:
    assert token_encoder(FakeEncoder()) is None
    assert assemble(guides_in(folder), FakeEncoder()).tokens is None


def test_pieces_are_remembered_and_embedded_once_with_the_vector(tmp_path: Path) -> None:
    encoder = FakeTokenEncoder()
    cached = CachedEncoder(encoder, tmp_path)
    assert cached.token_size == 64
    texts = ["skrivaren är död", "musen"]
    assert cached.warm(passages=texts, questions=["musen"], on_progress=no_report, tokens=True) == 3

    vectors, tokens = CachedEncoder(encoder, tmp_path).passages_with_tokens([*texts, "musen"])

    assert sorted(encoder.embedded) == sorted([*texts, "musen"])
    assert [len(each.numbers) for each in tokens] == [3, 1, 1]
    assert np.array_equal(vectors, cached.embed_passages([*texts, "musen"]))
    assert cached.warm(passages=texts, questions=["musen"], on_progress=no_report, tokens=True) == 0


def test_vectors_known_without_pieces_are_embedded_again_when_these_are_wanted(tmp_path: Path) -> None:
    cached = CachedEncoder(FakeTokenEncoder(), tmp_path)
    cached.embed_passages(["musen"])

    assert cached.warm(passages=["musen"], questions=[], on_progress=no_report) == 0
    assert cached.warm(passages=["musen"], questions=[], on_progress=no_report, tokens=True) == 1


def test_asking_a_model_for_pieces_that_it_does_not_show_is_a_mistake(tmp_path: Path) -> None:
    cached = CachedEncoder(FakeEncoder(), tmp_path)
    assert cached.token_size == 0
    with pytest.raises(TypeError, match="token_size"):
        cached.passages_with_tokens(["musen"])
