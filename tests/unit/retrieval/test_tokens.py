"""Pieces of a question against pieces of guides."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from knowledge.guide import Guide, Language
from retrieval import tokens as under_test
from retrieval.assemble import assemble
from retrieval.changes import compare
from retrieval.decide import load_calibration
from retrieval.errors import BrokenIndexError
from retrieval.fuse import load_weights, weights_for
from retrieval.index import Index
from retrieval.ports import token_encoder
from retrieval.renew import patch, renew
from retrieval.rounding import SCALE, as_int8
from retrieval.search import Searcher
from retrieval.store import load_index, save_index
from retrieval.tokens import TokenIndex, is_wanted
from retrieval.vector_cache import CachedEncoder, no_report
from tests.fakes.encoder import FakeEncoder, FakeTokenEncoder
from tests.guide_builders import guides_in, write_guide

TODAY = date(2026, 11, 20)
CAUTIOUS = load_calibration().cautious()
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
    tokens = tokens_in(index)
    guides = np.flatnonzero(tokens.have(np.arange(len(index.guides))))
    return dict(zip((str(index.guides[at].id) for at in guides), tokens.near(asked, guides).tolist(), strict=True))


def searcher_of(index: Index, *, tokens: float) -> Searcher:
    weights = replace(load_weights(), tokens=tokens)
    return Searcher(index=index, encoder=FakeTokenEncoder(), parameters=CAUTIOUS, weights=weights)


def scores(searcher: Searcher, question: str) -> dict[str, float]:
    found = searcher.find(question, language="sv", today=TODAY, limit=20)
    return {str(hit.guide.base): hit.score for hit in found.hits}


def assert_alike(one: Index, other: Index) -> None:
    for name in ARRAYS:
        assert np.array_equal(getattr(tokens_in(one), name), getattr(tokens_in(other), name)), name


def test_a_guide_with_the_questions_rare_words_is_nearest(folder: Path) -> None:
    found = near(index_of(folder), "om musen och pappret")

    assert max(found, key=found.__getitem__) == "guide-3"
    assert found["guide-3"] == pytest.approx(1, abs=0.02)
    assert "guide-0.en" not in found, "only guides in the main language are compared"


def test_words_that_every_guide_has_tell_nothing(folder: Path) -> None:
    index = index_of(folder)
    assert near(index, "kopiatorn")["guide-4"] == pytest.approx(near(index, "kopiatorn pappret")["guide-4"], abs=0.05)
    assert near(index, "om om om")["guide-4"] == pytest.approx(1, abs=0.02), "where nothing tells, all count alike"


def test_a_question_without_pieces_is_asked_as_before(folder: Path) -> None:
    index = index_of(folder)
    hidden = replace(index, tokens=None)
    found = [searcher_of(each, tokens=5.0).find("_1_", language="sv", today=TODAY) for each in (index, hidden)]
    assert [hit.score for hit in found[0].hits] == [hit.score for hit in found[1].hits]


def test_states_keep_their_direction_in_a_byte_a_number() -> None:
    rng = np.random.default_rng(1)
    states = rng.normal(size=(200, 64)).astype(np.float32)
    states /= np.linalg.norm(states, axis=1, keepdims=True)
    kept = as_int8(states) / SCALE
    assert ((kept * states).sum(axis=1) / np.linalg.norm(kept, axis=1)).min() > 0.999


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


def test_for_the_moment_a_new_guide_has_no_pieces_and_loses_nothing_by_it(folder: Path) -> None:
    before = index_of(folder)
    write_guide(folder, "aaa", "Allra först om musen")
    patched = patch(before, compare(before.guides, guides_in(folder)), FakeTokenEncoder())
    assert patched is not None

    found = near(patched, "om musen")
    assert "aaa" not in found
    assert found["guide-3"] == pytest.approx(near(before, "om musen")["guide-3"])
    with_tokens, without = (
        scores(searcher_of(patched, tokens=weight), "allra först om musen") for weight in (5.0, 0.0)
    )
    assert with_tokens["aaa"] == pytest.approx(without["aaa"])


def test_pieces_come_back_from_disk(folder: Path, tmp_path: Path) -> None:
    index = index_of(folder)
    save_index(index, tmp_path / "index")
    again = load_index(tmp_path / "index", index.key)
    assert again is not None

    assert_alike(again, index)


def test_the_first_guides_change_places_by_their_pieces_and_translations_with_them(folder: Path) -> None:
    index = index_of(folder)
    with_tokens, without = (
        scores(searcher_of(index, tokens=weight), "om skrivaren och pappret") for weight in (5.0, 0.0)
    )

    gained = {guide: with_tokens[guide] - without[guide] for guide in with_tokens.keys() & without.keys()}
    assert max(gained, key=gained.__getitem__) == "guide-0"
    assert gained["guide-0"] > 0


def test_the_fast_setting_leaves_them_out(folder: Path) -> None:
    index = index_of(folder)
    fast = Searcher(index=index, encoder=FakeTokenEncoder(), parameters=CAUTIOUS, weights=weights_for("fast"))

    assert scores(fast, "om musen") == scores(searcher_of(replace(index, tokens=None), tokens=5.0), "om musen")
    assert weights_for("best") == load_weights()


@pytest.mark.parametrize(("language", "alike"), [("sv", True), ("en", True), ("fi", False)])
def test_only_languages_of_one_family_are_compared(folder: Path, language: Language, *, alike: bool) -> None:
    index = index_of(folder)
    found = [
        searcher_of(each, tokens=5.0).find("om musen och pappret", language=language, today=TODAY)
        for each in (index, replace(index, tokens=None))
    ]
    assert ([hit.score for hit in found[0].hits] != [hit.score for hit in found[1].hits]) is alike


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
    assert cached.warm(passages=texts, questions=["musen"], on_progress=no_report, with_tokens=texts) == 3

    vectors, tokens = CachedEncoder(encoder, tmp_path).passages_with_tokens([*texts, "musen"])

    assert sorted(encoder.embedded) == sorted([*texts, "musen"])
    assert [len(each.numbers) for each in tokens] == [3, 1, 1]
    assert np.array_equal(vectors, cached.embed_passages([*texts, "musen"]))
    assert cached.warm(passages=texts, questions=["musen"], on_progress=no_report, with_tokens=texts) == 0


def test_vectors_known_without_pieces_are_embedded_again_when_these_are_wanted(tmp_path: Path) -> None:
    cached = CachedEncoder(FakeTokenEncoder(), tmp_path)
    cached.embed_passages(["musen"])

    assert cached.warm(passages=["musen"], questions=[], on_progress=no_report) == 0
    assert cached.warm(passages=["musen"], questions=[], on_progress=no_report, with_tokens=["musen"]) == 1


def test_asking_a_model_for_pieces_that_it_does_not_show_is_a_mistake(tmp_path: Path) -> None:
    cached = CachedEncoder(FakeEncoder(), tmp_path)
    assert cached.token_size == 0
    with pytest.raises(TypeError, match="token_size"):
        cached.passages_with_tokens(["musen"])


def test_a_text_without_pieces_is_remembered_too(tmp_path: Path) -> None:
    cached = CachedEncoder(FakeTokenEncoder(), tmp_path)
    for _ in range(2):
        _, (none, one) = cached.passages_with_tokens(["\u200b", "musen"])
        assert (none.states.shape, one.states.shape) == ((0, 64), (1, 64))


def test_pieces_of_another_space_are_never_taken(folder: Path, tmp_path: Path) -> None:
    first, other = FakeTokenEncoder(), FakeTokenEncoder()
    other.token_space = "other"
    CachedEncoder(first, tmp_path).passages_with_tokens(["musen"])

    CachedEncoder(other, tmp_path).passages_with_tokens(["musen"])

    assert other.embedded == ["musen"]
    guides = guides_in(folder)
    assert assemble(guides, first).key != assemble(guides, other).key
    assert assemble(guides, first).key != assemble(guides, FakeEncoder()).key, "nor an index without for one with"


def test_too_many_pieces_are_not_kept_and_of_a_long_guide_the_first_are_looked_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = near(index_of(folder), "klart")
    monkeypatch.setattr(under_test, "MOST_OF_A_GUIDE", 3)
    assert max(near(index_of(folder), "klart").values()) < min(whole.values())
    monkeypatch.setattr(under_test, "MOST_PIECES", 20)
    assert index_of(folder).tokens is None


@pytest.mark.parametrize("part", ["states", "numbers", "ends", "telling"])
def test_an_index_with_pieces_of_another_is_built_again(folder: Path, tmp_path: Path, part: str) -> None:
    index = index_of(folder)
    file = save_index(index, tmp_path / "index") / f"tokens_{part}.npy"
    np.save(file, np.load(file)[:-1])
    with pytest.raises(BrokenIndexError, match="tokens"):
        load_index(tmp_path / "index", index.key)
