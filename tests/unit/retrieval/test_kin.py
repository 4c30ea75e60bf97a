"""Kin: questions that mean the same guide, however they are put."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.guide import Guide
from retrieval import kin as learning
from retrieval.assemble import assemble
from retrieval.changes import compare
from retrieval.index import EXTRA_DIMENSIONS, Index, widened
from retrieval.kin import as_learned, is_learnable, learn_kin, lengths_of, likelihoods
from retrieval.kin_leg import Groups, KinLeg
from retrieval.renew import renew
from retrieval.said import Told
from retrieval.store import load_index, save_index
from retrieval.understand import Understood
from tests.fakes.encoder import FakeEncoder
from tests.guide_builders import guides_in, write_guide

DRAW = np.random.default_rng(3)


@pytest.fixture
def guides(tmp_path: Path) -> list[Guide]:
    for number in range(12):
        asked = tuple(f"{word} fråga om sak {number}" for word in ("hej", "snälla", "hur", "varför"))
        write_guide(tmp_path / "guides", f"guide-{number:02}", f"Sak nummer {number}", questions=asked)
    return guides_in(tmp_path / "guides")


@pytest.fixture
def few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "MIN_QUESTIONS", 40)
    monkeypatch.setattr(learning, "MIN_EACH", 3)


def unit(vectors: np.ndarray) -> np.ndarray:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), dtype=np.float32)


def test_what_guides_have_in_common_no_longer_hides_what_tells_them_apart() -> None:
    """Eight guides that differ in eight directions; all questions vary four times as much in eight others."""
    bases = np.repeat(np.arange(8), 30)
    vectors = 0.3 * np.eye(16)[bases] + 0.02 * DRAW.standard_normal((240, 16))
    vectors[:, 8:] += 0.6 * DRAW.standard_normal((240, 8))
    vectors = unit(vectors)

    def found(turned: np.ndarray) -> float:
        cosines = turned @ turned.T
        np.fill_diagonal(cosines, -1)
        return float((bases[cosines.argmax(axis=1)] == bases).mean())

    assert found(learn_kin(vectors, bases).apply(vectors)) > found(vectors) + 0.1


def test_with_few_questions_nothing_is_learned(guides: list[Guide]) -> None:
    assert not is_learnable(guides)
    assert assemble(guides, FakeEncoder()).kin is None


@pytest.mark.usefixtures("few_are_enough")
def test_where_few_guides_have_questions_nothing_is_learned(guides: list[Guide], tmp_path: Path) -> None:
    assert is_learnable(guides)
    for number in range(13):
        write_guide(tmp_path / "more", f"stum-{number}", f"Stum {number}", questions=())

    assert not is_learnable([*guides, *guides_in(tmp_path / "more")])


@pytest.mark.usefixtures("few_are_enough")
def test_what_was_learned_is_kept_on_disk(guides: list[Guide], tmp_path: Path) -> None:
    index = assemble(guides, FakeEncoder())
    save_index(index, tmp_path / "index")

    read = load_index(tmp_path / "index", index.key)

    assert index.kin is not None
    assert read is not None
    assert read.kin is not None
    assert np.array_equal(read.kin.lengths, index.kin.lengths)
    assert np.array_equal(read.kin.means, index.kin.means)
    assert read.field_languages.tolist() == index.field_languages.tolist()


@pytest.mark.usefixtures("few_are_enough")
@pytest.mark.parametrize("most", [20_000, 10])
def test_a_changed_collection_keeps_or_learns_it_anew(
    guides: list[Guide], tmp_path: Path, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "MAX_LEARNED", most)
    before = assemble(guides, FakeEncoder())
    write_guide(tmp_path / "guides", "guide-03", "Helt annat", questions=("ny fråga", "en till", "och en"))
    changed = guides_in(tmp_path / "guides")

    renewed = renew(before, compare(before.guides, changed), FakeEncoder())

    assert renewed.kin is not None
    assert before.kin is not None
    assert len(renewed.kin.lengths) == len(renewed.field_guides)
    assert np.array_equal(renewed.kin.turn, before.kin.turn) == (most == 10)
    if most > 10:
        anew = assemble(changed, FakeEncoder()).kin
        assert anew is not None
        assert np.allclose(renewed.kin.lengths, anew.lengths, atol=1e-4)
        assert np.allclose(renewed.kin.means, anew.means, atol=1e-4)


def test_all_questions_of_a_guide_and_of_its_translation_tell_together_how_likely_it_is() -> None:
    """Two versions of base guide 0, one of base guide 1; a question between the two of the first."""
    vectors = unit(np.array([[1, 0, 0], [1, 0.2, 0], [1, -0.2, 0], [0, 1, 0], [0, 1, 0.2]]))
    bases, round_turn = np.array([0, 0, 0, 1, 1]), np.eye(3, dtype=np.float32)
    centre = np.zeros(3, np.float32)
    means = as_learned(centre, round_turn, vectors, bases, lengths_of(centre, round_turn, vectors)).means
    assert np.allclose(means, [vectors[:3].mean(axis=0), vectors[3:].mean(axis=0)])

    likely = likelihoods(vectors[0], means)

    distances = ((means - vectors[0]) ** 2).sum(axis=1)
    assert likely[0] - likely[1] == pytest.approx(learning.SHARPNESS * (distances[1] - distances[0]) / 2, rel=1e-4)


@pytest.mark.usefixtures("few_are_enough")
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("rows", ["all", "some"])
@pytest.mark.parametrize("hidden", [[], [3], [0, 1, 2, 11]])
def test_the_two_nearest_of_each_guide_are_those_of_all_turned(
    guides: list[Guide], tmp_path: Path, language: str, rows: str, hidden: list[int]
) -> None:
    write_guide(tmp_path / "guides", "guide-05.en", "Thing five", language="en", extra="translation_of: guide-05\n")
    index = assemble(guides_in(tmp_path / "guides"), FakeEncoder())
    in_main = index.field_languages == 0
    leg = KinLeg(index.kin, index, in_main)
    asked = understood(index, language)
    counted = np.ones(len(index.guides), dtype=np.bool_)
    counted[hidden] = False

    towards = leg.ask(asked)
    looked_at = leg.rows_of(counted) if rows == "some" else None
    positions = slice(None) if looked_at is None else looked_at
    products = np.stack([index.fields.scores(each, positions) for each in towards.directions])
    best, mean = leg.nearest(towards, products, looked_at, counted)

    main, other = (index.kin.apply(vector[:-EXTRA_DIMENSIONS]) for vector in asked.vectors)
    turned = index.kin.apply(index.fields.vectors[:, :-EXTRA_DIMENSIONS])
    cosines = np.where(in_main, turned @ main, turned @ other)
    for at, base in enumerate(index.bases.tolist()):
        theirs = counted[index.field_guides] & (index.bases[index.field_guides] == base)
        nearest = sorted(cosines[theirs].tolist(), reverse=True)[:2]
        assert best[at] == pytest.approx(nearest[0] if nearest else -np.inf, abs=1e-5)
        assert mean[at] == pytest.approx(sum(nearest) / len(nearest) if nearest else -np.inf, abs=1e-5)


def understood(index: Index, language: str) -> Understood:
    """A question that is compared with guides in the main language turned, if it is in another one."""
    one, other = (widened(vector) for vector in FakeEncoder().embed_questions(["fråga om sak 3", "om sak nummer 7"]))
    nothing = np.zeros(len(index.guides), dtype=np.float32)
    return Understood("", (), (one, one if language == "sv" else other), nothing, nothing, Told(0.0, nothing), 0.0)


def test_the_two_best_of_each_count_even_when_they_are_equal() -> None:
    scores = np.array([0.2, 0.9, 0.5, 0.7, 0.4, 0.4, 0.1], dtype=np.float32)
    groups = Groups.of(np.array([0, 0, 0, 2, 5, 5, 5]))

    best, mean = groups.two_nearest(scores)

    assert groups.names.tolist() == [0, 2, 5]
    assert best.tolist() == pytest.approx([0.9, 0.7, 0.4])
    assert mean.tolist() == pytest.approx([0.7, 0.7, 0.4])
